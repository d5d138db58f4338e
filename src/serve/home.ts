import type { Context } from "hono";
import { StoreError } from "../ports.ts";
import type { ServeDeps } from "./app.ts";
import { homePage } from "./pages/home.ts";
import { CACHE, chooseLang, sendError } from "./respond.ts";

const NEWEST_MAX = 10;

/** The door /. Search and drop zone stay when the store is down. */
export async function getHome(c: Context, deps: ServeDeps): Promise<Response> {
  const lang = chooseLang(c);
  if (!lang.ok) return sendError(c, deps, lang.error);
  const figures = await loadFigures(deps);
  c.header("cache-control", figures === null ? CACHE.never : "public, max-age=60");
  c.header("vary", "Accept-Language");
  return c.html(homePage({ lang: lang.value, figures, isSimulated: deps.config.isSimulated }));
}

async function loadFigures({ store, clock, log }: ServeDeps) {
  try {
    const [health, newest] = await Promise.all([store.loadHealth(clock.now()), store.listNewest(NEWEST_MAX)]);
    return { health, newest };
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    log.error("home.store", { kind: error.kind });
    return null;
  }
}
