// Goal: POST /mails takes a mail once, refuses with the right code, and never loses one.
import { describe, expect, it } from "vitest";
import { MAIL_BYTES_MAX } from "../../src/limits.ts";
import { StoreError } from "../../src/ports.ts";
import { mailReceipt, problem } from "../../src/serve/schemas.ts";
import { MODEL_MAIL, ORIGIN, TOKEN, testApp } from "./support.ts";

const HEADERS = { authorization: `Bearer ${TOKEN}`, "content-type": "message/rfc822" };
const post = (app: ReturnType<typeof testApp>, init: RequestInit = {}) =>
  app.request("/mails", { method: "POST", headers: HEADERS, body: MODEL_MAIL, ...init });

describe("POST /mails", () => {
  it("answers 202 with id and report address; the same mail gets the same id", async () => {
    const app = testApp();
    const first = await post(app);
    expect(first.status).toBe(202);
    const receipt = mailReceipt.parse(await first.json());
    expect(receipt).toMatchObject({
      state: "stored",
      report_url: `${ORIGIN}/reports/${receipt.id}`,
      error: null,
    });
    const second = mailReceipt.parse(await (await post(app)).json());
    expect(second).toEqual({ ...receipt, state: "known" });
    expect((await app.request(`/reports/${receipt.id}.json`)).status).toBe(200);
  });

  it("keeps what it cannot read, and says so", async () => {
    const app = testApp({
      receiveMail: async () => ({ kind: "unreadable", id: "f".repeat(32), error: { reason: "not_a_mail" } }),
    });
    const response = await post(app, { body: new Uint8Array([0, 1, 2, 255]) });
    expect(response.status).toBe(202);
    expect(mailReceipt.parse(await response.json())).toMatchObject({
      state: "unreadable",
      error: expect.stringContaining("RFC 5322"),
    });
  });

  it.each([
    ["no token", { "content-type": "message/rfc822" }, 401, "token_missing"],
    ["another scheme", { ...HEADERS, authorization: `Basic ${TOKEN}` }, 401, "token_missing"],
    ["a wrong token", { ...HEADERS, authorization: "Bearer wrong" }, 401, "token_wrong"],
    ["a longer token", { ...HEADERS, authorization: `Bearer ${TOKEN}x` }, 401, "token_wrong"],
    ["another type", { ...HEADERS, "content-type": "text/plain" }, 415, "unsupported_media_type"],
    [
      "an announced 26 MiB",
      { ...HEADERS, "content-length": String(26 * 1024 * 1024) },
      413,
      "body_too_large",
    ],
  ])("refuses %s", async (_, headers, status, code) => {
    const app = testApp();
    const response = await post(app, { headers });
    expect(response.status).toBe(status);
    expect(problem.parse(await response.json()).code).toBe(code);
    expect(app.store.calls.saveMail).toBeUndefined();
  });

  it("names the scheme on 401", async () => {
    const response = await post(testApp(), { headers: { "content-type": "message/rfc822" } });
    expect(response.headers.get("www-authenticate")).toMatch(/^Bearer /);
  });

  it("refuses an empty body", async () => {
    for (const body of [null, ""]) {
      const response = await post(testApp(), { body });
      expect([response.status, problem.parse(await response.json()).code]).toEqual([400, "body_empty"]);
    }
  });

  it("stops reading at the limit when no length is announced", async () => {
    const chunk = new Uint8Array(1024 * 1024);
    let sent = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += chunk.byteLength;
        controller.enqueue(chunk);
      },
    });
    const response = await post(testApp(), { body, duplex: "half" } as RequestInit);
    expect(response.status).toBe(413);
    expect(sent).toBeLessThan(MAIL_BYTES_MAX + 3 * chunk.byteLength);
  });

  it("is shut without a configured token", async () => {
    const response = await post(testApp({}, { ingestToken: null }));
    expect([response.status, problem.parse(await response.json()).code]).toEqual([403, "door_shut"]);
  });

  it("asks to come back when the store hiccups", async () => {
    const app = testApp();
    app.store.failWith(new StoreError("transient", null));
    const response = await post(app);
    expect(response.status).toBe(503);
    expect(response.headers.get("retry-after")).toBe("60");
    app.store.failWith(null);
    expect((await post(app)).status).toBe(202);
  });

  it("maps what policy refuses", async () => {
    const app = testApp({ receiveMail: async () => ({ kind: "refused", error: { reason: "not_a_mail" } }) });
    const response = await post(app);
    expect([response.status, problem.parse(await response.json()).code]).toEqual([422, "mail_refused"]);
  });
});
