import type { MessagePort } from 'node:worker_threads';
import type { AppError } from '#core/kernel/errors.ts';
import type { ImportId } from '#core/kernel/ids.ts';
import type { StoreApi } from './api.ts';
import type { UpkeepApi } from './upkeep.ts';

/** `workerData` of a store worker. One writes; any number may read; upkeep keeps no connection and works on the file. */
export interface StoreWorkerData {
  readonly path: string;
  readonly mode: 'write' | 'read' | 'upkeep';
}

/** Main → store worker. */
export type ToStoreWorker =
  | {
      readonly kind: 'call';
      readonly id: number;
      readonly room: string;
      readonly method: string;
      readonly args: readonly unknown[];
    }
  /** Batches of this import's rows, or of its people, come over the port, straight from the import worker. */
  | { readonly kind: 'stage'; readonly importId: ImportId; readonly port: MessagePort }
  /** Halts a long task, lets it go on, or ends it: its call is then refused with `cancelled`. */
  | { readonly kind: 'task'; readonly id: number; readonly order: TaskOrder }
  | { readonly kind: 'close' };

export type TaskOrder = 'pause' | 'go';

/** Store worker → main. */
export type FromStoreWorker =
  | { readonly kind: 'open' }
  | { readonly kind: 'failed'; readonly error: AppError }
  | { readonly kind: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'refusal'; readonly id: number; readonly error: AppError; readonly stack: string | null }
  /** A long task moved on. */
  | { readonly kind: 'step'; readonly id: number; readonly value: number }
  | { readonly kind: 'closed' };

type AnyFunction = (...args: never[]) => unknown;
/** What a method's promise resolves to; a generator's steps are reported aside. */
type Answer<F extends AnyFunction> = ReturnType<F> extends Generator<number, infer Done> ? Done : ReturnType<F>;

/** A worker's rooms as main sees them: every method, asynchronous. */
type Client<Api> = {
  readonly [Room in keyof Api]: {
    readonly [M in keyof Api[Room]]: Api[Room][M] extends AnyFunction
      ? (...args: Parameters<Api[Room][M]>) => Promise<Answer<Api[Room][M]>>
      : never;
  };
};

export type StoreClient = Client<StoreApi>;
export type UpkeepClient = Client<UpkeepApi>['upkeep'];
