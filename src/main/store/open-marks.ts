import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { markPath } from './data-files.ts';
import type { Db } from './database.ts';
import { lastRequest } from './last-request.ts';
import { readSteps } from './outbox-journal.ts';

/** Keeps the largest number of a request that ever left, outside of the database. */
export interface ClaimMark {
  note(request: number): void;
  close(): void;
}

/**
 * A witness beside the database: when the log is cut at the end of a commit, or an older copy is put in the file's place by hand, the
 * database is whole in itself and nothing in it says that people were sent since. Eight bytes are written over after each claim,
 * without waiting for the disk: after a power cut it may stand behind the database, never before it.
 */
export function openMark(db: Db): ClaimMark {
  const file = openMarkFile(markPath(db.path));
  const bytes = Buffer.alloc(8);
  let last = lastRequest(db);
  return {
    note(request) {
      if (request <= last || file === null) return;
      last = request;
      bytes.writeBigUInt64LE(BigInt(request));
      try {
        writeSync(file, bytes, 0, 8, 0);
      } catch {
        // A witness that cannot write says less; sending does not hang on it.
      }
    },
    close() {
      if (file !== null) closeSync(file);
    },
  };
}

/** What the witness says against this database, for the log; null when nothing. */
export function behindItsMark(db: Db): string | null {
  let bytes: Buffer;
  try {
    bytes = readFileSync(markPath(db.path));
  } catch {
    return null;
  }
  if (bytes.length < 8) return null;
  const marked = Number(bytes.readBigUInt64LE());
  // In this order: whoever sends meanwhile may fold between the two.
  const inJournal = readSteps(db).flatMap(({ claims }) => claims.map(({ requestId }) => requestId));
  const known = inJournal.reduce<number>((most, id) => Math.max(most, id), lastRequest(db));
  return marked > known ? `request ${marked} was sent, and the file ends with request ${known}` : null;
}

function openMarkFile(path: string): number | null {
  for (const flags of ['r+', 'w+']) {
    try {
      return openSync(path, flags);
    } catch {
      // Missing at first; in a folder that cannot be written the database has said so already.
    }
  }
  return null;
}
