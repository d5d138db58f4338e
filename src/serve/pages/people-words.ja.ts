import type { campaignEn, correctionsEn } from "./people-words.en.ts";

export const campaignJa: typeof campaignEn = {
  title: {
    kit: "同じ型のページを使う複数のドメイン",
    registration: "同時に登録されたドメイン",
    phone: "同じ電話番号",
  },
  lead: {
    kit: "同じ企業を名乗り、同じ型のページを持つドメインが短期間に確認されています。",
    registration: "同じ1時間の間に、同じネームサーバーで登録されたドメインです。",
    phone: "これらのドメインへ誘導するメールには、企業のものではない同じ電話番号が書かれています。",
  },
  shared: {
    brand: "名乗っている企業",
    path: "ページの型",
    hour: "登録された時間帯(開始)",
    nameservers: "ネームサーバー",
    phone: "電話番号",
  },
  hosts: "掲載したドメイン",
  mails: "メール",
  others: (count) =>
    count === 0
      ? "掲載していないドメインは表示しません。"
      : `ほかに${count}件が似ており監視中です。掲載していないドメインは表示しません。`,
  host: "ドメイン",
  state: "状態",
  status: { listed: "掲載中", watched: "監視中", cleared: "掲載終了" },
  brand: "企業",
  firstSeen: "初めて確認した日時",
  timeline: "現れた時期",
  day: "日(UTC)",
  newHosts: "新しいドメイン",
  reports: "公開された報告書",
  inReport: "関連する一連の攻撃",
  linkKit: (count) => `同じ型のページが新しいドメイン${count}件で確認されています`,
  linkRegistration: (count) => `同じ時間帯に同じネームサーバーで${count}件が登録されています`,
  linkPhone: (count) => `同じ電話番号のメールが新しいドメイン${count}件へ誘導しています`,
};

export const correctionsJa: typeof correctionsEn = {
  title: "訂正の記録",
  lead: "誤って掲載した項目です。いつ、誰が、なぜ取り下げたかを示します。",
  none: "訂正はまだありません。",
  entry: "項目",
  listedAt: "掲載",
  takenOffAt: "取り下げ",
  why: "誰が、なぜ",
  by: { person: "担当者", machine: "新しい証拠" },
  machineWhy: {
    benign: "問題がないことを示す証拠が得られた",
    rules_changed: "改良した判定規則では掲載の条件を満たさない",
  },
};
