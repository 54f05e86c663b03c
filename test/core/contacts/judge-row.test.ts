import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rejectReasons, rowNotes } from '#core/contacts/import-types.ts';
import { judgeRow, type RowJudgement } from '#core/contacts/judge-row.ts';
import { countryOfMail } from '#core/contacts/mail-country.ts';
import { type RowRules, rowRules } from '#core/contacts/row-rules.ts';
import type { ColumnMapping, ColumnTarget } from '#core/mapping/mapping.ts';

/** Columns by their targets, phones preferred in file order. */
const rulesOf = (targets: readonly ColumnTarget[], country: string | null = 'NL'): RowRules => {
  const columns = targets.map((target, index) => ({ index, name: `c${index}`, target }));
  const mapping: ColumnMapping = {
    columns,
    phoneOrder: columns.filter((column) => column.target === 'phone').map((column) => column.index),
  };
  return rowRules(mapping, country);
};
const notesOf = (judged: RowJudgement): readonly string[] => rowNotes.filter((_, bit) => (judged.notes >> bit) & 1);
const told = (judged: RowJudgement): string =>
  judged.ok ? [judged.phone, ...notesOf(judged)].join(' ') : `${judged.reason} ${judged.column} ${judged.value}`;

const one = rulesOf(['first_name', 'phone', 'field']);
const two = rulesOf(['first_name', 'phone', 'phone', 'field']);
const withCountry = rulesOf(['first_name', 'phone', 'country']);

