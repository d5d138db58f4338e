import type { Clock, Store } from "../ports.ts";
import { findCampaignHosts, loadCampaign } from "./campaigns.ts";
import { saveChanges, saveFirstLook } from "./changes.ts";
import { claimDue, findIndicators, loadHistory, releaseLease } from "./indicators.ts";
import { loadCorrections, loadDelta } from "./listing-log.ts";
import {
  findHashes,
  findListedKey,
  listNewest,
  loadFeedPeak,
  loadFeedState,
  streamFeed,
} from "./listings.ts";
import { loadMail, loadNewNames, purgeMails, saveMail } from "./mails.ts";
import { findNetworkOwner, saveNetworkOwner } from "./networks.ts";
import {
  addIndicator,
  findNetworkCountries,
  listCorrections,
  listOutdated,
  listReporters,
  loadTrustedReporters,
  setMailPublic,
  trustReporter,
} from "./people.ts";
import { purgeIndicators } from "./purge-indicators.ts";
import { findPopularity, loadHealth, loadTable, loadTableAges, saveGateFailure, saveTable } from "./state.ts";
import { saveVerdicts } from "./verdicts.ts";

/** The Store on D1. The SQL stands beside its one function, one table a file. */
export function makeD1Store(db: D1Database, clock: Clock): Store {
  return {
    saveMail: (mail, sightings) => saveMail(db, mail, sightings),
    loadMail: (id) => loadMail(db, id, clock.now()),
    findIndicators: (keys) => findIndicators(db, keys),
    loadHistory: (keys) => loadHistory(db, keys),
    claimDue: (now, countMax, holder) => claimDue(db, now, countMax, holder),
    releaseLease: (holder) => releaseLease(db, holder),
    loadNewNames: (mailId) => loadNewNames(db, mailId),
    saveFirstLook: (mailId, changes, now) => saveFirstLook(db, mailId, changes, now),
    saveChanges: (changes, now) => saveChanges(db, changes, now),
    purgeMails: (now, countMax) => purgeMails(db, now, countMax),
    purgeIndicators: (seenBefore, countMax, now) => purgeIndicators(db, seenBefore, countMax, now),
    loadFeedState: () => loadFeedState(db),
    streamFeed: (format, selection) => streamFeed(db, format, selection),
    loadDelta: (since, countMax) => loadDelta(db, since, countMax),
    loadCorrections: (countMax) => loadCorrections(db, countMax),
    loadFeedPeak: (now) => loadFeedPeak(db, now),
    findHashes: (prefix) => findHashes(db, prefix),
    findListedKey: (keys) => findListedKey(db, keys),
    listNewest: (countMax) => listNewest(db, countMax),
    loadHealth: (now) => loadHealth(db, now),
    saveGateFailure: (why, now) => saveGateFailure(db, why, now),
    findNetworkOwner: (network, now) => findNetworkOwner(db, network, now),
    saveNetworkOwner: (network, owner, now) => saveNetworkOwner(db, network, owner, now),
    findPopularity: (domains) => findPopularity(db, domains),
    loadTableAges: () => loadTableAges(db),
    loadTable: (name) => loadTable(db, name),
    saveTable: (name, value, now) => saveTable(db, name, value, now),
    findCampaignHosts: (campaigns, since) => findCampaignHosts(db, campaigns, since),
    loadCampaign: (campaign, countMax, now) => loadCampaign(db, campaign, countMax, now),
    addIndicator: (indicator, now) => addIndicator(db, indicator, now),
    saveVerdicts: (changes, by, now) => saveVerdicts(db, changes, by, now),
    listOutdated: (after, rulesVersion, countMax) => listOutdated(db, after, rulesVersion, countMax),
    findNetworkCountries: (networks) => findNetworkCountries(db, networks),
    loadTrustedReporters: () => loadTrustedReporters(db),
    listReporters: (countMax) => listReporters(db, countMax),
    trustReporter: (hash, isTrusted, note, now) => trustReporter(db, hash, isTrusted, note, now),
    setMailPublic: (id, isPublic) => setMailPublic(db, id, isPublic),
    listCorrections: (countMax) => listCorrections(db, countMax),
  };
}
