import { describe, expect, it } from 'vitest';
import { rowNotes } from '#core/contacts/import-types.ts';
import { judgeRow } from '#core/contacts/judge-row.ts';
import { otherNumbers } from '#core/contacts/other-numbers.ts';
import { repairRow } from '#core/contacts/repair-row.ts';
import { rowRules } from '#core/contacts/row-rules.ts';
import type { ColumnMapping, ColumnUse, PhoneChoice } from '#core/mapping/mapping.ts';
import { labelColumns, labelRank } from '#core/mapping/phone-rank.ts';

/** Columns by name; phones are those whose value in the row is not null, as a guess would order them. */
function rulesOf(names: readonly string[], phones: readonly number[], choice: PhoneChoice = 'best', country = 'NL') {
  const columns = names.map(
    (name, index): ColumnUse => ({ index, name, target: phones.includes(index) ? 'phone' : 'field' }),
  );
  const mapping: ColumnMapping = { columns, phoneOrder: phones, phoneChoice: choice };
  return rowRules(mapping, country);
}

function told(cells: readonly string[], rules: ReturnType<typeof rulesOf>): string {
  const judged = judgeRow(cells, rules);
  if (!judged.ok) return judged.reason;
  return [judged.phone, ...rowNotes.filter((_, bit) => (judged.notes >> bit) & 1)].join(' ');
}

const landline = '020 123 4511';
const mobile = '06 12345611';
const another = '06 12345622';

describe('the number of a row with several phone columns', () => {
  const two = rulesOf(['Phone 1', 'Phone 2'], [0, 1]);
  it.each<[cells: readonly string[], result: string]>([
    [[landline, mobile], '+31612345611'],
    [[mobile, landline], '+31612345611'],
    [['', mobile], '+31612345611'],
    [[landline, 'none'], '+31201234511 landline'],
    [[landline, '020 123 4522'], '+31201234511 landline other_number'],
    [[mobile, another], '+31612345611 other_number'],
    // The same person twice is no other number.
    [[mobile, '+31 6 12345611'], '+31612345611'],
    [['0800 1234', landline], '+31201234511 landline'],
    [['0900 1234567', '0800 1234'], '+319001234567 premium other_number'],
    // An internet number before a landline, a company's behind it.
    [[landline, '085 123 4511'], '+31851234511 other_kind'],
    [[landline, '14020'], '+31201234511 landline'],
    [['none', ''], 'phone_not_a_number'],
  ])('%j', (cells, result) => {
    expect(told(cells, two)).toBe(result);
  });

  it('may be either kind: then header and label decide', () => {
    const us = rulesOf(['Home phone', 'Phone', 'Mobile'], [2, 1, 0], 'best', 'US');
    expect(told(['212 555 0101', '212 555 0102', '212 555 0103'], us)).toBe('+12125550103');
    expect(told(['212 555 0101', '212 555 0102', ''], us)).toBe('+12125550102');
    expect(told(['800 555 0101', '', '212 555 0103'], us)).toBe('+12125550103');
    expect(told(['212 555 0101', '', '800 555 0103'], us)).toBe('+12125550101');
  });

  it('is a certain mobile under “Home” before a landline under “Mobile”', () => {
    const rules = rulesOf(['Home phone', 'Mobile'], [1, 0]);
    expect(told([mobile, landline], rules)).toBe('+31612345611');
    expect(told([mobile, another], rules)).toBe('+31612345622');
  });

  it('follows a person’s own order, whatever it leads to', () => {
    const own = rulesOf(['Phone 1', 'Phone 2'], [0, 1], 'order');
    expect(told([landline, mobile], own)).toBe('+31201234511 landline');
    expect(told(['none', mobile], own)).toBe('+31612345611');
    expect(told([mobile, another], own)).toBe('+31612345611');
  });

  it('is the first mobile of a cell with several numbers', () => {
    const one = rulesOf(['Phone'], [0]);
    expect(told([`${landline} ::: ${mobile}`], one)).toBe('+31612345611 other_number');
    expect(told([`${mobile} / ${another}`], one)).toBe('+31612345611 other_number');
    expect(told([`${mobile};${another}`], one)).toBe('+31612345611 other_number');
    expect(told([`${mobile} ::: 12`], one)).toBe('+31612345611');
    // Marks of one number.
    expect(told(['020 / 1234511'], one)).toBe('+31201234511 landline');
    expect(told(['020/123/4511'], one)).toBe('+31201234511 landline');
    expect(told([`${mobile} / Jan`], one)).toBe('phone_not_a_number');
    expect(told(['12 / 13'], one)).toBe('phone_short_code');
    expect(told([`020/1234511 / ${mobile}`], one)).toBe('+31612345611 other_number');
  });
});

