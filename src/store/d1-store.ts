import type { Clock, Store } from "../ports.ts";
import { saveChanges } from "./changes.ts";
import { claimDue, findIndicators, loadHistory, releaseLease } from "./indicators.ts";
import { listNewest, loadFeedState, streamFeed } from "./listings.ts";
import { loadMail, purgeMails, saveMail } from "./mails.ts";
import { findNetworkOwner, saveNetworkOwner } from "./networks.ts";
import { findPopularity, loadHealth, loadTable, loadTableAges, saveGateFailure, saveTable } from "./state.ts";

/** The Store on D1. The SQL stands beside its one function, one table a file. */
export function makeD1Store(db: D1Database, clock: Clock): Store {
  return {
    saveMail: (mail, sightings) => saveMail(db, mail, sightings),
    loadMail: (id) => loadMail(db, id, clock.now()),
    findIndicators: (keys) => findIndicators(db, keys),
    loadHistory: (keys) => loadHistory(db, keys),
    claimDue: (now, countMax, holder) => claimDue(db, now, countMax, holder),
    releaseLease: (holder) => releaseLease(db, holder),
    saveChanges: (changes, now) => saveChanges(db, changes, now),
    purgeMails: (now, countMax) => purgeMails(db, now, countMax),
    loadFeedState: () => loadFeedState(db),
    streamFeed: (format) => streamFeed(db, format),
    listNewest: (countMax) => listNewest(db, countMax),
    loadHealth: (now) => loadHealth(db, now),
    saveGateFailure: (why, now) => saveGateFailure(db, why, now),
    findNetworkOwner: (network, now) => findNetworkOwner(db, network, now),
    saveNetworkOwner: (network, owner, now) => saveNetworkOwner(db, network, owner, now),
    findPopularity: (domains) => findPopularity(db, domains),
    loadTableAges: () => loadTableAges(db),
    loadTable: (name) => loadTable(db, name),
    saveTable: (name, value, now) => saveTable(db, name, value, now),
  };
}
