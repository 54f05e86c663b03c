import type { Instant } from '../kernel/clock.ts';
import { appError } from '../kernel/errors.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { Receipt } from './port.ts';
import { meaningOf } from './vocabulary.ts';

type Source = Receipt['source'];
type Fields = Readonly<Record<string, unknown>>;

const longestId = 200;
const longestStatus = 100;
const longestReason = 500;

/**
 * The receipts in one callback's body: JSON (one object, a list, or either under `data`) or a form. What it looks like
 * counts, not its Content-Type, which such services often get wrong. Error: `receipts_unreadable`, and then nothing of
 * the body is taken.
 */
export function parseCallback(body: string, source: Source = 'listener'): Result<readonly Receipt[]> {
  const text = withoutMark(body).trim();
  const values = /^[[{]/.test(text) ? jsonValues(text) : [Object.fromEntries(new URLSearchParams(text))];
  if (values === null || values.length === 0) return unreadable('the body is neither JSON nor a form');
  const receipts: Receipt[] = [];
  for (const value of values) {
    const read = readReceipt(value, source);
    if (typeof read === 'string') return unreadable(read);
    receipts.push(read);
  }
  return ok(receipts);
}

/** A part of a file that held no receipt. */
export interface SkippedReceipt {
  /** Line of the file, or place in the list for a JSON list; from 1. */
  readonly at: number;
  readonly why: string;
}

export interface SavedReceipts {
  readonly receipts: readonly Receipt[];
  readonly skipped: readonly SkippedReceipt[];
}

/**
 * Saved callbacks: a JSON list, one JSON object, or one JSON value a line. What cannot be read is left out and named.
 * Error: `receipts_unreadable` when nothing could be read.
 */
export function parseSavedReceipts(file: string): Result<SavedReceipts> {
  const text = withoutMark(file);
  const whole = jsonValues(text.trim());
  const parts = whole === null ? linesOf(text) : whole.map((value, index) => ({ at: index + 1, value }));
  const receipts: Receipt[] = [];
  const skipped: SkippedReceipt[] = [];
  for (const { at, value } of parts) {
    for (const one of value === undefined ? [undefined] : unwrap(value)) {
      const read = one === undefined ? 'not JSON' : readReceipt(one, 'file');
      if (typeof read === 'string') skipped.push({ at, why: read });
      else receipts.push(read);
    }
  }
  return receipts.length === 0 ? unreadable('the file holds no receipt') : ok({ receipts, skipped });
}

/** The receipt in one object, or why there is none. */
function readReceipt(value: unknown, source: Source): Receipt | string {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'not an object';
  const fields = value as Fields;
  const messageId = textIn(fields, ['message_id', 'messageId', 'message_uid', 'id', 'uid']);
  if (messageId === null) return 'no message id';
  if (messageId.length > longestId) return 'the message id is too long';
  const status = textIn(fields, ['status', 'state', 'delivery_status', 'dlr_status']);
  if (status === null) return 'no status';
  const reason = textIn(fields, ['reason', 'error', 'error_message', 'description', 'message']);
  const word = status.slice(0, longestStatus);
  return {
    messageId,
    status: word,
    meaning: meaningOf(word),
    at: readTime(textIn(fields, ['timestamp', 'time', 'date', 'delivered_at', 'updated_at', 'created_at'])),
    reason: reason === null ? null : reason.slice(0, longestReason),
    source,
  };
}

const earliest = Date.UTC(2000, 0, 1);
const latest = Date.UTC(2200, 0, 1);

/**
 * ISO 8601, `Y-m-d H:i:s`, or seconds or milliseconds since 1970, as text. A time without a zone is taken as UTC: the
 * reference calls it "server timestamp" and names no zone. Null for anything else, or for a year that cannot be.
 */
export function readTime(text: string | null): Instant | null {
  const time = text === null ? Number.NaN : timeOf(text.trim());
  return time >= earliest && time < latest ? time : null;
}

function timeOf(text: string): number {
  if (/^\d{9,10}(\.\d+)?$/.test(text)) return Math.round(Number(text) * 1_000);
  if (/^\d{12,13}$/.test(text)) return Number(text);
  const [, day, clock, fraction = '', zone] =
    /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?)(\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?$/i.exec(text) ?? [];
  if (day === undefined) return Number.NaN;
  if (clock === undefined) return zone === undefined ? Date.parse(`${day}T00:00:00Z`) : Number.NaN;
  const offset = zone === undefined ? 'Z' : zone.toUpperCase().replace(/^([+-]\d{2}):?(\d{2})$/, '$1:$2');
  const seconds = clock.length === 5 ? `${clock}:00` : clock;
  return Date.parse(`${day}T${seconds}${fraction.slice(0, 4)}${offset}`);
}

/** Text or a number as trimmed text, from the first of these names that has one; own members only. */
function textIn(fields: Fields, names: readonly string[]): string | null {
  for (const name of names) {
    const value = Object.hasOwn(fields, name) ? fields[name] : null;
    const text = typeof value === 'number' ? String(value) : typeof value === 'string' ? value.trim() : '';
    if (text !== '') return text;
  }
  return null;
}

/** The values in a JSON text; null when it is not JSON. */
function jsonValues(text: string): readonly unknown[] | null {
  try {
    return unwrap(JSON.parse(text));
  } catch {
    return null;
  }
}

/** A list is its items; an envelope without an id of its own is what its `data` holds. */
function unwrap(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  if (typeof value === 'object' && value !== null) {
    const data = (value as Fields).data;
    if (typeof data === 'object' && data !== null && typeof readReceipt(value, 'file') === 'string')
      return unwrap(data);
  }
  return [value];
}

function linesOf(text: string): readonly { readonly at: number; readonly value: unknown }[] {
  const parts: { at: number; value: unknown }[] = [];
  text.split(/\r\n|\n|\r/).forEach((line, index) => {
    if (line.trim() === '') return;
    try {
      parts.push({ at: index + 1, value: JSON.parse(line) });
    } catch {
      parts.push({ at: index + 1, value: undefined });
    }
  });
  return parts;
}

/** Without a byte order mark. */
function withoutMark(text: string): string {
  return text.startsWith('\ufeff') ? text.slice(1) : text;
}

function unreadable(message: string): Result<never> {
  return err(appError('receipts_unreadable', message));
}
