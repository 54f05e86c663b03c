import type { ContactRow, Selection } from '#contract/contacts.ts';
import type { GroupId } from '#core/kernel/ids.ts';
import { type ContactRecord, contactColumns, toContactRow } from './contact-rows.ts';
import type { Bind, Db } from './database.ts';

export interface ContactQuery {
  readonly query: string;
  readonly groupId: GroupId | null;
  readonly show: 'all' | 'opted_out';
}

/** The trigram index needs three characters; shorter searches look at names' and numbers' beginnings. */
const trigram = 3;
const watermark = 'search_watermark';

export function readWatermark(db: Db): number {
  const row = db.get<{ value: string }>('SELECT value FROM settings WHERE name = ?', watermark);
  return row === undefined ? 0 : Number(row.value);
}

/** Text that stands for itself in a LIKE pattern. */
function literalLike(text: string): string {
  return text.replace(/[\\%_]/g, (c) => `\\${c}`);
}

function hasOtherCase(text: string): boolean {
  return [...text].some((character) => character > '~' && character.toUpperCase() !== character);
}

/** A sub-select of the ids a search finds, with its values. */
export function matchingIds(
  db: Db,
  search: ContactQuery,
): { readonly sql: string; readonly values: (string | number)[] } {
  const where: string[] = [];
  const values: (string | number)[] = [];
  const text = search.query.trim().toLowerCase();
  // People write numbers with spaces and brackets; the book stores digits.
  const digits = text.replace(/[\s()./-]/g, '');
  const needle = /^\+?\d+$/.test(digits) ? digits.replace(/^0+/, '') : text;
  if (needle !== '') {
    const like = `%${literalLike(needle)}%`;
    // LIKE knows the case of ASCII letters only; asking JavaScript for every row is kept for those who need it.
    const folded = (sql: string) => (hasOtherCase(needle) ? `fold(${sql})` : sql);
    const matches = (sql: string) => `${folded(sql)} LIKE ? ESCAPE '\\'`;
    if ([...needle].length < trigram) {
      const start = like.slice(1);
      where.push(`(${matches('c.first_name')} OR ${matches('c.last_name')} OR c.phone LIKE ? ESCAPE '\\')`);
      values.push(start, start, like);
    } else {
      const phrase = `"${needle.replaceAll('"', '""')}"`;
      // As text of JSON first, which is quick and finds too much: the values' names, among others.
      const inFields = `(${matches('c.fields')} AND EXISTS (SELECT 1 FROM json_each(c.fields) f WHERE ${matches('f.value')}))`;
      const anywhere = `(${matches("c.first_name || ' ' || c.last_name")} OR c.phone LIKE ? ESCAPE '\\' OR ${inFields})`;
      // What the index has not seen yet is few: look at it directly.
      where.push(
        `((c.id IN (SELECT rowid FROM contacts_search WHERE contacts_search MATCH ?)
           AND c.id NOT IN (SELECT contact_id FROM search_stale))
          OR ((c.id > ? OR c.id IN (SELECT contact_id FROM search_stale)) AND ${anywhere}))`,
      );
      const asJson = `%${literalLike(JSON.stringify(needle).slice(1, -1))}%`;
      values.push(phrase, readWatermark(db), like, like, asJson, like);
    }
  }
  if (search.groupId !== null) {
    where.push('c.id IN (SELECT contact_id FROM group_members WHERE group_id = ?)');
    values.push(search.groupId);
  }
  if (search.show === 'opted_out') where.push('c.phone IN (SELECT phone FROM suppressions)');
  const condition = where.length === 0 ? '' : ` WHERE ${where.join(' AND ')}`;
  return { sql: `SELECT c.id FROM contacts c${condition}`, values };
}

/** A selection as a sub-select of contact ids with its values. */
export function chosenIds(
  db: Db,
  who: Selection,
): { readonly sql: string; readonly values: readonly (string | number)[] } {
  if ('ids' in who) return { sql: 'SELECT value FROM json_each(?)', values: [JSON.stringify(who.ids)] };
  return matchingIds(db, { query: who.query, groupId: who.groupId as GroupId | null, show: who.show ?? 'all' });
}

const orders = {
  name: 'c.first_name COLLATE NOCASE, c.last_name COLLATE NOCASE, c.id',
  phone: 'c.phone',
  newest: 'c.id DESC',
} as const;

export function createContactsSearch(db: Db) {
  return {
    search(
      search: ContactQuery & { readonly sort: keyof typeof orders; readonly offset: number; readonly limit: number },
    ) {
      const found = matchingIds(db, search);
      const everyone = found.values.length === 0 && search.show === 'all';
      const total =
        db.get<{ n: number }>(
          everyone ? 'SELECT count(*) AS n FROM contacts' : `SELECT count(*) AS n FROM (${found.sql})`,
          ...found.values,
        )?.n ?? 0;
      const ids = db.all<{ id: number }>(
        `${found.sql} ORDER BY ${orders[search.sort]} LIMIT ? OFFSET ?`,
        ...found.values,
        search.limit,
        search.offset,
      );
      const records = db.all<ContactRecord>(
        `SELECT ${contactColumns} FROM json_each(?) j JOIN contacts c ON c.id = j.value ORDER BY j.key`,
        JSON.stringify(ids.map((row) => row.id)),
      );
      const rows: readonly ContactRow[] = records.map(toContactRow);
      const newest = db.get<{ id: number | null }>('SELECT max(id) AS id FROM contacts')?.id ?? 0;
      return { total, rows: [...rows], indexing: newest > readWatermark(db) };
    },
  };
}

/**
 * Brings the search index up to date, one bounded slice a call. Answers whether anything is left to do.
 * Called in the background with pauses in between, so that a send's intent never waits behind it.
 */
export function indexSlice(db: Db, rows: number): boolean {
  return db.transaction(() => {
    const stale = db.all<{ contact_id: number }>('SELECT contact_id FROM search_stale LIMIT ?', rows);
    for (const { contact_id } of stale) {
      db.run('DELETE FROM contacts_search WHERE rowid = ?', contact_id);
      insertRange(db, 'c.id = ?', [contact_id]);
      db.run('DELETE FROM search_stale WHERE contact_id = ?', contact_id);
    }
    if (stale.length === rows) return true;
    const from = readWatermark(db);
    const to = db.get<{ id: number | null }>(
      'SELECT max(id) AS id FROM (SELECT id FROM contacts WHERE id > ? ORDER BY id LIMIT ?)',
      from,
      rows,
    )?.id;
    if (to == null) return false;
    insertRange(db, 'c.id > ? AND c.id <= ?', [from, to]);
    db.run(
      'INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
      watermark,
      String(to),
    );
    return true;
  });
}

function insertRange(db: Db, condition: string, values: readonly Bind[]): void {
  // Only the values of free fields: their names would match every search for a column's header.
  db.run(
    `INSERT OR REPLACE INTO contacts_search (rowid, content)
     SELECT c.id, lower(c.first_name || ' ' || c.last_name || ' ' || c.phone || ' ' ||
            COALESCE((SELECT group_concat(value, ' ') FROM json_each(c.fields)), ''))
     FROM contacts c WHERE ${condition}`,
    ...values,
  );
}
