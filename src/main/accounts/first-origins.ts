import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { renameDurably, syncFile } from '../store/durable-files.ts';
import { originOf } from './kept-key.ts';

/** Origins by the `uid` of their account. */
export type FirstOrigins = ReadonlyMap<string, string>;

const fileFormat = z.object({ v: z.literal(1), origins: z.record(z.string(), z.string()) });
const none: FirstOrigins = new Map();

/**
 * Earlier releases kept keys without their origin. At the first start of a data folder the origin of each account is
 * written down, and such keys are bound to these origins and to no others. It is a file beside the database, so that a
 * restored backup does not bring back a time before it. A file that cannot be read or written binds no key.
 */
export function firstOrigins(
  dataDir: string,
  accounts: readonly { readonly uid: string; readonly kind: string; readonly baseUrl: string }[],
): FirstOrigins {
  const path = pathIn(dataDir);
  try {
    if (!existsSync(path)) {
      const live = accounts.filter(({ kind }) => kind === 'live');
      write(path, Object.fromEntries(live.map(({ uid, baseUrl }) => [uid, originOf(baseUrl)])));
    }
    return new Map(Object.entries(fileFormat.parse(JSON.parse(readFileSync(path, 'utf8'))).origins));
  } catch {
    return none;
  }
}

/** Before another database takes the place of this one: its accounts are not those of a first start. */
export function endFirstStart(dataDir: string): void {
  const path = pathIn(dataDir);
  if (!existsSync(path)) write(path, {});
}

function pathIn(dataDir: string): string {
  return join(dataDir, 'key-origins.json');
}

function write(path: string, origins: Readonly<Record<string, string>>): void {
  const fresh = `${path}.new`;
  writeFileSync(fresh, JSON.stringify({ v: 1, origins }), { mode: 0o600 });
  syncFile(fresh);
  renameDurably(fresh, path);
}
