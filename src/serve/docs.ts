import type { Context } from "hono";
import type { ServeDeps } from "./app.ts";
import { makeOpenApi } from "./openapi.ts";
import { docsPage } from "./pages/docs.ts";
import { CACHE, originOf } from "./respond.ts";

/** The doors /openapi.json and /docs: one document, for programs and for people. */
export function getOpenApi(c: Context, deps: ServeDeps): Response {
  return c.json(makeOpenApi(originOf(c, deps)), 200, {
    "cache-control": CACHE.page,
    "access-control-allow-origin": "*",
  });
}

export function getDocs(c: Context, deps: ServeDeps): Response | Promise<Response> {
  c.header("cache-control", CACHE.page);
  return c.html(docsPage(makeOpenApi(originOf(c, deps)), deps.config.isSimulated));
}
