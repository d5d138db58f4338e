// What a month costs on the paid plan, from the prices of the Workers pricing page, July 2026.

/** Included in the base price, and US dollars for each million above it. */
const PRICES = {
  requests: { included: 10e6, perMillion: 0.3 },
  cpuMs: { included: 30e6, perMillion: 0.02 },
  rowsRead: { included: 25e9, perMillion: 0.001 },
  rowsWritten: { included: 50e6, perMillion: 1 },
} as const;
const BASE_DOLLARS = 5;

/** One instance that a community uses: a million mails with three new names each, every name checked twice on average. */
const LOAD = { mails: 1e6, lookups: 100e6, feeds: 50e6, checks: 6.6e6, checksARun: 100 } as const;
/** Rows: see the table of section 6 in ARCHITECTURE.md. Seven rows a mail are the indicators of its names. */
const ROWS = { writtenAMail: 11, writtenACheck: 2, readALookup: 3, readAFeed: 1 } as const;

export function monthlyCost(cpu: {
  readonly mailMs: number;
  readonly lookupMs: number;
  readonly feedMs: number;
}): string {
  const used = {
    requests: LOAD.mails + LOAD.lookups + LOAD.feeds + LOAD.checks / LOAD.checksARun,
    cpuMs: LOAD.mails * cpu.mailMs + LOAD.lookups * cpu.lookupMs + LOAD.feeds * cpu.feedMs,
    rowsRead: LOAD.lookups * ROWS.readALookup + LOAD.feeds * ROWS.readAFeed,
    rowsWritten: LOAD.mails * ROWS.writtenAMail + LOAD.checks * ROWS.writtenACheck,
  };
  const lines = Object.entries(PRICES).map(([name, { included, perMillion }]) => {
    const amount = used[name as keyof typeof used];
    const dollars = (Math.max(0, amount - included) / 1e6) * perMillion;
    return {
      dollars,
      text: `  ${name.padEnd(12)} ${(amount / 1e6).toFixed(1).padStart(8)} M  $${dollars.toFixed(2)}`,
    };
  });
  const total = BASE_DOLLARS + lines.reduce((sum, { dollars }) => sum + dollars, 0);
  const load = `${LOAD.mails / 1e6} M mails, ${LOAD.lookups / 1e6} M lookups, ${LOAD.feeds / 1e6} M feed polls, ${LOAD.checks / 1e6} M checks`;
  return `\nA month of ${load}, on the paid plan:\n${lines.map((l) => l.text).join("\n")}\n  total with the base price: $${total.toFixed(2)}\n`;
}
