import type { MessagePort, Worker } from 'node:worker_threads';
import { type AppError, appError, Failure } from '#core/kernel/errors.ts';
import type { ImportId } from '#core/kernel/ids.ts';
import type { RunControl } from '../import/run-control.ts';
import type {
  FromStoreWorker,
  StoreClient,
  StoreWorkerData,
  TaskOrder,
  ToStoreWorker,
  UpkeepClient,
} from './protocol.ts';

/** Starts a store worker; injected, because the bundle and the tests keep the file in different places. */
export type SpawnStore = (data: StoreWorkerData) => Worker;

export interface StoreConnection {
  /** Path of the database. */
  readonly path: string;
  readonly calls: StoreClient;
  /** Hands the worker the far end of an import's line. */
  stage(importId: ImportId, port: MessagePort): void;
  /** Reports the steps of the long task whose call is made inside `work`, and passes on what `control` says meanwhile. */
  watch<T>(onStep: (value: number) => void, work: (calls: StoreClient) => Promise<T>, control?: RunControl): Promise<T>;
  close(): Promise<void>;
}

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
  readonly onStep: ((value: number) => void) | null;
}

/** One call to the database as a file, in a worker that lives as long as it takes. */
export async function withUpkeep<T>(
  spawn: SpawnStore,
  path: string,
  work: (upkeep: UpkeepClient) => Promise<T>,
): Promise<T> {
  const worker = await connectStore(spawn, { path, mode: 'upkeep' });
  try {
    // The rooms behind the line are those of the mode.
    return await work((worker.calls as unknown as { readonly upkeep: UpkeepClient }).upkeep);
  } finally {
    await worker.close();
  }
}

/**
 * Opens a database in a worker of its own. Rejects with the worker's error when the file cannot be used.
 *
 * @param onDamaged told each time the worker ran into damage while it worked
 */
export async function connectStore(
  spawn: SpawnStore,
  data: StoreWorkerData,
  onDamaged: (error: AppError) => void = () => undefined,
): Promise<StoreConnection> {
  const worker = spawn(data);
  const waiting = new Map<number, Waiting>();
  let next = 1;
  let gone: Error | null = null;
  let closing = false;
  const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));

  const opened = new Promise<void>((resolve, reject) => {
    worker.on('message', (message: FromStoreWorker) => {
      switch (message.kind) {
        case 'open':
          return resolve();
        case 'failed':
          return reject(new Failure(message.error));
        case 'answer':
          waiting.get(message.id)?.resolve(message.value);
          waiting.delete(message.id);
          return;
        case 'refusal': {
          const failure = new Failure(message.error);
          // The worker's own stack says where the bug is.
          if (message.stack !== null) failure.stack = message.stack;
          waiting.get(message.id)?.reject(failure);
          waiting.delete(message.id);
          if (message.error.code === 'storage_damaged') onDamaged(message.error);
          return;
        }
        case 'step':
          waiting.get(message.id)?.onStep?.(message.value);
          return;
        case 'closed':
          return;
      }
    });
    const lost = (error: Error) => {
      gone = error;
      reject(error);
      for (const call of waiting.values()) call.reject(error);
      waiting.clear();
    };
    worker.on('error', (bug) => {
      const failure = new Failure(appError('internal', `the store's thread died: ${bug.message}`));
      // Where the bug is.
      if (bug.stack !== undefined) failure.stack = bug.stack;
      lost(failure);
    });
    worker.on('exit', () => lost(new Failure(appError('storage_failed', 'the store has stopped'))));
  });
  await opened;

  const post = (message: ToStoreWorker, transfer: readonly MessagePort[] = []) =>
    worker.postMessage(message, [...transfer]);
  const client = (
    onStep: ((value: number) => void) | null,
    onCall: (id: number) => void = () => undefined,
  ): StoreClient =>
    new Proxy({} as StoreClient, {
      get: (_none, room: string) =>
        new Proxy(
          {},
          {
            get:
              (_empty, method: string) =>
              (...args: readonly unknown[]) =>
                new Promise((resolve, reject) => {
                  if (gone !== null) return reject(gone);
                  const id = next++;
                  waiting.set(id, { resolve, reject, onStep });
                  post({ kind: 'call', id, room, method, args });
                  onCall(id);
                }),
          },
        ),
    });

  return {
    path: data.path,
    calls: client(null),
    stage: (importId, port) => post({ kind: 'stage', importId, port }, [port]),
    async watch(onStep, work, control) {
      const stops: (() => void)[] = [];
      const follow = (id: number): void => {
        // There is no half way that a task could be left at: told to stop, it goes on to its end.
        const tell = (order: TaskOrder): void => post({ kind: 'task', id, order });
        if (control !== undefined) stops.push(control.follow((order) => tell(order === 'pause' ? 'pause' : 'go')));
      };
      try {
        return await work(client(onStep, follow));
      } finally {
        for (const stop of stops) stop();
      }
    },
    close() {
      // A thread that is gone, or going, cannot be told; it has ended or will.
      if (gone === null && !closing) post({ kind: 'close' });
      closing = true;
      return ended;
    },
  };
}
