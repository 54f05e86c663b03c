import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type RejectReason, rejectReasons } from '#core/contacts/import-types.ts';
import { createFileJudge } from '#core/contacts/judge-rows.ts';
import { NumberSet } from '#core/contacts/number-set.ts';
import { createRejectFile } from '#core/contacts/reject-file.ts';
import { notesOfCode, reasonOfCode } from '#core/contacts/row-code.ts';
import { createRowFields } from '#core/contacts/row-fields.ts';
import { firstRecords } from '#core/csv/delimiter.ts';
import type { CsvRecord } from '#core/csv/reading.ts';
import type { ColumnMapping } from '#core/mapping/mapping.ts';
import { unpacked } from '#test/support/unpacked.ts';

const mapping: ColumnMapping = {
  columns: [
    { index: 0, name: 'Name', target: 'first_name' },
    { index: 1, name: 'Home', target: 'phone' },
    { index: 2, name: 'Mobile', target: 'phone' },
    { index: 3, name: '__proto__', target: 'field' },
    { index: 4, name: 'Secret', target: 'ignore' },
  ],
  phoneOrder: [2, 1],
};

const encode = (text: string) => new TextEncoder().encode(text);
const unlined = (records: readonly CsvRecord[]) => ({ records, rows: null });

const rows: readonly (readonly [cells: readonly string[], phone: number, reason: string | null])[] = [
  [['Ann', '', '06 12345678'], 31_612_345_678, null],
  [['Bo', '020 123 4567', ''], 31_201_234_567, null],
  [['Cy', '020 123 4568', '4.479E+11'], 31_201_234_568, null],
  [['Di', '', '+31 (0)6 1234 5678'], 31_612_345_678, 'duplicate'],
  [['Ed', 'n/a', '4.479E+11'], 0, 'damaged_scientific'],
  [['Flo', 'n/a', ''], 0, 'phone_not_a_number'],
  [['Gus', ' ', '\u00a0'], 0, 'phone_blank'],
  [['Short'], 0, 'phone_blank'],
  [['Han', '0031612345678', '06 1'], 31_612_345_678, 'duplicate'],
];
const records = rows.map(([cells], index) => ({ line: index + 2, cells }));

describe('createFileJudge', () => {
  it('gives every record its verdict; the first valid phone column wins, the first row of a number too', () => {
    const batch = createFileJudge(mapping, 'NL').judge(unlined(records), encode);
    expect([...batch.lines]).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect([...batch.phones]).toEqual(rows.map((row) => row[1]));
    expect([...batch.codes].map(reasonOfCode)).toEqual(rows.map((row) => row[2]));
    expect([...batch.codes].map(notesOfCode)[1]).toEqual(['landline']);
    expect(unpacked(batch.cells)).toEqual(rows.map((row) => row[0]));
  });

  it('counts the same whether records come at once or one by one', () => {
    const once = createFileJudge(mapping, 'NL');
    once.judge(unlined(records), encode);
    const single = createFileJudge(mapping, 'NL');
    for (const record of records) single.judge(unlined([record]), encode);
    expect(single.tally.summary(1)).toEqual(once.tally.summary(1));
    expect(once.tally.summary(1)).toEqual({
      warnings: [],
      records: 9,
      accepted: 3,
      invalid: 4,
      duplicate: 2,
      notes: [{ note: 'landline', count: 2 }],
      reasons: [
        {
          reason: 'phone_blank',
          count: 2,
          repairable: 0,
          samples: [
            { line: 8, value: '' },
            { line: 9, value: '' },
          ],
        },
        {
          reason: 'duplicate',
          count: 2,
          repairable: 0,
          samples: [
            { line: 5, value: '+31612345678' },
            { line: 10, value: '+31612345678' },
          ],
        },
        { reason: 'phone_not_a_number', count: 1, repairable: 0, samples: [{ line: 7, value: 'n/a' }] },
        { reason: 'damaged_scientific', count: 1, repairable: 0, samples: [{ line: 6, value: '4.479E+11' }] },
      ],
      seconds: 1,
    });
  });

  it('keeps a few short samples of each reason', () => {
    const judge = createFileJudge(mapping, 'NL');
    judge.judge(
      unlined(Array.from({ length: 50 }, (_, line) => ({ line, cells: ['', '', 'x'.repeat(5_000)] }))),
      encode,
    );
    const [reason] = judge.tally.summary(0).reasons;
    expect(reason?.count).toBe(50);
    expect(reason?.samples).toHaveLength(5);
    expect(reason?.samples[0]?.value.length).toBeLessThan(100);
  });

  it('adds up for any records', () => {
    const cell = fc.constantFrom(
      '',
      '0612345678',
      '06 12 34 56 78',
      '0612345679',
      '#N/A',
      '+1',
      '31612345678',
      '1'.repeat(30),
    );
    fc.assert(
      fc.property(fc.array(fc.array(cell, { maxLength: 4 }), { maxLength: 30 }), (table) => {
        const judge = createFileJudge(mapping, 'NL');
        judge.judge(unlined(table.map((cells, line) => ({ line, cells }))), encode);
        const { records: all, accepted, invalid, duplicate, reasons } = judge.tally.summary(0);
        expect(all).toBe(table.length);
        expect(accepted + invalid + duplicate).toBe(all);
        expect(reasons.reduce((sum, reason) => sum + reason.count, 0)).toBe(invalid + duplicate);
      }),
    );
  });
});

