import { rmSync } from 'node:fs';
import type { DuplicateRule, StagedBatch } from '#core/contacts/import-types.ts';
import { fieldsFromText, fieldsToText, mergePerson, type PersonValues } from '#core/contacts/merge.ts';
import { isAccepted, isDuplicate } from '#core/contacts/row-code.ts';
import { createRowFields } from '#core/contacts/row-fields.ts';
import type { ImportId } from '#core/kernel/ids.ts';
import type { ColumnMapping } from '#core/mapping/mapping.ts';
import type { Bind, Db } from './database.ts';
import { type StagedRow, stagedCells, stagedHeads } from './staged-rows.ts';

/** A person as an import found them, ready to be inserted. `phone` is E.164 with its plus. */
export interface ShelvedPerson {
  readonly phone: string;
  readonly firstName: string;
  readonly lastName: string;
  /** Text of a JSON object. */
  readonly fields: string;
  readonly row: number;
}

/** People are sorted by number in runs of this many: each slice that is published then touches a short stretch of the book's index. */
const runPeople = 100_000;
/** People bound into one statement. */
const bound = 50;
const valuesOf = (people: number): string => Array.from({ length: people }, () => '(?, ?, ?, ?, ?)').join(', ');
const fullValues = valuesOf(bound);
/** Rows between two breaths of a long walk. */
const stepRows = 20_000;

/**
 * Where the people of a judged file stand ready, in the order and form in which the book takes them, so that publishing a slice is one
 * INSERT … SELECT: three times quicker than binding a million people then. It is a file of its own beside the database, attached only
 * when an import needs it, written without journal or fsync, because everything on it can be made again from the staged batches; it is
 * deleted at every start.
 */
export interface ImportShelf {
  /** Puts the people of a batch that follows the last one; `first` is its first row. */
  add(id: ImportId, first: number, batch: StagedBatch): void;
  /** The file is at its end: nothing more will be added. */
  complete(id: ImportId): void;
  /** Makes the shelf ready for a rule about repeated numbers, anew where that is needed; yields now and then. */
  ready(id: ImportId, mapping: ColumnMapping, onRepeat: DuplicateRule): Generator<number, void>;
  /** The SQL name of an import's people: `place, phone, first, last, fields, row`. Places begin at 1, without a gap at the end. */
  people(id: ImportId): string;
  lastPlace(id: ImportId): number;
  /** After rows were mended: what stood here for them `before` is replaced by what they give now. */
  replace(id: ImportId, mapping: ColumnMapping, before: readonly StagedRow[], after: readonly StagedRow[]): void;
  drop(id: ImportId): void;
}

