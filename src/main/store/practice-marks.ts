import type { CampaignId, ContactId, ImportId } from '#core/kernel/ids.ts';
import type { Db } from './database.ts';

export const practiceAccounts = "SELECT id FROM accounts WHERE kind = 'practice'";
export const markedContacts = 'SELECT contact_id FROM practice_contacts';

/** SQL that is 1 for a contact `id` that came with the sample data only. */
export function isPracticeContact(id: string): string {
  return `EXISTS (SELECT 1 FROM practice_contacts pc WHERE pc.contact_id = ${id})`;
}

/** People with the mark: contacts in the trash keep theirs, so it is counted over those who are there. */
export function countPracticeContacts(db: Db): number {
  return db.get<{ n: number }>(`SELECT count(*) AS n FROM contacts WHERE id IN (${markedContacts})`)?.n ?? 0;
}

/** Takes the mark of a person away: they were edited, so they are the person's own now. */
export function unmarkContact(db: Db, id: ContactId): void {
  db.run('DELETE FROM practice_contacts WHERE contact_id = ?', id);
}

/** Takes the marks of those away whom a live campaign was sealed for. A campaign on a practice account changes nothing. */
export function unmarkRecipients(db: Db, id: CampaignId): void {
  db.run(
    `DELETE FROM practice_contacts WHERE contact_id IN (
       SELECT c.id FROM contacts c JOIN recipients r ON r.phone = c.phone AND r.campaign_id = ?1
       WHERE c.id IN (${markedContacts}))
     AND NOT EXISTS (SELECT 1 FROM campaigns WHERE id = ?1 AND account_id IN (${practiceAccounts}))`,
    id,
  );
}

/** What publishing an import does to the marks of sample people. */
export interface PracticeMarks {
  /** Contacts with ids above `before`, up to `after`, came with this import. */
  added(before: number, after: number): void;
  /** The file has a person whom the contacts had already. */
  known(id: ContactId): void;
}

/**
 * An import of the sample file marks whom it brings. Any other takes the mark from whom it has too, and remembers that, so that its
 * undo can give it back.
 */
export function practiceMarks(db: Db, importId: ImportId): PracticeMarks {
  const sample = db.get<{ sample: number }>('SELECT sample FROM imports WHERE id = ?', importId)?.sample === 1;
  const ids = (sql: string) => db.all<{ id: ContactId }>(sql).map(({ id }) => id);
  const marked = new Set(ids('SELECT contact_id AS id FROM practice_contacts'));
  // Another import took their mark: they are in both, and get it back only when both are undone.
  const unmarked = new Set(ids('SELECT contact_id AS id FROM import_unmarked'));
  return {
    added(before, after) {
      if (!sample) return;
      db.run(
        'INSERT INTO practice_contacts (contact_id) SELECT id FROM contacts WHERE id > ? AND id <= ?',
        before,
        after,
      );
    },
    known(id) {
      if (sample || !(marked.has(id) || unmarked.has(id))) return;
      db.run('DELETE FROM practice_contacts WHERE contact_id = ?', id);
      db.run('INSERT OR IGNORE INTO import_unmarked (import_id, contact_id) VALUES (?, ?)', importId, id);
    },
  };
}

/** Gives the marks back that an import took, but to those who were edited or sealed for a live campaign since, or are in another one. */
export function restoreMarks(db: Db, importId: ImportId): void {
  db.run(
    `INSERT OR IGNORE INTO practice_contacts (contact_id)
     SELECT c.id FROM import_unmarked u JOIN imports i ON i.id = u.import_id JOIN contacts c ON c.id = u.contact_id
     WHERE u.import_id = ? AND c.updated_at < i.written_at
       AND NOT EXISTS (SELECT 1 FROM import_unmarked o WHERE o.contact_id = u.contact_id AND o.import_id <> u.import_id)
       AND NOT EXISTS (SELECT 1 FROM recipients r JOIN campaigns k ON k.id = r.campaign_id
                       WHERE r.phone = c.phone AND k.sealed_at IS NOT NULL AND k.account_id NOT IN (${practiceAccounts}))`,
    importId,
  );
  db.run('DELETE FROM import_unmarked WHERE import_id = ?', importId);
}
