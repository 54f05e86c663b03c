import type { ContactDetail, Selection } from '#contract/contacts.ts';
import type { Instant } from '#core/kernel/clock.ts';
import { fail } from '#core/kernel/errors.ts';
import type { ContactId, PhoneNumber } from '#core/kernel/ids.ts';
import { type ContactRecord, contactColumns, toContactRow } from './contact-rows.ts';
import { chosenIds } from './contacts-search.ts';
import type { Db } from './database.ts';
import { unmarkContact } from './practice-marks.ts';
import { removeContactRows } from './removed-rows.ts';

export interface ContactEdit {
  readonly id: ContactId | null;
  readonly phone: PhoneNumber;
  readonly firstName: string;
  readonly lastName: string;
  readonly fields: Readonly<Record<string, string>>;
}

export function createContactsStore(db: Db) {
  const get = (id: ContactId): ContactDetail => {
    const record = db.get<ContactRecord>(`SELECT ${contactColumns} FROM contacts c WHERE c.id = ?`, id);
    if (record === undefined) fail('not_found', `no contact ${id}`, { what: 'contact' });
    const optOut = db.get<{ at: number; reason: string }>(
      'SELECT at, reason FROM suppressions WHERE phone = ?',
      record.phone,
    );
    return {
      ...toContactRow(record),
      createdAt: record.created_at,
      optedOutAt: optOut?.at ?? null,
      optedOutReason: optOut?.reason ?? null,
      groups: db.all(
        `SELECT g.id, g.name FROM group_members m JOIN groups g ON g.id = m.group_id
         WHERE m.contact_id = ? ORDER BY g.name COLLATE NOCASE`,
        id,
      ),
      history: db.all(
        `SELECT r.campaign_id AS campaignId, k.name AS campaign, t.body AS text, r.state, r.words,
                COALESCE(r.moved_at, k.sealed_at) AS at
         FROM recipients r JOIN campaigns k ON k.id = r.campaign_id JOIN texts t ON t.id = r.text_id
         WHERE r.phone = ? AND k.sealed_at IS NOT NULL ORDER BY r.id DESC LIMIT 50`,
        record.phone,
      ),
    };
  };

  const registerFields = (names: readonly string[]): void => {
    for (const name of names) db.run('INSERT OR IGNORE INTO book_fields (name) VALUES (?)', name);
  };

  return {
    get,
    save(edit: ContactEdit, now: Instant): ContactDetail {
      return db.transaction(() => {
        const twin = db.get<{ id: ContactId }>('SELECT id FROM contacts WHERE phone = ?', edit.phone);
        if (twin !== undefined && twin.id !== edit.id) {
          fail('conflict', `${edit.phone} is in the book already`, { what: 'contact', phone: edit.phone });
        }
        const fields = JSON.stringify(edit.fields);
        registerFields(Object.keys(edit.fields));
        if (edit.id === null) {
          const { id } = db.run(
            `INSERT INTO contacts (phone, first_name, last_name, fields, created_at, updated_at)
             VALUES (?, ?, ?, ?, ?, ?)`,
            edit.phone,
            edit.firstName,
            edit.lastName,
            fields,
            now,
            now,
          );
          return get(id as ContactId);
        }
        get(edit.id);
        db.run(
          'UPDATE contacts SET phone = ?, first_name = ?, last_name = ?, fields = ?, updated_at = ? WHERE id = ?',
          edit.phone,
          edit.firstName,
          edit.lastName,
          fields,
          now,
          edit.id,
        );
        db.run('INSERT OR IGNORE INTO search_stale (contact_id) VALUES (?)', edit.id);
        unmarkContact(db, edit.id);
        return get(edit.id);
      });
    },

    /** Takes people and their memberships away under `undo`; `book.undo` brings them back. */
    remove(who: Selection, undo: string): number {
      return db.transaction(() => {
        const { sql, values } = chosenIds(db, who);
        // The search that chose them may not find them any more while rows are taken away one table after the other.
        const ids = JSON.stringify(
          db.all<{ id: ContactId }>(`SELECT id FROM contacts WHERE id IN (${sql})`, ...values).map(({ id }) => id),
        );
        return removeContactRows(db, undo, 'id IN (SELECT value FROM json_each(?))', ids);
      });
    },

    setOptOut(who: Selection, optedOut: boolean, reason: string, now: Instant): number {
      return db.transaction(() => {
        const chosen = chosenIds(db, who);
        if (optedOut) {
          return db.run(
            `INSERT INTO suppressions (phone, at, reason)
             SELECT phone, ?, ? FROM contacts WHERE id IN (${chosen.sql}) ON CONFLICT (phone) DO NOTHING`,
            now,
            reason,
            ...chosen.values,
          ).changes;
        }
        return db.run(
          `DELETE FROM suppressions WHERE phone IN (SELECT phone FROM contacts WHERE id IN (${chosen.sql}))`,
          ...chosen.values,
        ).changes;
      });
    },

    registerFields,
    bookFields: (): readonly string[] =>
      db.all<{ name: string }>('SELECT name FROM book_fields ORDER BY name').map((row) => row.name),
    count: (): number => db.get<{ n: number }>('SELECT count(*) AS n FROM contacts')?.n ?? 0,
  };
}

export type ContactsStore = ReturnType<typeof createContactsStore>;
