import { describe, expect, it } from "vitest";
import { detectLanguage } from "../../src/extract/language.ts";

describe("detectLanguage()", () => {
  it.each([
    ["お支払い方法に問題があります", "ja"],
    ["支払方法変更済", "ja"],
    ["ｱﾏｿﾞﾝ ｶｽﾀﾏｰ", "ja"],
    ["Amazon Prime 会員資格のお知らせ https://www.amazon.co.jp/gp/css/order-history/ref", "ja"],
    ["您的账户已被冻结，请立即更新您的信息", "zh"],
    ["您的帳戶已被凍結，請立即更新", "zh"],
    ["고객님의 계정이 정지되었습니다", "ko"],
    ["Ваш аккаунт заблокирован", "ru"],
    ["Your account has been locked. Please update your payment details.", "en"],
    ["Ihr Konto wurde gesperrt. Bitte bestätigen Sie Ihre Daten und klicken Sie hier.", "de"],
    ["Votre compte a été suspendu, veuillez mettre à jour vos informations pour le paiement", "fr"],
    ["Su cuenta ha sido bloqueada por la seguridad de los datos, haga clic", "es"],
    ["Il tuo conto è stato bloccato, per favore aggiorna i dati della carta", "it"],
    ["A sua conta não foi atualizada, por favor clique para confirmar os seus dados", "pt"],
    ["Uw rekening is geblokkeerd, klik op de link om uw gegevens te bevestigen", "nl"],
    ["OK 12345", "und"],
    ["", "und"],
    ["https://evil.example/the/and/your/is", "und"],
    ["1234 5678 !!!", "und"],
  ])("%s => %s", (text, language) => {
    expect(detectLanguage(text)).toBe(language);
  });

  it("reads only the head of a huge text", () => {
    const cpu = process.cpuUsage();
    for (const part of ["a", "the ", "あ", "https://", " "])
      detectLanguage(part.repeat(1_000_000 / part.length));
    expect(process.cpuUsage(cpu).user).toBeLessThan(2_000_000);
  });
});
