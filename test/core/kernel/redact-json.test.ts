import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRedactor } from '#core/kernel/redact.ts';

const short: Readonly<Record<string, string>> = { '"': '\\"', '\\': '\\\\', '/': '\\/', '\n': '\\n', '\t': '\\t' };
const hex = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** One of the many spellings JSON has for a string; `ways` says which for each UTF-16 unit. */
function spell(text: string, ways: readonly number[]): string {
  const units = text.split('').map((unit, at) => {
    const way = (ways[at % ways.length] ?? 0) % 4;
    if (way === 0) return hex(unit);
    if (way === 1) return hex(unit).toUpperCase().replace('\\U', '\\u');
    const asShort = short[unit];
    if (asShort !== undefined && (way === 2 || unit !== '/')) return asShort;
    return unit < ' ' ? hex(unit) : unit;
  });
  return `"${units.join('')}"`;
}

/** Looks like a key, with the characters that JSON may escape. */
const keys = fc
  .array(fc.constantFrom('/', '+', '\\', '"', 'ü', '€', '😀', '=', ' ', 'a', 'Z', '7', 'u', 'n'), {
    minLength: 2,
    maxLength: 20,
  })
  .map((parts) => `canary${parts.join('')}end`);
const ways = fc.array(fc.nat(3), { minLength: 1, maxLength: 30 });
const around = fc.string({ maxLength: 12 });

describe('redaction of JSON (P13)', () => {
  it('hides a secret in every spelling, keeps the JSON whole, and leaves the rest as it reads', () => {
    fc.assert(
      fc.property(keys, ways, around, around, (key, how, before, after) => {
        fc.pre(!/canary|api-key|bearer|token/i.test(before + after));
        const redactor = createRedactor();
        redactor.addSecret(key);
        const text = `{ "message" : ${spell(before + key + after, how)}, ${spell(key, how)}: [${spell(key, how)}], "n": 1.0 }`;
        const hidden = redactor.text(text);
        expect(JSON.parse(hidden)).toEqual({
          message: `${before}[redacted]${after}`,
          '[redacted]': ['[redacted]'],
          n: 1,
        });
        expect(hidden).toContain('"n": 1.0 }');
      }),
      { numRuns: 1_000 },
    );
  });

  it('hides it in JSON inside of JSON, three times over', () => {
    fc.assert(
      fc.property(keys, ways, (key, how) => {
        const redactor = createRedactor();
        redactor.addSecret(key);
        let text = `{"key":${spell(key, how)}}`;
        for (let depth = 0; depth < 3; depth++) text = `{"inner":${spell(text, [3, 2])}}`;
        let read = redactor.text(text);
        for (let depth = 0; depth < 3; depth++) read = (JSON.parse(read) as { inner: string }).inner;
        expect(JSON.parse(read)).toEqual({ key: '[redacted]' });
      }),
    );
  });

  it('hides it in text that is cut or is no JSON', () => {
    fc.assert(
      fc.property(keys, ways, (key, how) => {
        const redactor = createRedactor();
        redactor.addSecret(key);
        const spelled = spell(key, how).slice(1, -1);
        for (const text of [`{"message":"${spelled}`, `<p title="x>${spelled}</p>`, `"${spelled}", "a\\`]) {
          expect(redactor.text(text)).not.toContain(spelled);
        }
      }),
    );
  });

  it('leaves escaped text without a secret as it is written', () => {
    const redactor = createRedactor();
    redactor.addSecret('canary/+key');
    for (const text of ['{"a":"x\\/y\\u00e9 \\"z\\""}', '"\\u12"', '"a\\', '\\', '{"url":"https:\\/\\/x"}']) {
      expect(redactor.text(text)).toBe(text);
    }
  });

  it('a credential does not swallow the quote that ends its string', () => {
    const hidden = createRedactor().text('{"message":"Bearer abc\\/def\\"","ok":true}');
    expect(JSON.parse(hidden)).toEqual({ message: 'Bearer [redacted]', ok: true });
  });

  it.each([
    ['backslashes', '\\'.repeat(400_000)],
    ['escaped quotes', `"${'\\"'.repeat(200_000)}`],
    ['almost the key', '\\\\u0063anary'.repeat(40_000)],
    ['opening quotes', '"\\x'.repeat(130_000)],
  ])('%s without end cost no more than their length', (_name, text) => {
    const redactor = createRedactor();
    redactor.addSecret('canary\\\\\\/"key');
    const start = performance.now();
    redactor.text(text);
    expect(performance.now() - start).toBeLessThan(1_500);
  });
});
