import { type Deps, makeDeps } from "./deps.ts";
import { DAY_SECONDS } from "./domain/time.ts";
import { type Bindings, parseConfig } from "./env.ts";
import { INDICATOR_RETENTION_DAYS, MAIL_BYTES_MAX } from "./limits.ts";
import { reporterHash } from "./mail/identity.ts";
import { receiveMail } from "./mail/receive.ts";
import { decide, rescore } from "./recheck/desk.ts";
import { refreshTables } from "./recheck/refresh-tables.ts";
import { runDue, runFirstLook } from "./recheck/run.ts";
import { makeApp } from "./serve/app.ts";
import { type PublishDeps, publishFeeds } from "./serve/publish-feeds.ts";

type Env = Bindings & Record<string, unknown>;

/** Expired mails that one statement deletes; D1 wants bulk work in chunks of about 10,000. */
const PURGE_MAILS_MAX = 5_000;
/** Chunks a day: a hundred thousand mails. */
const PURGE_ROUNDS_MAX = 20;
/** Names that one purge looks at: a table of a million is walked in four days, at 240,000 rows read a day. */
const PURGE_NAMES_MAX = 10_000;
/** The minute of the hour at which forgotten names are deleted, and the hour (UTC) for expired mails. */
const PURGE_MINUTE = 17;
const PURGE_HOUR = 18;

interface Instance {
  readonly deps: Deps;
  readonly app: ReturnType<typeof makeApp>;
}

/** One an isolate: reading the configuration and building the routes costs more than a lookup. Holds no state. */
const instances = new WeakMap<Env, Instance>();

/** Fails closed: every door of a wrongly configured instance says which variable is wrong. */
function instanceOf(env: Env): Instance {
  const known = instances.get(env);
  if (known) return known;
  const config = parseConfig(env);
  if (!config.ok) throw new Error(`Wrong configuration. ${config.error.problems.join("; ")}`);
  const deps = makeDeps(env, config.value);
  const instance = { deps, app: appOf(env, deps) };
  instances.set(env, instance);
  return instance;
}

/** Mail in by Email Routing. Throws on transient trouble, so that the sender's server tries again. */
async function email(message: ForwardableEmailMessage, env: Env, ctx: ExecutionContext): Promise<void> {
  if (message.rawSize > MAIL_BYTES_MAX) {
    message.setReject(`The mail is larger than ${MAIL_BYTES_MAX} bytes`);
    return;
  }
  const { deps } = instanceOf(env);
  const now = deps.clock.now();
  const bytes = new Uint8Array(await new Response(message.raw).arrayBuffer());
  const delivery = { bytes, door: "email" as const, from: message.from };
  const outcome = await receiveMail(delivery, deps.store, deps.receive, now);
  if (outcome.kind === "refused")
    message.setReject(`The mail is ${outcome.error.reason.replaceAll("_", " ")}`);
  else deps.log.info("mail", { id: outcome.id, kind: outcome.kind });
  if (outcome.kind === "stored") ctx.waitUntil(firstLook(deps, outcome.id, now));
}

/** The mail is safe in the store: what fails here is done by the next cron minute. */
async function firstLook(deps: Deps, mailId: string, now: number): Promise<void> {
  try {
    const mail = await deps.store.loadMail(mailId);
    if (mail?.extraction) await runFirstLook(await deps.prepareRun(now), mail, now);
  } catch (error) {
    deps.log.error("first_look", { mail: mailId, error: String(error) });
  }
}

async function scheduled(controller: ScheduledController, env: Env): Promise<void> {
  const { deps } = instanceOf(env);
  const now = Math.floor(controller.scheduledTime / 1000);
  const run = await deps.prepareRun(now);
  await refreshTables(run.refresh, now);
  await runDue(run, now, crypto.randomUUID());
  await purge(deps, new Date(controller.scheduledTime), now);
  await publish(deps, run, now);
}

/** Only where a bucket is bound; the feeds name the instance, so its address must be known. */
async function publish(
  { feedObjects: objects, store, log, config }: Deps,
  { never }: { readonly never: PublishDeps["never"] },
  now: number,
): Promise<void> {
  if (objects === null) return;
  if (config.PUBLIC_ORIGIN === undefined) log.error("publish", { problem: "PUBLIC_ORIGIN is not set" });
  else await publishFeeds({ store, objects, never, log, origin: config.PUBLIC_ORIGIN }, now);
}

/**
 * What nobody may see any more, once a day, since it scans the table of mails; and each hour a piece of the names
 * that nobody has seen for long.
 */
async function purge({ store }: Deps, at: Date, now: number): Promise<void> {
  if (at.getUTCMinutes() !== PURGE_MINUTE) return;
  if (at.getUTCHours() === PURGE_HOUR)
    for (let round = 0; round < PURGE_ROUNDS_MAX; round++)
      if ((await store.purgeMails(now, PURGE_MAILS_MAX)) < PURGE_MAILS_MAX) break;
  await store.purgeIndicators(now - INDICATOR_RETENTION_DAYS * DAY_SECONDS, PURGE_NAMES_MAX, now);
}

/** A person's decision passes the same gate as a check. */
const deskOf = async (deps: Deps, now: number) => ({
  store: deps.store,
  never: (await deps.prepareRun(now)).never,
});

function appOf(env: Env, deps: Deps): ReturnType<typeof makeApp> {
  const { config } = deps;
  return makeApp({
    store: deps.store,
    clock: deps.clock,
    log: deps.log,
    config: {
      origin: config.PUBLIC_ORIGIN ?? null,
      ingestToken: config.INGEST_TOKEN ?? null,
      adminToken: config.ADMIN_TOKEN ?? null,
      isSimulated: config.SIMULATED,
      feedsPublicUrl: config.FEEDS_PUBLIC_URL ?? null,
    },
    receiveMail: (bytes, door, now) => receiveMail({ bytes, door, from: "" }, deps.store, deps.receive, now),
    onStored: (id, now, waitUntil) => waitUntil(firstLook(deps, id, now)),
    desk: {
      decide: async (order, now) => decide(await deskOf(deps, now), order, now),
      rescore: async (after, now) => rescore(await deskOf(deps, now), after, now),
      hashReporter: (address) => reporterHash(address, config.REPORTER_HASH_KEY),
    },
    ...(deps.feedObjects ? { feedObjects: deps.feedObjects } : {}),
    ...(config.PROTECTIVE_DNS ? { forwardDns: deps.forwardDns } : {}),
    rateLimit: async (key) => (await env.LOOKUP_LIMIT?.limit({ key }))?.success ?? true,
  });
}

const serve = (request: Request, env: Env, ctx: ExecutionContext): Response | Promise<Response> =>
  instanceOf(env).app.fetch(request, env, ctx);

export default { fetch: serve, email, scheduled } satisfies ExportedHandler<Env>;
