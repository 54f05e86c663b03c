import fc from 'fast-check';
import {
  getCountries,
  getCountryCallingCode,
  getExampleNumber,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/max';
import examples from 'libphonenumber-js/mobile/examples';
import { describe, expect, it } from 'vitest';
import { judgePhone } from '#core/phone/judge-phone.ts';

describe('judgePhone', () => {
  it.each([
    ['0612345678', 'NL', '+31612345678'],
    ['06-12345678', 'NL', '+31612345678'],
    [' 06 12 34 56 78\u00a0', 'NL', '+31612345678'],
    ['06.12.34.56.78', 'NL', '+31612345678'],
    ['(06) 1234/5678', 'NL', '+31612345678'],
    ['\u202a06\u200e\u201112345678\u202c', 'NL', '+31612345678'],
    ['0687654321\0', 'NL', '+31687654321'],
    ['+31 6 12345678\0\0', null, '+31612345678'],
    ['+31 (0)6 12345678', 'NL', '+31612345678'],
    ['(+31) 6 12345678', 'US', '+31612345678'],
    ['+31 ( 0 ) 6 12345678', null, '+31612345678'],
    ['0031 6 12345678', 'US', '+31612345678'],
    ['0031612345678', null, '+31612345678'],
    ['+0031612345678', null, '+31612345678'],
    ['tel:+31612345678', null, '+31612345678'],
    ['TEL: 0612345678', 'NL', '+31612345678'],
    ['31612345678', 'NL', '+31612345678'],
    ['31612345678', null, '+31612345678'],
    ['612345678', 'NL', '+31612345678'],
    ['447911123456', 'GB', '+447911123456'],
    ['(020) 7946 0018', 'GB', '+442079460018'],
    ['+39 (0)6 698 12345', 'NL', '+390669812345'],
    ['011 31 6 12345678', 'US', '+31612345678'],
    ['(212) 555-0123', 'US', '+12125550123'],
    ['+৮৮০ ১৭১২-৩৪৫৬৭৮', null, '+8801712345678'],
    ['٠٥٠١٢٣٤٥٦٧', 'SA', '+966501234567'],
    ['+３１ ６１２３４５６７８', null, '+31612345678'],
  ])('accepts %j in %s', (raw, country, phone) => {
    expect(judgePhone(raw, country)).toMatchObject({ ok: true, phone });
  });

  it.each([
    ['', 'NL', 'phone_blank'],
    [' \u00a0\u200b\t', 'NL', 'phone_blank'],
    ['\0\0', 'NL', 'phone_blank'],
    ['4.479E+11', 'GB', 'damaged_scientific'],
    ['4,479e+11', 'GB', 'damaged_scientific'],
    ['3.1612345678E10', 'NL', 'damaged_scientific'],
    ['31612345678.0', 'NL', 'damaged_decimal'],
    ["'0612345678", 'NL', 'damaged_apostrophe'],
    // As digits the first would be a valid Danish number, the second a Norwegian one.
    ['20-03-2024', 'DK', 'damaged_date'],
    ['2024-03-20 00:00', 'NO', 'damaged_date'],
    ['#N/A', 'NL', 'damaged_error_value'],
    [' #VERW! ', 'NL', 'damaged_error_value'],
    ['#n/a', 'NL', 'phone_not_a_number'],
    ['1234567890123450', 'NL', 'damaged_rounded'],
    ['+31612345678912000', 'NL', 'damaged_rounded'],
    ['1234567890123451', 'NL', 'phone_too_long'],
    ['0612345678901230', 'NL', 'phone_too_long'],
    ['none', 'NL', 'phone_not_a_number'],
    ['-', 'NL', 'phone_not_a_number'],
    ['06-1234ABCD', 'NL', 'phone_not_a_number'],
    ['0612345678 x12', 'NL', 'phone_not_a_number'],
    ['call 0612345678', 'NL', 'phone_not_a_number'],
    ['+31612345678 +31612345679', 'NL', 'phone_not_a_number'],
    ['0612345678;0612345679', 'NL', 'phone_not_a_number'],
    ['0612345678', null, 'phone_no_country'],
    ['0612', 'NL', 'phone_too_short'],
    ['7', 'NL', 'phone_too_short'],
    ['061234567890123', 'NL', 'phone_too_long'],
    ['0612345678 / 0612345679', 'NL', 'phone_too_long'],
    ['+999 1234567', 'NL', 'phone_invalid'],
    // Valid in length only; libphonenumber-js/min accepts it.
    ['+31 9 99999999', 'NL', 'phone_invalid'],
    ['447911123456', 'NL', 'full_number_abroad'],
    ['8801721970168', 'NL', 'full_number_abroad'],
    // Reserved by Ofcom for drama: no network has it, so the full metadata refuses it.
    ['+447700900123', 'GB', 'phone_invalid'],
  ])('refuses %j in %s as %s', (raw, country, reason) => {
    expect(judgePhone(raw, country)).toEqual({ ok: false, reason });
  });

  it.each([
    ['0612345678', 'NL', 'mobile'],
    ['0201234567', 'NL', 'landline'],
    ['2125550123', 'US', 'mobile'],
    ['0800 1234', 'NL', 'premium'],
    ['0900 1234567', 'NL', 'premium'],
    ['084 1234567', 'NL', 'other'],
  ])('tells that %s in %s is %s', (raw, country, kind) => {
    expect(judgePhone(raw, country)).toMatchObject({ ok: true, kind });
  });

  it('throws for a country that does not exist', () => {
    expect(() => judgePhone('0612345678', 'XX')).toThrow('unknown country');
  });

  it('agrees with libphonenumber-js/max about every country and both writings', () => {
    const country = fc.constantFrom(...getCountries());
    const change = fc.record({ country, at: fc.nat(14), digit: fc.nat(9), drop: fc.boolean(), national: fc.boolean() });
    fc.assert(
      fc.property(change, ({ country: code, at, digit, drop, national }) => {
        const example = getExampleNumber(code, examples);
        const text = (national ? example?.formatNational() : example?.number) ?? '';
        const changed = text.slice(0, at) + (drop ? '' : digit) + text.slice(at + 1);
        const oracle = parsePhoneNumberFromString(changed, { defaultCountry: code, extract: false });
        const own = judgePhone(changed, code);
        const digits = changed.replace(/\D/g, '');
        const full = /^[+0]/.test(changed) ? undefined : parsePhoneNumberFromString(`+${digits}`, { extract: false });
        const isOwnFull = digits.startsWith(getCountryCallingCode(code)) && full?.isValid() === true;
        // We may understand more (a lost plus, `00`), never another number, and less only where E.164 itself ends: 15 digits. Which of
        // two readings wins is our own order.
        if (oracle?.isValid() === true && oracle.number.length <= '+'.length + 15 && !isOwnFull) {
          expect(own).toMatchObject({ ok: true, phone: oracle.number });
        }
        if (own.ok) expect(parsePhoneNumberFromString(own.phone)?.isValid()).toBe(true);
      }),
      {
        numRuns: 2_000,
        // A German landline with an extension: valid to the library, 16 digits with its calling code.
        examples: [[{ country: 'DE', at: 0, digit: 3, drop: false, national: false }]],
      },
    );
  });

  it('gives any text a verdict', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.constantFrom('NL', null), (raw, country) => {
        const verdict = judgePhone(raw, country);
        if (verdict.ok) expect(verdict.phone).toMatch(/^\+[1-9]\d{4,14}$/);
      }),
    );
  });
});
