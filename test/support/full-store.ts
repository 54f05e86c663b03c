import { onTestFinished } from 'vitest';
import { appError, Failure } from '#core/kernel/errors.ts';
import { CampaignManager } from '#main/sending/campaign-manager.ts';
import type { ManagerPorts } from '#main/sending/manager-ports.ts';
import type { StoreClient } from '#main/store/protocol.ts';
import { systemClock } from '#main/system.ts';
import type { ServicesBench } from './services-bench.ts';

/** A disk that takes nothing while it is full, and once nothing of what is named in `refuses`, such as `campaigns.move`. */
export interface Disk {
  full: boolean;
  readonly refuses: Set<string>;
}

const writes: ReadonlySet<string> = new Set([
  'outbox.exchangePacked',
  'campaigns.move',
  'campaigns.log',
  'campaigns.cancel',
  'accounts.keepPace',
]);

/** The store on such a disk: a moment that a real full disk cannot be made to choose. */
function onDisk(calls: StoreClient, disk: Disk): StoreClient {
  const room = (name: string, methods: object) =>
    new Proxy(methods, {
      get: (_, method) => {
        const key = `${name}.${String(method)}`;
        const real = Reflect.get(methods, method) as (...args: unknown[]) => Promise<unknown>;
        return (...args: unknown[]): Promise<unknown> => {
          if (disk.full && key === 'disk.takesData') return Promise.resolve(false);
          const refused = disk.refuses.delete(key) || (disk.full && writes.has(key));
          return refused ? Promise.reject(new Failure(appError('storage_full', 'the disk is full'))) : real(...args);
        };
      },
    });
  return new Proxy(calls, { get: (_, name) => room(String(name), Reflect.get(calls, name) as object) });
}

/** A manager of its own on a bench's data, whose disk can be filled; it goes on by itself, with the shortest waits. */
export function managerOnDisk(
  { services }: ServicesBench,
  ports: Partial<ManagerPorts> = {},
): { readonly campaigns: CampaignManager; readonly store: StoreClient; readonly disk: Disk } {
  const disk: Disk = { full: false, refuses: new Set() };
  const store = onDisk(services.store.calls, disk);
  const campaigns = new CampaignManager({
    store,
    paces: services.paces,
    gateway: (account, connections) => services.accounts.gateway(account, connections),
    clock: systemClock,
    random: { next: () => 0 },
    onProgress: () => undefined,
    onChanged: () => undefined,
    notSentAllowed: 3,
    goOnByItself: true,
    ...ports,
  });
  onTestFinished(() => campaigns.stopAll('quit'));
  return { campaigns, store, disk };
}
