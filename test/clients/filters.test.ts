// Goal: proxies and mail filters load the feeds and act on a real request and a real mail.
import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import http from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Feeds, FREE, LISTED, LISTED_HOST, makeFeeds } from "./feeds.ts";
import { freePort, has, run, serve } from "./programs.ts";

let feeds: Feeds;
beforeAll(async () => {
  feeds = await makeFeeds();
  chmodSync(feeds.folder, 0o755);
}, 60_000);
afterAll(() => feeds.close());

const mailWith = (host: string): string =>
  [
    "From: Shop <shop@sender.example>",
    "To: taro@reporter.example",
    "Subject: Your parcel",
    "Message-ID: <1@sender.example>",
    "Date: Tue, 24 Nov 2026 10:00:00 +0900",
    "MIME-Version: 1.0",
    "Content-Type: text/plain; charset=utf-8",
    "",
    `Please look here: https://${host}/jp/login.php`,
    "",
  ].join("\r\n");

/** Status of a GET through a proxy; 0: no proxy there. */
function through(port: number, url: string): Promise<number> {
  return new Promise((done) => {
    const request = http.get(
      { host: "127.0.0.1", port, path: url, headers: { host: new URL(url).host } },
      (answer) => {
        answer.resume();
        answer.on("end", () => done(answer.statusCode ?? 0));
      },
    );
    request.on("error", () => done(0));
  });
}

describe("squid.acl", () => {
  it.skipIf(!has("squid"))(
    "squid parses it, denies a listed name and lets others through",
    async () => {
      const folder = mkdtempSync(path.join(feeds.folder, "squid-"));
      chmodSync(folder, 0o777);
      const web = http.createServer((_, answer) => answer.end("here"));
      await new Promise<void>((done) => web.listen(0, "127.0.0.1", done));
      const { port: webPort } = web.address() as AddressInfo;
      const port = await freePort();
      const hosts = path.join(folder, "hosts");
      writeFileSync(hosts, `127.0.0.1 ${FREE}\n127.0.0.1 www.${LISTED}\n`);
      const conf = path.join(folder, "squid.conf");
      writeFileSync(
        conf,
        [
          `http_port 127.0.0.1:${port}`,
          `acl freshcatch dstdomain "${await feeds.file("squid.acl")}"`,
          "http_access deny freshcatch\nhttp_access allow all\nvisible_hostname proxy.example",
          `hosts_file ${hosts}\ncache deny all\naccess_log none\ncache_log ${folder}/cache.log\npid_filename none`,
          `coredump_dir ${folder}\nnetdb_filename none\npinger_enable off\nshutdown_lifetime 0 seconds\nmax_filedescriptors 1024\n`,
        ].join("\n"),
      );
      const parsed = run("squid", ["-k", "parse", "-f", conf]);
      expect(parsed).toMatchObject({ code: 0 });
      expect(parsed.output).not.toMatch(/ERROR|WARNING/);
      const isUp = async (): Promise<boolean> => (await through(port, `http://${FREE}:${webPort}/`)) === 200;
      const squid = await serve("squid", ["-N", "-f", conf], isUp);
      try {
        expect(await through(port, `http://www.${LISTED}:${webPort}/`)).toBe(403);
        expect(await through(port, `http://${FREE}:${webPort}/`)).toBe(200);
      } finally {
        await squid.stop();
        web.close();
      }
    },
    60_000,
  );
});

describe("spamassassin.cf", () => {
  /** WLBLEval reads the list; the others are what every installation loads. */
  const plugins = ["Check", "WLBLEval"];
  const site = async (): Promise<string[]> => {
    const folder = mkdtempSync(path.join(feeds.folder, "sa-"));
    writeFileSync(
      path.join(folder, "init.pre"),
      plugins.map((p) => `loadplugin Mail::SpamAssassin::Plugin::${p}\n`).join(""),
    );
    writeFileSync(path.join(folder, "freshcatch.cf"), await feeds.text("spamassassin.cf"));
    const empty = path.join(folder, "rules");
    mkdirSync(empty);
    writeFileSync(
      path.join(empty, "none.cf"),
      "required_score 5.0\nutil_rb_tld example\nadd_header all Status _YESNO_, tests=_TESTS_\n",
    );
    writeFileSync(path.join(folder, "prefs"), "");
    return ["-L", `--siteconfigpath=${folder}`, `--configpath=${empty}`, `--prefspath=${folder}/prefs`];
  };

  it.skipIf(!has("spamassassin"))(
    "spamassassin --lint finds nothing wrong",
    async () => {
      expect(run("spamassassin", [...(await site()), "--lint"])).toEqual({ code: 0, output: "" });
    },
    60_000,
  );

  it.skipIf(!has("spamassassin"))(
    "spamassassin scores a mail that links to a listed name, and no other",
    async () => {
      const args = await site();
      expect(run("spamassassin", args, mailWith(`www.${LISTED}`)).output).toMatch(/FRESHCATCH_URI/);
      expect(run("spamassassin", args, mailWith(FREE)).output).not.toMatch(/FRESHCATCH_URI/);
    },
    60_000,
  );
});

describe("rspamd.map", () => {
  it.skipIf(!has("rspamd", "rspamadm", "rspamc"))(
    "rspamd takes it as a multimap and finds a listed name in a mail",
    async () => {
      const folder = mkdtempSync(path.join(feeds.folder, "rspamd-"));
      const port = await freePort();
      const conf = path.join(folder, "rspamd.conf");
      // The whole Public Suffix List takes it half a minute to compile.
      const suffixes = path.join(folder, "suffixes");
      writeFileSync(suffixes, "example\n");
      writeFileSync(
        conf,
        [
          `options { pidfile = "${folder}/pid"; filters = ""; url_tld = "${suffixes}";`,
          `  cache_file = "${folder}/symbols.cache"; hs_cache_dir = "${folder}"; dns { nameserver = ["127.0.0.1:9"]; timeout = 0.1s; retransmits = 1; } }`,
          'logging { type = "console"; level = "info"; }',
          `worker "normal" { bind_socket = "127.0.0.1:${port}"; count = 1; }`,
          'lua = "/usr/share/rspamd/rules/rspamd.lua";',
          'modules { path = "/usr/share/rspamd/plugins/multimap.lua"; }',
          'metric { name = "default"; actions { reject = 15; add_header = 5; } }',
          // A name is listed with all below it, or as one host of many owners.
          `multimap { FRESHCATCH { type = "url"; filter = "tld"; map = "${await feeds.file("rspamd.map")}"; score = 5; }`,
          `  FRESHCATCH_HOST { type = "url"; map = "${await feeds.file("rspamd.map")}"; score = 5; } }\n`,
        ].join("\n"),
      );
      expect(run("rspamadm", ["configtest", "-c", conf])).toMatchObject({ code: 0 });
      const scan = (host: string): string =>
        run("rspamc", ["-h", `127.0.0.1:${port}`], mailWith(host)).output;
      const isUp = (): boolean => scan(FREE).includes("Action:");
      const rspamd = await serve("rspamd", ["-f", "-i", "-c", conf], isUp);
      try {
        expect(scan(`www.${LISTED}`)).toContain("FRESHCATCH (5.00)");
        expect(scan(LISTED_HOST)).toContain("FRESHCATCH_HOST (5.00)");
        expect(scan(FREE)).not.toContain("FRESHCATCH");
      } finally {
        await rspamd.stop();
      }
    },
    60_000,
  );
});
