import type { Instant } from '#core/kernel/clock.ts';

/** The receipt a message will get: its word and when it falls due. */
export interface PlannedReceipt {
  readonly status: 'Delivered' | 'Undelivered' | 'Expired';
  readonly due: Instant;
}

/** One accepted send request: one message id for the whole comma list. */
export interface SentEvent {
  readonly t: 'sent';
  readonly at: Instant;
  readonly id: string;
  readonly kind: 'sms' | 'mms';
  /** Digits, no `+`, in the order of the request. */
  readonly to: readonly string[];
  readonly sender: string;
  readonly text: string | null;
  readonly media: string | null;
  readonly type: string | null;
  readonly dlt: string | null;
  /** When it is due, for a scheduled one; null was sent at once. */
  readonly schedule: Instant | null;
  /** What it took off the balance: segments × recipients. */
  readonly cost: number;
  readonly receipt: PlannedReceipt | null;
}

export interface GroupEvent {
  readonly t: 'group';
  readonly at: Instant;
  readonly uid: string;
  readonly name: string;
  readonly description: string | null;
}

export interface ContactEvent {
  readonly t: 'contact';
  readonly at: Instant;
  readonly uid: string;
  readonly group: string;
  readonly phone: string;
  readonly first: string | null;
  readonly last: string | null;
}

export type LedgerEvent =
  | SentEvent
  | GroupEvent
  | ContactEvent
  /** A receipt is settled: taken by the callback address, or given up after the last try. */
  | { readonly t: 'receipt'; readonly at: Instant; readonly id: string; readonly ok: boolean }
  | { readonly t: 'balance'; readonly at: Instant; readonly balance: number };

const kinds: ReadonlySet<unknown> = new Set<LedgerEvent['t']>(['sent', 'group', 'contact', 'receipt', 'balance']);

/** Reads one line of the ledger; null when it is damaged. The file is our own, so only the envelope is checked. */
export function parseEvent(line: string): LedgerEvent | null {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value !== 'object' || value === null || !('t' in value) || !kinds.has(value.t)) return null;
    const event = value as LedgerEvent;
    return event.t === 'sent' && !Array.isArray(event.to) ? null : event;
  } catch {
    return null;
  }
}
