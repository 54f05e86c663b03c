import type { DuplicateRule, PeopleBatch } from '#core/contacts/import-types.ts';
import { fieldsFromText, fieldsToText, mergePerson, type ValueChange } from '#core/contacts/merge.ts';
import { isAccepted } from '#core/contacts/row-code.ts';
import type { Instant } from '#core/kernel/clock.ts';
import { fail } from '#core/kernel/errors.ts';
import type { ContactId, GroupId, ImportId } from '#core/kernel/ids.ts';
import type { ColumnMapping } from '#core/mapping/mapping.ts';
import type { Db } from './database.ts';
import { folded, type ImportPerson, peopleOf, repeatsOf, rowsStaged, valuesOf } from './import-people.ts';
import { wrongImportState } from './import-state.ts';
import { type PracticeMarks, practiceMarks } from './practice-marks.ts';
import { stagedHeads } from './staged-rows.ts';

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

/** Where most people of a batch are known each of them is looked at: in transactions that take as long as the others. */
const knownPeople = 1_000;
/** People bound into one statement: measured, the best between calls and their length. */
const bound = 50;
const shownPeople = 200;

/** A person of the book, found by number. */
interface Known {
  readonly id: ContactId;
  readonly phone: string;
  readonly first_name: string;
  readonly last_name: string;
  readonly fields: string;
  readonly updated_at: number;
}

const insertPeople = (people: number): string =>
  `INSERT INTO contacts (phone, first_name, last_name, fields, created_at, updated_at)
   VALUES ${Array.from({ length: people }, () => `('+' || ?, ?, ?, ?, ?5, ?5)`).join(', ')} ON CONFLICT (phone) DO NOTHING`;
const insertBound = insertPeople(bound);

type Counts = { -readonly [Name in keyof PublishCounts]: number };

/** What publishing needs of its neighbours. */
export interface PublishParts {
  mappingOf(id: ImportId): ColumnMapping;
  /** The group of this name, and whether it had to be made. */
  ensureGroup(name: string, now: Instant): { readonly id: GroupId; readonly made: boolean };
}

/** One import on its way into the book. */
interface Publication {
  readonly id: ImportId;
  readonly rules: PublishRules;
  readonly groupId: GroupId | null;
  /** `updated_at` of everyone it writes. */
  readonly now: Instant;
  readonly suppressed: ReadonlySet<number>;
  readonly marks: PracticeMarks;
  readonly counts: Counts;
}

