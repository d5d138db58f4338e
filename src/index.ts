import { type Deps, makeDeps } from "./deps.ts";
import { type Bindings, parseConfig } from "./env.ts";
import { MAIL_BYTES_MAX } from "./limits.ts";
import { receiveMail } from "./mail/receive.ts";
import { refreshTables } from "./recheck/refresh-tables.ts";
import { runDue, runFirstLook } from "./recheck/run.ts";
import { makeApp } from "./serve/app.ts";

type Env = Bindings & Record<string, unknown>;

/** Expired mails that one tick deletes. */
const PURGE_MAILS_MAX = 500;
/** The minute of the hour at which expired mails are deleted. */
const PURGE_MINUTE = 17;

/** Fails closed: every door of a wrongly configured instance says which variable is wrong. */
function depsOf(env: Env): Deps {
  const config = parseConfig(env);
  if (!config.ok) throw new Error(`Wrong configuration. ${config.error.problems.join("; ")}`);
  return makeDeps(env, config.value);
}

/** Mail in by Email Routing. Throws on transient trouble, so that the sender's server tries again. */
async function email(message: ForwardableEmailMessage, env: Env, ctx: ExecutionContext): Promise<void> {
  if (message.rawSize > MAIL_BYTES_MAX) {
    message.setReject(`The mail is larger than ${MAIL_BYTES_MAX} bytes`);
    return;
  }
  const deps = depsOf(env);
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
  const deps = depsOf(env);
  const now = Math.floor(controller.scheduledTime / 1000);
  const run = await deps.prepareRun(now);
  await refreshTables(run.refresh, now);
  await runDue(run, now, crypto.randomUUID());
  if (new Date(controller.scheduledTime).getUTCMinutes() === PURGE_MINUTE)
    await deps.store.purgeMails(now, PURGE_MAILS_MAX);
}

function serve(request: Request, env: Env, ctx: ExecutionContext): Response | Promise<Response> {
  const deps = depsOf(env);
  const { config } = deps;
  const app = makeApp({
    store: deps.store,
    clock: deps.clock,
    log: deps.log,
    config: {
      origin: config.PUBLIC_ORIGIN ?? null,
      ingestToken: config.INGEST_TOKEN ?? null,
      isSimulated: config.SIMULATED,
    },
    receiveMail: async (bytes, door, now) => {
      const outcome = await receiveMail({ bytes, door, from: "" }, deps.store, deps.receive, now);
      if (outcome.kind === "stored") ctx.waitUntil(firstLook(deps, outcome.id, now));
      return outcome;
    },
    rateLimit: async (key) => (await env.LOOKUP_LIMIT?.limit({ key }))?.success ?? true,
  });
  return app.fetch(request, env, ctx);
}

export default { fetch: serve, email, scheduled } satisfies ExportedHandler<Env>;
