import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ColumnMapping, columnTargets } from '#core/mapping/mapping.ts';
import {
  figuresOf,
  figuresOfRecord,
  mayNotArrive,
  nameWithoutExtension,
  problemsOf,
  type Reason,
  repairableOf,
  savableRows,
} from '../../src/renderer/src/features/import/figures.ts';
import { movePhone, samplesOf, setTarget } from '../../src/renderer/src/features/import/mapping-edits.ts';
import {
  inPlace,
  type MendedRow,
  withMended,
  withoutLeft,
} from '../../src/renderer/src/features/import/mended-rows.ts';
import { roundedSpan } from '../../src/renderer/src/features/import/time-left.ts';
import { record } from './import-kit.ts';

const count = fc.integer({ min: 0, max: 1_000_000 });
const rule = fc.constantFrom('update' as const, 'fill' as const, 'skip' as const);

describe('figures', () => {
  it('rows that are no longer kept are not there to be saved', () => {
    const { leftOut } = figuresOfRecord(record);
    expect(leftOut).toBeGreaterThan(0);
    expect([savableRows(record), savableRows({ ...record, rowsKept: false })]).toEqual([leftOut, 0]);
  });

  it('always add up to the rows of the file', () => {
    fc.assert(
      fc.property(count, count, count, count, count, rule, (added, changed, same, invalid, duplicate, onRepeat) => {
        const accepted = added + changed + same;
        const records = accepted + invalid + duplicate;
        const summary = { records, accepted, invalid, duplicate, reasons: [], notes: [], warnings: [], seconds: 0 };
        const figures = figuresOf(summary, { added, changed, same }, onRepeat);
        expect(figures.added + figures.changed + figures.same + figures.merged + figures.leftOut).toBe(figures.records);
        expect(figures.written).toBe(added + changed);
      }),
    );
  });
});

const reasonOf = (reason: Reason, count: number, repairable = 0, value = '') => ({
  reason,
  count,
  repairable,
  samples: [{ line: 3, value }],
});

describe('problems', () => {
  const summary = {
    records: 500,
    accepted: 400,
    invalid: 60,
    duplicate: 40,
    reasons: [
      reasonOf('duplicate', 40, 0, '06'),
      reasonOf('phone_blank', 10, 0, '  '),
      reasonOf('phone_too_short', 40, 0, ' 0611 '),
      reasonOf('damaged_scientific', 2, 1, '4.4E+11'),
      reasonOf('damaged_zero', 3, 3, '611'),
      reasonOf('damaged_rounded', 4, 0, '3161200000000000'),
      reasonOf('row_shifted', 1, 1, 'Utrecht'),
      reasonOf('phone_too_long', 0),
    ],
    notes: [
      { note: 'landline' as const, count: 5 },
      { note: 'error_value' as const, count: 9 },
      { note: 'premium' as const, count: 0 },
    ],
    warnings: [],
    seconds: 1,
  };
  const plan = { added: 1, changed: 7, same: 1, suppressed: 3, changes: [], changedPeople: [] };

  it('stand in the order in which a person can help', () => {
    expect(problemsOf(summary, plan).map(({ key, group }) => `${group}: ${key}`)).toEqual([
      'repairable: damaged_zero',
      'repairable: damaged_scientific',
      'repairable: row_shifted',
      'lost: damaged_rounded',
      'refused: phone_too_short',
      'refused: phone_blank',
      'repeats: duplicate',
      'book: changes',
      'book: opted_out',
      'notes: error_value',
      'notes: landline',
    ]);
  });

  it('show a cell that says something, trimmed, or none', () => {
    const samples = new Map(problemsOf(summary, null).map((problem) => [problem.key, problem.sample]));
    expect(samples.get('phone_too_short')).toBe('0611');
    expect(samples.get('phone_blank')).toBeNull();
  });

  it('keep the open kind when its last row was mended, whether it is counted still or not', () => {
    expect(problemsOf(summary, null, 'phone_too_long').find(({ key }) => key === 'phone_too_long')?.count).toBe(0);
    expect(problemsOf(summary, null, 'phone_invalid').find(({ key }) => key === 'phone_invalid')?.count).toBe(0);
    expect(problemsOf(summary, null, 'premium').some(({ key }) => key === 'premium')).toBe(false);
  });

  it('say how many rows all repairs together make good, and how many may not arrive', () => {
    expect(repairableOf(summary)).toBe(5);
    expect(mayNotArrive(summary)).toBe(5);
  });

  it('are none when every row comes in', () => {
    expect(problemsOf({ ...summary, notes: [], reasons: [] }, null)).toEqual([]);
  });

  it('count repeats as joined, not as left out, when later rows count too', () => {
    expect(figuresOf(summary, plan, 'fill')).toMatchObject({ merged: 40, leftOut: 60, reasons: 6 });
    expect(figuresOf(summary, plan, 'skip')).toMatchObject({ merged: 0, leftOut: 100, reasons: 7 });
    // Of an import in the list it is its own rule that says so.
    const committed = { ...record, summary, result: plan, rules: { onDuplicate: 'update', onRepeat: 'fill' } } as const;
    expect(figuresOfRecord(committed)).toMatchObject({ merged: 40, leftOut: 60 });
    expect(figuresOfRecord({ ...committed, rules: null })).toMatchObject({ merged: 0, leftOut: 100 });
  });
});