export function createImportPublisher(db: Db, { mappingOf, ensureGroup }: PublishParts) {
  const running = new Map<ImportId, Publication>();
  const count = (sql: string, ...values: readonly (string | number)[]): number =>
    db.get<{ n: number | null }>(sql, ...values)?.n ?? 0;
  const newestContact = (): number => count('SELECT max(id) AS n FROM contacts');
  /** Those of a draft may be cleared away, and their ids given out anew. */
  const newestSealed = (): number =>
    count(
      `SELECT r.id AS n FROM recipients r JOIN campaigns k ON k.id = r.campaign_id WHERE k.sealed_at IS NOT NULL
       ORDER BY r.id DESC LIMIT 1`,
    );
  const suppressedNumbers = (): ReadonlySet<number> =>
    new Set(db.all<{ phone: string }>('SELECT phone FROM suppressions').map(({ phone }) => Number(phone)));

  /** The book's people among these numbers, but for contacts newer than `newest`. */
  const known = (phones: readonly number[], newest: number): readonly Known[] =>
    db.all<Known>(
      `SELECT c.id, c.phone, c.first_name, c.last_name, c.fields, c.updated_at
       FROM json_each(?) j CROSS JOIN contacts c ON c.phone = '+' || j.value WHERE c.id <= ?`,
      JSON.stringify(phones),
      newest,
    );

  const merge = (before: Known, found: ImportPerson, rule: DuplicateRule) =>
    mergePerson(
      { firstName: before.first_name, lastName: before.last_name, fields: fieldsFromText(before.fields) },
      valuesOf(found),
      rule,
    );

  /** Changes a person the book has, and remembers what they were; answers whether anything changed. */
  const update = (
    { id, rules, now, marks }: Publication,
    groupId: GroupId | null,
    before: Known,
    found: ImportPerson,
  ): boolean => {
    marks.known(before.id);
    const { person, changes } = merge(before, found, rules.onDuplicate);
    const changed = changes.length > 0;
    if (changed) {
      db.run(
        'UPDATE contacts SET first_name = ?, last_name = ?, fields = ?, updated_at = ? WHERE id = ?',
        person.firstName,
        person.lastName,
        fieldsToText(person.fields),
        now,
        before.id,
      );
      db.run('INSERT OR IGNORE INTO search_stale (contact_id) VALUES (?)', before.id);
    }
    const join = 'INSERT OR IGNORE INTO group_members (group_id, contact_id) VALUES (?, ?)';
    const joined = groupId !== null && db.run(join, groupId, before.id).changes > 0;
    if (changed || joined) {
      db.run(
        `INSERT INTO import_changes (import_id, contact_id, changed, joined, first_name, last_name, fields, updated_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
        id,
        before.id,
        Number(changed),
        Number(joined),
        before.first_name,
        before.last_name,
        before.fields,
        before.updated_at,
      );
    }
    return changed;
  };

  /** Inserts whom the book does not have; answers how many. */
  const insert = ({ phones, firstNames, lastNames, fields }: PeopleBatch, now: Instant): number => {
    let added = 0;
    for (let from = 0; from < phones.length; from += bound) {
      const to = Math.min(from + bound, phones.length);
      const values: (string | number)[] = [];
      for (let place = from; place < to; place++) {
        values.push(
          String(phones[place]),
          firstNames[place] as string,
          lastNames[place] as string,
          fields[place] as string,
        );
        if (place === from) values.push(now);
      }
      added += db.runMany(to - from === bound ? insertBound : insertPeople(to - from), values);
    }
    return added;
  };

  /** The group may be deleted while people are still coming in: the rest go into the book only. */
  const groupOf = ({ groupId }: Publication): GroupId | null =>
    groupId !== null && db.get('SELECT 1 FROM groups WHERE id = ?', groupId) !== undefined ? groupId : null;

  const noteAdded = (publication: Publication, before: number, people: number): void => {
    const { id } = publication;
    const groupId = groupOf(publication);
    const after = newestContact();
    publication.marks.added(before, after);
    const grow = 'UPDATE import_added SET last_id = ?, people = people + ? WHERE import_id = ? AND last_id = ?';
    if (db.run(grow, after, people, id, before).changes === 0) {
      const note = 'INSERT INTO import_added (import_id, first_id, last_id, people) VALUES (?, ?, ?, ?)';
      db.run(note, id, before + 1, after, people);
    }
    if (groupId === null) return;
    const join = 'INSERT INTO group_members (group_id, contact_id) SELECT ?, id FROM contacts WHERE id > ? AND id <= ?';
    db.run(join, groupId, before, after);
  };

  /** One transaction for those who are new, and for those who are not as many as they need. */
  const write = (publication: Publication, people: PeopleBatch): void => {
    const { counts, suppressed } = publication;
    const before = newestContact();
    const added = db.step(() => {
      const inserted = insert(people, publication.now);
      if (inserted > 0) noteAdded(publication, before, inserted);
      return inserted;
    });
    counts.added += added;
    if (suppressed.size > 0) counts.suppressed += people.phones.filter((phone) => suppressed.has(phone)).length;
    if (added === people.phones.length) return;
    const places = new Map(Array.from(people.phones, (phone, place) => [phone, place]));
    const there = known([...places.keys()], before);
    for (let from = 0; from < there.length; from += knownPeople) {
      db.step(() => {
        const groupId = groupOf(publication);
        for (const one of there.slice(from, from + knownPeople)) {
          const place = places.get(Number(one.phone)) as number;
          if (update(publication, groupId, one, personAt(people, place))) counts.changed++;
          else counts.same++;
        }
      });
    }
  };

  return {
    /** Counts what publishing would do; the book stays as it is. Yields the share done. */
    *plan(id: ImportId, { onDuplicate, onRepeat }: PublishRules): Generator<number, PublishPlan> {
      const mapping = mappingOf(id);
      const total = Math.max(1, rowsStaged(db, id));
      const newest = newestContact();
      const suppressed = suppressedNumbers();
      const later = onRepeat === 'skip' || newest === 0 ? null : repeatsOf(db, id, mapping, onRepeat);
      const counts = { added: 0, changed: 0, same: 0, suppressed: 0 };
      const fields = new Map<string, number>();
      const changedPeople: PublishPlan['changedPeople'][number][] = [];
      for (const heads of stagedHeads(db, id)) {
        const phones = [...heads.phones].filter((_, place) => isAccepted(heads.codes[place] as number));
        counts.added += phones.length;
        if (suppressed.size > 0) counts.suppressed += phones.filter((phone) => suppressed.has(phone)).length;
        const here = newest === 0 ? [] : known(phones, newest);
        if (here.length > 0) {
          const people = new Map(peopleOf(db, id, mapping, heads).map((person) => [person.phone, person]));
          for (const before of here) {
            const found = people.get(Number(before.phone)) as ImportPerson;
            const repeat = later?.get(found.phone);
            const whole = repeat === undefined ? found : folded(found, repeat, onRepeat);
            const { changes } = merge(before, whole, onDuplicate);
            counts.added--;
            if (changes.length === 0) counts.same++;
            else counts.changed++;
            for (const { field } of changes) fields.set(field, (fields.get(field) ?? 0) + 1);
            if (changes.length > 0 && changedPeople.length < shownPeople) {
              const name = `${before.first_name} ${before.last_name}`.trim();
              changedPeople.push({ phone: before.phone, name, fields: changes });
            }
          }
        }
        yield Math.min(1, (heads.first + heads.codes.length) / total);
      }
      const changes = [...fields].map(([field, people]) => ({ field, people })).sort((a, b) => b.people - a.people);
      return { ...counts, changes, changedPeople };
    },

    /**
     * Begins to publish: batches of people follow by `write`, then `finish`. Whatever stops it in between, `undo` takes away what was
     * written: an import that is not `committed` is not in the book.
     */
    begin(id: ImportId, rules: PublishRules, groupName: string | null, at: Instant): void {
      const counts: Counts = { added: 0, changed: 0, same: 0, suppressed: 0 };
      const marks = practiceMarks(db, id);
      running.set(id, { id, rules, suppressed: suppressedNumbers(), marks, counts, ...begin(id, groupName, at) });
    },
    write: (id: ImportId, people: PeopleBatch): void => write(publicationOf(id), people),
    /** Nothing more is taken for this import. */
    abandon: (id: ImportId): boolean => running.delete(id),
    finish(id: ImportId): PublishCounts {
      const { counts, rules } = publicationOf(id);
      const result = JSON.stringify({ ...counts, ...rules });
      db.run("UPDATE imports SET state = 'committed', result = ? WHERE id = ?", result, id);
      running.delete(id);
      return counts;
    },
  };

  function publicationOf(id: ImportId): Publication {
    return running.get(id) ?? fail('wrong_state', `import ${id} is not being published`, { what: 'import' });
  }

  function begin(id: ImportId, groupName: string | null, at: Instant) {
    return db.transaction(() => {
      const group = groupName === null ? null : ensureGroup(groupName, at);
      // Later than any import before it, whatever the clock says: this is how its people are told from edited ones.
      const now: Instant = Math.max(at, count('SELECT COALESCE(max(written_at), 0) + 1 AS n FROM imports'));
      const made: string[] = [];
      for (const { name, target } of mappingOf(id).columns) {
        if (target !== 'field') continue;
        if (db.run('INSERT OR IGNORE INTO book_fields (name) VALUES (?)', name).changes > 0) made.push(name);
      }
      const { changes } = db.run(
        `UPDATE imports SET state = 'committing', written_at = ?, recipients_before = ?, fields_made = ?, group_id = ?, group_made = ?,
                group_name = (SELECT name FROM groups WHERE id = ?) WHERE id = ? AND state = 'judged'`,
        now,
        newestSealed(),
        JSON.stringify(made),
        group?.id ?? null,
        Number(group?.made ?? false),
        group?.id ?? null,
        id,
      );
      if (changes !== 1) {
        const state = db.get<{ state: string }>('SELECT state FROM imports WHERE id = ?', id)?.state;
        wrongImportState(id, state ?? 'gone');
      }
      return { now, groupId: group?.id ?? null };
    });
  }
}

function personAt({ phones, firstNames, lastNames, fields }: PeopleBatch, place: number): ImportPerson {
  return {
    phone: phones[place] as number,
    firstName: firstNames[place] as string,
    lastName: lastNames[place] as string,
    fields: fields[place] as string,
  };
}
