import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { acceptedCode, duplicateCode, reasonCode } from '#core/contacts/row-code.ts';
import { importPeople, repeatsOf } from '#main/store/import-people.ts';
import { codeOf, openStore, plainReading } from '#test/support/open-store.ts';
import { testNow } from '#test/support/plan.ts';

const mapping = {
  columns: [
    { index: 0, name: 'Phone', target: 'phone' as const },
    { index: 1, name: 'Name', target: 'first_name' as const },
    { index: 2, name: 'City', target: 'field' as const },
  ],
  phoneOrder: [0],
};

interface FileRow {
  readonly phone: number;
  readonly name: string;
  readonly code: number;
}

/** A store that holds these rows in batches of `size`, as they would lie in a file. */
function staged(rows: readonly FileRow[], size: number) {
  const { api, db } = openStore();
  const id = api.imports.begin({ fileName: 'p.csv', options: plainReading, mapping, country: 'NL' }, testNow);
  for (let from = 0; from < rows.length; from += size) {
    const batch = rows.slice(from, from + size);
    api.imports.stage(id, {
      codes: Uint16Array.from(batch, ({ code }) => code),
      lines: Int32Array.from(batch, (_row, i) => from + i + 1),
      phones: Float64Array.from(batch, ({ phone }) => phone),
      cells: new TextEncoder().encode(
        `\n,"${batch.map(({ phone, name }) => `${phone},${name},"Köln, Süd"`).join('\n')}`,
      ),
    });
  }
  return { db, id };
}

const sortKey = (phone: number) => String(phone).padEnd(15, '0').slice(0, 9);
const accepted = (phones: readonly number[]): FileRow[] =>
  phones.map((phone, i) => ({ phone, name: `N${i}`, code: acceptedCode }));

describe('the people of an import', () => {
  it('come once each, by number, in slices and in runs that fit into memory', () => {
    const phones = fc.uniqueArray(fc.integer({ min: 1_000_000, max: 999_999_999_999_999 }), { maxLength: 60 });
    const sizes = fc.record({ batch: fc.integer({ min: 1, max: 20 }), slice: fc.integer({ min: 1, max: 20 }) });
    fc.assert(
      fc.property(phones, sizes, fc.constantFrom(0, 400, 1e9), (numbers, { batch, slice }, inMemory) => {
        const { db, id } = staged(accepted(numbers), batch);
        const slices = [...importPeople(db, id, mapping, 'skip', slice, inMemory)];
        const found = slices.flatMap(({ phones: some, firstNames }) =>
          [...some].map((phone, i) => [phone, firstNames[i]] as const),
        );
        expect(new Map(found)).toEqual(new Map(numbers.map((phone, i) => [phone, `N${i}`])));
        expect(found).toHaveLength(numbers.length);
        expect(slices.every(({ phones: some }) => some.length > 0 && some.length <= slice)).toBe(true);
        if (inMemory < 1e9) return;
        const keys = found.map(([phone]) => sortKey(phone));
        expect(keys).toEqual([...keys].sort());
      }),
      { numRuns: 60 },
    );
  });

  it('leave out rows that do not come in, and take up what later rows of their number say', () => {
    const rows: readonly FileRow[] = [
      { phone: 31_612_345_678, name: 'Anna', code: acceptedCode },
      { phone: 0, name: 'Bo', code: reasonCode('phone_invalid', false) },
      { phone: 31_612_345_678, name: 'Annie', code: duplicateCode },
      { phone: 1_617_207_1052, name: 'Cy', code: acceptedCode },
    ];
    const { db, id } = staged(rows, 2);
    expect([...importPeople(db, id, mapping, 'update', 10)]).toEqual([
      {
        phones: Float64Array.of(1_617_207_1052, 31_612_345_678),
        firstNames: ['Cy', 'Annie'],
        lastNames: ['', ''],
        fields: ['{"City":"Köln, Süd"}', '{"City":"Köln, Süd"}'],
      },
    ]);
  });

  it('keep one row a number of all that repeat it, and it gives what each of them would in turn', () => {
    const name = fc.constantFrom('', 'Ann', 'Bo', 'Cy');
    fc.assert(
      fc.property(fc.array(name, { minLength: 1, maxLength: 6 }), fc.constantFrom('update', 'fill'), (names, rule) => {
        const phone = 31_612_345_678;
        const { db, id } = staged(
          names.map((one, i) => ({ phone, name: one, code: i === 0 ? acceptedCode : duplicateCode })),
          2,
        );
        const filled = names.filter((one) => one !== '');
        const expected = (rule === 'update' ? filled.at(-1) : filled[0]) ?? '';
        expect([...importPeople(db, id, mapping, rule, 10)].flatMap(({ firstNames }) => firstNames)).toEqual([
          expected,
        ]);
        const repeats = [...repeatsOf(db, id, mapping, rule).values()];
        expect(repeats.map(({ fields }) => fields)).toEqual(names.length > 1 ? ['{"City":"Köln, Süd"}'] : []);
      }),
      { numRuns: 60 },
    );
  });

  it('are refused where a flipped bit made two lines of one: names would go to their neighbours', () => {
    const { db, id } = staged(accepted([31_612_345_678, 31_612_345_679]), 2);
    const { cells } = db.get<{ cells: Uint8Array }>('SELECT cells FROM import_batches') ?? { cells: new Uint8Array() };
    const flipped = Buffer.from(cells);
    // The comma behind the first number, a bit or two away from a line end.
    flipped[flipped.indexOf(0x2c, 4)] = 0x0a;
    db.run('UPDATE import_batches SET cells = ?', flipped);
    expect(codeOf(() => [...importPeople(db, id, mapping, 'skip', 10)])).toBe('storage_damaged');
  });
});
