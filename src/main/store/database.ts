import { DatabaseSync, type DatabaseSyncInstance, type StatementSyncInstance } from '@photostructure/sqlite';
import { appError, type ErrorCode, Failure } from '#core/kernel/errors.ts';

export type Row = Readonly<Record<string, unknown>>;
export type Bind = string | number | bigint | null | Uint8Array;

/** A connection with its statements kept. Rows come back as plain objects; callers give them a type. */
export interface Db {
  readonly path: string;
  readonly mode: 'write' | 'read';
  /** Every row. */
  all<T>(sql: string, ...values: readonly Bind[]): T[];
  /** The first row, or undefined. */
  get<T>(sql: string, ...values: readonly Bind[]): T | undefined;
  /** Rows one by one; the statement must not be used again while it runs. */
  each<T>(sql: string, ...values: readonly Bind[]): IterableIterator<T>;
  run(sql: string, ...values: readonly Bind[]): { readonly changes: number; readonly id: number };
  /** As `run`, for hundreds of values: spread once, not three times. */
  runMany(sql: string, values: readonly Bind[]): number;
  /** Several statements, no values. */
  script(sql: string): void;
  /** Runs `work` in one transaction; anything thrown rolls back. Nested calls join the outer transaction. */
  transaction<T>(work: () => T): T;
  /**
   * The same, on disk with the next commit of the other kind: for steps that mean nothing by themselves, such as the slices of an
   * import before the one that calls it committed. When the power goes before that, they are gone in the order they came, last first.
   * Foreign keys are not looked up: `work` names only rows that it has seen, or just made, in this very transaction.
   */
  step<T>(work: () => T): T;
  /** Runs `work`, in which every statement that would write fails. */
  withoutWriting<T>(work: () => T): T;
  close(): void;
}

/** The log is folded into the file when it is this long, whatever the size of a page: a small disk must have room for it. */
const logBytes = 4 << 20;

/**
 * Opens a database file as this product needs it: WAL, every commit fsynced, foreign keys on, and verified. `scratch` is for one in memory
 * (`:memory:`), of which nothing is kept.
 */
export function openDatabase(path: string, mode: 'write' | 'read' | 'scratch'): Db {
  return guard(() => {
    const connection = new DatabaseSync(path, { readOnly: mode === 'read', timeout: 5_000 });
    try {
      connection.exec('PRAGMA foreign_keys = ON');
      // A page is judged before it is believed.
      connection.exec('PRAGMA cell_size_check = ON');
      // SQLite's own lower() and LIKE know ASCII letters only.
      connection.function('fold', { deterministic: true }, (text: unknown) => String(text ?? '').toLowerCase());
      // A schema from elsewhere may call nothing that reaches outside of the database.
      connection.exec('PRAGMA trusted_schema = OFF');
      if (mode === 'write') {
        // Of a new file only. Each page that is written costs four calls, two into the log and two from it to its place: a million people
        // come in a tenth faster than with 4 KB, and a send's commits are no slower.
        connection.exec('PRAGMA page_size = 8192');
        connection.exec('PRAGMA journal_mode = WAL');
        const { page_size: page } = connection.prepare('PRAGMA page_size').get() as { page_size: number };
        connection.exec(`PRAGMA wal_autocheckpoint = ${logBytes / page}`);
        // The library's default in WAL is NORMAL, which loses acknowledged commits when the power goes.
        connection.exec('PRAGMA synchronous = FULL');
        connection.exec('PRAGMA fullfsync = ON');
        connection.exec('PRAGMA temp_store = MEMORY');
        connection.exec('PRAGMA cache_size = -65536');
        const { synchronous } = connection.prepare('PRAGMA synchronous').get() as { synchronous: number };
        if (synchronous !== 2) throw new Error(`synchronous is ${synchronous}, not FULL`);
      }
      return wrap(connection, path, mode === 'read' ? 'read' : 'write');
    } catch (thrown) {
      connection.close();
      throw thrown;
    }
  });
}

