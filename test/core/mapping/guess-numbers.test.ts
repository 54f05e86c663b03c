import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { guessNumbers, withNumbers } from '#core/mapping/guess-numbers.ts';
import type { ColumnMapping } from '#core/mapping/mapping.ts';

const guess = (cells: readonly string[], country: string | null = 'NL') =>
  guessNumbers(
    cells.map((cell) => [cell]),
    0,
    country,
    null,
  );
const many = (count: number, start: string): string[] =>
  Array.from({ length: count }, (_, at) => `${start}${String(10 + at)}`);

describe('guessNumbers', () => {
  it.each<[name: string, cells: readonly string[], country: string, mode: string | undefined]>([
    ['full numbers of several countries', ['31612345611', '8801721970168', '447911123456'], 'NL', 'full'],
    ['full numbers of another country', many(20, '316123456'), 'DE', 'full'],
    ['full numbers of the own country', many(20, '316123456'), 'NL', 'full'],
    ['national numbers with their zero', many(20, '06123456'), 'NL', 'national'],
    ['national numbers without their zero', many(20, '6123456'), 'NL', 'national'],
    ['Brazilian numbers of the area 51, which are Peruvian in full', many(20, '519123456'), 'BR', 'national'],
    ['Chinese mobiles, some of which are American in full', many(20, '130123456'), 'CN', 'national'],
    [
      'American numbers with and without their 1',
      [...many(10, '21255501'), ...many(10, '121255502')],
      'US',
      'national',
    ],
    ['one full number among national ones', [...many(9, '06123456'), '4915123020522'], 'NL', 'national'],
    ['own full numbers mixed with national ones', [...many(90, '316123456'), ...many(9, '6123456')], 'NL', 'national'],
    [
      'full numbers as a spreadsheet saves them',
      ['31612345611.0', '8.801721970168E+12', "'447911123456"],
      'NL',
      'full',
    ],
    ['numbers with plus', ['+31612345611', '0031612345612', '+49 1512 3020522'], 'NL', undefined],
    ['no numbers', ['Ann', '12', '', '#N/A'], 'NL', undefined],
    ['numbers with plus beside full ones', ['+31612345611', '8801721970168', '447911123456'], 'NL', 'full'],
    ['numbers with plus beside national ones', ['+31612345611', '0612345612', '612345613'], 'NL', 'national'],
    ['landlines', many(20, '02012345'), 'NL', 'national'],
  ])('%s', (_, cells, country, mode) => {
    expect(guess(cells, country)?.mode).toBe(mode);
  });

  it('needs 80 % of full mobiles, and 20 points more than national readings', () => {
    const full = many(16, '447911123').map((digits) => `${digits}4`);
    expect(guess([...full, ...many(4, '06123456')])).toMatchObject({ mode: 'full', full: 0.8, national: 0.2 });
    expect(guess([...full, ...many(5, '06123456')])?.mode).toBe('national');
    // Nine of ten are full mobiles, and as many are national ones.
    expect(guess([...many(9, '519123456'), '1133334444'], 'BR')).toMatchObject({
      mode: 'national',
      full: 0.9,
      national: 1,
    });
  });

  it('reads each row with its own country', () => {
    const rows = many(20, '519123456').map((cell) => [cell, 'BR']);
    expect(guessNumbers(rows, 0, 'NL', 1)?.mode).toBe('national');
    expect(guessNumbers(rows, 0, 'NL', null)?.mode).toBe('full');
  });

  it('counts numbers of other countries: only they make a full column a guess', () => {
    expect(guess(many(20, '316123456'))).toMatchObject({ mode: 'full', abroad: 0 });
    expect(guess(['31612345611', '8801721970168', '447911123456'])).toMatchObject({ abroad: 2 });
  });

  it('takes any cells', () => {
    const cell = fc.oneof(fc.string(), fc.stringMatching(/^[+0]?\d{5,15}$/));
    fc.assert(
      fc.property(fc.array(cell, { maxLength: 8 }), fc.constantFrom('NL', 'US', null), (cells, country) => {
        const found = guess(cells, country);
        if (found === null) return;
        expect(found.full).toBeGreaterThanOrEqual(0);
        expect(Math.max(found.full, found.national)).toBeLessThanOrEqual(1);
        if (found.mode === 'full') expect(found.full).toBeGreaterThanOrEqual(0.8);
      }),
    );
  });
});

describe('withNumbers', () => {
  const mapping: ColumnMapping = {
    columns: [
      { index: 0, name: 'A', target: 'phone' },
      { index: 1, name: 'B', target: 'phone', numbers: 'full', numbersChosen: true },
      { index: 2, name: 'C', target: 'field' },
    ],
    phoneOrder: [0, 1],
  };
  const full = { mode: 'full', full: 1, national: 0, abroad: 1 } as const;
  const national = { mode: 'national', full: 0, national: 1, abroad: 0 } as const;
  const modes = ({ columns }: ColumnMapping) => columns.map(({ numbers }) => numbers);

  it('takes the guess where a person chose nothing, and what they choose everywhere', () => {
    expect(modes(withNumbers(mapping, [full, national, full]))).toEqual(['full', 'full', undefined]);
    expect(modes(withNumbers(mapping, [null, null, null]))).toEqual([undefined, 'full', undefined]);
    expect(modes(withNumbers(mapping, [full, full, full], 'national'))).toEqual(['national', 'national', undefined]);
  });
});
