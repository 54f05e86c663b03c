import { Agent } from 'undici';
import type { Clock, Random, Timer } from '#core/kernel/clock.ts';
import type { PendingReceipt } from './book.ts';
import { createDueQueue } from './due-queue.ts';
import type { PracticeSettings } from './settings.ts';

const maxAttempts = 6;
const maxInFlight = 16;

interface Job extends PendingReceipt {
  readonly attempts: number;
}

export interface ReceiptPoster {
  add(receipt: PendingReceipt): void;
  /** Looks again: after the callback address changed. */
  wake(): void;
  waiting(): number;
  /** Ends posts in flight; what is unsettled stays in the ledger and is taken up at the next start. */
  stop(): Promise<void>;
}

export interface ReceiptPosterOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly settings: () => PracticeSettings;
  /** The callback address took it (`ok`), or the last try failed. */
  readonly onSettled: (id: string, ok: boolean) => void;
}

/** Posts receipts when they fall due: at most 16 at a time, up to 6 tries each with doubling, jittered waits. */
export function createReceiptPoster(options: ReceiptPosterOptions): ReceiptPoster {
  const { clock, random, settings, onSettled } = options;
  const queue = createDueQueue<Job>();
  const agent = new Agent({ connections: maxInFlight, pipelining: 1 });
  const stopping = new AbortController();
  let inFlight = 0;
  let timer: Timer | null = null;

  const pump = (): void => {
    timer?.cancel();
    timer = null;
    const url = settings().callbackUrl;
    if (url === null || stopping.signal.aborted) return;
    for (let next = queue.peek(); next !== undefined && inFlight < maxInFlight; next = queue.peek()) {
      const wait = next.due - clock.now();
      if (wait > 0) {
        // A wall clock may be set back: look again within a second rather than sleep through it.
        timer = clock.after(Math.min(wait, 1_000), pump);
        return;
      }
      queue.take();
      inFlight += 1;
      void deliver(url, next);
    }
  };

  const deliver = async (url: string, job: Job): Promise<void> => {
    const taken = await post(url, job);
    inFlight -= 1;
    if (stopping.signal.aborted) return;
    const attempts = job.attempts + 1;
    if (taken || attempts >= maxAttempts) {
      onSettled(job.id, taken);
    } else {
      const wait = settings().receiptRetryMs * 2 ** (attempts - 1) * (0.5 + random.next() / 2);
      queue.add({ ...job, attempts, due: clock.now() + wait });
    }
    pump();
  };

  const post = async (url: string, job: Job): Promise<boolean> => {
    const target = new URL(url);
    const timeout = settings().receiptTimeoutMs;
    try {
      const { statusCode, body } = await agent.request({
        origin: target.origin,
        path: target.pathname + target.search,
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'application/json' },
        body: JSON.stringify({
          message_id: job.id,
          status: job.status,
          timestamp: new Date(clock.now()).toISOString(),
          reason: reasons[job.status],
        }),
        signal: AbortSignal.any([stopping.signal, AbortSignal.timeout(timeout)]),
      });
      await body.dump({ limit: 16_384 });
      return statusCode === 200;
    } catch {
      return false;
    }
  };

  return {
    add(receipt) {
      queue.add({ ...receipt, attempts: 0 });
      if (timer === null || queue.peek()?.id === receipt.id) pump();
    },
    wake: pump,
    waiting: () => queue.size() + inFlight,
    async stop() {
      stopping.abort();
      timer?.cancel();
      await agent.destroy();
    },
  };
}

const reasons: Readonly<Record<PendingReceipt['status'], string | null>> = {
  Delivered: null,
  Undelivered: 'Absent subscriber',
  Expired: 'Validity period expired',
};