export function createImportShelf(db: Db): ImportShelf {
  let attached = false;
  /** Imports whose shelf holds everyone, and by which rule repeats were folded in; the others have to be made anew. */
  const whole = new Map<ImportId, DuplicateRule>();
  const waiting = new Map<ImportId, ShelvedPerson[]>();

  const people = (id: ImportId): string => `shelf.people_${id}`;
  const repeats = (id: ImportId): string => `shelf.repeats_${id}`;

  const attach = (): void => {
    if (attached) return;
    const path = `${db.path}-shelf`;
    rmSync(path, { force: true });
    db.script(`ATTACH '${path.replaceAll("'", "''")}' AS shelf`);
    db.script('PRAGMA shelf.journal_mode = OFF; PRAGMA shelf.synchronous = OFF; PRAGMA shelf.cache_size = -8192');
    attached = true;
  };

  const begin = (id: ImportId): void => {
    attach();
    drop(id);
    db.script(
      `CREATE TABLE ${people(id)} (place INTEGER PRIMARY KEY, phone TEXT, first TEXT, last TEXT, fields TEXT, row INTEGER)`,
    );
    db.script(
      `CREATE TABLE ${repeats(id)} (phone TEXT, row INTEGER, first TEXT, last TEXT, fields TEXT,
                                    PRIMARY KEY (phone, row)) WITHOUT ROWID`,
    );
    waiting.set(id, []);
  };

  const insert = (table: string, list: readonly ShelvedPerson[]): void => {
    db.transaction(() => {
      for (let from = 0; from < list.length; from += bound) {
        const part = list.slice(from, from + bound);
        const values: Bind[] = [];
        for (const { phone, firstName, lastName, fields, row } of part)
          values.push(phone, firstName, lastName, fields, row);
        db.run(
          `INSERT INTO ${table} (phone, first, last, fields, row) VALUES ${part.length === bound ? fullValues : valuesOf(part.length)}`,
          ...values,
        );
      }
    });
  };

  const flush = (id: ImportId): void => {
    insert(people(id), sortedByPhone(waiting.get(id) ?? []));
    waiting.set(id, []);
  };

  const take = (id: ImportId, accepted: readonly ShelvedPerson[], repeated: readonly ShelvedPerson[]): void => {
    const run = waiting.get(id) ?? [];
    for (const person of accepted) run.push(person);
    waiting.set(id, run);
    if (repeated.length > 0) insert(repeats(id), repeated);
    if (run.length >= runPeople) flush(id);
  };

  const complete = (id: ImportId): void => {
    // A file without a single row has no batch that would have begun it.
    if (!waiting.has(id)) begin(id);
    flush(id);
    waiting.delete(id);
    whole.set(id, 'skip');
  };

  const drop = (id: ImportId): void => {
    waiting.delete(id);
    whole.delete(id);
    if (!attached) return;
    db.script(`DROP TABLE IF EXISTS ${people(id)}`);
    db.script(`DROP TABLE IF EXISTS ${repeats(id)}`);
  };

  function* rebuild(id: ImportId, mapping: ColumnMapping): Generator<number, void> {
    begin(id);
    const personOf = createRowFields(mapping);
    let rows = 0;
    for (const heads of stagedHeads(db, id)) {
      const cells = stagedCells(db, id, heads);
      const accepted: ShelvedPerson[] = [];
      const repeated: ShelvedPerson[] = [];
      heads.codes.forEach((code, place) => {
        if (!isAccepted(code) && !isDuplicate(code)) return;
        const person = { phone: `+${heads.phones[place]}`, ...personOf(cells[place] ?? []), row: heads.first + place };
        (isAccepted(code) ? accepted : repeated).push(person);
      });
      take(id, accepted, repeated);
      rows += heads.codes.length;
      if (rows >= stepRows) {
        rows = 0;
        yield 0;
      }
    }
    complete(id);
  }

  /** Repeated rows change the person of the first, in file order. Few people have any, so they are taken one by one. */
  function* fold(id: ImportId, rule: DuplicateRule): Generator<number, void> {
    const page = `SELECT p.place, p.first AS firstName, p.last AS lastName, p.fields, r.first, r.last, r.fields AS more
                  FROM ${people(id)} p CROSS JOIN ${repeats(id)} r ON r.phone = p.phone
                  WHERE p.place > ? AND p.place <= ? ORDER BY p.place, r.row`;
    const last = lastPlace(id);
    for (let from = 0; from < last; from += stepRows) {
      db.transaction(() => {
        const found = db.all<{
          place: number;
          firstName: string;
          lastName: string;
          fields: string;
          first: string;
          last: string;
          more: string;
        }>(page, from, from + stepRows);
        const save = (place: number, person: PersonValues): void => {
          db.run(
            `UPDATE ${people(id)} SET first = ?, last = ?, fields = ? WHERE place = ?`,
            person.firstName,
            person.lastName,
            fieldsToText(person.fields),
            place,
          );
        };
        for (let at = 0; at < found.length; ) {
          const { place, firstName, lastName, fields } = found[at] as (typeof found)[number];
          let person: PersonValues = { firstName, lastName, fields: fieldsFromText(fields) };
          for (; at < found.length && found[at]?.place === place; at++) {
            const { first, last: lastName, more } = found[at] as (typeof found)[number];
            person = mergePerson(person, { firstName: first, lastName, fields: fieldsFromText(more) }, rule).person;
          }
          save(place, person);
        }
      });
      yield 0;
    }
  }

  const lastPlace = (id: ImportId): number =>
    db.get<{ last: number | null }>(`SELECT max(place) AS last FROM ${people(id)}`)?.last ?? 0;

  return {
    people,
    lastPlace,
    complete,
    drop,
    add(id, first, batch) {
      if (first === 0) begin(id);
      const { accepted, repeated } = peopleOf(first, batch);
      take(id, accepted, repeated);
    },
    *ready(id, mapping, onRepeat) {
      const folded = whole.get(id);
      if (folded === onRepeat) return;
      if (folded !== 'skip') yield* rebuild(id, mapping);
      if (onRepeat === 'skip') return;
      if (db.get(`SELECT 1 FROM ${repeats(id)} LIMIT 1`) === undefined) return;
      // Until it is done, nobody may take it for one or the other.
      whole.delete(id);
      yield* fold(id, onRepeat);
      whole.set(id, onRepeat);
    },
    replace(id, mapping, before, after) {
      const folded = whole.get(id);
      if (folded === undefined) return;
      // Once repeats were folded in, what a row gave is not told apart any more.
      if (folded !== 'skip') return drop(id);
      const personOf = createRowFields(mapping);
      const shelved = ({ phone, cells, row }: StagedRow): ShelvedPerson => ({
        phone: `+${phone}`,
        ...personOf(cells),
        row,
      });
      for (const [table, stoodHere] of [
        [people(id), isAccepted],
        [repeats(id), isDuplicate],
      ] as const) {
        const rows = before.filter(({ code }) => stoodHere(code)).map(({ row }) => row);
        // Without an index: this looks at every row, and happens only when a row that came in is changed again.
        if (rows.length > 0) {
          db.run(`DELETE FROM ${table} WHERE row IN (SELECT value FROM json_each(?))`, JSON.stringify(rows));
        }
        insert(table, after.filter(({ code }) => stoodHere(code)).map(shelved));
      }
    },
  };
}

