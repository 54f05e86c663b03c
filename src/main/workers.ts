import { join } from 'node:path';
import { type TransferListItem, Worker } from 'node:worker_threads';
import type { ImportJob } from './import/protocol.ts';
import type { StoreWorkerData } from './store/protocol.ts';

/** Entries of their own in the build, beside this bundle: see `electron.vite.config.ts`. */
function start(file: string, workerData: unknown, transfer: readonly TransferListItem[]): Worker {
  return new Worker(join(import.meta.dirname, file), { workerData, transferList: [...transfer] });
}

export function spawnStore(data: StoreWorkerData): Worker {
  return start('store-worker.js', data, []);
}

export function spawnImport(job: ImportJob, transfer: readonly TransferListItem[]): Worker {
  return start('import-worker.js', job, transfer);
}
