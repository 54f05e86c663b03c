import { parentPort, workerData } from 'node:worker_threads';
import type { ImportJob } from './protocol.ts';
import { serveImport } from './serve.ts';

// The entry of an import worker: one thread, one job, given as `workerData`.
if (parentPort !== null) void serveImport(parentPort, workerData as ImportJob);
