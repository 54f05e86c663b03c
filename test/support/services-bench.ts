import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Progress } from '#contract/campaigns.ts';
import type { Campaign, CampaignPlan } from '#core/campaigns/campaign.ts';
import type { Gateway } from '#core/gateway/port.ts';
import type { AccountId, CampaignId } from '#core/kernel/ids.ts';
import { createRedactor } from '#core/kernel/redact.ts';
import { createMemoryKeychain, type MemoryKeychain } from '#main/keychain/memory-keychain.ts';
import { openServices, type ServiceOptions, type Services } from '#main/services/open-services.ts';
import { systemClock, systemRandom } from '#main/system.ts';
import { testGateways } from './command-bench.ts';
import { phone, planWith } from './plan.ts';
import { storeHere } from './store-worker.ts';
import { tempDir } from './temp-dir.ts';

export interface ServicesBench {
  readonly services: Services;
  readonly keychain: MemoryKeychain;
  readonly dataDir: string;
  readonly progress: readonly Progress[];
  readonly changed: readonly CampaignId[];
  /** The most requests in flight at once, whoever sent them. */
  readonly most: { inFlight: number; open: number };
  /** A live account with its key in the keychain. */
  account(url: string, key?: string): Promise<AccountId>;
  /** A sealed campaign to `count` people. */
  sealed(accountId: AccountId, count: number, change?: Partial<CampaignPlan>): Promise<Campaign>;
  /** Closes it before the end of the test, as quitting does. */
  close(): Promise<void>;
}

export interface BenchSettings extends Partial<ServiceOptions> {
  readonly keychain?: MemoryKeychain;
}

/** Everything both faces of the app share, on a folder of its own: real database, real HTTP, a keychain in memory. */
export async function servicesBench(settings: BenchSettings = {}): Promise<ServicesBench> {
  const dataDir = settings.dataDir ?? join(tempDir(), 'data');
  const keychain = settings.keychain ?? createMemoryKeychain();
  const redactor = createRedactor();
  const progress: Progress[] = [];
  const changed: CampaignId[] = [];
  const most = { inFlight: 0, open: 0 };
  let inFlight = 0;
  const counted = (gateway: Gateway): Gateway => {
    most.open++;
    return {
      ...gateway,
      async send(request, signal) {
        most.inFlight = Math.max(most.inFlight, ++inFlight);
        try {
          return await gateway.send(request, signal);
        } finally {
          inFlight--;
        }
      },
      async close() {
        most.open--;
        await gateway.close();
      },
    };
  };
  const services = await openServices({
    dataDir,
    spawnStore: storeHere,
    keychain,
    makeGateway: testGateways(redactor, counted),
    redactor,
    clock: systemClock,
    random: systemRandom,
    keyForThisRun: null,
    notSentAllowed: 3,
    onProgress: (one) => progress.push(one),
    onCampaignChanged: (id) => changed.push(id),
    onReceipts: () => undefined,
    ...settings,
  });
  let open = true;
  const close = async (): Promise<void> => {
    if (open) await services.close('quit');
    open = false;
  };
  onTestFinished(close);

  let next = 31_610_000_000;
  return {
    services,
    keychain,
    dataDir,
    progress,
    changed,
    most,
    close,
    async account(url, key = 'practice-key') {
      const { account } = await services.accounts.create('Live', url, key);
      return account.id;
    },
    async sealed(accountId, count, change = {}) {
      const phones = Array.from({ length: count }, () => phone(next++));
      const plan = planWith(accountId, {
        audience: { groups: [], imports: [], phones },
        ratePerSecond: 1_000,
        ...change,
      });
      const { id } = await services.store.calls.campaigns.create(plan, Date.now());
      await services.store.calls.tasks.seal(id, plan, Date.now());
      return services.store.calls.campaigns.get(id);
    },
  };
}
