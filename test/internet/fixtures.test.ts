/** openFixtures() and the fixture files themselves: each can be read, and says what its path says. */
import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { RCODES, TYPES } from "./dns-wire.ts";
import { openFixtures } from "./fixtures.ts";
import { resolve } from "./zone.ts";

const ROOT = path.join(import.meta.dirname, "../fixtures/internet");
const open = () => openFixtures(ROOT, () => ({ origin: "http://127.0.0.1:1", now: "2026-02-11T12:40:00Z" }));
const files = (pattern: string) => globSync(pattern, { cwd: ROOT }).map((file) => file.replaceAll("\\", "/"));

describe("openFixtures()", () => {
  it("fills placeholders and leaves out remarks", () => {
    const text = open().readText("whois/example/_absent.txt", { name: "x.example" });
    expect(text).toBe(
      "Domain not found: x.example\n>>> Last update of WHOIS database: 2026-02-11T12:40:00Z <<<\n",
    );
    expect(open().readText("dns/signin-keiyaku.example.txt")).toMatch(/^A 104/);
  });

  it.each([
    "../internet.test.ts",
    "dns/../network/prefixes.txt",
    "/etc/hostname",
    "dns/a b.txt",
    "dns\0.txt",
    "dns",
    "",
  ])("has no file %j", (file) => {
    expect(open().read(file)).toBeNull();
  });

  it("lists scene and base together, without what the scene takes away", () => {
    const fixtures = open();
    const base = fixtures.list("rdap/registrar-one/domain");
    expect(base).toEqual(["signin-keiyaku.example.json"]);
    fixtures.setScene("dead");
    expect(fixtures.list("rdap/registrar-one/domain")).toEqual([]);
  });
});

describe("fixture files", () => {
  it("are found at all", () => {
    expect(files("dns/*.txt").length).toBeGreaterThan(30);
    expect(files("**/domain/*.json").length).toBeGreaterThan(15);
  });

  it.each(files("**/domain/*.json"))(
    "%s is about the name of its file, has dates in order, and is marked as simulated",
    (file) => {
      const name = path.basename(file, ".json").replace(/^_any\.test$/, "{{name}}");
      const object = JSON.parse(readFileSync(path.join(ROOT, file), "utf8"));
      expect(object).toMatchObject({
        objectClassName: "domain",
        ldhName: name,
        rdapConformance: expect.arrayContaining(["rdap_level_0"]),
      });
      expect(object.notices[0].title).toBe("Simulated");
      const at = (action: string) =>
        object.events.find((each: { eventAction: string }) => each.eventAction === action)?.eventDate;
      const dates = ["registration", "last changed", "expiration"]
        .map(at)
        .filter((date) => date !== undefined);
      expect(dates.map(Date.parse)).toEqual(dates.map(Date.parse).sort((a, b) => a - b));
    },
  );

  it.each(files("dns/*.txt"))("%s can be resolved for every type", (file) => {
    const name = path.basename(file, ".txt").replace(/^_(wildcard|any)\b/, "$1-label");
    for (const type of [TYPES.A, TYPES.AAAA, TYPES.NS, TYPES.MX, TYPES.TXT, TYPES.CNAME]) {
      const { rcode } = resolve(open(), { name, type });
      const isMeant = rcode !== "NXDOMAIN" || name === "dangling.example";
      expect(isMeant, `${name} ${type} is ${rcode}`).toBe(true);
      expect(RCODES[rcode]).toBeDefined();
    }
  });

  it("use documentation addresses, or those of the model and of published CDN ranges", () => {
    const allowed =
      /^(192\.0\.2|198\.51\.100|203\.0\.113|104\.21\.24\.167|154\.223\.230\.135|172\.67\.180\.20|13\.225\.10\.)/;
    const addresses = [...files("dns/*.txt"), ...files("scenes/*/dns/*.txt")].flatMap((file) =>
      [...readFileSync(path.join(ROOT, file), "utf8").matchAll(/^A (\S+)$/gm)].map(([, address]) => address),
    );
    expect(addresses.length).toBeGreaterThan(20);
    expect(addresses.filter((address) => !allowed.test(address ?? ""))).toEqual([]);
  });
});
