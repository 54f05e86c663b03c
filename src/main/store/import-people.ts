import type { DuplicateRule, PeopleBatch } from '#core/contacts/import-types.ts';
import { fieldsFromText, fieldsToText, mergePerson, type PersonValues } from '#core/contacts/merge.ts';
import { isAccepted, isDuplicate } from '#core/contacts/row-code.ts';
import { createRowFields, type RowFields } from '#core/contacts/row-fields.ts';
import type { ImportId } from '#core/kernel/ids.ts';
import type { ColumnMapping } from '#core/mapping/mapping.ts';
import type { Db } from './database.ts';
import { eachRow, type StagedCells, type StagedHeads, stagedCells, stagedHeads } from './staged-rows.ts';

/** What a row gives to the book. */
export interface ImportPerson extends RowFields {
  /** E.164 digits. */
  readonly phone: number;
}

/**
 * What is sorted in one go: 96 MB of rows, which is a file of a million and a half. Sorted, the writing touches the book's index from
 * one end to the other, once a run.
 */
const runBytes = 96 << 20;

/** Rows lying in memory as they were staged, until they are asked for in the order of their numbers. */
interface Run {
  readonly batches: readonly { readonly first: number; readonly heads: StagedHeads; readonly cells: StagedCells }[];
  readonly rows: number;
}

/**
 * The people of an import, each number once, in slices of `most`, sorted by number as text in runs: the order of the book's index. With
 * a rule about repeats other than `skip`, later rows of a number change the person of the first, in file order.
 */
export function* importPeople(
  db: Db,
  id: ImportId,
  mapping: ColumnMapping,
  onRepeat: DuplicateRule,
  most: number,
  inMemory = runBytes,
): Generator<PeopleBatch, void> {
  const later = onRepeat === 'skip' ? null : repeatsOf(db, id, mapping, onRepeat);
  const personOf = createRowFields(mapping);
  for (const run of runsOf(db, id, inMemory)) {
    const batchOf = new Uint16Array(run.rows);
    for (const [batch, { first, heads }] of run.batches.entries())
      batchOf.fill(batch, first, first + heads.codes.length);
    const order = placesByPhone(run);
    for (let from = 0; from < order.length; from += most) {
      const size = Math.min(most, order.length - from);
      const phones = new Float64Array(size);
      const firstNames = new Array<string>(size);
      const lastNames = new Array<string>(size);
      const fields = new Array<string>(size);
      for (let at = 0; at < size; at++) {
        const place = order[from + at] as number;
        const { first, heads, cells } = run.batches[batchOf[place] as number] as Run['batches'][number];
        const phone = heads.phones[place - first] as number;
        const found = personOf(cells.at(place - first));
        const repeat = later?.get(phone);
        const person = repeat === undefined ? found : folded(found, repeat, onRepeat);
        phones[at] = phone;
        firstNames[at] = person.firstName;
        lastNames[at] = person.lastName;
        fields[at] = person.fields;
      }
      yield { phones, firstNames, lastNames, fields };
    }
  }
}

function* runsOf(db: Db, id: ImportId, inMemory: number): Generator<Run> {
  let batches: Run['batches'][number][] = [];
  let rows = 0;
  let bytes = 0;
  for (const heads of stagedHeads(db, id)) {
    const full = bytes > inMemory || rows + heads.codes.length > placesPerKey || batches.length === batchesPerRun;
    if (full && rows > 0) {
      yield { batches, rows };
      batches = [];
      rows = 0;
      bytes = 0;
    }
    const cells = stagedCells(db, id, heads);
    batches.push({ first: rows, heads, cells });
    rows += heads.codes.length;
    bytes += cells.bytes;
  }
  if (rows > 0) yield { batches, rows };
}

/** What the place of a batch in its run fits into. */
const batchesPerRun = 1 << 16;
/** What the place of a row in its run fits into: with nine digits before it 53 bits. */
const placesPerKey = 1 << 23;

/**
 * The accepted rows of a run by number as text, near enough: by the first nine digits of fifteen, so that these and a place fit into one
 * double, which an array sorts by itself, many times quicker than with a comparison of ours.
 */
function placesByPhone({ batches, rows }: Run): Float64Array {
  const keys = new Float64Array(rows);
  let size = 0;
  for (const { first, heads } of batches) {
    for (let row = 0; row < heads.codes.length; row++) {
      if (!isAccepted(heads.codes[row] as number)) continue;
      let digits = heads.phones[row] as number;
      // Zero, in a file that is damaged, would never get there.
      while (digits > 0 && digits < 1e14) digits *= 10;
      keys[size++] = Math.floor(digits / 1e6) * placesPerKey + first + row;
    }
  }
  const places = keys.subarray(0, size).sort();
  for (let at = 0; at < size; at++) places[at] = (places[at] as number) % placesPerKey;
  return places;
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
    const { firstName, lastName, fields } = personOf(cells.at(place));
    people.push({ phone: heads.phones[place] as number, firstName, lastName, fields });
  }
  return people;
}

/**
 * What later rows say about a number, by number, in memory: each of them folded into one as it is read, so that a file which repeats
 * few numbers often needs little. Folding those before the first row gives the same as folding each into it.
 */
export function repeatsOf(
  db: Db,
  id: ImportId,
  mapping: ColumnMapping,
  rule: DuplicateRule,
): ReadonlyMap<number, RowFields> {
  const personOf = createRowFields(mapping);
  const repeats = new Map<number, RowFields>();
  for (const rows of eachRow(db, id, isDuplicate)) {
    for (const { phone, cells } of rows) {
      const known = repeats.get(phone);
      const found = personOf(cells);
      repeats.set(phone, known === undefined ? found : folded(known, found, rule));
    }
  }
  return repeats;
}

/** A row with what a later row of its number says. */
export function folded<Row extends RowFields>(row: Row, repeat: RowFields, rule: DuplicateRule): Row {
  const { firstName, lastName, fields } = mergePerson(valuesOf(row), valuesOf(repeat), rule).person;
  return { ...row, firstName, lastName, fields: fieldsToText(fields) };
}

export function valuesOf({ firstName, lastName, fields }: RowFields): PersonValues {
  return { firstName, lastName, fields: fieldsFromText(fields) };
}
