// D1 as the store sees it, with a count of what each call read, wrote and how often it went there.

export interface Counted {
  readonly db: D1Database;
  readonly count: { trips: number; read: number; written: number };
}

export function countRows(inner: D1Database): Counted {
  const count = { trips: 0, read: 0, written: 0 };
  const add = <T>(result: D1Result<T>): D1Result<T> => {
    count.read += result.meta.rows_read;
    count.written += result.meta.rows_written;
    return result;
  };
  const originals = new WeakMap<D1PreparedStatement, D1PreparedStatement>();
  const wrap = (statement: D1PreparedStatement): D1PreparedStatement => {
    const all = async <T>(): Promise<D1Result<T>> => {
      count.trips++;
      return add(await statement.all<T>());
    };
    const wrapped = {
      bind: (...values: unknown[]) => wrap(statement.bind(...values)),
      all,
      run: all,
      first: async <T>() => (await all<T>()).results[0] ?? null,
    } as unknown as D1PreparedStatement;
    originals.set(wrapped, statement);
    return wrapped;
  };
  const db = {
    prepare: (sql: string) => wrap(inner.prepare(sql)),
    batch: async <T>(statements: D1PreparedStatement[]) => {
      count.trips++;
      const results = await inner.batch<T>(statements.map((s) => originals.get(s) ?? s));
      return results.map(add);
    },
  } as unknown as D1Database;
  return { db, count };
}

/** What one operation costs D1. */
export async function costOf(
  inner: D1Database,
  operation: (db: D1Database) => Promise<unknown>,
): Promise<{ readonly trips: number; readonly read: number; readonly written: number }> {
  const { db, count } = countRows(inner);
  await operation(db);
  return { ...count };
}
