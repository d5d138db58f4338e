// Goal: what became of a name after the mail is not held against it, nor for it.
import { expect, it } from "vitest";
import { NO_FACTS, type Registration } from "../../src/domain/evidence.ts";
import { DAY_SECONDS } from "../../src/domain/time.ts";
import { score } from "../../src/score/score.ts";
import { scoringInput } from "../../src/score/scoring-input.ts";
import { anIndicator, MODEL_RECEIVED_AT as T } from "../support/records.ts";

const registration = (over: Partial<Registration>): Registration => ({
  registeredAt: T - DAY_SECONDS,
  isDayOnly: false,
  changedAt: null,
  expiresAt: null,
  registrar: null,
  registrarIanaId: null,
  abuseContact: null,
  status: [],
  nameservers: [],
  ...over,
});

function ageReasons(value: Registration): string[] {
  const facts = {
    ...NO_FACTS,
    registration: { state: "found" as const, value, source: "rdap:r", observedAt: T },
  };
  const { reasons } = score(
    scoringInput(anIndicator({ key: "keiyaku-a.com", host: "keiyaku-a.com" }), facts),
  );
  return reasons.filter((r) => r.group === "age").map((r) => r.id);
}

it("a name that was a day old when the mail came stays so after it was registered anew", () => {
  const anew = registration({ registeredAt: T + 40 * DAY_SECONDS, earlierAt: T - DAY_SECONDS });
  expect(ageReasons(anew)).toEqual(["REGISTERED_WITHIN_A_DAY"]);
});

it("an old name that changed hands after the mail is not young", () => {
  const sold = registration({ registeredAt: T + 40 * DAY_SECONDS, earlierAt: T - 3_000 * DAY_SECONDS });
  expect(ageReasons(sold).filter((id) => id.startsWith("REGISTERED_WITHIN"))).toEqual([]);
});

it("a date after the mail with no earlier one known is no age", () => {
  expect(ageReasons(registration({ registeredAt: T + 40 * DAY_SECONDS }))).toEqual([]);
});
