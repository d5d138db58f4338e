import { describe, expect, it } from "vitest";
import { OPAQUE_REDIRECTORS, REDIRECTORS, SHORTENERS } from "../../src/data/redirectors.ts";
import { canonicalHost } from "../../src/domain/hostname.ts";

describe("data/redirectors", () => {
  it("names hosts in canonical form, so that they can match", () => {
    const hosts = [...SHORTENERS, ...[...REDIRECTORS, ...OPAQUE_REDIRECTORS].flatMap((site) => site.hosts)];
    expect(hosts.length).toBeGreaterThan(250);
    expect(hosts.filter((host) => canonicalHost(host) !== host)).toEqual([]);
  });

  it("names parameters in lower case, as they are compared", () => {
    const names = REDIRECTORS.flatMap((site) => site.parameters);
    expect(names.filter((name) => name !== name.toLowerCase())).toEqual([]);
  });
});
