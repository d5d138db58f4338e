// D1 as far as the store uses it, on Node's SQLite, with the rows that D1 would count as written. The rules were
// measured on D1 itself; simulate.ts runs the same mails through a real local D1 and compares.
//
//   INSERT into a WITHOUT ROWID table        1, and 1 for each index entry made
//   UPDATE                                   1, and 1 for each index entry made where the SET names its columns
//   DELETE, an index entry that goes         1 in all, nothing
/// <reference types="@cloudflare/workers-types" />
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { DatabaseSync, type StatementSync } from "node:sqlite";

const MIGRATIONS = path.join(import.meta.dirname, "../../migrations");

/** The schema as it is deployed, one statement each. */
export function migrationStatements(): string[] {
  const files = readdirSync(MIGRATIONS).sort();
  const text = files.map((file) => readFileSync(path.join(MIGRATIONS, file), "utf8")).join("\n");
  return text
    .replace(/--.*$/gm, "")
    .split(";")
    .map((statement) => statement.trim())
    .filter((statement) => statement !== "");
}

/** Rows written so far, by table. */
export type RowsWritten = Record<string, number>;

export interface SqliteD1 {
  readonly db: D1Database;
  readonly written: RowsWritten;
  readonly sqlite: DatabaseSync;
}

export function makeSqliteD1(): SqliteD1 {
  const sqlite = new DatabaseSync(":memory:");
  for (const statement of migrationStatements()) sqlite.exec(statement);
  const written: RowsWritten = {};
  sqlite.function("wrote", (table, rows) => {
    written[String(table)] = (written[String(table)] ?? 0) + Number(rows);
    return 0;
  });
  const tables = sqlite.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all();
  for (const { name } of tables as { name: string }[]) countWrites(sqlite, name);
  const cache = new Map<string, StatementSync>();
  const prepared = (sql: string) => {
    const known = cache.get(sql);
    if (known) return known;
    const statement = sqlite.prepare(sql);
    // A statement may leave a number out that others of its batch use.
    statement.setAllowUnknownNamedParameters(true);
    cache.set(sql, statement);
    return statement;
  };
  return { db: makeDatabase(sqlite, prepared), written, sqlite };
}

interface Index {
  readonly columns: readonly string[];
  /** SQL over NEW: this row has an entry in the index. */
  readonly hasEntry: string;
}

/** The indexes that migrations made; keys of WITHOUT ROWID tables are the tables themselves. */
function indexesOf(sqlite: DatabaseSync, table: string): Index[] {
  const columns = (sqlite.prepare(`PRAGMA table_info(${table})`).all() as { name: string }[]).map(
    (c) => c.name,
  );
  const made = sqlite
    .prepare("SELECT sql FROM sqlite_schema WHERE type = 'index' AND tbl_name = ?")
    .all(table);
  return (made as { sql: string | null }[]).flatMap(({ sql }) => {
    if (sql === null) return [];
    const [, keyed = "", condition] = /\((.*)\)(?:\s*WHERE\s+(.*))?$/is.exec(sql) ?? [];
    const named = columns.filter((column) =>
      new RegExp(`\\b${column}\\b`).test(`${keyed} ${condition ?? ""}`),
    );
    const hasEntry = named.reduce(
      (text, column) => text.replace(new RegExp(`\\b${column}\\b`, "g"), `NEW.${column}`),
      condition ?? "1",
    );
    return [{ columns: named, hasEntry }];
  });
}

function countWrites(sqlite: DatabaseSync, table: string): void {
  const indexes = indexesOf(sqlite, table);
  const trigger = (name: string, when: string, rows: string, only = "") =>
    sqlite.exec(
      `CREATE TEMP TRIGGER "${table} ${name}" AFTER ${when} ON main.${table} ${only}
       BEGIN SELECT wrote('${table}', ${rows}); END`,
    );
  trigger("made", "INSERT", ["1", ...indexes.map(({ hasEntry }) => `(${hasEntry})`)].join(" + "));
  trigger("changed", "UPDATE", "1");
  trigger("gone", "DELETE", "1");
  for (const [n, { columns, hasEntry }] of indexes.entries())
    trigger(`index ${n}`, `UPDATE OF ${columns.join(", ")}`, "1", `WHEN ${hasEntry}`);
}

type Value = string | number | null;

function makeDatabase(sqlite: DatabaseSync, prepared: (sql: string) => StatementSync): D1Database {
  const run = (sql: string, values: readonly Value[]) => {
    const named = Object.fromEntries(values.map((value, n) => [`?${n + 1}`, value]));
    const results = prepared(sql).all(named);
    const { changes } = sqlite.prepare("SELECT changes() AS changes").get() as { changes: number };
    return { success: true, results, meta: { changes } };
  };
  const bound = (sql: string, values: readonly Value[]) => ({
    bind: (...more: Value[]) => bound(sql, more),
    all: async () => run(sql, values),
    run: async () => run(sql, values),
    first: async (column?: string) => {
      const row = run(sql, values).results[0] as Record<string, unknown> | undefined;
      return column === undefined ? (row ?? null) : (row?.[column] ?? null);
    },
    now: () => run(sql, values),
  });
  const db = {
    prepare: (sql: string) => bound(sql, []),
    batch: async (statements: ReturnType<typeof bound>[]) => {
      sqlite.exec("BEGIN");
      try {
        const results = statements.map((statement) => statement.now());
        sqlite.exec("COMMIT");
        return results;
      } catch (error) {
        sqlite.exec("ROLLBACK");
        throw error;
      }
    },
  };
  return db as unknown as D1Database;
}
