import { knownRegistration } from "../domain/evidence.ts";
import type { Rule } from "./rule.ts";
import { registrationSource } from "./rules-age.ts";

export const NETWORK_RULES: readonly Rule[] = [
  {
    id: "REGISTRY_HOLD",
    group: "network",
    db: 12,
    isWritersText: false,
    source:
      "Judgement: registries hold names for abuse or unpaid fees; ICANN registrar agreement amendment of 2024-04-05 on DNS abuse",
    factSource: registrationSource,
    when({ facts }) {
      const status = knownRegistration(facts)?.value.status ?? [];
      const hold = status.find((s) => /\b(?:client|server)\s?hold\b/i.test(s));
      return hold === undefined && facts.life !== "held" ? null : { status: hold ?? "hold" };
    },
    en: ({ status }) => `The registrar or registry has switched this name off (status "${status}").`,
    ja: ({ status }) => `レジストラまたはレジストリがこのドメインを停止しています(状態: ${status})。`,
  },
  {
    id: "CDN_FRONTED",
    group: "network",
    db: 2,
    isWritersText: false,
    source:
      "Judgement: a CDN in front hides the server; most honest sites have one too, so the weight is small",
    factSource: () => "asn",
    when({ facts, scope }) {
      if (facts.network.state !== "found" || scope !== "registrable") return null;
      const cdn = facts.network.value.find((n) => n.cdn !== null)?.cdn;
      return cdn === undefined || cdn === null ? null : { cdn };
    },
    en: ({ cdn }) => `The server's true place is hidden behind ${cdn}.`,
    ja: ({ cdn }) => `${cdn}を経由しており、本当のサーバーの場所は隠されています。`,
  },
];
