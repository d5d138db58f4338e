// Goal: the feeds do in real resolvers what they say: NXDOMAIN for a listed name and what is below it, and a
// normal answer for every other name.
import { chmodSync, mkdtempSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Feeds, FREE, LISTED, LISTED_HOST, makeFeeds } from "./feeds.ts";
import { ask, freePort, has, NOERROR, NXDOMAIN, run, type Service, serve } from "./programs.ts";

let feeds: Feeds;
beforeAll(async () => {
  feeds = await makeFeeds();
  chmodSync(feeds.folder, 0o755);
}, 60_000);
afterAll(() => feeds.close());

const ZONE = `$TTL 300\n@ SOA localhost. hostmaster.localhost. 1 3600 600 604800 300\n@ NS localhost.\n@ A 192.0.2.1\n`;

interface Resolver {
  readonly name: string;
  readonly program: string;
  /** Writes its configuration into the folder and gives the command line. */
  configure(folder: string, port: number): Promise<readonly string[]>;
}

const write = (folder: string, name: string, text: string): string => {
  const file = path.join(folder, name);
  writeFileSync(file, text);
  return file;
};

const unboundServer = (folder: string, port: number, modules: string): string =>
  [
    "server:",
    `  interface: 127.0.0.1@${port}`,
    `  directory: "${folder}"`,
    '  username: ""\n  chroot: ""\n  pidfile: ""',
    "  do-daemonize: no\n  use-syslog: no\n  num-threads: 1\n  do-ip6: no",
    `  module-config: "${modules}"`,
    `  local-zone: "${FREE}." static\n  local-data: "${FREE}. A 192.0.2.1"`,
    "remote-control:\n  control-enable: no\n",
  ].join("\n");

const RESOLVERS: readonly Resolver[] = [
  {
    name: "BIND with the RPZ",
    program: "named",
    async configure(folder, port) {
      const free = write(folder, "free.zone", ZONE);
      const conf = [
        `options { directory "${folder}"; listen-on port ${port} { 127.0.0.1; }; listen-on-v6 { none; };`,
        `  pid-file none; session-keyfile "${folder}/session.key"; recursion yes; dnssec-validation no;`,
        '  empty-zones-enable no; response-policy { zone "rpz.local"; } qname-wait-recurse no; };',
        "controls { };",
        `zone "${FREE}" { type primary; file "${free}"; };`,
        `zone "rpz.local" { type primary; file "${await feeds.file("rpz.zone")}"; allow-query { none; }; };`,
      ].join("\n");
      return ["-g", "-c", write(folder, "named.conf", conf), "-n", "1"];
    },
  },
  {
    name: "Unbound with the RPZ",
    program: "unbound",
    async configure(folder, port) {
      const rpz = `rpz:\n  name: "rpz.local"\n  zonefile: "${await feeds.file("rpz.zone")}"\n`;
      const conf = unboundServer(folder, port, "respip iterator") + rpz;
      return ["-d", "-c", write(folder, "unbound.conf", conf)];
    },
  },
  {
    name: "Unbound with the local zones",
    program: "unbound",
    async configure(folder, port) {
      const include = `include: "${await feeds.file("unbound.conf")}"\n`;
      return ["-d", "-c", write(folder, "main.conf", unboundServer(folder, port, "iterator") + include)];
    },
  },
  {
    name: "dnsmasq",
    program: "dnsmasq",
    async configure(folder, port) {
      const own = ["--no-daemon", "--no-resolv", "--no-hosts", "--bind-interfaces", "--user=", "--pid-file"];
      const where = [`--port=${port}`, "--listen-address=127.0.0.1", `--address=/${FREE}/192.0.2.1`];
      return [
        ...own,
        ...where,
        `--conf-file=${await feeds.file("dnsmasq.conf")}`,
        `--dhcp-leasefile=${folder}/leases`,
      ];
    },
  },
  {
    name: "PowerDNS Recursor with the RPZ",
    program: "pdns_recursor",
    async configure(folder, port) {
      const lua = write(
        folder,
        "rpz.lua",
        `rpzFile("${await feeds.file("rpz.zone")}", {policyName="freshcatch"})\n`,
      );
      const conf = [
        `local-address=127.0.0.1\nlocal-port=${port}\nsocket-dir=${folder}\nlua-config-file=${lua}`,
        `auth-zones=${FREE}=${write(folder, "free.zone", ZONE)}\ndaemon=no\ndisable-syslog=yes\nthreads=1`,
        "security-poll-suffix=\nwrite-pid=no\nhint-file=no\n",
      ].join("\n");
      write(folder, "recursor.conf", conf);
      return [`--config-dir=${folder}`];
    },
  },
  {
    name: "Knot Resolver with the RPZ",
    program: "kresd",
    async configure(folder, port) {
      const conf = [
        `net.listen('127.0.0.1', ${port})`,
        "net.ipv6 = false\ntrust_anchors.remove('.')\nmodules.load('hints > iterate')\nmodules.load('policy')",
        `hints.set('${FREE} 192.0.2.1')`,
        `policy.add(policy.rpz(policy.DENY, '${await feeds.file("rpz.zone")}'))`,
        "cache.size = 10 * MB\n",
      ].join("\n");
      return ["-n", "-c", write(folder, "kresd.conf", conf), folder];
    },
  },
];

describe.each(RESOLVERS)("$name", ({ program, configure }) => {
  it.skipIf(!has(program))(
    `${program} answers NXDOMAIN for listed names and theirs, and as ever for others`,
    async () => {
      const folder = mkdtempSync(path.join(feeds.folder, "run-"));
      const port = await freePort();
      const args = await configure(folder, port);
      const isUp = async (): Promise<boolean> => (await ask(port, FREE, 200)) !== null;
      const service: Service = await serve(program, args, isUp);
      try {
        expect(await ask(port, LISTED)).toMatchObject({ rcode: NXDOMAIN, answers: 0 });
        expect(await ask(port, `www.login.${LISTED}`)).toMatchObject({ rcode: NXDOMAIN, answers: 0 });
        expect(await ask(port, LISTED_HOST)).toMatchObject({ rcode: NXDOMAIN, answers: 0 });
        expect(await ask(port, FREE)).toEqual({ rcode: NOERROR, answers: 1 });
      } finally {
        await service.stop();
      }
    },
    60_000,
  );
});

describe("rpz.zone", () => {
  it.skipIf(!has("named-checkzone"))("named-checkzone loads it with the serial of the feed", async () => {
    const { code, output } = run("named-checkzone", [
      "-i",
      "none",
      "rpz.local",
      await feeds.file("rpz.zone"),
    ]);
    expect({ code, output }).toMatchObject({ code: 0 });
    expect(output).toContain("loaded serial 3");
  });
});
