import {
  type CountryCode,
  getCountries,
  getCountryCallingCode,
  type PhoneNumber as Parsed,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/max';
import { describe, expect, it } from 'vitest';
import { createFileJudge } from '#core/contacts/judge-rows.ts';
import { isDuplicate } from '#core/contacts/row-code.ts';
import type { ColumnMapping } from '#core/mapping/mapping.ts';
import { judgePhone, repairPhone } from '#core/phone/judge-phone.ts';
import { type NumbersMode, numbersModes } from '#core/phone/numbers-mode.ts';
import { generator, kindNumbers, mobileNumbers } from './written-numbers.ts';

// More: SLIPWAY_PHONE_CASES=20000 SLIPWAY_PHONE_SEED=7 npx vitest run test/core/phone/readings.test.ts
const cases = Number(process.env.SLIPWAY_PHONE_CASES ?? 200);
const seed = Number(process.env.SLIPWAY_PHONE_SEED ?? 1);

const parse = (text: string, country?: CountryCode): Parsed | undefined =>
  parsePhoneNumberFromString(text, { extract: false, ...(country !== undefined && { defaultCountry: country }) });

/** Valid mobiles of a country, in E.164 digits. What is 16 digits long cannot be texted. */
function* mobiles(country: CountryCode): Generator<string> {
  const code = getCountryCallingCode(country);
  const random = generator(seed * 3_000 + getCountries().indexOf(country));
  for (const national of mobileNumbers(country, Math.ceil(cases / 2), random)) {
    const parsed = parse(`+${code}${national}`);
    const isMobile = parsed?.getType() === 'MOBILE' || parsed?.getType() === 'FIXED_LINE_OR_MOBILE';
    if (isMobile && parsed.country === country && parsed.number.length <= 16) yield parsed.number.slice(1);
  }
}

const phoneOf = (raw: string, country: string | null, mode?: NumbersMode): string | null => {
  const judged = judgePhone(raw, country, mode);
  return judged.ok ? judged.phone : null;
};

/** `4.915123020522E+12` with every digit written. */
const scientific = (digits: string): string => `${digits[0]}.${digits.slice(1)}E+${digits.length - 1}`;

describe('a mobile in full, without its plus, in its own country', () => {
  it('is that mobile, for every country and every length', { timeout: 60_000 + cases * 100 }, () => {
    const wrong: string[] = [];
    const counts = new Map<string, number>();
    for (const country of getCountries()) {
      const code = getCountryCallingCode(country);
      for (const digits of mobiles(country)) {
        counts.set(country, (counts.get(country) ?? 0) + 1);
        const national = digits.slice(code.length);
        const half = Math.floor(national.length / 2);
        const written = [
          digits,
          `(${code}) ${national}`,
          `(${code}) ${national.slice(0, half)}-${national.slice(half)}`,
          `${code} ${national.slice(0, half)} ${national.slice(half)}`,
          `="${digits}"`,
          `\u202a${digits}\u202c`,
          // The zero in brackets is dialled within the country only.
          ...(/^0/.test(national) ? [] : [`${code} (0)${national}`]),
        ];
        for (const mode of numbersModes) {
          for (const raw of written) if (phoneOf(raw, country, mode) !== `+${digits}`) wrong.push(`${country} ${raw}`);
          for (const raw of [`${digits}.0`, `${digits},00`, scientific(digits)]) {
            const repaired = repairPhone(raw, country, mode);
            if (repaired === null || phoneOf(repaired, country, mode) !== `+${digits}`) wrong.push(`${country} ${raw}`);
          }
        }
      }
    }
    expect(wrong).toEqual([]);
    // Tristan da Cunha and a few others have no mobiles of their own in the metadata.
    expect(counts.size).toBeGreaterThan(235);
  });

  it('needs no doubt, but where a national mobile has the same digits', () => {
    for (const country of getCountries()) {
      for (const digits of mobiles(country)) expect(judgePhone(digits, country)).toMatchObject({ other: null });
    }
  });

  it('is that mobile with a country column, and one person with and without plus', { timeout: 60_000 }, () => {
    const mapping: ColumnMapping = {
      columns: [
        { index: 0, name: 'Phone', target: 'phone' },
        { index: 1, name: 'Country', target: 'country' },
      ],
      phoneOrder: [0],
    };
    for (const country of getCountries()) {
      const numbers = new Set([...mobiles(country)].slice(0, 20));
      const records = [...numbers].flatMap((digits, at) =>
        [`+${digits}`, digits].map((cell, half) => ({ cells: [cell, country], line: at * 2 + half + 1 })),
      );
      // Read with a default country that is another one.
      const judge = createFileJudge(mapping, country === 'NL' ? 'BE' : 'NL');
      const { codes, phones } = judge.judge({ records, rows: null }, () => new Uint8Array());
      expect([...phones].filter((_, at) => at % 2 === 0)).toEqual([...numbers].map(Number));
      expect([...codes].filter(isDuplicate)).toHaveLength(numbers.size);
      expect(judge.tally.summary(0)).toMatchObject({ accepted: numbers.size, invalid: 0 });
    }
  });

  it('is offered with its plus in any other country that has no such number', () => {
    for (const country of getCountries()) {
      for (const digits of [...mobiles(country)].slice(0, 5)) {
        for (const home of ['NL', 'GB', 'BR', 'US', 'JP'] as const) {
          const judged = judgePhone(digits, home);
          if (judged.ok || judged.reason !== 'full_number_abroad') continue;
          expect(repairPhone(digits, home)).toBe(`+${digits}`);
          expect(phoneOf(`+${digits}`, home)).toBe(`+${digits}`);
        }
        expect(phoneOf(digits, 'NL', 'full')).toBe(`+${digits}`);
      }
    }
  });
});

describe('the order of readings', () => {
  it.each<[raw: string, country: string, phone: string, other: string | null]>([
    // The own full mobile before a national landline.
    ['4915123020522', 'DE', '+4915123020522', null],
    ['6281234567890', 'ID', '+6281234567890', null],
    ['38343201234', 'XK', '+38343201234', null],
    ['358401234567', 'FI', '+358401234567', null],
    ['27821234567', 'ZA', '+27821234567', null],
    // A national mobile stays.
    ['51912345678', 'BR', '+5551912345678', '+51912345678'],
    ['15123020522', 'DE', '+4915123020522', '+15123020522'],
    ['13012345678', 'CN', '+8613012345678', '+13012345678'],
    // A national landline that lacks no zero before another own full number.
    ['483049851', 'PL', '+48483049851', '+483049851'],
    // In North America both are the same.
    ['12125550123', 'US', '+12125550123', null],
    ['2125550123', 'US', '+12125550123', null],
    ['612345678', 'NL', '+31612345678', null],
    ['31201234567', 'NL', '+31201234567', null],
  ])('%s in %s is %s', (raw, country, phone, other) => {
    expect(judgePhone(raw, country)).toMatchObject({ ok: true, phone, other });
  });

  it.each<[raw: string, country: string, repaired: string | null]>([
    ['8801721970168', 'NL', '+8801721970168'],
    ['49 1512 3020522', 'NL', '+4915123020522'],
    ['447911123456', 'NL', '+447911123456'],
    // A zero in front is a number of the own country.
    ['698123456', 'IT', '0698123456'],
    ['123456', 'NL', null],
  ])('%s in %s is repaired to %s', (raw, country, repaired) => {
    expect(judgePhone(raw, country).ok).toBe(false);
    expect(repairPhone(raw, country)).toBe(repaired);
  });

  it.each<[raw: string, country: string, phone: string | null, other: string | null]>([
    ['8801721970168', 'NL', '+8801721970168', null],
    ['15123020522', 'DE', '+15123020522', '+4915123020522'],
    ['51912345678', 'BR', '+51912345678', '+5551912345678'],
    ['31612345678', 'DE', '+31612345678', null],
    // What begins with a zero or a plus says how it is written.
    ['0612345678', 'NL', '+31612345678', null],
    ['+31612345678', 'US', '+31612345678', null],
    ['0031612345678', 'US', '+31612345678', null],
    ['612345678', 'NL', null, null],
  ])('in a full column %s in %s is %s', (raw, country, phone, other) => {
    const judged = judgePhone(raw, country, 'full');
    expect(judged.ok ? [judged.phone, judged.other] : [null, null]).toEqual([phone, other]);
  });

  it('offers a national mobile in a full column with its calling code, and nothing else', () => {
    expect(repairPhone('612345678', 'NL', 'full')).toBe('+31612345678');
    expect(repairPhone('201234567', 'NL', 'full')).toBeNull();
  });
});

/** What was read before there was an order: nationally first, then with the own calling code. */
function before(digits: string, country: CountryCode): string | null {
  const valid = (parsed: Parsed | undefined) =>
    parsed?.getType() === undefined || parsed.number.length > 16 ? null : (parsed.number as string);
  if (digits.startsWith('00'))
    return valid(parse(`+${digits.replace(/^(?:00){1,2}/, '')}`)) ?? valid(parse(digits, country));
  const code = getCountryCallingCode(country);
  return valid(parse(digits, country)) ?? (digits.startsWith(code) ? valid(parse(`+${digits}`)) : null);
}

it('changes nothing else that was read before, over every country’s numbers of every kind', {
  timeout: 60_000 + cases * 400,
}, () => {
  const unexplained: string[] = [];
  const counts = new Map<string, number>();
  const explain = (digits: string, country: CountryCode): string | null => {
    const was = before(digits, country);
    const judged = judgePhone(digits, country);
    if (!judged.ok) return was === null ? (judged.reason === 'full_number_abroad' ? 'offered' : 'same') : null;
    if (judged.phone === was) return 'same';
    if (was === null) return judged.oldMobile ? 'old mobile' : judged.national ? 'national with its code' : null;
    if (judged.national || !digits.startsWith(getCountryCallingCode(country))) return null;
    const zero = judged.phone === `+${digits}` ? '' : ', with its zero';
    return `${judged.kind === 'mobile' ? 'own full mobile' : 'own full before a lost zero'}${zero}`;
  };
  getCountries().forEach((country, index) => {
    const code = getCountryCallingCode(country);
    for (const { raw } of kindNumbers(country, Math.ceil(cases / 10), generator(seed * 4_000 + index))) {
      const digits = raw.replace(/\D/g, '');
      // As it is written, without its first zero, and in full without its plus.
      const written = raw.startsWith('+')
        ? [digits, `${code}0${digits.slice(code.length)}`]
        : [digits, digits.replace(/^0/, '')];
      // Sixteen digits and more are refused, or rounded by a spreadsheet.
      for (const one of written.filter(({ length }) => length <= 15)) {
        const why = explain(one, country);
        if (why === null) unexplained.push(`${country} ${one} ${before(one, country)} ${phoneOf(one, country)}`);
        else counts.set(why, (counts.get(why) ?? 0) + 1);
      }
    }
  });
  if (process.env.SLIPWAY_PHONE_TABLE !== undefined) process.stdout.write(`${JSON.stringify([...counts])}\n`);
  expect(unexplained).toEqual([]);
  expect(counts.get('own full mobile')).toBeGreaterThan(100);
});

describe('old forms of mobiles', () => {
  it.each<[raw: string, country: string | null, phone: string]>([
    ['+52 1 55 1234 5678', null, '+525512345678'],
    ['0052 1 55 1234 5678', 'NL', '+525512345678'],
    ['5215512345678', 'MX', '+525512345678'],
    ['5215512345678', null, '+525512345678'],
    ['+229 97 12 34 56', null, '+2290197123456'],
    ['97 12 34 56', 'BJ', '+2290197123456'],
    ['22997123456', 'BJ', '+2290197123456'],
    ['+225 07 12 34 56', null, '+2250707123456'],
    ['+225 44 12 34 56', null, '+2250544123456'],
    ['+225 01 12 34 56', null, '+2250101123456'],
    ['58 12 34 56', 'CI', '+2250758123456'],
    ['+55 11 8123-4567', null, '+5511981234567'],
    ['(11) 8123-4567', 'BR', '+5511981234567'],
    ['011 8123-4567', 'BR', '+5511981234567'],
    ['551181234567', 'BR', '+5511981234567'],
    ['011 15 1234-5678', 'AR', '+5491112345678'],
    ['11 15 1234-5678', 'AR', '+5491112345678'],
    ['+54 351 15 212 3456', null, '+5493512123456'],
    ['+54 9 11 15 1234 5678', null, '+5491112345678'],
    ['+54 9 2966 15 45 6789', null, '+5492966456789'],
  ])('%s in %s is %s', (raw, country, phone) => {
    expect(judgePhone(raw, country)).toMatchObject({ ok: true, phone, kind: 'mobile', oldMobile: true });
  });

  it.each<[raw: string, country: string | null]>([
    ['+54 9 11 1234 5678', null],
    ['+54 11 1234 5678', null],
    ['9 11 1234 5678', 'AR'],
    ['+55 11 98123-4567', null],
    // Eight digits that begin with 7 are numbers of their own in some areas.
    ['+55 11 7123 4567', null],
    ['+52 55 1234 5678', null],
    ['+229 01 97 12 34 56', null],
    ['+225 07 07 12 34 56', null],
  ])('%s in %s is none', (raw, country) => {
    expect(judgePhone(raw, country)).toMatchObject({ ok: true, oldMobile: false });
  });

  it.each<[raw: string, country: string | null]>([
    ['+225 20 12 34 56', null],
    ['+225 80 01 23 45 6', null],
    ['+229 21 12 34 56', null],
    ['+54 15 1234 5678', null],
    ['+55 11 1234 5678', null],
  ])('%s in %s stays refused: the plan does not say which number it is', (raw, country) => {
    expect(judgePhone(raw, country).ok).toBe(false);
  });
});

describe('marks and digits of other scripts', () => {
  const ways: readonly (readonly [name: string, raw: string])[] = [
    ['long-vowel marks', '０９０ー１２３４ー５６１１'],
    ['half-width long-vowel marks', '090ｰ1234ｰ5611'],
    ['full-width hyphens', '０９０－１２３４－５６１１'],
    ['a minus sign', '090−1234−5611'],
    ['wave dashes', '090〜1234～5611'],
    ['tildes', '090~1234~5611'],
    ['katakana dots', '090・1234・5611'],
    ['full-width dots', '０９０．１２３４．５６１１'],
    ['full-width brackets', '（０９０）１２３４－５６１１'],
    ['square brackets', '[090] 1234-5611'],
    ['corner brackets', '【090】1234-5611'],
    ['full-width slashes', '090／1234／5611'],
    ['ideographic blanks', '０９０　１２３４　５６１１'],
    ['a full-width plus', '＋８１ ９０－１２３４－５６１１'],
    ['a zero in full-width brackets', '+81（０）90-1234-5611'],
    ['box drawing lines', '090─1234─5611'],
    ['invisible characters', '\u061c090\u2060\u200b12\u00ad34\ufe0f5611\u2800\u3164'],
  ];
  it.each(ways)('%s', (_, raw) => {
    expect(phoneOf(raw, 'JP')).toBe('+819012345611');
  });

  it.each([
    ['Arabic-Indic', '٠٥٠١٢٣٤٥٦٧', 'SA', '+966501234567'],
    ['Persian', '۰۹۱۲۳۴۵۶۷۸۹', 'IR', '+989123456789'],
    ['Devanagari', '९८१२३४५६७८', 'IN', '+919812345678'],
    ['Bengali', '০১৭১২৩৪৫৬৭৮', 'BD', '+8801712345678'],
    ['Thai', '๐๘๑๒๓๔๕๖๗๘', 'TH', '+66812345678'],
    ['Hebrew hyphens', '050־2345678', 'IL', '+972502345678'],
  ])('%s', (_, raw, country, phone) => {
    expect(phoneOf(raw, country)).toBe(phone);
  });

  it.each(['ー', '090一1234', '〜〜', '090ー1234ー56AB', '=A1+B2', '=090-1234-5611', '=SUM(1,2)'])(
    '%j is no number',
    (raw) => {
      expect(judgePhone(raw, 'JP')).toEqual({ ok: false, reason: 'phone_not_a_number' });
    },
  );
});
