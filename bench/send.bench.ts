import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Pool } from 'undici';
import { defaultPaths, type Gateway } from '#core/gateway/port.ts';
import type { ImportId } from '#core/kernel/ids.ts';
import { createRedactor } from '#core/kernel/redact.ts';
import { createGateway } from '#main/http/gateway-client.ts';
import { ImportService } from '#main/import/import-service.ts';
import { previewFile } from '#main/import/run.ts';
import { createMemoryKeychain } from '#main/keychain/memory-keychain.ts';
import { openServices } from '#main/services/open-services.ts';
import { systemClock, systemRandom } from '#main/system.ts';
import { type Figure, figure, median, seconds } from './figure.ts';
import { spawnImport, spawnStore } from './workers.ts';

const people = 20_000;
const concurrency = 32;
const rounds = 3;

/** Starts the server in a process of its own; answers its base address and how to end it. */
async function startServer(): Promise<{ readonly base: string; readonly end: () => void }> {
  const child = fork(join(import.meta.dirname, 'bare-server.ts'), { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
  if (child.stdout === null) throw new Error('no pipe');
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return { base: `http://127.0.0.1:${line.toString().trim()}`, end: () => child.disconnect() };
}

/** The same requests in a bare loop: no disk, no rate, no outcome. */
async function rawLoop(base: string): Promise<void> {
  const pool = new Pool(base, { connections: concurrency, pipelining: 1 });
  let next = 0;
  const loop = async () => {
    while (next < people) {
      const i = next++;
      const { body } = await pool.request({
        path: `/api${defaultPaths.sendSms}`,
        method: 'POST',
        headers: { authorization: 'Api-Key bench-key', accept: 'application/json', 'content-type': 'application/json' },
        body: JSON.stringify({
          recipient: phoneOf(i).slice(1),
          sender_id: 'Bench',
          type: 'plain',
          message: `Hi Name${i}, see you.`,
        }),
      });
      await body.json();
    }
  };
  await Promise.all(Array.from({ length: concurrency }, loop));
  await pool.close();
}

function phoneOf(i: number): string {
  return `+316${String(10_000_000 + i)}`;
}

/** Durable sending of personalised texts, one request each, beside a raw loop to the same server. Messages a second. */
export async function benchSend(): Promise<readonly Figure[]> {
  const { base, end } = await startServer();
  const dir = mkdtempSync(join(tmpdir(), 'slipway-bench-'));
  const csv = join(dir, 'people.csv');
  const lines = Array.from({ length: people }, (_, i) => `Name${i},${phoneOf(i)}`);
  writeFileSync(csv, `First name,Mobile\n${lines.join('\n')}\n`);
  const redactor = createRedactor();
  const services = await openServices({
    dataDir: dir,
    spawnStore,
    keychain: createMemoryKeychain('ready'),
    makeGateway: async ({ baseUrl, paths, key, connections }): Promise<Gateway> =>
      createGateway({ endpoint: { baseUrl, paths }, key, clock: systemClock, redactor, connections }),
    redactor,
    clock: systemClock,
    random: systemRandom,
    keyForThisRun: 'bench-key',
    notSentAllowed: 3,
    onProgress: () => undefined,
    onCampaignChanged: () => undefined,
    onReceipts: () => undefined,
  });
  try {
    const preview = await previewFile(spawnImport, { path: csv, country: 'NL' });
    const imports = new ImportService(services.store, spawnImport, systemClock);
    const record = await imports.judge({
      path: csv,
      options: preview.options,
      mapping: preview.mapping,
      country: 'NL',
    });
    const account = await services.accounts.ensureLive(`${base}/api`);
    const ours: number[] = [];
    const raw: number[] = [];
    // In turns, so that a slow moment of the machine strikes both.
    for (let round = 0; round < rounds; round++) {
      raw.push(people / (await seconds(() => rawLoop(base))));
      const draft = await services.store.calls.campaigns.create(
        {
          name: `bench ${round}`,
          accountId: account.id,
          kind: 'sms',
          audience: { groups: [], imports: [record.id as ImportId], phones: [] },
          template: 'Hi {{First name|there}}, see you.',
          senderId: 'Bench',
          mediaUrl: null,
          dltTemplateId: null,
          scheduleAt: null,
          scheduleBy: 'app',
          zone: 'UTC',
          bestBefore: null,
          recipientsPerRequest: 1,
          ratePerSecond: 100_000,
          concurrency,
          priority: 'normal',
        },
        systemClock.now(),
      );
      await services.store.calls.tasks.seal(draft.id, draft, systemClock.now());
      await services.campaigns.launch(draft.id);
      const done = await services.campaigns.settled(draft.id);
      if (done.counts.accepted !== people) throw new Error(`accepted ${done.counts.accepted} of ${people}`);
      ours.push(people / done.seconds);
    }
    return [figure('send', { value: median(ours), baseline: median(raw), unit: 'messages/s', goal: '>= 0.5' })];
  } finally {
    await services.close('quit');
    end();
    rmSync(dir, { recursive: true, force: true });
  }
}
