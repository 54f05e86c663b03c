import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanPhone, cleanWritten } from '#core/phone/clean-phone.ts';
import { judgePhone } from '#core/phone/judge-phone.ts';
import { type NumbersMode, numbersModes } from '#core/phone/numbers-mode.ts';
import { judgeWithLibrary } from './judge-with-library.ts';
import { generator, kindNumbers, origins, type Written, writings, writtenNumbers } from './written-numbers.ts';

// More of both: SLIPWAY_PHONE_CASES=20000 SLIPWAY_PHONE_SEED=7 npx vitest run test/core/phone/agreement.test.ts
const cases = Number(process.env.SLIPWAY_PHONE_CASES ?? 200);
// 200 cases make half a million comparisons: more would take too much of every run.
const eachKind = Math.ceil(cases * 0.225);
const seed = Number(process.env.SLIPWAY_PHONE_SEED ?? 1);

interface Difference extends Written {
  readonly mode: NumbersMode;
  readonly own: string;
  readonly library: string;
}

/** The answers given, counted, and the first few that are not the library's. */
function compare(numbers: Iterable<Written>, counts: Map<string, number>, differences: Difference[]): void {
  for (const { raw, country } of numbers) {
    for (const mode of numbersModes) {
      const judged = judgePhone(raw, country, mode);
      const expected = judgeWithLibrary(raw, country, mode);
      if (mode === 'national') {
        const answer = judged.ok ? judged.kind : judged.reason;
        counts.set(answer, (counts.get(answer) ?? 0) + 1);
      }
      if (differences.length < 20 && !isDeepStrictEqual(judged, expected)) {
        differences.push({ raw, country, mode, own: JSON.stringify(judged), library: JSON.stringify(expected) });
      }
    }
  }
}

function* first<Item>(count: number, items: Generator<Item, never>): Generator<Item> {
  for (let taken = 0; taken < count; taken++) yield items.next().value;
}

describe('judgePhone agrees with libphonenumber-js/max', () => {
  it('about numbers around the rules of every country', { timeout: 60_000 + cases * 100 }, () => {
    const counts = new Map<string, number>();
    const differences: Difference[] = [];
    origins.forEach((origin, index) => {
      compare(first(cases, writtenNumbers(origin, generator(seed * 1_000 + index))), counts, differences);
    });
    expect(differences).toEqual([]);
    // Nothing is shown by numbers that all are refused for the same reason.
    const share = (answer: string): number => (counts.get(answer) ?? 0) / (cases * origins.length);
    for (const kind of ['mobile', 'landline', 'premium', 'other']) expect(share(kind)).toBeGreaterThan(0.04);
    for (const reason of ['too_short', 'too_long', 'invalid', 'no_country', 'short_code']) {
      expect(share(`phone_${reason}`)).toBeGreaterThan(0.01);
    }
  });

  it(`about ${eachKind} numbers of every kind of every country, each written in ${writings.length} ways`, {
    timeout: 60_000 + eachKind * 20_000,
  }, () => {
    const counts = new Map<string, number>();
    const differences: Difference[] = [];
    origins.forEach((origin, index) => {
      compare(kindNumbers(origin, eachKind, generator(seed * 2_000 + index)), counts, differences);
    });
    expect(differences).toEqual([]);
    const count = (...answers: readonly string[]): number =>
      answers.reduce((sum, answer) => sum + (counts.get(answer) ?? 0), 0);
    // 1,389 patterns in 1.13.16; an upgrade may drop a few.
    expect(count(...counts.keys())).toBeGreaterThan(1_300 * eachKind * writings.length);
    for (const kind of ['mobile', 'landline', 'premium', 'other']) {
      expect(count(kind)).toBeGreaterThan(100 * eachKind * writings.length);
    }
    expect(count('damaged_zero')).toBeGreaterThan(eachKind);
    expect(count('mobile', 'landline', 'premium', 'other')).toBeGreaterThan(count(...counts.keys()) * 0.6);
  });

  it('about any digits, with any default country', { timeout: 60_000 + cases * 20 }, () => {
    const country = fc.option(fc.constantFrom(...origins.filter((origin) => /^[A-Z]/.test(origin))), { nil: null });
    const raw = fc.stringMatching(/^\+?(?:00)?\d{0,20}$/);
    fc.assert(
      fc.property(raw, country, (text, home) => {
        for (const mode of numbersModes) {
          expect(judgePhone(text, home, mode)).toEqual(judgeWithLibrary(text, home, mode));
        }
      }),
      { numRuns: cases * 25, seed },
    );
  });

  it.each(['+', '+0', '+00', '00', '0', '1', '12', '+12', '+1', '+999', '+44', '0000', '(0)', '+(0)'])(
    'about %j, too little to be a number',
    (raw) => {
      for (const country of ['NL', 'US', 'WS', null]) {
        expect(judgePhone(raw, country)).toEqual(judgeWithLibrary(raw, country));
      }
    },
  );

  it('about more digits than it reads', () => {
    for (const start of ['+31', '+999', '06', '00', '31']) {
      for (const length of [17, 18, 19, 31, 32, 33, 41, 64, 247, 248, 249, 250, 251, 300]) {
        for (const country of ['NL', 'JP', 'DE', null]) {
          const raw = start.padEnd(length, '5');
          expect(judgePhone(raw, country), raw).toEqual(judgeWithLibrary(raw, country));
        }
      }
    }
  });
});

describe('the short cut of cleanPhone', () => {
  it('reads every cell as the long way does', () => {
    const part = fc.constantFrom(
      ...[...'0123456789'],
      ...['+', ' ', '-', '.', '/', '(', ')', '(0)', '( 0 )', ',', "'", 'e', 'E+', ':', '\u00a0', '\uff0b', '\u0664'],
      ...['00', '.0', '20-03-2024', '2024', '31612345678', 'tel:', '123456789012345', '0000', '#N/A'],
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 14 }), (parts) => {
        const raw = parts.join('');
        expect(cleanPhone(raw)).toEqual(cleanWritten(raw));
      }),
      { numRuns: 20_000 },
    );
  });
});
