import type { DuplicateRule } from '#core/contacts/import-types.ts';
import { fieldsFromText, fieldsToText, mergePerson, type ValueChange } from '#core/contacts/merge.ts';
import type { Instant } from '#core/kernel/clock.ts';
import { fail } from '#core/kernel/errors.ts';
import type { ContactId, GroupId, ImportId } from '#core/kernel/ids.ts';
import type { ColumnMapping } from '#core/mapping/mapping.ts';
import type { Db } from './database.ts';
import type { ImportShelf } from './import-shelf.ts';

/** What happens with people the book knows, and with a number that an earlier row of the file has. */
export interface PublishRules {
  readonly onDuplicate: DuplicateRule;
  readonly onRepeat: DuplicateRule;
}

export interface PublishCounts {
  readonly added: number;
  readonly changed: number;
  readonly same: number;
  /** Of all these, people who opted out: they stay so. */
  readonly suppressed: number;
}

/** What publishing would do, with the changes a person may want to see before. */
export interface PublishPlan extends PublishCounts {
  readonly changes: readonly { readonly field: string; readonly people: number }[];
  readonly changedPeople: readonly {
    readonly phone: string;
    readonly name: string;
    readonly fields: readonly ValueChange[];
  }[];
}

/** Rows published in one transaction: short enough that a send's intent does not wait noticeably behind it. */
const sliceRows = 5_000;
/** Where most people are known each of them is looked at: the slices get shorter, so that they take as long. */
const knownSliceRows = 1_000;
const shownPeople = 200;

interface Known {
  readonly phone: string;
  readonly first: string;
  readonly last: string;
  readonly found: string;
  readonly id: ContactId;
  readonly first_name: string;
  readonly last_name: string;
  readonly fields: string;
  readonly updated_at: number;
}

/** What publishing needs of its neighbours. */
export interface PublishParts {
  readonly shelf: ImportShelf;
  mappingOf(id: ImportId): ColumnMapping;
  /** The group of this name, and whether it had to be made. */
  ensureGroup(name: string, now: Instant): { readonly id: GroupId; readonly made: boolean };
}

