import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ColumnMapping, ColumnTarget } from '#core/mapping/mapping.ts';
import { figuresOf, nameWithoutExtension, problemsOf } from '../../src/renderer/src/features/import/figures.ts';
import { movePhone, samplesOf, setTarget } from '../../src/renderer/src/features/import/mapping-edits.ts';

const count = fc.integer({ min: 0, max: 1_000_000 });

describe('figures', () => {
  it('always add up to the rows of the file', () => {
    fc.assert(
      fc.property(count, count, count, count, count, (added, changed, same, invalid, duplicate) => {
        const accepted = added + changed + same;
        const records = accepted + invalid + duplicate;
        const summary = { records, accepted, invalid, duplicate, landline: 0, reasons: [], seconds: 0 };
        const figures = figuresOf(summary, { added, changed, same, suppressed: 0 });
        expect(figures.added + figures.changed + figures.same + figures.leftOut).toBe(figures.records);
        expect(figures.written).toBe(added + changed);
      }),
    );
  });
});

describe('problems', () => {
  const summary = {
    records: 500,
    accepted: 400,
    invalid: 60,
    duplicate: 40,
    landline: 5,
    reasons: [
      { reason: 'duplicate' as const, count: 40, samples: [{ line: 3, value: '06' }] },
      { reason: 'phone_blank' as const, count: 10, samples: [{ line: 4, value: '  ' }] },
      { reason: 'phone_too_short' as const, count: 48, samples: [{ line: 5, value: ' 0611 ' }] },
      { reason: 'phone_damaged' as const, count: 2, samples: [{ line: 6, value: '4.4E+11' }] },
      { reason: 'phone_too_long' as const, count: 0, samples: [] },
    ],
    seconds: 1,
  };

  it('stand in the order in which a person can help', () => {
    const keys = problemsOf(summary, { added: 1, changed: 1, same: 1, suppressed: 3 }).map((problem) => problem.key);
    expect(keys).toEqual(['phone_damaged', 'phone_too_short', 'phone_blank', 'duplicate', 'landline', 'opted_out']);
  });

  it('show a cell that says something, trimmed, or none', () => {
    const samples = new Map(problemsOf(summary, null).map((problem) => [problem.key, problem.sample]));
    expect(samples.get('phone_too_short')).toBe('0611');
    expect(samples.get('phone_blank')).toBeNull();
  });

  it('are none when every row comes in', () => {
    expect(problemsOf({ ...summary, landline: 0, reasons: [] }, null)).toEqual([]);
  });
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
  const targets: readonly ColumnTarget[] = ['phone', 'first_name', 'last_name', 'field', 'ignore'];
  const start: ColumnMapping = {
    columns: Array.from({ length: 5 }, (_, index) => ({ index, name: `c${index}`, target: 'field' as const })),
    phoneOrder: [],
  };

  it('stay consistent however they are changed', () => {
    const edit = fc.oneof(
      fc.record({ kind: fc.constant('set' as const), index: fc.nat(4), target: fc.constantFrom(...targets) }),
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
        for (const single of ['first_name', 'last_name']) {
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