/** Keeps prepared statements by their SQL; `settle` is done to each once. */
function keepStatements(
  connection: DatabaseSyncInstance,
  settle: (made: StatementSyncInstance) => void,
): { (sql: string): StatementSyncInstance; clear(): void } {
  const kept = new Map<string, StatementSyncInstance>();
  const prepare = (sql: string): StatementSyncInstance => {
    const found = kept.get(sql);
    if (found !== undefined) return found;
    const made = connection.prepare(sql);
    settle(made);
    // SQL built for one search must not fill the memory.
    if (kept.size >= 300) kept.delete(kept.keys().next().value as string);
    kept.set(sql, made);
    return made;
  };
  return Object.assign(prepare, { clear: () => kept.clear() });
}

function wrap(connection: DatabaseSyncInstance, path: string, mode: 'write' | 'read'): Db {
  const ask = keepStatements(connection, () => undefined);
  // Every run reports the connection's last inserted id, whoever inserted it, and the full-text index inserts ids beyond
  // 2^53 of its own: as numbers they would throw after the statement has done its work, a BEGIN among them.
  const execute = keepStatements(connection, (made) => made.setReadBigInts(true));
  let depth = 0;

  return {
    path,
    mode,
    all: <T>(sql: string, ...values: readonly Bind[]) => guard(() => ask(sql).all(...values) as T[]),
    get: <T>(sql: string, ...values: readonly Bind[]) => guard(() => ask(sql).get(...values) as T | undefined),
    each: <T>(sql: string, ...values: readonly Bind[]) =>
      // Not kept: an iterating statement cannot serve a second caller.
      guardEach(() => connection.prepare(sql).iterate(...values) as IterableIterator<T>),
    run: (sql, ...values) =>
      guard(() => {
        const done = execute(sql).run(...values);
        return { changes: Number(done.changes), id: Number(done.lastInsertRowid) };
      }),
    runMany: (sql, values) => guard(() => Number(execute(sql).run(...values).changes)),
    script: (sql) => guard(() => connection.exec(sql)),
    transaction<T>(work: () => T): T {
      if (depth > 0) return work();
      return guard(() => {
        execute('BEGIN IMMEDIATE').run();
        depth++;
        try {
          const value = work();
          execute('COMMIT').run();
          return value;
        } catch (thrown) {
          // A full disk may have rolled back already.
          if (connection.isTransaction) execute('ROLLBACK').run();
          throw thrown;
        } finally {
          depth--;
        }
      });
    },
    step<T>(work: () => T): T {
      if (depth > 0) return work();
      // Neither can be changed inside of a transaction.
      connection.exec('PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = OFF');
      try {
        return this.transaction(work);
      } finally {
        connection.exec('PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON');
      }
    },
    withoutWriting: <T>(work: () => T): T => {
      connection.exec('PRAGMA query_only = ON');
      try {
        return work();
      } finally {
        connection.exec('PRAGMA query_only = OFF');
      }
    },
    close: () => {
      ask.clear();
      execute.clear();
      connection.close();
    },
  };
}

/** SQLite's primary result codes (sqlite.org/rescode.html) that are conditions of the machine, not bugs. */
const conditions: Readonly<Record<number, ErrorCode>> = {
  5: 'already_running', // BUSY
  8: 'storage_failed', // READONLY
  10: 'storage_failed', // IOERR
  11: 'storage_damaged', // CORRUPT
  13: 'storage_full', // FULL
  14: 'storage_failed', // CANTOPEN
  26: 'storage_damaged', // NOTADB
};

/** Runs work on a connection; what the machine refuses becomes a failure with words. */
export function guard<T>(work: () => T): T {
  try {
    return work();
  } catch (thrown) {
    const code = resultCode(thrown);
    const known = code === null ? undefined : conditions[code & 0xff];
    if (known === undefined) throw thrown;
    throw new Failure(appError(known, (thrown as Error).message, { detail: (thrown as Error).message }));
  }
}

/** A damaged page shows itself at the row that lies on it. */
function* guardEach<T>(start: () => IterableIterator<T>): IterableIterator<T> {
  const rows = guard(start);
  try {
    yield* rows;
  } catch (thrown) {
    guard(() => {
      throw thrown;
    });
  }
}

function resultCode(thrown: unknown): number | null {
  if (!(thrown instanceof Error)) return null;
  const { errcode, sqliteCode } = thrown as { errcode?: unknown; sqliteCode?: unknown };
  if (typeof errcode === 'number') return errcode;
  return typeof sqliteCode === 'number' ? sqliteCode : null;
}
