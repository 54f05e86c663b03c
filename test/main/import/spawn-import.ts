import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads';
import { onTestFinished } from 'vitest';
import type { StagedBatch } from '#core/contacts/import-types.ts';
import type { AppError } from '#core/kernel/errors.ts';
import type { FromStore, ToStore } from '#main/import/protocol.ts';
import type { SpawnImport } from '#main/import/run.ts';
import { serveImport } from '#main/import/serve.ts';
import { bundleWorker } from '#test/support/bundle-worker.ts';

const source = new URL('../../../src/main/import/worker.ts', import.meta.url);

/** Starts the worker from its source where this Node reads TypeScript, else (Electron 33's Node 20) from a bundle made here. */
export async function importSpawner(): Promise<SpawnImport> {
  const entry = (process.features as { typescript?: unknown }).typescript ? source : await bundled();
  return (job, transfer) => new Worker(entry, { workerData: job, transferList: [...transfer], stderr: false });
}

async function bundled(): Promise<string> {
  const { path, remove } = await bundleWorker('src/main/import/worker.ts');
  onTestFinished(remove);
  return path;
}

/** The same without a thread, for tests about what a job does: a worker takes a third of a second to start from its source. */
export const importHere: SpawnImport = (job) => {
  const { port1, port2 } = new MessageChannel();
  void serveImport(port2, job);
  const terminate = () => Promise.resolve(port1.close());
  return Object.assign(port1, { terminate }) as unknown as Worker;
};

export interface FakeStore {
  readonly batches: StagedBatch[];
  ended: boolean;
  closed: boolean;
  /** The most batches that waited for an answer at once. */
  mostWaiting: number;
}

export interface FakeStoreOptions {
  /** Milliseconds until an answer. */
  readonly delay?: number;
  /** Refuses the batch with this number, from 0. */
  readonly refuse?: { readonly batch: number; readonly error: AppError };
}

/** The store's side of the port: keeps what comes, answers each message once. */
export function fakeStore(port: MessagePort, options: FakeStoreOptions = {}): FakeStore {
  const store: FakeStore = { batches: [], ended: false, closed: false, mostWaiting: 0 };
  let waiting = 0;
  port.on('close', () => {
    store.closed = true;
  });
  port.on('message', (message: ToStore) => {
    waiting++;
    store.mostWaiting = Math.max(store.mostWaiting, waiting);
    const refused = message.kind === 'batch' && store.batches.length === options.refuse?.batch;
    if (message.kind === 'end') store.ended = true;
    if (message.kind === 'batch') store.batches.push(message.batch);
    const answer: FromStore =
      refused && options.refuse !== undefined ? { kind: 'refused', error: options.refuse.error } : { kind: 'stored' };
    setTimeout(() => {
      waiting--;
      port.postMessage(answer);
    }, options.delay ?? 0);
  });
  return store;
}