export function createImportPublisher(db: Db, { shelf, mappingOf, ensureGroup }: PublishParts) {
  /** People of a slice whom the book has, by contacts up to `newest`. */
  const known = (id: ImportId, from: number, to: number, newest: number): readonly Known[] =>
    db.all<Known>(
      `SELECT p.phone, p.first, p.last, p.fields AS found, c.id, c.first_name, c.last_name, c.fields, c.updated_at
       FROM ${shelf.people(id)} p CROSS JOIN contacts c ON c.phone = p.phone
       WHERE p.place > ? AND p.place <= ? AND c.id <= ?`,
      from,
      to,
      newest,
    );
  const merge = (person: Known, rule: DuplicateRule) =>
    mergePerson(
      { firstName: person.first_name, lastName: person.last_name, fields: fieldsFromText(person.fields) },
      { firstName: person.first, lastName: person.last, fields: fieldsFromText(person.found) },
      rule,
    );
  const count = (sql: string, ...values: readonly number[]): number => db.get<{ n: number }>(sql, ...values)?.n ?? 0;
  const newestContact = (): number => count('SELECT max(id) AS n FROM contacts');
  const anySuppressed = (): boolean => db.get('SELECT 1 FROM suppressions LIMIT 1') !== undefined;
  const suppressedIn = (id: ImportId, from: number, to: number): number =>
    count(
      `SELECT count(*) AS n FROM ${shelf.people(id)} p
       WHERE p.place > ? AND p.place <= ? AND EXISTS (SELECT 1 FROM suppressions s WHERE s.phone = p.phone)`,
      from,
      to,
    );
  const peopleIn = (id: ImportId, from: number, to: number): number =>
    count(`SELECT count(*) AS n FROM ${shelf.people(id)} WHERE place > ? AND place <= ?`, from, to);

  /** Changes a person the book has; remembers what they were. */
  const update = (id: ImportId, person: Known, rule: DuplicateRule, groupId: GroupId | null, now: Instant): boolean => {
    const { person: merged, changes } = merge(person, rule);
    const changed = changes.length > 0;
    if (changed) {
      db.run(
        'UPDATE contacts SET first_name = ?, last_name = ?, fields = ?, updated_at = ? WHERE id = ?',
        merged.firstName,
        merged.lastName,
        fieldsToText(merged.fields),
        now,
        person.id,
      );
      db.run('INSERT OR IGNORE INTO search_stale (contact_id) VALUES (?)', person.id);
    }
    const joined =
      groupId !== null &&
      db.run('INSERT OR IGNORE INTO group_members (group_id, contact_id) VALUES (?, ?)', groupId, person.id).changes >
        0;
    if (changed || joined) {
      db.run(
        `INSERT INTO import_changes (import_id, contact_id, changed, joined, first_name, last_name, fields, updated_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
        id,
        person.id,
        Number(changed),
        Number(joined),
        person.first_name,
        person.last_name,
        person.fields,
        person.updated_at,
      );
    }
    return changed;
  };

  const noteAdded = (id: ImportId, before: number, after: number, people: number): void => {
    const grown = db.run(
      'UPDATE import_added SET last_id = ?, people = people + ? WHERE import_id = ? AND last_id = ?',
      after,
      people,
      id,
      before,
    ).changes;
    if (grown > 0) return;
    db.run(
      'INSERT INTO import_added (import_id, first_id, last_id, people) VALUES (?, ?, ?, ?)',
      id,
      before + 1,
      after,
      people,
    );
  };

  return {
    /** Counts what publishing would do; the book stays as it is. Yields the share done. */
    *plan(id: ImportId, rules: PublishRules): Generator<number, PublishPlan> {
      yield* shelf.ready(id, mappingOf(id), rules.onRepeat);
      const end = shelf.lastPlace(id);
      const total = peopleIn(id, 0, end);
      const newest = newestContact();
      const suppressing = anySuppressed();
      const fields = new Map<string, number>();
      const changedPeople: PublishPlan['changedPeople'][number][] = [];
      let [changed, same, suppressed] = [0, 0, 0];
      for (let from = 0; from < end && (newest > 0 || suppressing); from += sliceRows) {
        for (const person of newest > 0 ? known(id, from, from + sliceRows, newest) : []) {
          const { changes } = merge(person, rules.onDuplicate);
          if (changes.length === 0) {
            same++;
            continue;
          }
          changed++;
          for (const { field } of changes) fields.set(field, (fields.get(field) ?? 0) + 1);
          if (changedPeople.length < shownPeople) {
            const name = `${person.first_name} ${person.last_name}`.trim();
            changedPeople.push({ phone: person.phone, name, fields: changes });
          }
        }
        if (suppressing) suppressed += suppressedIn(id, from, from + sliceRows);
        yield Math.min(1, (from + sliceRows) / end);
      }
      const changes = [...fields].map(([field, people]) => ({ field, people })).sort((a, b) => b.people - a.people);
      return { added: total - changed - same, changed, same, suppressed, changes, changedPeople };
    },

    /**
     * Publishes in slices, each one transaction; yields the share done after each. Whatever stops it in between, `undo` takes away what
     * was written: an import that is not `committed` is not in the book.
     */
    *publish(
      id: ImportId,
      rules: PublishRules,
      groupName: string | null,
      at: Instant,
    ): Generator<number, PublishCounts> {
      // Ready before the state changes: making it may take a moment, and a cancelled one has nothing to take back.
      yield* shelf.ready(id, mappingOf(id), rules.onRepeat);
      const { now, groupId } = begin(id, groupName, at);
      const end = shelf.lastPlace(id);
      const suppressing = anySuppressed();
      const counts = { added: 0, changed: 0, same: 0, suppressed: 0 };
      const insert = `INSERT INTO contacts (phone, first_name, last_name, fields, created_at, updated_at)
        SELECT p.phone, p.first, p.last, p.fields, ?, ? FROM ${shelf.people(id)} p
        WHERE p.place > ? AND p.place <= ? ON CONFLICT (phone) DO NOTHING`;
      let step = sliceRows;
      for (let from = 0; from < end; ) {
        const to = Math.min(end, from + step);
        db.transaction(() => {
          const before = newestContact();
          const here = peopleIn(id, from, to);
          const { changes: added } = db.run(insert, now, now, from, to);
          counts.added += added;
          if (added > 0) {
            const after = newestContact();
            noteAdded(id, before, after, added);
            if (groupId !== null) {
              db.run(
                'INSERT INTO group_members (group_id, contact_id) SELECT ?, id FROM contacts WHERE id > ? AND id <= ?',
                groupId,
                before,
                after,
              );
            }
          }
          if (added < here) {
            for (const person of known(id, from, to, before)) {
              if (update(id, person, rules.onDuplicate, groupId, now)) counts.changed++;
              else counts.same++;
            }
          }
          step = added * 2 < here ? knownSliceRows : sliceRows;
          if (suppressing) counts.suppressed += suppressedIn(id, from, to);
        });
        from = to;
        yield from / end;
      }
      db.run("UPDATE imports SET state = 'committed', result = ? WHERE id = ?", JSON.stringify(counts), id);
      return counts;
    },
  };

  function begin(id: ImportId, groupName: string | null, at: Instant) {
    return db.transaction(() => {
      const group = groupName === null ? null : ensureGroup(groupName, at);
      // Later than any import before it, whatever the clock says: this is how its people are told from edited ones.
      const now = Math.max(at, count('SELECT COALESCE(max(written_at), 0) + 1 AS n FROM imports'));
      const made: string[] = [];
      for (const { name, target } of mappingOf(id).columns) {
        if (target !== 'field') continue;
        if (db.run('INSERT OR IGNORE INTO book_fields (name) VALUES (?)', name).changes > 0) made.push(name);
      }
      const { changes } = db.run(
        `UPDATE imports SET state = 'committing', written_at = ?, fields_made = ?, group_id = ?, group_made = ?,
                group_name = (SELECT name FROM groups WHERE id = ?) WHERE id = ? AND state = 'judged'`,
        now,
        JSON.stringify(made),
        group?.id ?? null,
        Number(group?.made ?? false),
        group?.id ?? null,
        id,
      );
      if (changes !== 1) fail('wrong_state', `import ${id} is not waiting to be published`, { what: 'import' });
      return { now: now as Instant, groupId: group?.id ?? null };
    });
  }
}