describe('mended rows', () => {
  const row = (number: number) => ({
    row: number,
    line: number,
    cells: [],
    phone: null,
    reason: null,
    notes: [],
    repair: null,
    repairedPhone: null,
    phoneColumn: null,
    others: [],
    mended: true,
  });

  it('keep their places: a page is asked for without those that left, and drawn with them', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(59), { maxLength: 30 }), fc.integer({ min: 1, max: 20 }), (gone, limit) => {
        const all = Array.from({ length: 60 }, (_, number) => row(number));
        const mended = gone.reduce<readonly MendedRow[]>(
          (rows, at) => withMended(rows, { at, row: row(at), left: true }),
          [],
        );
        const book = all.filter(({ row: number }) => !gone.includes(number));
        for (let offset = 0; offset < 60; offset += limit) {
          const ask = withoutLeft(mended, offset, limit);
          const found = { total: book.length, rows: book.slice(ask.offset, ask.offset + ask.limit) };
          const drawn = inPlace(mended, offset, limit, found);
          expect(drawn.total).toBe(60);
          expect(drawn.rows.map(({ row: number }) => number)).toEqual(
            all.slice(offset, offset + limit).map(({ row: number }) => number),
          );
        }
      }),
    );
  });

  it('hold each row once, in its newest state', () => {
    const once = withMended([], { at: 4, row: row(9), left: false });
    expect(withMended(once, { at: 4, row: row(9), left: true })).toEqual([{ at: 4, row: row(9), left: true }]);
  });
});

describe('the time left', () => {
  it.each([
    [0, 'soon', 0],
    [4.9, 'soon', 0],
    [18, 'seconds', 20],
    [57, 'seconds', 55],
    [63, 'seconds', 60],
    [94, 'seconds', 90],
    [130, 'minutes', 2],
    [3_600, 'minutes', 60],
    [7_300, 'hours', 2],
  ])('of %s s is said as %s %s', (seconds, unit, count) => expect(roundedSpan(seconds)).toEqual({ unit, count }));
});

describe('a file name', () => {
  it.each([
    ['patients_okt.csv', 'patients_okt'],
    ['list.2026.tsv', 'list.2026'],
    ['Ouders klas 3b', 'Ouders klas 3b'],
    ['.csv', '.csv'],
    ['a. lange naam', 'a. lange naam'],
  ])('%s becomes the group %s', (name, group) => expect(nameWithoutExtension(name)).toBe(group));
});

describe('column uses', () => {
  const start: ColumnMapping = {
    columns: Array.from({ length: 5 }, (_, index) => ({ index, name: `c${index}`, target: 'field' as const })),
    phoneOrder: [],
  };

  it('stay consistent however they are changed', () => {
    const edit = fc.oneof(
      fc.record({ kind: fc.constant('set' as const), index: fc.nat(4), target: fc.constantFrom(...columnTargets) }),
      fc.record({ kind: fc.constant('move' as const), index: fc.nat(4), by: fc.constantFrom(-1 as const, 1 as const) }),
    );
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 40 }), (edits) => {
        const end = edits.reduce(
          (mapping, one) =>
            one.kind === 'set' ? setTarget(mapping, one.index, one.target) : movePhone(mapping, one.index, one.by),
          start,
        );
        const phones = end.columns.filter((column) => column.target === 'phone').map((column) => column.index);
        expect([...end.phoneOrder].sort()).toEqual(phones.sort());
        for (const single of ['first_name', 'last_name', 'full_name', 'country']) {
          expect(end.columns.filter((column) => column.target === single).length).toBeLessThanOrEqual(1);
        }
        expect(end.columns.map((column) => column.name)).toEqual(start.columns.map((column) => column.name));
      }),
    );
  });

  it('give way: the column that was the first name becomes a field', () => {
    const one = setTarget(start, 0, 'first_name');
    const two = setTarget(one, 1, 'first_name');
    expect(two.columns.map((column) => column.target)).toEqual(['field', 'first_name', 'field', 'field', 'field']);
  });

  it('give way: a full name stands alone, and so do its parts', () => {
    const parts = setTarget(setTarget(start, 0, 'first_name'), 1, 'last_name');
    const whole = setTarget(parts, 2, 'full_name');
    expect(whole.columns.map((column) => column.target)).toEqual(['field', 'field', 'full_name', 'field', 'field']);
    expect(setTarget(whole, 3, 'last_name').columns[2]?.target).toBe('field');
  });

  it('put a new phone column last, and move it by one', () => {
    const two = setTarget(setTarget(start, 3, 'phone'), 1, 'phone');
    expect(two.phoneOrder).toEqual([3, 1]);
    expect(movePhone(two, 1, -1).phoneOrder).toEqual([1, 3]);
    expect(movePhone(two, 3, -1)).toBe(two);
    expect(movePhone(two, 4, 1)).toBe(two);
  });

  it('show different samples, without blanks', () => {
    const rows = [' Utrecht', '', 'Utrecht', 'Zeist', ' ', 'Bunnik', 'London'].map((cell) => ({ cells: [cell] }));
    expect(samplesOf(rows, 0)).toEqual(['Utrecht', 'Zeist', 'Bunnik']);
    expect(samplesOf(rows, 9)).toEqual([]);
  });
});
