/** Which service answers which path of the HTTP port. */
import { dohExchange } from "./doh.ts";
import type { Fixtures } from "./fixtures.ts";
import { type HttpQuestion, whole } from "./http.ts";
import { bootstrapExchange, rdapExchange } from "./rdap.ts";
import type { Exchange, Outcome } from "./reply.ts";
import { cdnExchange, popularityExchange } from "./tables.ts";

/** An exchange, or at once the refusal of a question that no real service would understand. */
export function routeHttp(fixtures: Fixtures, request: HttpQuestion): Exchange | Outcome {
  const { pathname } = request.url;
  if (pathname === "/dns-query") return dohExchange(fixtures, request, 1) ?? whole(400, "Invalid query\n");
  if (pathname === "/dns-query-2") return dohExchange(fixtures, request, 2) ?? whole(400, "Invalid query\n");
  const bootstrap = /^\/rdap\/([\w-]+)\.json$/.exec(pathname)?.[1];
  if (bootstrap !== undefined) return bootstrapExchange(fixtures, bootstrap);
  if (pathname.startsWith("/rdap/"))
    return rdapExchange(fixtures, request) ?? whole(400, "Not an RDAP path\n");
  const list = cdnExchange(fixtures, request) ?? popularityExchange(fixtures, request);
  return list ?? whole(404, `Nothing is simulated at ${pathname}\n`);
}
