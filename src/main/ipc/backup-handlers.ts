import { join } from 'node:path';
import { type BackupsView, restoreReport } from '#contract/backup.ts';
import { fail } from '#core/kernel/errors.ts';
import { databasePath, type Services } from '../services/open-services.ts';
import { backupsKept } from '../store/backup.ts';
import { type SpawnStore, withUpkeep } from '../store/client.ts';
import type { Handlers } from './bridge.ts';

export interface BackupContext {
  readonly dataDir: string;
  readonly spawnStore: SpawnStore;
  /** Null where the data cannot be opened. */
  readonly services: Pick<Services, 'backups' | 'store'> | null;
  readonly restore: (name: string) => Promise<void>;
  readonly startAnew: () => Promise<void>;
}

/** Backups and their restore; also the only room that works without data. */
export function backupHandlers({ dataDir, spawnStore, services, restore, startAnew }: BackupContext): Handlers {
  const path = databasePath(dataDir);
  const folder = join(dataDir, 'backups');
  const view = async (): Promise<BackupsView> => {
    const backups = [...(await withUpkeep(spawnStore, path, (upkeep) => upkeep.list()))];
    if (services === null) return { open: false, backups, folder, kept: backupsKept, problem: null, restored: null };
    const { settings } = services.store.calls;
    const [kept, restored] = await Promise.all([settings.read('backupsKept'), settings.read('restored')]);
    return {
      open: true,
      backups,
      folder,
      kept: typeof kept === 'number' ? kept : backupsKept,
      problem: services.backups.problem,
      restored: restoreReport.safeParse(restored).data ?? null,
    };
  };
  return {
    'backups.list': view,
    'backups.restore': async ({ name }) => {
      // Before anything that runs is stopped for it.
      await withUpkeep(spawnStore, path, (upkeep) => upkeep.verify(name));
      await restore(name);
      return undefined;
    },
    ...(services === null
      ? {
          'backups.startAnew': async () => {
            await startAnew();
            return undefined;
          },
        }
      : {
          'backups.make': async () => {
            await services.backups.make();
            return view();
          },
          'backups.keep': async ({ count }: { readonly count: number }) => {
            await services.store.calls.settings.write('backupsKept', count);
            return view();
          },
          'backups.startAnew': () => fail('wrong_state', 'there is data', { what: 'data' }),
        }),
  };
}
