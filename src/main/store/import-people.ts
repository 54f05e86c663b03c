import type { DuplicateRule } from '#core/contacts/import-types.ts';
import { fieldsFromText, fieldsToText, mergePerson, type PersonValues } from '#core/contacts/merge.ts';
import { isAccepted, isDuplicate } from '#core/contacts/row-code.ts';
import { createRowFields, type RowFields } from '#core/contacts/row-fields.ts';
import type { ImportId } from '#core/kernel/ids.ts';
import type { ColumnMapping } from '#core/mapping/mapping.ts';
import type { Db } from './database.ts';
import { eachRow, type StagedHeads, stagedCells, stagedHeads } from './staged-rows.ts';

/** What a row gives to the book. */
export interface ImportPerson extends RowFields {
  /** E.164 digits. */
  readonly phone: number;
}

/**
 * People sorted in one go. Each slice of them that is written then touches a short stretch of the book's index. The first run is short,
 * so that the writing begins at once.
 */
const firstRun = 20_000;
const runPeople = 100_000;

/**
 * The people of an import, each number once, in runs sorted by number as text, which is the order of the book's index. With a rule about
 * repeats other than `skip`, later rows of a number change the person of the first, in file order.
 */
export function* importPeople(
  db: Db,
  id: ImportId,
  mapping: ColumnMapping,
  onRepeat: DuplicateRule,
): Generator<readonly ImportPerson[], void> {
  const later = onRepeat === 'skip' ? null : repeatsOf(db, id, mapping);
  let run: ImportPerson[] = [];
  let wanted = firstRun;
  for (const heads of stagedHeads(db, id)) {
    for (const person of peopleOf(db, id, mapping, heads)) {
      const repeats = later?.get(person.phone);
      run.push(repeats === undefined ? person : folded(person, repeats, onRepeat));
    }
    if (run.length < wanted) continue;
    yield sortedByPhone(run);
    run = [];
    wanted = runPeople;
  }
  yield sortedByPhone(run);
}

/** How many rows an import has. */
export function rowsStaged(db: Db, id: ImportId): number {
  const sql = 'SELECT COALESCE(sum(rows), 0) AS n FROM import_batches WHERE import_id = ?';
  return db.get<{ n: number }>(sql, id)?.n ?? 0;
}

/** The people of one batch, in file order. */
export function peopleOf(db: Db, id: ImportId, mapping: ColumnMapping, heads: StagedHeads): readonly ImportPerson[] {
  const personOf = createRowFields(mapping);
  const cells = stagedCells(db, id, heads);
  const people: ImportPerson[] = [];
  for (let place = 0; place < heads.codes.length; place++) {
    if (!isAccepted(heads.codes[place] as number)) continue;
    const { firstName, lastName, fields } = personOf(cells[place] ?? []);
    people.push({ phone: heads.phones[place] as number, firstName, lastName, fields });
  }
  return people;
}

/** What later rows say about a number, by number. In memory: few files repeat more than a few of theirs. */
export function repeatsOf(db: Db, id: ImportId, mapping: ColumnMapping): ReadonlyMap<number, readonly RowFields[]> {
  const personOf = createRowFields(mapping);
  const repeats = new Map<number, RowFields[]>();
  for (const rows of eachRow(db, id, isDuplicate)) {
    for (const { phone, cells } of rows) {
      const known = repeats.get(phone);
      if (known === undefined) repeats.set(phone, [personOf(cells)]);
      else known.push(personOf(cells));
    }
  }
  return repeats;
}

export function folded(person: ImportPerson, repeats: readonly RowFields[], rule: DuplicateRule): ImportPerson {
  let values: PersonValues = valuesOf(person);
  for (const repeat of repeats) values = mergePerson(values, valuesOf(repeat), rule).person;
  const { firstName, lastName, fields } = values;
  return { phone: person.phone, firstName, lastName, fields: fieldsToText(fields) };
}

export function valuesOf({ firstName, lastName, fields }: RowFields): PersonValues {
  return { firstName, lastName, fields: fieldsFromText(fields) };
}

/**
 * By number as text, near enough: by the first ten digits of fifteen, so that a key and a place fit into one double, which an array
 * sorts by itself, many times quicker than with a comparison of ours.
 */
function sortedByPhone(people: readonly ImportPerson[]): readonly ImportPerson[] {
  const keys = Float64Array.from(people, ({ phone }, place) => {
    let digits = phone;
    while (digits < 1e14) digits *= 10;
    return Math.floor(digits / 1e5) * placesPerKey + place;
  });
  return Array.from(keys.sort(), (key) => people[key % placesPerKey] as ImportPerson);
}

/** A power of two above any run's people: ten digits and these fit into 53 bits. */
const placesPerKey = 1 << 18;