describe('judgeRow', () => {
  it.each<[rules: RowRules, cells: readonly string[], result: string]>([
    [one, ['Ann', '06 12345678', 'x'], '+31612345678'],
    [one, ['Ann', '612345678', 'x'], '+31612345678 zero_restored'],
    [one, ['Ann', '020 1234567', 'x'], '+31201234567 landline'],
    [one, ['Ann', '0800 1234', 'x'], '+318001234 premium'],
    [one, ['Ann', '084 1234567', 'x'], '+31841234567 other_kind'],
    [one, ['Ann', '06 12345678'], '+31612345678'],
    [one, ['#N/A', '06 12345678', '#VERW!'], '+31612345678 error_value'],
    [one, ['#1', '06 12345678', '#hash'], '+31612345678'],
    [one, ['Ann', '06 12345678', 'x', 'y'], '+31612345678 row_longer'],
    [one, ['Ann', '06 12345678', 'x', ' ', ''], '+31612345678'],
    [one, ['Ann', '#N/A', 'x'], 'damaged_error_value 1 #N/A'],
    [one, ['Ann', '112', 'x'], 'phone_short_code 1 112'],
    [one, ['Ann', ' ', 'x'], 'phone_blank null '],
    [one, ['Ann'], 'phone_blank null '],
    [one, [], 'phone_blank null '],
    // The first valid number wins; the first reason that is not blank is told.
    [two, ['Ann', '0612345678', '0687654321', ''], '+31612345678'],
    [two, ['Ann', 'none', '0687654321', ''], '+31687654321'],
    [two, ['Ann', '#REF!', '0687654321', ''], '+31687654321'],
    [two, ['Ann', '', '4.479E+11', ''], 'damaged_scientific 2 4.479E+11'],
    [two, ['Ann', 'none', '4.479E+11', ''], 'phone_not_a_number 1 none'],
  ])('%#: %j', (rules, cells, result) => {
    expect(told(judgeRow(cells, rules))).toBe(result);
  });

  it.each<[cells: readonly string[], result: string]>([
    [['Ann', '0471 12 34 56', 'Belgium'], '+32471123456'],
    [['Ann', '0471 12 34 56', '+32'], '+32471123456'],
    [['Ann', '0612345678', ''], '+31612345678'],
    [['Ann', '0612345678', ' '], '+31612345678'],
    [['Ann', '0612345678', 'Mars'], '+31612345678 country_unread'],
    [['Ann', '0612345678', '#N/A'], '+31612345678 error_value'],
    [['Ann', '0612345678'], '+31612345678'],
    // A named country is believed: the default is not tried.
    [['Ann', '0612345678', 'US'], 'phone_invalid 1 0612345678'],
    [['Ann', '+31612345678', 'US'], '+31612345678'],
  ])('reads with the country column: %j', (cells, result) => {
    expect(told(judgeRow(cells, withCountry))).toBe(result);
  });

  it.each<[cells: readonly string[], country: string | null, result: string]>([
    [['Ann', '0471 12 34 56', '+32 2 512 34 56', ''], 'NL', '+32471123456 country_hinted'],
    [['Ann', '0471 12 34 56', '0032 2 512 34 56', ''], null, '+32471123456 country_hinted'],
    [['Ann', '0612345678', '+31 20 123 4567', ''], 'NL', '+31612345678'],
    // What the hinted country refuses is read with the default.
    [['Ann', '0612345678', '+1 212 555 0123', ''], 'NL', '+31612345678'],
    [['Ann', '+32 471 12 34 56', '0612345678', ''], 'NL', '+32471123456'],
    [['Ann', 'none', '+32 471 12 34 56', ''], 'NL', '+32471123456'],
    // The domain of a mail address is the last resort.
    [['Ann', '0471 12 34 56', '', 'ann@example.be'], 'US', '+32471123456 country_hinted'],
    [['Ann', '0471 12 34 56', '', 'Ann <ann@example.co.uk>'], 'US', 'phone_invalid 1 0471 12 34 56'],
    [['Ann', '0471 12 34 56', '', 'ann@example.io'], 'US', 'phone_invalid 1 0471 12 34 56'],
    [['Ann', '0612345678', '', 'ann@example.nl'], 'NL', '+31612345678'],
    [['Ann', '0612345678', '', 'ann@example.nl'], null, '+31612345678 country_hinted'],
    [['Ann', '0612345678', '', ''], null, 'phone_no_country 1 0612345678'],
  ])('takes hints: %j with %s', (cells, country, result) => {
    expect(told(judgeRow(cells, { ...two, country }))).toBe(result);
  });

  it.each<[cells: readonly string[], result: string]>([
    [['Smith', ' John', '0612345678', 'x'], 'row_shifted 2 0612345678'],
    [['', 'Ann', '0612345678', 'x'], 'row_shifted 2 0612345678'],
    // As long as it should be: the number may be somebody else's.
    [['', 'Ann', '0612345678'], 'phone_not_a_number 1 Ann'],
    // A delimiter too many at its end makes no row longer.
    [['', 'Ann', '0612345678', ''], 'phone_not_a_number 1 Ann'],
    [['0612345678', 'x'], 'row_shifted 0 0612345678'],
    // No cell is lost or won: the other number stands where it belongs.
    [['Ann', 'none', '0612345678'], 'phone_not_a_number 1 none'],
    [['', '', '0612345678'], 'phone_blank null '],
    [['Ann', '4.4E+11', 'x', '0612345678'], 'damaged_scientific 1 4.4E+11'],
  ])('sees a shifted row: %j', (cells, result) => {
    expect(told(judgeRow(cells, one))).toBe(result);
  });

  it.each<[columns: Readonly<Record<string, ColumnTarget>>, cells: readonly string[], result: string]>([
    // A blank phone cell beside another number is a blank phone cell.
    [{ Mobile: 'phone', Fax: 'field', Name: 'full_name' }, ['', '0201234568', 'Piet'], 'phone_blank null '],
    [{ Mobile: 'phone', 'Work phone': 'ignore', Name: 'full_name' }, ['', '0201234568', 'Piet'], 'phone_blank null '],
    [{ Mobile: 'phone', Name: 'full_name', Friend: 'field' }, ['', 'Piet', '0612345678'], 'phone_blank null '],
    [
      { Mobile: 'phone', Phone: 'phone', Name: 'full_name', Friend: 'field' },
      ['', '', 'Piet', '0612345678'],
      'phone_blank null ',
    ],
    [{ Mobile: 'phone', Order: 'field', Name: 'full_name' }, ['', '612345678', 'Piet'], 'phone_blank null '],
    // Its last cells left out by a writer that saves delimiters.
    [{ Fax: 'field', Mobile: 'phone', Note: 'field' }, ['0201234568', ''], 'phone_blank null '],
    [{ Fax: 'field', Mobile: 'phone', Note: 'field' }, ['0201234568', 'none'], 'phone_not_a_number 1 none'],
    // Too long for another reason.
    [{ Mobile: 'phone', Fax: 'field', Name: 'full_name' }, ['', '0201234568', 'Jan', 'Jr'], 'phone_blank null '],
    [
      { Name: 'full_name', Mobile: 'phone', Fax: 'field' },
      ['', 'none', '0201234568', 'x'],
      'phone_not_a_number 1 none',
    ],
    // A number where a name belongs, or behind the last column, has come from somewhere.
    [{ Mobile: 'phone', Name: 'full_name', City: 'field' }, ['', '0612345678', 'Ann'], 'row_shifted 1 0612345678'],
    [{ Name: 'full_name', Mobile: 'phone' }, ['', 'Ann', '0612345678'], 'row_shifted 2 0612345678'],
    [{ Mobile: 'phone', Name: 'full_name' }, ['', '612345678'], 'phone_blank null '],
  ])('takes no other number for the person’s: %j with %j', (columns, cells, result) => {
    const uses = Object.entries(columns).map(([name, target], index) => ({ index, name, target }));
    const phoneOrder = uses.filter(({ target }) => target === 'phone').map(({ index }) => index);
    expect(told(judgeRow(cells, rowRules({ columns: uses, phoneOrder }, 'NL')))).toBe(result);
  });

  it('judges any cells', () => {
    const cell = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('', ' ', '0612345678', '+32 471 12 34 56', '#N/A', 'BE', 'a@b.nl', ' John', "'0612345678", '112'),
    );
    const target = fc.constantFrom<ColumnTarget>('phone', 'country', 'field', 'ignore', 'first_name');
    fc.assert(
      fc.property(fc.array(target, { maxLength: 5 }), fc.array(cell, { maxLength: 8 }), (targets, cells) => {
        const rules = rulesOf(['phone', ...targets]);
        const judged = judgeRow(cells, rules);
        expect(judgeRow(cells, rules)).toEqual(judged);
        if (judged.ok) {
          expect(judged.phone).toMatch(/^\+[1-9]\d{4,14}$/);
          expect(judged.notes).toBeLessThan(1 << rowNotes.length);
          return;
        }
        expect(rejectReasons).toContain(judged.reason);
        expect(judged.value).toBe(judged.column === null ? '' : cells[judged.column]);
        expect(judged.column === null).toBe(judged.reason === 'phone_blank');
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('rowRules', () => {
  it('tells columns apart', () => {
    expect(rulesOf(['field', 'phone', 'ignore', 'country', 'full_name'], 'BE')).toMatchObject({
      phoneOrder: [1],
      modes: ['national'],
      choice: null,
      countryIndex: 3,
      country: 'BE',
      width: 5,
      otherIndexes: [0, 3, 4],
      wordIndexes: [3, 4],
      numberIndexes: [],
      delimiter: ',',
    });
  });
});

describe('countryOfMail', () => {
  it.each([
    ['a@b.nl', 'NL'],
    [' A@B.DE ', 'DE'],
    ['a@b.co.uk', 'GB'],
    ['Ann <a@b.fr>', 'FR'],
    ['a@b.com', null],
    ['a@b.co', null],
    ['a@b.tv', null],
    ['a@b.me', null],
    ['a@b.eu', null],
    ['@b.nl', null],
    ['a@.nl x', null],
    ['b.nl', null],
  ])('of %j is %s', (cell, country) => {
    expect(countryOfMail(cell)).toBe(country);
  });
});
