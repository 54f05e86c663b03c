import { dirname } from 'node:path';
import type { MessagePort } from 'node:worker_threads';
import { Failure, toAppError } from '#core/kernel/errors.ts';
import type { ImportId } from '#core/kernel/ids.ts';
import type { FromStore, ToStore } from '../import/protocol.ts';
import { createStoreApi, isLongTask, type StoreApi } from './api.ts';
import { type Db, openDatabase } from './database.ts';
import { leaveReserve } from './disk-room.ts';
import { openForWriting } from './open-checks.ts';
import { type ClaimMark, openMark } from './open-marks.ts';
import type { FromStoreWorker, StoreWorkerData, TaskOrder, ToStoreWorker } from './protocol.ts';
import { createUpkeepApi, type UpkeepApi } from './upkeep.ts';

/** Opens the database, says `open` or `failed`, and answers what comes over `port` until it is told to close. */
export function serveStore(port: Pick<MessagePort, 'on' | 'postMessage' | 'close'>, data: StoreWorkerData): void {
  let db: Db | null = null;
  let mark: ClaimMark | null = null;
  let api: StoreApi | UpkeepApi;
  const post = (message: FromStoreWorker): void => port.postMessage(message);
  const tasks = new Map<number, Task>();

  try {
    if (data.mode === 'upkeep') api = createUpkeepApi(data.path);
    else {
      db = data.mode === 'write' ? openForWriting(data.path) : openDatabase(data.path, 'read');
      if (data.mode === 'write') mark = openMark(db);
      api = createStoreApi(db, mark);
    }
  } catch (thrown) {
    db?.close();
    post({ kind: 'failed', error: toAppError(thrown) });
    return;
  }
  port.on('message', receive);
  post({ kind: 'open' });

  function receive(message: ToStoreWorker): void {
    switch (message.kind) {
      case 'call':
        return answer(message.id, message.room, message.method, message.args);
      case 'stage':
        return listen(message.port, message.importId);
      case 'task':
        return order(message.id, message.order);
      case 'close':
        // Between two slices: what a task has not done by now, the next start finds undone.
        tasks.clear();
        mark?.close();
        db?.close();
        post({ kind: 'closed' });
        port.close();
    }
  }

  /** An import worker's line: every message is answered once. */
  function listen(from: MessagePort, id: ImportId): void {
    if (!('imports' in api)) return;
    const { imports, publishing } = api;
    const reply = (message: FromStore) => from.postMessage(message);
    from.on('message', (message: ToStore) => {
      try {
        if (message.kind !== 'end') leaveReserve(dirname(data.path), 0, 'import');
        if (message.kind === 'batch') imports.stage(id, message.batch);
        if (message.kind === 'people') publishing.write(id, message.people);
        reply({ kind: 'stored' });
        if (message.kind === 'end') from.close();
      } catch (thrown) {
        reply({ kind: 'refused', error: toAppError(thrown) });
      }
    });
  }

  function answer(id: number, room: string, method: string, args: readonly unknown[]): void {
    try {
      // The client's type is derived from this very object; both ends are built together.
      const rooms = api as unknown as Record<string, Record<string, (...values: readonly unknown[]) => unknown>>;
      const value = rooms[room]?.[method]?.(...args);
      if (isLongTask(value)) {
        tasks.set(id, { work: value, paused: false });
        walk(id);
      } else post({ kind: 'answer', id, value });
    } catch (thrown) {
      refuse(id, thrown);
    }
  }

  /** One slice a turn of the event loop: calls that came meanwhile are answered before the next slice. */
  function walk(id: number): void {
    const task = tasks.get(id);
    if (task === undefined || task.paused) return;
    try {
      const step = task.work.next();
      if (step.done) {
        tasks.delete(id);
        return post({ kind: 'answer', id, value: step.value });
      }
      post({ kind: 'step', id, value: step.value });
      setImmediate(() => walk(id));
    } catch (thrown) {
      tasks.delete(id);
      refuse(id, thrown);
    }
  }

  function order(id: number, what: TaskOrder): void {
    const task = tasks.get(id);
    if (task === undefined) return;
    const resumed = task.paused && what === 'go';
    task.paused = what === 'pause';
    if (resumed) walk(id);
  }

  function refuse(id: number, thrown: unknown): void {
    const stack = thrown instanceof Error && !(thrown instanceof Failure) ? (thrown.stack ?? null) : null;
    post({ kind: 'refusal', id, error: toAppError(thrown), stack });
  }
}

/** A long task between its slices. */
interface Task {
  readonly work: Generator<number>;
  paused: boolean;
}
