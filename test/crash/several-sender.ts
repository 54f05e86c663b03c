// A process that sends several campaigns at once, over two accounts of one service: to be killed.
//   node several-sender.ts prepare|send DATA_DIR BASE_URL

import type { CampaignId } from '#core/kernel/ids.ts';
import { createRedactor } from '#core/kernel/redact.ts';
import { createGateway } from '#main/http/gateway-client.ts';
import { createMemoryKeychain } from '#main/keychain/memory-keychain.ts';
import { openServices } from '#main/services/open-services.ts';
import { systemClock, systemRandom } from '#main/system.ts';
import { phone, planWith } from '#test/support/plan.ts';
import { spawnStore } from '../../bench/workers.ts';
import { severalCampaigns } from './several-plan.ts';

const [what, dataDir = '', baseUrl = ''] = process.argv.slice(2);
const redactor = createRedactor();
const services = await openServices({
  dataDir,
  spawnStore,
  keychain: createMemoryKeychain(),
  makeGateway: async ({ baseUrl: address, paths, key, connections }) =>
    createGateway({ endpoint: { baseUrl: address, paths }, key, clock: systemClock, redactor, connections }),
  redactor,
  clock: systemClock,
  random: systemRandom,
  keyForThisRun: process.env.SLIPWAY_API_KEY ?? null,
  notSentAllowed: 3,
  onProgress: () => undefined,
  onCampaignChanged: () => undefined,
  onReceipts: () => undefined,
});
const { store, accounts, campaigns } = services;

if (what === 'prepare') {
  const ids = [await accounts.ensureLive(baseUrl, 'One'), await accounts.ensureLive(baseUrl, 'Two')].map(
    ({ id }) => id,
  );
  for (const { name, account, digits, per, concurrency, priority } of severalCampaigns) {
    const accountId = ids[account];
    if (accountId === undefined) throw new Error(`no account ${account}`);
    const plan = planWith(accountId, {
      ...{ name, concurrency, priority, recipientsPerRequest: per, ratePerSecond: 400 },
      audience: { groups: [], imports: [], phones: digits.map(phone) },
    });
    const draft = await store.calls.campaigns.create(plan, Date.now());
    await store.calls.tasks.seal(draft.id, plan, Date.now());
  }
} else {
  for (const account of await accounts.list()) accounts.bindKeyForThisRun(account);
  const { rows } = await store.calls.campaigns.list(['sealed', 'paused'], 0, 100);
  const going: CampaignId[] = rows.map(({ id }) => id);
  await Promise.all(going.map((id) => campaigns.resume(id)));
  const ended = await Promise.all(going.map((id) => campaigns.settled(id)));
  process.stdout.write(`${JSON.stringify(ended.map(({ name, state, counts }) => ({ name, state, counts })))}\n`);
}
await services.close('quit');
