import type { Clock } from '#core/kernel/clock.ts';
import type { Book, LedgerTotals } from './book.ts';
import type { LedgerEvent, SentEvent } from './events.ts';
import type { FaultKind } from './magic-numbers.ts';
import type { PracticeSettings } from './settings.ts';
import type { ThrottleVerdict } from './throttle.ts';

export interface PracticeStatus {
  readonly balance: number;
  readonly totals: LedgerTotals;
  /** API requests since the start, the refused ones too: what a client must keep low after a bad key. */
  readonly requestsSeen: number;
  /** The send calls among them. */
  readonly sendsSeen: number;
  readonly receiptsWaiting: number;
}

/** The service as its routes see it. */
export interface Practice {
  readonly book: Book;
  readonly clock: Clock;
  readonly key: string;
  readonly ledgerPath: string;
  /** Aborts when the service stops: ends waits. */
  readonly stopping: AbortSignal;
  url(): string;
  newId(prefix: string): string;
  settings(): PracticeSettings;
  configure(change: unknown): void;
  status(): PracticeStatus;
  /** Counts a request that came in, whatever becomes of it. */
  seen(isSend: boolean): void;
  nextFault(isSend: boolean): FaultKind | null;
  throttle(limit: number, windowSeconds: number): ThrottleVerdict;
  /** True the first time these digits are met since the start. */
  firstMeeting(digits: string): boolean;
  /** On disk when this returns. */
  record(event: LedgerEvent): void;
  /** Records a send and plans its receipt. */
  accept(event: SentEvent): void;
}
