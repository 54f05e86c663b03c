import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeRow } from '#core/contacts/judge-row.ts';
import { repairRow } from '#core/contacts/repair-row.ts';
import { type RowRules, rowRules } from '#core/contacts/row-rules.ts';
import type { ColumnTarget } from '#core/mapping/mapping.ts';

const rulesOf = (targets: readonly ColumnTarget[], country: string | null = 'NL', delimiter = ','): RowRules => {
  const columns = targets.map((target, index) => ({ index, name: `c${index}`, target }));
  const phoneOrder = columns.filter((column) => column.target === 'phone').map((column) => column.index);
  return rowRules({ columns, phoneOrder }, country, { delimiter });
};
const one = rulesOf(['full_name', 'phone', 'field']);
const two = rulesOf(['full_name', 'field', 'phone', 'phone']);

describe('repairRow', () => {
  it.each<[rules: RowRules, cells: readonly string[], repaired: readonly string[]]>([
    [one, ['Ann', "'0612345678", 'x'], ['Ann', '0612345678', 'x']],
    [one, ['Ann', '31612345678.0'], ['Ann', '31612345678']],
    [rulesOf(['phone'], 'GB'), ['4.47911123456E+11'], ['447911123456']],
    [rulesOf(['phone', 'country']), ['698123456', 'Italy'], ['0698123456', 'Italy']],
    [rulesOf(['phone', 'field']), ["'0471123456", 'a@b.be'], ['0471123456', 'a@b.be']],
    [two, ['Ann', '', 'none', "'0612345678"], ['Ann', '', 'none', '0612345678']],
    // Cut in two at its own comma.
    [one, ['Smith', ' John', '0612345678', 'x'], ['Smith, John', '0612345678', 'x']],
    [{ ...one, delimiter: ';' }, ['a', ' b', '0612345678', 'x', ''], ['a; b', '0612345678', 'x', '']],
    [two, ['Smith', ' John', ' Jr.', 'x', '', '0612345678'], ['Smith, John, Jr.', 'x', '', '0612345678']],
    // Indented.
    [rulesOf(['phone', 'full_name', 'field']), ['', '0612345678', 'Ann'], ['0612345678', 'Ann', '']],
    [one, ['', 'Ann', '0612345678', 'x'], ['Ann', '0612345678', 'x']],
    [one, ['', ' ', 'Ann', '0612345678', 'x'], ['Ann', '0612345678', 'x']],
    // Without its first cells.
    [one, ['0612345678', 'x'], ['', '0612345678', 'x']],
    [two, ['+31612345678', ''], ['', '', '+31612345678', '']],
  ])('%#: %j', (rules, cells, repaired) => {
    expect(judgeRow(cells, rules).ok).toBe(false);
    expect(repairRow(cells, rules)).toEqual(repaired);
  });

  it.each<[rules: RowRules, cells: readonly string[]]>([
    [one, ['Ann', '0612345678', 'x']],
    [one, ['Ann', '', 'x']],
    [one, ['Ann', 'none', 'x']],
    [one, ['Ann', '4.4791112345E+11', 'x']],
    // Either of two cells may be the rest of the one before.
    [rulesOf(['full_name', 'field', 'phone', 'field']), ['Smith', ' John', ' x', '0612345678', '']],
    // As in a file with a blank behind each comma, and a comma behind each row.
    [one, ['Smith', ' none', ' 0612345678', '']],
    [one, ['Smith', ' none', ' 0612345678', ' x']],
    // The number would come, and a name with it into the other phone column.
    [rulesOf(['phone', 'phone', 'full_name']), ['', 'Piet', 'Jan', '0612345678']],
    // Nothing says which of the cells is one too many.
    [one, ['Ann', 'Bo', '0612345678', 'x']],
    // The name or the field before the number is missing.
    [two, ['Ann', '0612345678', '']],
    // Digits alone may be a customer's number.
    [one, ['612345678', 'x']],
  ])('leaves %#: %j', (rules, cells) => {
    expect(repairRow(cells, rules)).toBeNull();
    expect(judgeRow(cells, rules).ok).toBe(cells[1] === '0612345678' && rules === one);
  });

  it('gives rows that are accepted, from rows that are not', () => {
    const cell = fc.oneof(
      fc.constantFrom(
        '',
        ' ',
        'Ann',
        ' John',
        '0612345678',
        "'0612345678",
        '31612345678.0',
        '698123456',
        '3.1612345678E10',
      ),
      fc.constantFrom('IT', 'BE', 'a@b.be', "'0471123456", '+32 471 12 34 56', '#N/A', '612345678'),
      fc.string(),
    );
    const target = fc.constantFrom<ColumnTarget>('phone', 'country', 'field', 'ignore', 'first_name');
    let repaired = 0;
    fc.assert(
      fc.property(fc.array(target, { maxLength: 4 }), fc.array(cell, { maxLength: 7 }), (targets, cells) => {
        const rules = rulesOf([...targets, 'phone']);
        const row = repairRow(cells, rules);
        if (row === null) return;
        repaired++;
        expect(judgeRow(cells, rules).ok).toBe(false);
        expect(judgeRow(row, rules).ok).toBe(true);
        // Nothing that was written is lost, but what the spreadsheet put into a number.
        const text = (all: readonly string[]): string => all.join('').replace(/[^\p{L}@]/gu, '');
        if (!cells.some((one) => /\de/i.test(one))) expect(text(row)).toBe(text(cells));
      }),
      { numRuns: 5_000 },
    );
    expect(repaired).toBeGreaterThan(20);
  });
});
