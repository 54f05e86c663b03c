import { randomUUID } from 'node:crypto';
import { open, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { Instant } from '#core/kernel/clock.ts';
import { toAppError } from '#core/kernel/errors.ts';
import type { Keychain } from '../keychain/port.ts';
import { databasePath } from '../services/open-services.ts';
import { type SpawnStore, withUpkeep } from '../store/client.ts';
import { isOwned } from '../store/owner-lock.ts';

/** One thing that was looked at. Words are in the catalogue under `cli.doctor.<check>.<state>`, advice under `…Fix`. */
export interface Finding {
  readonly check: 'folder' | 'owner' | 'space' | 'database' | 'schema' | 'whole' | 'backups' | 'latest' | 'keychain';
  readonly level: 'ok' | 'warn' | 'stop';
  readonly state: string;
  readonly values: Readonly<Record<string, string | number>>;
  /** The system's own words. */
  readonly problem: string | null;
}

export interface ExamineOptions {
  readonly dataDir: string;
  readonly spawn: SpawnStore;
  readonly keychain: Pick<Keychain, 'state'>;
  readonly now: Instant;
}

const dayMs = 24 * 3_600_000;
/** Less than this, and a campaign may have to pause before the day is over. */
const littleBytes = 200_000_000;
const noBytes = 10_000_000;

/** Looks at everything that sending hangs on; writes one small file to see whether it can, and takes it away again. */
export async function examine(options: ExamineOptions): Promise<readonly Finding[]> {
  const { dataDir, spawn, now } = options;
  const path = databasePath(dataDir);
  const findings: Finding[] = [];
  const find = (
    check: Finding['check'],
    level: Finding['level'],
    state: string,
    values: Finding['values'] = {},
    problem: string | null = null,
  ): void => void findings.push({ check, level, state, values, problem });

  const folder = await tryFolder(dataDir);
  if (folder === null) find('folder', 'ok', 'writable', { dir: dataDir });
  else find('folder', 'stop', folder.code === 'ENOENT' ? 'missing' : 'readOnly', { dir: dataDir }, folder.message);
  if (folder?.code !== 'ENOENT') {
    const owned = folder === null && isOwned(dataDir);
    find('owner', 'ok', owned ? 'running' : 'free');
    const free = await freeBytes(dataDir);
    const state = free < noBytes ? 'none' : free < littleBytes ? 'little' : 'enough';
    find('space', state === 'none' ? 'stop' : state === 'little' ? 'warn' : 'ok', state, { freeBytes: free });
  }

  const file = await stat(path).catch(() => null);
  await withUpkeep(spawn, path, async (upkeep) => {
    const backups = await upkeep.files();
    if (file === null || file.size === 0) {
      find('database', backups.length > 0 ? 'stop' : 'ok', backups.length > 0 ? 'lost' : 'none');
    } else {
      find('database', 'ok', 'there', { bytes: file.size });
      const { found, known, problem } = await upkeep.examine();
      if (found > known) find('schema', 'stop', 'newer', { found, known });
      else if (found < known && problem === null) find('schema', 'ok', 'older', { found, known });
      else if (problem === null) find('schema', 'ok', 'same', { found });
      if (found <= known) find('whole', problem === null ? 'ok' : 'stop', problem === null ? 'yes' : 'no', {}, problem);
    }
    const [last] = backups;
    if (last === undefined) {
      if (file !== null && file.size > 0) find('backups', 'warn', 'none');
      return;
    }
    const days = Math.max(0, Math.floor((now - last.at) / dayMs));
    find('backups', days > 7 ? 'warn' : 'ok', days > 7 ? 'old' : 'recent', { count: backups.length, days });
    const unfit = await upkeep.verify(last.name).then(() => null, toAppError);
    find(
      'latest',
      unfit === null ? 'ok' : 'warn',
      unfit === null ? 'whole' : 'unfit',
      { name: last.name },
      unfit?.message ?? null,
    );
  });

  const keychain = await options.keychain.state();
  find('keychain', keychain === 'ready' ? 'ok' : 'warn', keychain);
  return findings;
}

async function tryFolder(dir: string): Promise<NodeJS.ErrnoException | null> {
  const probe = join(dir, `.probe-${randomUUID()}`);
  try {
    const file = await open(probe, 'wx');
    await file.sync();
    await file.close();
    return null;
  } catch (thrown) {
    return thrown as NodeJS.ErrnoException;
  } finally {
    await rm(probe, { force: true }).catch(() => undefined);
  }
}

async function freeBytes(dir: string): Promise<number> {
  const { bavail, bsize } = await statfs(dir);
  return bavail * bsize;
}
