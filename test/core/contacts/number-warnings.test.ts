import { describe, expect, it } from 'vitest';
import { countryFits } from '#core/contacts/country-fit.ts';
import { createFileJudge } from '#core/contacts/judge-rows.ts';
import type { ColumnMapping } from '#core/mapping/mapping.ts';

const mapping = (change: Partial<ColumnMapping['columns'][number]> = {}): ColumnMapping => ({
  columns: [{ index: 0, name: 'Phone', target: 'phone', ...change }],
  phoneOrder: [0],
  phoneChoice: 'best',
});

function warningsOf(cells: readonly string[], country: string | null, map = mapping(), guessed = false) {
  const judge = createFileJudge(map, country);
  const records = cells.map((cell, at) => ({ cells: [cell], line: at + 2 }));
  judge.judge({ records, rows: null }, () => new Uint8Array());
  return judge.warnings(guessed);
}

const many = (count: number, make: (at: number) => string): string[] =>
  Array.from({ length: count }, (_, at) => make(at));
const belgian = (at: number) => `0471 12 3${at % 10} ${10 + (at % 90)}`;

describe('warnings about numbers', () => {
  it('are counted over the rows that are imported, with the first line', () => {
    expect(warningsOf(['11987654321', '51912345678', '51912345678', '51912345679'], 'BR')).toEqual([
      { code: 'two_readings', count: 2, line: 3, details: {} },
    ]);
    expect(warningsOf(['0612345611 ::: 0612345612'], 'NL')).toEqual([
      { code: 'other_number', count: 1, line: 2, details: {} },
    ]);
  });

  it('say that a country was guessed only where it decided', () => {
    const cells = ['+31612345611', '0612345612', '31612345613', '612345614'];
    expect(warningsOf(cells, 'NL', mapping(), true)).toEqual([
      { code: 'country_guessed', count: 2, line: 3, details: { country: 'Netherlands' } },
    ]);
    expect(warningsOf(cells, 'NL')).toEqual([]);
    expect(warningsOf(['+31612345611'], 'NL', mapping(), true)).toEqual([]);
  });

  it('say that a column is read in full where a number of another country is, and a person did not say so', () => {
    const cells = ['31612345611', '8801721970168', '+447911123456'];
    expect(warningsOf(cells, 'NL', mapping({ numbers: 'full' }))).toEqual([
      { code: 'full_column', count: 1, line: 3, details: { column: 'Phone' } },
    ]);
    expect(warningsOf(cells, 'NL', mapping({ numbers: 'full', numbersChosen: true }))).toEqual([]);
    expect(warningsOf(['31612345611', '+447911123456'], 'NL', mapping({ numbers: 'full' }))).toEqual([]);
  });

  it('say which country the numbers are of, when more than a third are refused', () => {
    const cells = [...many(21, belgian), ...many(38, (at) => `212 555 01${at + 10}`)];
    expect(warningsOf(['+32 471 12 34 56', ...cells], 'US')).toEqual([
      {
        code: 'country_mismatch',
        count: 21,
        line: 3,
        details: { country: 'United States', other: 'Belgium', codes: 'BE', rows: 60 },
      },
    ]);
    // A third exactly is not more than a third.
    expect(warningsOf([...many(20, belgian), ...many(40, (at) => `212 555 01${at + 10}`)], 'US')).toEqual([]);
  });

  it('name the few countries that are as good, when nothing says which it is', () => {
    const [warning] = warningsOf(
      many(10, (at) => `06123456${at + 10}`),
      'US',
    );
    expect(warning?.code).toBe('country_mismatch');
    const codes = String(warning?.details.codes).split(' ');
    expect(codes).toContain('NL');
    expect(codes).toContain('FR');
    expect(codes.length).toBeLessThanOrEqual(3);
    expect(String(warning?.details.other)).toMatch(/ or /);
    const [known] = warningsOf(['+31612345699', ...many(10, (at) => `06123456${at + 10}`)], 'US');
    expect(known?.details).toMatchObject({ codes: 'NL', other: 'Netherlands' });
  });

  it('leave rows alone that say their own country', () => {
    const map: ColumnMapping = {
      columns: [...mapping().columns, { index: 1, name: 'Country', target: 'country' }],
      phoneOrder: [0],
    };
    const judge = createFileJudge(map, 'NL');
    const records = many(10, belgian).map((cell, line) => ({ cells: [cell, 'US'], line }));
    judge.judge({ records, rows: null }, () => new Uint8Array());
    expect(judge.warnings(true)).toEqual([]);
  });
});

describe('countryFits', () => {
  it('counts every row of a large file', () => {
    const fits = countryFits('US');
    const rows = 30_000;
    for (let at = 1; at <= rows; at++) {
      if (at % 2 === 0)
        fits.refused(`0471 ${10 + (at % 90)} ${10 + ((at >> 3) % 90)} ${10 + ((at >> 6) % 90)}`, at, at);
      else fits.seen('BE');
    }
    const [best] = fits.best(rows);
    expect(best).toMatchObject({ country: 'BE', line: 2 });
    expect(best?.rows).toBeGreaterThan(14_000);
  });

  it('does not ask for few', () => {
    const fits = countryFits('US');
    for (let at = 1; at <= 1_000; at++) if (at % 4 === 0) fits.refused(belgian(at), at, at);
    expect(fits.best(1_000)).toEqual([]);
  });
});
