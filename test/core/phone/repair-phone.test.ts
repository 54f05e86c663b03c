import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isErrorValue } from '#core/csv/spreadsheet-errors.ts';
import { countryOfNumber, judgePhone, repairPhone } from '#core/phone/judge-phone.ts';

describe('repairPhone', () => {
  it.each([
    ['31612345678.0', 'NL', '31612345678'],
    ['0612345678,00', 'NL', '0612345678'],
    ['+31612345678.0', null, '+31612345678'],
    ["'31612345678.0", 'NL', '31612345678'],
    ["'0612345678", 'NL', '0612345678'],
    ['\u2019+31 (0)6 12345678', null, '+31 (0)6 12345678'],
    ["'06-1234/5678", 'NL', '06-1234/5678'],
    ['4.47911123456E+11', 'GB', '447911123456'],
    ['4,47911123456e11', 'GB', '447911123456'],
    ['+4.47911123456E+11', null, '+447911123456'],
    ['3.1612345678E10', 'NL', '31612345678'],
    // A full number of another country: with the plus it has lost, too.
    ['4.47911123456E+11', 'NL', '+447911123456'],
    ['8801721970168.0', 'NL', '+8801721970168'],
    ['612345678E0', 'NL', '612345678'],
    // Italy's landlines and all numbers of Ivory Coast keep their zero abroad, and a spreadsheet drops it.
    ['698123456', 'IT', '0698123456'],
    ['69 812-3456', 'IT', '0698123456'],
    ['712345678', 'CI', '0712345678'],
    ['698123456.0', 'IT', '0698123456'],
  ])('mends %j in %s', (raw, country, repaired) => {
    expect(judgePhone(raw, country)).toMatchObject({ ok: false, reason: expect.stringMatching(/^damaged_/) });
    expect(repairPhone(raw, country)).toBe(repaired);
    expect(judgePhone(repaired, country).ok).toBe(true);
  });

  it.each([
    // Eleven digits of twelve: nothing says that the last was a zero.
    ['4.4791112345E+11', 'GB'],
    // As ten digits it would be a number in Berlin.
    ['4.930123456E+10', 'DE'],
    ['4.930123456E+8', 'DE'],
    ['4.479E+11', 'GB'],
    ['4.47911123456E+10', 'GB'],
    ['4.47911123456E-11', 'GB'],
    ['-3.1612345678E10', 'NL'],
    ['-31612345678.0', 'NL'],
    ['20-03-2024', 'DK'],
    ['1234567890123450', 'NL'],
    ['#N/A', 'NL'],
    ["'12", 'NL'],
    ['0612345678', 'NL'],
    ['0612', 'NL'],
    ['Ann', 'NL'],
    ['', 'NL'],
    ['E+11', 'NL'],
    ['9E999999999999', 'NL'],
  ])('does not guess at %j in %s', (raw, country) => {
    expect(repairPhone(raw, country)).toBeNull();
  });

  it('gives nothing that is refused, and nothing for what is accepted', () => {
    const cell = fc.oneof(
      fc.stringMatching(/^['+]?\d{5,13}([.,]0{0,2}|[.,]\d{0,12}[eE][+-]?1?\d)?$/),
      fc.constantFrom('0612345678', '698123456', "'0612345678", '712345678.0'),
      fc.string(),
    );
    fc.assert(
      fc.property(cell, fc.constantFrom('NL', 'IT', 'CI', 'GB', null), (raw, country) => {
        const repaired = repairPhone(raw, country);
        if (repaired === null) return;
        expect(judgePhone(raw, country).ok).toBe(false);
        expect(judgePhone(repaired, country).ok).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('zeroRestored', () => {
  it.each([
    ['612345678', 'NL', true],
    ['6 12345678', 'NL', true],
    ['7911123456', 'GB', true],
    ['0612345678', 'NL', false],
    ['(0)612345678', 'NL', false],
    ['31612345678', 'NL', false],
    ['+31612345678', 'NL', false],
    // Dialled as written: no zero in Brazil's, China's mobiles' and North America's national numbers.
    ['11987654321', 'BR', false],
    ['13812345678', 'CN', false],
    ['2125550123', 'US', false],
    ['0712345678', 'CI', false],
  ])('of %s in %s is %s', (raw, country, zeroRestored) => {
    expect(judgePhone(raw, country)).toMatchObject({ ok: true, zeroRestored });
  });
});

describe('reasons for numbers that are no number', () => {
  it.each([
    ['112', 'NL', 'phone_short_code'],
    ['1233', 'NL', 'phone_short_code'],
    ['911', 'US', 'phone_short_code'],
    ['123456', null, 'phone_short_code'],
    ['+112', 'NL', 'phone_too_short'],
    ['12', 'NL', 'phone_too_short'],
    // With the zero of a national number it is one that was cut short; Spain has no such zero.
    ['0612', 'NL', 'phone_too_short'],
    ['061', 'ES', 'phone_short_code'],
    ['698123456', 'IT', 'damaged_zero'],
    ['712345678', 'CI', 'damaged_zero'],
    // `010` is dialled in Japan to call abroad: nobody lost a zero of a Japanese number.
    ['1031612345678', 'JP', 'phone_invalid'],
    // Longer than E.164 allows, though the metadata has such a landline.
    ['+49 30 1234567890123', null, 'phone_too_long'],
  ])('%s in %s is %s', (raw, country, reason) => {
    expect(judgePhone(raw, country)).toEqual({ ok: false, reason });
  });
});

describe('countryOfNumber', () => {
  it.each([
    ['+31612345678', 'NL'],
    ['0032 471 12 34 56', 'BE'],
    ['+1 (416) 555-0123', 'CA'],
    ['+39 (0)2 1234 5678', 'IT'],
    ['+800 1234 5678', null],
    ['0612345678', null],
    ['31612345678', null],
    ['+31 6 1', null],
    ['#N/A', null],
    ['', null],
  ])('of %j is %s', (raw, country) => {
    expect(countryOfNumber(raw)).toBe(country);
  });
});

describe('isErrorValue', () => {
  it('knows them in every language', () => {
    for (const value of ['#N/A', '#REF!', '#VALUE!', '#NAME?', '#DIV/0!', '#NULL!', '#NUM!']) {
      expect(isErrorValue(` ${value} `)).toBe(true);
    }
    for (const value of ['#SPILL!', '#CALC!', '#NV', '#BEZUG!', '#NOM?', '#¡VALOR!', '#WAARDE!', '#RIF!', '#Н/Д']) {
      expect(isErrorValue(value)).toBe(true);
    }
  });

  it('leaves other cells alone', () => {
    for (const cell of ['', ' ', '#', '#1', '#n/a', '# N/A', 'N/A', '#hashtag', '#N/A #N/A']) {
      expect(isErrorValue(cell)).toBe(false);
    }
  });
});
