import { setMaxListeners } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Clock, Random } from '#core/kernel/clock.ts';
import { fail } from '#core/kernel/errors.ts';
import { createBook, type LedgerTotals } from './book.ts';
import type { LedgerEvent, SentEvent } from './events.ts';
import { createFaultPlan } from './faults.ts';
import { openLedger, readSent } from './ledger-file.ts';
import { newId } from './new-id.ts';
import type { PracticeStatus } from './practice-port.ts';
import { createReceiptPoster } from './receipt-poster.ts';
import { createApp } from './server.ts';
import { applyChange, defaultSettings, type PracticeChange, type PracticeSettings } from './settings.ts';
import { createThrottle } from './throttle.ts';

/** Credit of a new practice account, in segments: enough for a million-row campaign. */
export const startBalance = 5_000_000;

export const defaultPracticeKey = 'practice-key';

export interface PracticeOptions {
  /** Folder of the ledger; made when missing. One service at a time should own it, two do no harm. */
  readonly dir: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** The API key it accepts. `no-permission` is known too and is answered with 403. */
  readonly key: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly settings?: PracticeChange;
}

export interface PracticeLedger {
  readonly path: string;
  totals(): LedgerTotals;
  /** Times this recipient (digits, no `+`) was accepted. */
  countOf(digits: string): number;
  counts(): ReadonlyMap<string, number>;
  /** Accepted requests, oldest first, read back from the file. */
  list(): readonly SentEvent[];
}

export interface PracticeService {
  /** The base address to give to an account: `http://127.0.0.1:PORT/api`. */
  readonly url: string;
  readonly key: string;
  readonly port: number;
  readonly ledger: PracticeLedger;
  settings(): PracticeSettings;
  /** Changes what is named, leaves the rest. Throws `invalid_input` naming the setting. */
  configure(change: PracticeChange): void;
  balance(): number;
  status(): PracticeStatus;
  /** Stops at once: open connections are closed, unsettled receipts wait in the ledger. A second call does nothing. */
  close(): Promise<void>;
}

/**
 * Starts the practice service on loopback: the whole API of the reference, with a ledger of everyone it accepted.
 * Throws `port_in_use` when the port is taken, `invalid_input` for a wrong setting.
 */
export async function startPractice(options: PracticeOptions): Promise<PracticeService> {
  const { clock, random } = options;
  const initial = applyChange(defaultSettings, options.settings ?? {});
  const book = createBook(startBalance);
  const file = openLedger(options.dir, book.apply);
  const throttle = createThrottle(clock);
  const faults = createFaultPlan();
  const stopping = new AbortController();
  // One waiting reply, one listener: with a latency set there are as many as connections.
  setMaxListeners(0, stopping.signal);
  const met = new Set<string>();
  let settings = initial.settings;
  let port = 0;
  let requestsSeen = 0;
  let sendsSeen = 0;

  const record = (event: LedgerEvent): void => {
    file.append(event);
    book.apply(event);
  };
  const poster = createReceiptPoster({
    clock,
    random,
    settings: () => settings,
    onSettled: (id, ok) => record({ t: 'receipt', at: clock.now(), id, ok }),
  });
  const setBalance = (balance: number | null): void => {
    if (balance !== null) record({ t: 'balance', at: clock.now(), balance });
  };
  const configure = (change: unknown): void => {
    const applied = applyChange(settings, change);
    settings = applied.settings;
    setBalance(applied.balance);
    if (typeof change === 'object' && change !== null && 'faults' in change) faults.set(settings.faults);
    poster.wake();
  };
  const status = (): PracticeStatus => ({
    balance: book.balance(),
    totals: book.totals(),
    requestsSeen,
    sendsSeen,
    receiptsWaiting: poster.waiting(),
  });

  setBalance(initial.balance);
  faults.set(settings.faults);
  for (const receipt of book.pending()) poster.add(receipt);

  const app = createApp({
    book,
    clock,
    key: options.key,
    ledgerPath: file.path,
    stopping: stopping.signal,
    url: () => `http://127.0.0.1:${port}/api`,
    newId: (prefix) => newId(prefix, clock, random, book.sequence()),
    settings: () => settings,
    configure,
    status,
    seen(isSend) {
      requestsSeen += 1;
      if (isSend) sendsSeen += 1;
    },
    nextFault: faults.next,
    throttle,
    firstMeeting(digits) {
      if (met.has(digits)) return false;
      met.add(digits);
      return true;
    },
    record,
    accept(event) {
      record(event);
      if (event.receipt !== null) poster.add({ id: event.id, ...event.receipt });
    },
  });

  let stopped: Promise<void> | null = null;
  const stop = async (): Promise<void> => {
    stopping.abort();
    await poster.stop();
    await app.close();
    file.close();
  };
  const close = (): Promise<void> => {
    stopped ??= stop();
    return stopped;
  };
  try {
    await app.listen({ host: '127.0.0.1', port: options.port });
  } catch (thrown) {
    await close();
    const taken = thrown instanceof Error && 'code' in thrown && thrown.code === 'EADDRINUSE';
    if (taken) return fail('port_in_use', `port ${options.port} is taken`, { port: options.port });
    throw thrown;
  }
  port = (app.server.address() as AddressInfo).port;

  return {
    url: `http://127.0.0.1:${port}/api`,
    key: options.key,
    port,
    ledger: {
      path: file.path,
      totals: book.totals,
      countOf: book.countOf,
      counts: () => new Map(book.counts()),
      list: () => readSent(options.dir),
    },
    settings: () => settings,
    configure,
    balance: book.balance,
    status,
    close,
  };
}