describe('labels', () => {
  const names = ['Name', 'Phone 1 - Label', 'Phone 1 - Value', 'Phone 2 - Label', 'Phone 2 - Value'];
  const rules = rulesOf(names, [2, 4], 'best', 'US');
  const [one, other] = ['212 555 0101', '212 555 0102'];
  it.each<[first: string, second: string, result: string]>([
    ['Home', 'Mobile', '+12125550102'],
    ['* Mobile', 'Work', '+12125550101'],
    ['Work', '', '+12125550102'],
    ['Home', 'Main', '+12125550102'],
    ['Home', 'Work', '+12125550101 other_number'],
    ['Work Fax', 'Home', '+12125550102'],
    ['Assistant', 'Pager', 'phone_blank'],
    ['Thuis', 'Mobiel', '+12125550102'],
    ['Geschäftlich', 'Handy', '+12125550102'],
    ['自宅', '携帯', '+12125550102'],
  ])('%s and %s', (first, second, result) => {
    expect(told(['Ann', first, one, second, other], rules)).toBe(result);
  });

  it('belong to the number beside them', () => {
    expect(labelColumns(names, [2, 4])).toEqual([1, 3]);
    expect(labelColumns(['Phone 1 - Type', 'Phone 1 - Value', 'Type'], [1])).toEqual([0]);
    expect(labelColumns(['Telefoon 1 soort', 'Telefoon 1 nummer'], [1])).toEqual([0]);
    expect(labelColumns(['Phone', 'Type'], [0])).toEqual([null]);
    expect(labelColumns(['Phone', 'Phone Type'], [0])).toEqual([1]);
    expect(labelRank('x'.repeat(500))).toBe(1);
  });

  it('also of one column: a fax is not texted, and not repaired either', () => {
    const single = rulesOf(['Phone 1 - Label', 'Phone 1 - Value'], [1]);
    expect(told(['Home Fax', '020 123 4511'], single)).toBe('phone_blank');
    expect(repairRow(['Home Fax', '31612345611.0'], single)).toBeNull();
    expect(repairRow(['Mobile', '31612345611.0'], single)).toEqual(['Mobile', '31612345611']);
  });
});

describe('otherNumbers', () => {
  it.each<
    [
      names: readonly string[],
      phones: readonly number[],
      cells: readonly string[],
      country: string,
      others: readonly string[],
    ]
  >([
    [['Phone 1', 'Phone 2'], [0, 1], [mobile, another], 'NL', ['+31612345622']],
    [['Phone'], [0], [`${landline} ::: ${mobile} ::: ${another}`], 'NL', ['+31612345622', '+31201234511']],
    [['Phone'], [0], ['51912345678'], 'BR', ['+51912345678']],
    // An Argentinian landline may be a mobile without its 9.
    [['Phone'], [0], ['+54 11 1234 5678'], 'NL', ['+5491112345678']],
    [['Phone'], [0], ['11 1234 5678'], 'AR', ['+5491112345678']],
    [['Phone'], [0], [mobile], 'NL', []],
    [['Phone'], [0], ['none'], 'NL', []],
  ])('%j of %j', (names, phones, cells, country, others) => {
    expect(otherNumbers(cells, rulesOf(names, phones, 'best', country))).toEqual(others);
  });
});
