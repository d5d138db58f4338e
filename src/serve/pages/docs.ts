import { html } from "hono/html";
import { ERROR_EXAMPLES, type ErrorCode, toProblem } from "../errors.ts";
import type { OpenApi } from "../openapi.ts";
import { type Html, page } from "./layout.ts";

/** The OpenAPI document as a page: what stands here cannot differ from the contract. English only. */
export function docsPage(document: OpenApi, isSimulated: boolean): Html {
  const operations = Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    METHODS.flatMap((method) => (item[method] ? [operation(method, path, item[method])] : [])),
  );
  return page({ lang: "en", title: "Documentation", isSimulated, path: null, isIndexed: true }, [
    html`<h1>Documentation</h1><p class="lead">${marked(document.info.description ?? "")}</p>
<p><a href="/openapi.json">OpenAPI 3.1 document</a></p>`,
    examples(document.servers?.[0]?.url ?? ""),
    privateLookup(document.servers?.[0]?.url ?? ""),
    html`<section><h2>Doors</h2>${operations}</section>`,
    html`<section><h2>Answers</h2>${Object.entries(document.components?.schemas ?? {}).map(([name, schema]) => schemaBlock(name, schema as Schema))}</section>`,
    errorsSection(),
  ]);
}

/** Descriptions are Markdown by OpenAPI's rule; ours use code spans only. */
const marked = (text: string): Html =>
  html`${text.split("`").map((part, n) => (n % 2 === 1 ? html`<code>${part}</code>` : part))}`;

const METHODS = ["get", "post"] as const;
type Operation = NonNullable<NonNullable<NonNullable<OpenApi["paths"]>[string]>["get"]>;

/** The part of JSON Schema that our schemas use. */
interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
}

function examples(origin: string): Html {
  return html`<section><h2>Try it</h2><pre tabindex="0">curl '${origin}/lookup?domain=fresh-login.example'

curl '${origin}/lookup' -H 'content-type: application/json' \\
  -d '{"queries":[{"domain":"fresh-login.example"},{"url":"https://sites.google.com/view/x"}]}'

curl '${origin}/mails' -H "authorization: Bearer $FRESHCATCH_TOKEN" \\
  -H 'content-type: message/rfc822' --data-binary @mail.eml

curl -O --etag-save e --etag-compare e '${origin}/feed/rpz.zone'</pre></section>`;
}

/** What private lookup hides, and what it does not: whoever chooses it must be able to tell. */
const privateLookup = (origin: string): Html =>
  html`<section id="private"><h2>Private lookup</h2>
<p>Hash the key that would cover the name, send the first four hex digits, compare the full hashes that come back. <code>freshcatch lookup --private NAME</code> does it.</p>
<pre tabindex="0">printf %s fresh-login.example | sha256sum   # 64 hex digits, say 1d0f…
curl '${origin}/hashes/1d0f'                # is yours among them?</pre>
<p>A key is what stands as <code>key</code> in <code>feed.json</code>, in UTF-8, hashed with SHA-256:</p>
<ul><li>a domain or host in lower case, internationalised names as <code>xn--…</code>, without a dot at the end. An entry covers the names below it, so ask for the host and each parent down to the registrable domain;</li>
<li>an address as it is written, IPv6 by RFC 5952 without brackets;</li>
<li>a URL with <code>https://</code> whatever its scheme, without port, fragment and final slash. Ask for it and for each shorter path as well.</li></ul>
<p><strong>Hidden:</strong> the name. Four digits stand for one name in 65,536 of all that exist, so millions share each prefix, and no answer tells more than the feeds do.</p>
<p><strong>Not hidden:</strong> your address and the time, as with every request; that you ask at all; and, to somebody who already suspects one name, that you asked for its prefix. Several prefixes asked together narrow it down: a host and its parents, or the same name again and again. Longer prefixes hide less: eight digits stand for one name in four thousand million. Only the list is here: what is watched, and the reasons, need a lookup by name. Who wants to hide everything loads the whole <a href="/feed/">feed</a> and asks nobody.</p></section>`;

function operation(method: string, path: string, op: Operation): Html {
  const parameters = (op.parameters ?? []) as readonly {
    name: string;
    in: string;
    description?: string;
    schema?: Schema;
    required?: boolean;
  }[];
  return html`<article class="door" id="${method}-${path}"><h3><code>${method.toUpperCase()} ${path}</code></h3><p>${op.summary ?? ""}</p>
${op.description ? html`<p>${marked(op.description)}</p>` : ""}
${
  parameters.length === 0
    ? ""
    : html`<div class="scroll"><table><thead><tr><th>Parameter</th><th>In</th><th>What</th></tr></thead><tbody>${parameters.map(
        (p) =>
          html`<tr><td><code>${p.name}</code></td><td>${p.in}</td><td>${marked(p.description ?? "")} <small>${typeText(p.schema ?? {})}</small></td></tr>`,
      )}</tbody></table></div>`
}
<ul class="plain">${Object.entries(op.responses ?? {}).map(([status, response]) => html`<li><code>${status}</code> ${responseText(response)}</li>`)}</ul></article>`;
}

function responseText(response: unknown): Html {
  const { description, content = {} } = response as {
    description?: string;
    content?: Record<string, { schema?: Schema }>;
  };
  const bodies = Object.entries(content).map(
    ([type, { schema }]) => html` <small>${type} ${typeText(schema ?? {})}</small>`,
  );
  return html`${description ?? ""}${bodies}`;
}

/** `string or null`, `array of Reason`, `"ja" | "en"`. */
function typeText(schema: Schema): string {
  if (schema.$ref) return schema.$ref.slice(schema.$ref.lastIndexOf("/") + 1);
  if (schema.enum) return schema.enum.map((v) => JSON.stringify(v)).join(" | ");
  if (schema.anyOf) return schema.anyOf.map(typeText).join(" or ");
  if (schema.items) return `array of ${typeText(schema.items)}`;
  return typeof schema.type === "string" ? schema.type : (schema.type ?? []).join(" or ");
}

function schemaBlock(name: string, schema: Schema): Html {
  const rows = Object.entries(schema.properties ?? {}).map(
    ([field, s]) =>
      html`<tr><td><code>${field}</code></td><td>${typeText(s)}</td><td>${marked(s.description ?? "")}</td></tr>`,
  );
  const table = html`<div class="scroll"><table><thead><tr><th>Field</th><th>Type</th><th>What</th></tr></thead><tbody>${rows}</tbody></table></div>`;
  return html`<details class="card" id="${name}"><summary><code>${name}</code> ${schema.description ?? ""}</summary>${rows.length > 0 ? table : html`<p>${typeText(schema)}</p>`}</details>`;
}

function errorsSection(): Html {
  const rows = (Object.keys(ERROR_EXAMPLES) as ErrorCode[]).map((code) => {
    const { status, title, detail } = toProblem(ERROR_EXAMPLES[code]);
    return html`<tr id="${code}"><td><code>${code}</code></td><td>${status}</td><td>${title}. <small>${detail}</small></td></tr>`;
  });
  return html`<section><h2>Errors</h2><p>application/problem+json (RFC 9457). <code>code</code> is stable, the sentences are not.</p>
<div class="scroll"><table><thead><tr><th>code</th><th>Status</th><th>Example</th></tr></thead><tbody>${rows}</tbody></table></div></section>`;
}
