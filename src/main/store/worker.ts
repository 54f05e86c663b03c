import { parentPort, workerData } from 'node:worker_threads';
import type { StoreWorkerData } from './protocol.ts';
import { serveStore } from './serve.ts';

// The entry of a store worker: one thread, one connection, given as `workerData`.
if (parentPort !== null) serveStore(parentPort, workerData as StoreWorkerData);
