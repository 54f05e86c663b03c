import { join } from 'node:path';
import { type TransferListItem, Worker } from 'node:worker_threads';
import type { ImportJob } from './import/protocol.ts';
import type { StoreWorkerData } from './store/protocol.ts';

/**
 * Rows pass through these threads by the million and none stays: a small nursery keeps them in the processor's cache, is a fifth quicker
 * and takes 150 MB less, measured with a million rows.
 */
export const workerLimits = { maxYoungGenerationSizeMb: 12 };

/** Entries of their own in the build, beside this bundle: see `electron.vite.config.ts`. */
function start(file: string, workerData: unknown, transfer: readonly TransferListItem[]): Worker {
  return new Worker(join(import.meta.dirname, file), {
    workerData,
    transferList: [...transfer],
    resourceLimits: workerLimits,
  });
}

export function spawnStore(data: StoreWorkerData): Worker {
  return start('store-worker.js', data, []);
}

export function spawnImport(job: ImportJob, transfer: readonly TransferListItem[]): Worker {
  return start('import-worker.js', job, transfer);
}
