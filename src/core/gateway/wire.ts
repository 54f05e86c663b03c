import { z } from 'zod';
import { appError } from '../kernel/errors.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { asObject, type JsonObject, textIn } from './body.ts';
import type { Page, Profile, RemoteContact, RemoteGroup } from './port.ts';

/** A service that never says which page is the last is not followed further than this. */
const pageCap = 10_000;

const count = z
  .union([
    z.number(),
    z
      .string()
      .regex(/^\s*\d{1,12}\s*$/)
      .transform(Number),
  ])
  .pipe(z.int().min(0));

function countIn(object: JsonObject, ...names: readonly string[]): number | null {
  for (const name of names) {
    const parsed = count.safeParse(object[name]);
    if (parsed.success) return parsed.data;
  }
  return null;
}

export function readGroup(value: unknown): RemoteGroup | null {
  const object = asObject(value);
  const uid = textIn(object, 'uid', 'id', 'group_uid');
  if (uid === null) return null;
  return {
    uid,
    name: textIn(object, 'name', 'label', 'title') ?? uid,
    description: textIn(object, 'description', 'notes'),
    contacts: countIn(object, 'contacts', 'contacts_count', 'total_contacts', 'subscribers'),
  };
}

export function readContact(value: unknown): RemoteContact | null {
  const object = asObject(value);
  const uid = textIn(object, 'uid', 'id');
  const phone = textIn(object, 'phone', 'PHONE', 'msisdn', 'number');
  if (uid === null || phone === null) return null;
  return {
    uid,
    phone,
    groupUid: textIn(object, 'group_uid', 'group_id', 'contact_group_uid'),
    firstName: textIn(object, 'first_name', 'FIRST_NAME'),
    lastName: textIn(object, 'last_name', 'LAST_NAME'),
  };
}

/** The one thing a "create" answers with: under `data`, or bare. */
export function readCreated<T>(body: JsonObject, read: (value: unknown) => T | null): Result<T> {
  const data = body.data;
  const item = read(Array.isArray(data) ? data[0] : data) ?? read(body);
  return item === null ? err(appError('service_unreadable', 'the reply holds no uid', { status: 200 })) : ok(item);
}

/** A page and what tells it from the one before. */
export interface ReadPage<T> {
  readonly page: Page<T>;
  /** Equal for two pages with the same items. */
  readonly fingerprint: string;
}

/**
 * One page of a list: Laravel's paginator under `data`, or `data` as an array with `meta`/`links` beside it, or a bare
 * array; a missing total is no harm. Items without an id are left out.
 *
 * @param asked the page that was asked for
 * @param before fingerprint of the page before it; a service that ignores `page` repeats itself and is stopped there
 */
export function readPage<T>(
  body: JsonObject,
  read: (value: unknown) => T | null,
  asked: number,
  before: string | null,
): Result<ReadPage<T>> {
  const outer = asObject(body.data);
  const rows = [body.data, outer.data, outer.items, body.items].find(Array.isArray);
  if (rows === undefined) {
    return err(appError('service_unreadable', 'the reply holds no list', { status: 200 }));
  }
  const meta = { ...body, ...asObject(body.meta), ...outer, ...asObject(outer.meta) };
  const links = { ...asObject(body.links), ...asObject(outer.links) };
  const fingerprint = JSON.stringify(rows);
  const current = countIn(meta, 'current_page', 'currentPage');
  const repeated = rows.length > 0 && (fingerprint === before || (current !== null && current < asked));
  const items = repeated ? [] : rows.map(read).filter((item) => item !== null);
  const lastPage = countIn(meta, 'last_page', 'lastPage', 'total_pages');
  const total = countIn(meta, 'total');
  const page: Page<T> = {
    items,
    page: asked,
    lastPage,
    total,
    more: rows.length > 0 && !repeated && asked < pageCap && hasNext(meta, links, asked, lastPage),
  };
  return ok({ page, fingerprint });
}

export function emptyPage<T>(asked: number): Page<T> {
  return { items: [], page: asked, lastPage: null, total: null, more: false };
}

/** The last page by number, else by a next link that is there and null; a service that says neither is asked once more. */
function hasNext(meta: JsonObject, links: JsonObject, asked: number, lastPage: number | null): boolean {
  if (lastPage !== null) return asked < lastPage;
  if ('next_page_url' in meta) return meta.next_page_url !== null;
  if ('next' in links) return links.next !== null;
  const total = countIn(meta, 'total');
  const perPage = countIn(meta, 'per_page', 'perPage');
  if (total !== null && perPage !== null) return asked * perPage < total;
  return true;
}

/** Reads a profile whose shape the reference leaves open: under `data`, `data.user` or bare. */
export function readProfile(body: JsonObject, url: string): Profile {
  const data = asObject(body.data);
  const places = [data, asObject(data.user), asObject(data.account), asObject(body.user), body];
  const find = (...names: readonly string[]): string | null => {
    for (const place of places) {
      const text = textIn(place, ...names);
      if (text !== null) return text;
    }
    return null;
  };
  const parts = [find('first_name'), find('last_name')].filter((part) => part !== null);
  const balanceText = find('balance', 'remaining_balance', 'sms_unit', 'remaining_unit', 'credit', 'credits');
  return {
    name: find('name', 'full_name', 'company') ?? (parts.length > 0 ? parts.join(' ') : find('username')),
    email: find('email'),
    balanceText,
    balance: balanceText === null ? null : amountIn(balanceText),
    unit:
      balanceText === null
        ? null
        : (symbolIn(balanceText) ?? find('currency', 'currency_code') ?? countedUnits(find, balanceText)),
    url,
  };
}

/** What is written beside the figure of a balance, such as `₱` or `EUR`; null when there is nothing. */
function symbolIn(text: string): string | null {
  const beside = text.replace(/[-\d.,'\s\u00a0\u202f]/g, '');
  return /^[\p{Sc}\p{L}]{1,5}$/u.test(beside) && /\d/.test(text) ? beside : null;
}

/** `units` when the service counts messages rather than money: the figure is under a name for that. */
function countedUnits(find: (...names: readonly string[]) => string | null, balanceText: string): string | null {
  const counted = find('sms_unit', 'remaining_unit', 'credit', 'credits');
  return counted === balanceText ? 'units' : null;
}

/**
 * The number inside a balance: `₱427` → 427, `1,250` → 1250, `1.250,50 €` → 1250.5, `9` → 9. A single comma followed by
 * exactly three digits groups thousands, otherwise it is a decimal comma. Null when there is no digit.
 */
export function amountIn(text: string): number | null {
  const figures = /-?\d[\d.,'\s\u00a0\u202f]*/
    .exec(text)?.[0]
    .replace(/['\s\u00a0\u202f]/g, '')
    .replace(/[.,]+$/, '');
  if (figures === undefined) return null;
  const comma = figures.lastIndexOf(',');
  const dot = figures.lastIndexOf('.');
  const decimal = decimalMark(figures, comma, dot);
  const plain = [...figures].map((one) => (one === decimal ? '.' : one === ',' || one === '.' ? '' : one)).join('');
  const amount = Number(plain);
  return Number.isFinite(amount) ? amount : null;
}

function decimalMark(figures: string, comma: number, dot: number): ',' | '.' | null {
  if (comma >= 0 && dot >= 0) return comma > dot ? ',' : '.';
  if (comma >= 0) return /^-?\d{1,3}(,\d{3})+$/.test(figures) || figures.indexOf(',') !== comma ? null : ',';
  return figures.indexOf('.') === dot ? '.' : null;
}