/** The people a batch brought, accepted and repeated, with the numbers of their rows. */
function peopleOf(first: number, batch: StagedBatch) {
  const accepted: ShelvedPerson[] = [];
  const repeated: ShelvedPerson[] = [];
  const firstNames = batch.firstNames.split('\0');
  const lastNames = batch.lastNames.split('\0');
  const fields = batch.fields.split('\0');
  let part = 0;
  for (let place = 0; place < batch.codes.length; place++) {
    const code = batch.codes[place] as number;
    if (!isAccepted(code) && !isDuplicate(code)) continue;
    const person = {
      phone: `+${batch.phones[place]}`,
      firstName: firstNames[part] ?? '',
      lastName: lastNames[part] ?? '',
      fields: fields[part] ?? '{}',
      row: first + place,
    };
    part++;
    if (isAccepted(code)) accepted.push(person);
    else repeated.push(person);
  }
  return { accepted, repeated };
}

/**
 * By number as text, as the book's index has it, near enough: by the first ten digits of fifteen, so that a key and a place fit into
 * one double, which an array sorts by itself, many times quicker than with a comparison of ours.
 */
function sortedByPhone(list: readonly ShelvedPerson[]): readonly ShelvedPerson[] {
  const keys = Float64Array.from(list, ({ phone }, place) => {
    let digits = Number(phone);
    while (digits < 1e14) digits *= 10;
    return Math.floor(digits / 1e5) * placesPerKey + place;
  });
  return Array.from(keys.sort(), (key) => list[key % placesPerKey] as ShelvedPerson);
}

/** A power of two above any run's people: ten digits and these fit into 53 bits. */
const placesPerKey = 1 << 18;
