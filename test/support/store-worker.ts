import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { MessageChannel, Worker } from 'node:worker_threads';
import { build } from 'vite';
import type { SpawnStore } from '#main/store/client.ts';
import { serveStore } from '#main/store/serve.ts';

const root = join(import.meta.dirname, '..', '..');

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
  const cache = join(root, 'node_modules', '.cache');
  mkdirSync(cache, { recursive: true });
  // Inside the tree, so that the native module is found from it.
  const outDir = mkdtempSync(join(cache, 'store-worker-'));
  await build({
    configFile: false,
    root,
    logLevel: 'silent',
    ssr: { noExternal: true, external: ['@photostructure/sqlite'] },
    build: {
      ssr: join(root, 'src', 'main', 'store', 'worker.ts'),
      outDir,
      emptyOutDir: false,
      rolldownOptions: { output: { entryFileNames: '[name].mjs' } },
    },
  });
  return {
    spawn: (data) => new Worker(join(outDir, 'worker.mjs'), { workerData: data }),
    remove: () => rmSync(outDir, { recursive: true, force: true }),
  };
}
