/**
 * JSON Schema (2020-12), the keywords that the published STIX schemas and our own contract use. An unknown keyword
 * throws, so that nothing passes because it was not understood. `resolve` finds what a `$ref` names.
 */
export type Schema = boolean | { readonly [keyword: string]: unknown };
export type Resolve = (ref: string, from: string) => { readonly schema: Schema; readonly at: string };

/** What is wrong with the value, each with its path; empty: it fits. */
export function schemaErrors(schema: Schema, value: unknown, resolve: Resolve, at = ""): string[] {
  return check({ resolve, at, path: "$" }, schema, value);
}

interface Place {
  readonly resolve: Resolve;
  /** The document that holds the schema, for its own references. */
  readonly at: string;
  readonly path: string;
}

function check(place: Place, schema: Schema, value: unknown): string[] {
  if (typeof schema === "boolean") return schema ? [] : [`${place.path}: nothing is allowed`];
  return Object.entries(schema).flatMap(([keyword, wanted]) => {
    if (ANNOTATIONS.has(keyword)) return [];
    const rule = RULES[keyword];
    if (!rule) throw new Error(`${place.path}: the keyword ${keyword} is not known`);
    return rule(place, wanted as never, value, schema);
  });
}

/** `then` and `else` are read by `if`. */
const ANNOTATIONS = new Set(
  "$schema $id $comment title description definitions $defs example examples default format deprecated then else".split(
    " ",
  ),
);

type Rule = (
  place: Place,
  wanted: never,
  value: unknown,
  schema: { readonly [k: string]: unknown },
) => string[];
type Record_ = Record<string, unknown>;

const isObject = (value: unknown): value is Record_ =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const below = (place: Place, key: string | number): Place => ({ ...place, path: `${place.path}.${key}` });
const say = (isWrong: boolean, { path }: Place, what: string): string[] =>
  isWrong ? [`${path}: ${what}`] : [];
const fits = (place: Place, schema: Schema, value: unknown): boolean =>
  check(place, schema, value).length === 0;

function typeOf(value: unknown): string[] {
  if (value === null) return ["null"];
  if (Array.isArray(value)) return ["array"];
  if (typeof value === "number") return Number.isInteger(value) ? ["integer", "number"] : ["number"];
  return [typeof value];
}

const RULES: Readonly<Record<string, Rule>> = {
  $ref: (place, ref: string, value) => {
    const { schema, at } = place.resolve(ref, place.at);
    return check({ ...place, at }, schema, value);
  },
  type: (place, wanted: string | string[], value) =>
    say(
      ![wanted].flat().some((t) => typeOf(value).includes(t)),
      place,
      `is no ${[wanted].flat().join(" or ")}`,
    ),
  enum: (place, wanted: unknown[], value) =>
    say(!wanted.includes(value), place, `is not of ${wanted.join(", ")}`),
  const: (place, wanted: unknown, value) => say(wanted !== value, place, `is not ${String(wanted)}`),
  pattern: (place, wanted: string, value) =>
    say(typeof value === "string" && !new RegExp(wanted).test(value), place, `does not match ${wanted}`),
  minLength: (place, n: number, value) =>
    say(typeof value === "string" && value.length < n, place, "is too short"),
  maxLength: (place, n: number, value) =>
    say(typeof value === "string" && value.length > n, place, "is too long"),
  minimum: (place, n: number, value) => say(typeof value === "number" && value < n, place, `is below ${n}`),
  maximum: (place, n: number, value) => say(typeof value === "number" && value > n, place, `is above ${n}`),
  minItems: (place, n: number, value) =>
    say(Array.isArray(value) && value.length < n, place, "has too few items"),
  minProperties: (place, n: number, value) =>
    say(isObject(value) && Object.keys(value).length < n, place, "has too few members"),
  required: (place, names: string[], value) =>
    isObject(value) ? names.flatMap((n) => say(!(n in value), place, `has no ${n}`)) : [],
  properties: (place, wanted: Record<string, Schema>, value) =>
    isObject(value)
      ? Object.entries(wanted).flatMap(([n, s]) => (n in value ? check(below(place, n), s, value[n]) : []))
      : [],
  patternProperties: (place, wanted: Record<string, Schema>, value) =>
    isObject(value)
      ? Object.entries(wanted).flatMap(([pattern, s]) =>
          Object.keys(value)
            .filter((n) => new RegExp(pattern, "u").test(n))
            .flatMap((n) => check(below(place, n), s, value[n])),
        )
      : [],
  propertyNames: (place, wanted: Schema, value) =>
    isObject(value) ? Object.keys(value).flatMap((n) => check(below(place, n), wanted, n)) : [],
  additionalProperties: (place, wanted: Schema, value, schema) => {
    if (!isObject(value)) return [];
    const named = Object.keys((schema.properties ?? {}) as Record_);
    const patterns = Object.keys((schema.patternProperties ?? {}) as Record_).map((p) => new RegExp(p, "u"));
    return Object.keys(value)
      .filter((n) => !named.includes(n) && !patterns.some((p) => p.test(n)))
      .flatMap((n) => check(below(place, n), wanted, value[n]));
  },
  items: (place, wanted: Schema, value) =>
    Array.isArray(value) ? value.flatMap((item, n) => check(below(place, n), wanted, item)) : [],
  allOf: (place, all: Schema[], value) => all.flatMap((s) => check(place, s, value)),
  anyOf: (place, any: Schema[], value) => {
    const errors = any.map((s) => check(place, s, value));
    return errors.some((e) => e.length === 0) ? [] : [`${place.path}: fits none`, ...errors.flat()];
  },
  oneOf: (place, one: Schema[], value) => {
    const count = one.filter((s) => fits(place, s, value)).length;
    return say(count !== 1, place, `fits ${count} of the choices`);
  },
  if: (place, wanted: Schema, value, schema) =>
    check(place, ((fits(place, wanted, value) ? schema.then : schema.else) ?? true) as Schema, value),
  not: (place, wanted: Schema, value) => say(fits(place, wanted, value), place, "is what it may not be"),
};
