import { MessageChannel, Worker } from 'node:worker_threads';
import type { SpawnStore } from '#main/store/client.ts';
import { serveStore } from '#main/store/serve.ts';
import { bundleWorker } from './bundle-worker.ts';

/** The store without a thread of its own: everything else is as in the app. */
export const storeHere: SpawnStore = (data) => {
  const { port1, port2 } = new MessageChannel();
  port1.on('close', () => port1.emit('exit', 0));
  // A thread would open the database a moment later too.
  setImmediate(() => {
    serveStore(port2, data);
  });
  return Object.assign(port1, { terminate: () => Promise.resolve(port1.close()) }) as unknown as Worker;
};

/** Real store threads, from a bundle made here: their SQL is a file, which a bundler reads and Node does not. */
export async function storeThreads(): Promise<{ readonly spawn: SpawnStore; readonly remove: () => void }> {
  const { path, remove } = await bundleWorker('src/main/store/worker.ts');
  return {
    spawn: (data) => new Worker(path, { workerData: data }),
    remove,
  };
}
