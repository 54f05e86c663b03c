import type { MessagePort } from 'node:worker_threads';
import type { PeopleBatch, StagedBatch } from '#core/contacts/import-types.ts';
import { appError, Failure } from '#core/kernel/errors.ts';
import type { FromStore, ToStore } from './protocol.ts';

/** The import worker's end of the line to the store. */
export interface StoreLine {
  /** Sends a batch; resolves when fewer than two wait for their answer, so that a slow disk slows the reading. */
  send(batch: StagedBatch): Promise<void>;
  /** The same for people on their way into the book; a few more of their batches may wait. */
  sendPeople(people: PeopleBatch): Promise<void>;
  /** Says that everything was sent; resolves when everything is stored. */
  end(): Promise<void>;
  /** Hangs up. Before `end` the store takes that for a cancelled import. */
  close(): void;
}

const mostWaiting = 2;
/** Making people takes about as long as writing them: enough that neither waits for a hiccup of the other. */
const mostPeopleWaiting = 6;

/** Rejects with the store's own error when it refuses a batch, with `storage_failed` when it hangs up, with `cancelled` on `signal`. */
export function createStoreLine(port: MessagePort, signal: AbortSignal): StoreLine {
  let waiting = 0;
  let failure: Failure | null = null;
  let wake: (() => void) | null = null;

  const settle = (failed: Failure | null): void => {
    failure ??= failed;
    wake?.();
  };
  port.on('message', (answer: FromStore) => {
    waiting--;
    settle(answer.kind === 'refused' ? new Failure(answer.error) : null);
  });
  port.on('close', () => settle(new Failure(appError('storage_failed', 'the store closed the line'))));
  const cancelled = () => settle(new Failure(appError('cancelled', 'the import was cancelled')));
  signal.addEventListener('abort', cancelled);

  const until = async (most: number): Promise<void> => {
    for (;;) {
      if (failure !== null) throw failure;
      if (waiting <= most) return;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  };

  return {
    async send(batch) {
      await until(mostWaiting - 1);
      waiting++;
      const message: ToStore = { kind: 'batch', batch };
      const { codes, lines, phones, cells } = batch;
      port.postMessage(
        message,
        [codes, lines, phones, cells].map((array) => array.buffer as ArrayBuffer),
      );
    },
    async sendPeople(people) {
      await until(mostPeopleWaiting - 1);
      waiting++;
      const message: ToStore = { kind: 'people', people };
      port.postMessage(message, [people.phones.buffer as ArrayBuffer]);
    },
    async end() {
      await until(mostWaiting - 1);
      waiting++;
      const message: ToStore = { kind: 'end' };
      port.postMessage(message);
      await until(0);
    },
    close() {
      signal.removeEventListener('abort', cancelled);
      port.close();
    },
  };
}