describe('NumberSet', () => {
  it('is a set', () => {
    const digits = fc.integer({ min: 1, max: 999_999_999_999_999 });
    fc.assert(
      fc.property(fc.array(fc.oneof(digits, fc.integer({ min: 1, max: 50 }))), (values) => {
        const own = new NumberSet();
        const seen = new Set<number>();
        for (const value of values) {
          expect(own.add(value)).toBe(!seen.has(value));
          seen.add(value);
          expect(own.size).toBe(seen.size);
        }
      }),
    );
  });

  it('lets numbers go again, and finds all the others', () => {
    const values = fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 1, max: 60 })), { maxLength: 300 });
    fc.assert(
      fc.property(values, (steps) => {
        const own = new NumberSet();
        const seen = new Set<number>();
        for (const [adds, value] of steps) {
          if (adds) expect(own.add(value)).toBe(!seen.has(value));
          else own.remove(value);
          if (adds) seen.add(value);
          else seen.delete(value);
          expect(own.size).toBe(seen.size);
        }
        for (let value = 1; value <= 60; value++) expect(own.has(value)).toBe(seen.has(value));
      }),
    );
  });

  it('keeps numbers that follow each other apart', () => {
    const own = new NumberSet();
    for (let index = 0; index < 300_000; index++) own.add(31612000000 + index);
    for (let index = 0; index < 300_000; index++) own.add(31600000000 + index * 4096);
    expect(own.size).toBeGreaterThan(590_000);
  });

  it('refuses what is no number', () => {
    expect(() => new NumberSet().add(0)).toThrow();
    expect(() => new NumberSet().add(1_234_567_890_123_456)).toThrow();
  });
});

describe('createRowFields', () => {
  const read = createRowFields(mapping);

  it('reads names and fields, trimmed, blank ones and error values left out', () => {
    expect(read([' Ann ', '1', '2', ' x "y" ', 'hidden'])).toEqual({
      firstName: 'Ann',
      lastName: '',
      fields: '{"__proto__":"x \\"y\\""}',
    });
    expect(read(['#N/A', '1', '2', ' '])).toEqual({ firstName: '', lastName: '', fields: '{}' });
    expect(read([])).toEqual({ firstName: '', lastName: '', fields: '{}' });
  });
});

describe('createRejectFile', () => {
  const words = {
    line: 'Line',
    reason: 'Reason',
    reasonOf: (reason: RejectReason | 'duplicate') => `Why, "${reason}"`,
  };

  it('comes back as the same cells with line and reason', () => {
    const columns = ['Name', 'Mobile'];
    const cell = fc.oneof(
      fc.constantFrom('', '+31 6 1', '=1+1', '@x', '-5', '\ttab', '\rcr', '"q"', 'a\r\nb', ' x '),
      fc.string(),
    );
    const rejected = fc.record({
      line: fc.integer({ min: 1, max: 2_000_000 }),
      cells: fc.array(cell, { maxLength: 4 }),
      reason: fc.constantFrom(...rejectReasons, 'duplicate' as const),
    });
    fc.assert(
      fc.property(fc.array(rejected, { maxLength: 5 }), fc.constantFrom(',', ';'), (list, delimiter) => {
        const file = createRejectFile(columns, words, delimiter);
        const text = file.start + list.map((row) => file.row(row)).join('');
        expect(text[0]).toBe('\ufeff');
        const read = firstRecords(text.slice(1), delimiter, true).map((record) => record.cells);
        expect(read).toEqual([
          ['Name', 'Mobile', 'Line', 'Reason'],
          ...list.map(({ line, cells, reason }) => [
            cells[0] ?? '',
            cells[1] ?? '',
            String(line),
            words.reasonOf(reason),
            ...cells.slice(2),
          ]),
        ]);
      }),
    );
  });

  it('replaces its own two columns the second time', () => {
    const file = createRejectFile(['Mobile', 'Line', 'Reason'], words);
    expect(file.start).toBe('\ufeffMobile,Line,Reason\r\n');
    expect(file.row({ line: 9, cells: ['+31', '4', 'old'], reason: 'phone_too_short' })).toBe(
      '+31,9,"Why, ""phone_too_short"""\r\n',
    );
  });

  it('keeps surplus cells the second time too, named or not', () => {
    for (const columns of [
      ['Mobile', 'Line', 'Reason'],
      ['Mobile', 'Line', 'Reason', 'Column 4', 'Column 5'],
    ]) {
      const file = createRejectFile(columns, words);
      expect(file.start).toBe('\ufeffMobile,Line,Reason\r\n');
      expect(file.row({ line: 9, cells: ['+31', '4', 'old', 'Delft', 'x'], reason: 'phone_too_short' })).toBe(
        '+31,9,"Why, ""phone_too_short""",Delft,x\r\n',
      );
    }
  });
});
