import { fork } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Campaign, CampaignPlan } from '#core/campaigns/campaign.ts';
import type { Gateway } from '#core/gateway/port.ts';
import type { ImportId } from '#core/kernel/ids.ts';
import { createRedactor } from '#core/kernel/redact.ts';
import { createGateway } from '#main/http/gateway-client.ts';
import { ImportService } from '#main/import/import-service.ts';
import { previewFile } from '#main/import/run.ts';
import { createMemoryKeychain } from '#main/keychain/memory-keychain.ts';
import { openServices } from '#main/services/open-services.ts';
import type { StoreWorkerData } from '#main/store/protocol.ts';
import { systemClock, systemRandom } from '#main/system.ts';
import { planWith } from '#test/support/plan.ts';
import { spawnImport, spawnStore } from './workers.ts';

/** The whole sender, as both faces of the app use it, before a bare server in a process of its own. */
export interface SendBench {
  readonly base: string;
  /** A sealed campaign to the first `people` of the file. */
  sealed(change?: Partial<CampaignPlan>): Promise<Campaign>;
  /** Sends it to its end; fails when not everybody was accepted. */
  send(campaign: Campaign): Promise<Campaign>;
  /** Called with the moment of every request, `performance.now()`. */
  onRequest: (at: number) => void;
  /** Waits for the backup that follows a campaign: it must not run beside what is measured next. */
  quiet(): Promise<void>;
  /** Steps of the outbox so far: each is one commit, fsynced. */
  steps(): number;
  close(): Promise<void>;
}

export function phoneOf(i: number): string {
  return `+316${String(10_000_000 + i)}`;
}

export async function openSendBench(people: number, concurrency: number): Promise<SendBench> {
  const server = await startServer();
  const dir = mkdtempSync(join(tmpdir(), 'slipway-bench-'));
  const csv = join(dir, 'people.csv');
  writePeople(csv, people);
  const redactor = createRedactor();
  let steps = 0;
  const counted = (data: StoreWorkerData) => {
    const worker = spawnStore(data);
    const post = worker.postMessage.bind(worker);
    worker.postMessage = (message: { readonly room?: string }, ...more) => {
      if (message.room === 'outbox') steps++;
      post(message, ...(more as []));
    };
    return worker;
  };
  const bench: { onRequest: SendBench['onRequest'] } = { onRequest: () => undefined };
  const services = await openServices({
    dataDir: dir,
    spawnStore: counted,
    keychain: createMemoryKeychain('ready'),
    makeGateway: async ({ baseUrl, paths, key, connections }): Promise<Gateway> => {
      const gateway = createGateway({ endpoint: { baseUrl, paths }, key, clock: systemClock, redactor, connections });
      return {
        ...gateway,
        send(request, signal) {
          bench.onRequest(performance.now());
          return gateway.send(request, signal);
        },
      };
    },
    redactor,
    clock: systemClock,
    random: systemRandom,
    keyForThisRun: 'bench-key',
    notSentAllowed: 3,
    onProgress: () => undefined,
    onCampaignChanged: () => undefined,
    onReceipts: () => undefined,
  });
  const preview = await previewFile(spawnImport, { path: csv, country: 'NL' });
  const imports = new ImportService(services.store, spawnImport, systemClock);
  const { options, mapping } = preview;
  const record = await imports.judge({ path: csv, options, mapping, country: 'NL' });
  const account = await services.accounts.ensureLive(`${server.base}/api`);
  return Object.assign(bench, {
    base: server.base,
    async sealed(change: Partial<CampaignPlan> = {}) {
      const { campaigns, tasks } = services.store.calls;
      const draft = await campaigns.create(
        planWith(account.id, {
          audience: { groups: [], imports: [record.id as ImportId], phones: [] },
          template: 'Hi {{First name|there}}, see you.',
          senderId: 'Bench',
          ratePerSecond: 100_000,
          concurrency,
          ...change,
        }),
        systemClock.now(),
      );
      await tasks.seal(draft.id, draft, systemClock.now());
      return campaigns.get(draft.id);
    },
    async send({ id }: Campaign) {
      await services.campaigns.launch(id);
      const done = await services.campaigns.settled(id);
      if (done.counts.accepted !== people) throw new Error(`accepted ${done.counts.accepted} of ${people}`);
      return done;
    },
    async quiet() {
      await services.backups.make();
    },
    steps: () => steps,
    async close() {
      await services.close('quit');
      server.end();
      rmSync(dir, { recursive: true, force: true });
    },
  });
}

/** Starts the server in a process of its own; answers its base address and how to end it. */
export async function startServer(): Promise<{ readonly base: string; readonly end: () => void }> {
  const child = fork(join(import.meta.dirname, 'bare-server.ts'), { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
  if (child.stdout === null) throw new Error('no pipe');
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return { base: `http://127.0.0.1:${line.toString().trim()}`, end: () => child.disconnect() };
}

function writePeople(path: string, people: number): void {
  const file = openSync(path, 'w');
  writeSync(file, 'First name,Mobile\n');
  for (let from = 0; from < people; from += 10_000) {
    const lines = Array.from(
      { length: Math.min(10_000, people - from) },
      (_, i) => `Name${from + i},${phoneOf(from + i)}`,
    );
    writeSync(file, `${lines.join('\n')}\n`);
  }
  closeSync(file);
}
