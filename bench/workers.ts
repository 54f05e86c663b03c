import { join } from 'node:path';
import { type TransferListItem, Worker } from 'node:worker_threads';
import type { ImportJob } from '#main/import/protocol.ts';
import type { StoreWorkerData } from '#main/store/protocol.ts';
import { workerLimits } from '#main/workers.ts';

const built = (file: string) => join(import.meta.dirname, '..', 'out', 'main', file);

/** The workers as the app ships them. */
export const spawnStore = (workerData: StoreWorkerData) =>
  new Worker(built('store-worker.js'), { workerData, resourceLimits: workerLimits });
export const spawnImport = (workerData: ImportJob, transfer: readonly TransferListItem[]) =>
  new Worker(built('import-worker.js'), { workerData, transferList: [...transfer], resourceLimits: workerLimits });
