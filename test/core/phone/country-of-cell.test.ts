import fc from 'fast-check';
import { getCountries, getCountryCallingCode } from 'libphonenumber-js/max';
import { describe, expect, it } from 'vitest';
import { alpha2ByAlpha3, otherNames } from '#core/phone/country-names.ts';
import { countryOfCell } from '#core/phone/country-of-cell.ts';
import { isCountry } from '#core/phone/judge-phone.ts';

describe('countryOfCell', () => {
  it.each([
    ['NL', ['NL', 'nl', ' Nl ', 'N.L.', 'NLD', 'nld', '+31', '0031', '31', '(+31)', '🇳🇱', 'nl_NL', 'nl-NL']],
    ['NL', ['Netherlands', 'The Netherlands', 'the netherlands', 'NEDERLAND', 'Holland', 'Niederlande', 'Pays-Bas']],
    [
      'NL',
      ['Países Bajos', 'Paesi Bassi', 'Holandia', 'Нидерланды', '荷兰', 'オランダ', '네덜란드', 'هولندا', 'Belanda'],
    ],
    ['NL', ['NL - Netherlands', 'Netherlands (NL)', 'Netherlands (+31)', 'NLD Nederland', 'Netherlands (the)']],
    ['GB', ['UK', 'U.K.', 'United Kingdom', 'Great Britain', 'England', 'en_GB', '+44', 'Groot-Brittannië']],
    ['US', ['USA', 'U.S.', 'U.S.A.', 'United States of America', 'Vereinigte Staaten', '+1', '1', '001', 'États-Unis']],
    ['DE', ['Deutschland', 'Germany', 'GER', 'Duitsland', 'Allemagne', '49', 'Almanya', 'Německo']],
    ['CH', ['Schweiz', 'Suisse', 'Svizzera', 'CH', 'CHE', 'Zwitserland']],
    ['AT', ['Österreich', 'Oesterreich', 'OESTERREICH', 'Oostenrijk']],
    ['CI', ['Côte d’Ivoire', "Cote d'Ivoire", 'Ivory Coast', '+225']],
    ['CZ', ['Česko', 'Czech Republic', 'Czechia', 'Česká republika']],
    ['GW', ['Guinea-Bissau']],
    ['KR', ['Korea, Republic of', '대한민국', '한국', 'South Korea']],
    ['JM', ['+1 876', '1-876']],
    ['GE', ['საქართველო', 'Georgia']],
    ['AL', ['Shqipëri', 'Albania']],
    ['TH', ['ไทย', 'ประเทศไทย', 'Thailand']],
    ['BA', ['Bosnia & Herzegovina', 'Bosnia and Herzegovina']],
  ])('is %s for %j', (country, cells) => {
    for (const cell of cells) expect(countryOfCell(cell), cell).toBe(country);
  });

  it.each([
    '',
    ' ',
    '-',
    'n/a',
    'N.A.N.',
    'none',
    '#N/A',
    'XX',
    '999',
    '+',
    '0',
    '+999',
    'Amsterdam',
    'NL - Germany',
    'NL BE',
    '0612345678',
  ])('names none in %j', (cell) => {
    expect(countryOfCell(cell)).toBeNull();
  });

  it('knows every country by its codes and its English name', () => {
    const english = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
    const alpha3 = new Map([...alpha2ByAlpha3].map(([long, short]) => [short, long]));
    expect(alpha3.size).toBe(alpha2ByAlpha3.size);
    for (const country of getCountries()) {
      expect(countryOfCell(country)).toBe(country);
      expect(countryOfCell(alpha3.get(country) ?? '')).toBe(country);
      const name = english.of(country);
      if (name !== undefined) expect(countryOfCell(name), name).toBe(country);
      // A shared code is the largest country's.
      const byCode = countryOfCell(`+${getCountryCallingCode(country)}`);
      expect(byCode !== null && getCountryCallingCode(byCode as typeof country)).toBe(getCountryCallingCode(country));
    }
  });

  it('has short forms of countries only, each of one', () => {
    const all = Object.values(otherNames).flatMap((names) => names.split(' '));
    expect(Object.keys(otherNames).every(isCountry)).toBe(true);
    expect(all.filter((name, at) => all.indexOf(name) !== at)).toEqual([]);
  });

  it('gives any text an answer, the same again, and only countries that numbers can be read with', () => {
    const cell = fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[+(]?[A-Z0-9 -]{0,6}$/));
    fc.assert(
      fc.property(cell, (text) => {
        const country = countryOfCell(text);
        if (country !== null) expect(isCountry(country)).toBe(true);
        expect(countryOfCell(text)).toBe(country);
      }),
      { numRuns: 3_000 },
    );
  });

  it('answers after more distinct cells than it remembers, and for cells of any length', () => {
    for (let index = 0; index < 10_000; index++) countryOfCell(`no country ${index}`);
    expect(countryOfCell('Nederland')).toBe('NL');
    expect(countryOfCell('x'.repeat(100_000))).toBeNull();
  });
});
