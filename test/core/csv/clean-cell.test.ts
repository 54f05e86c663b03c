import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanCell, isBlankCell, isFormula, withoutInvisible } from '#core/csv/clean-cell.ts';

/** Everything that nobody sees, one character each. */
const invisible = [
  ...'\u00ad\u034f\u061c\u115f\u1160\u17b4\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202e\u2060\u2061\u2064\u2066\u2069\u2800\u3164\ufe00\ufe0f\ufeff\uffa0',
  '\u{e0100}',
];
const blanks = [...' \t\n\r\u00a0\u1680\u2000\u2003\u200a\u202f\u205f\u3000\u2028'];
const controls = Array.from({ length: 0xa0 }, (_, code) => String.fromCharCode(code)).filter(
  (sign) => /\p{Cc}/u.test(sign) && !'\t\n\r'.includes(sign),
);

describe('cleanCell', () => {
  it.each([...invisible, ...blanks, ...controls])('takes a cell of %j alone for empty', (sign) => {
    for (const cell of [sign, sign + sign, ` ${sign}\u200b`])
      expect([cleanCell(cell), isBlankCell(cell)]).toEqual(['', true]);
  });

  it.each([...invisible, ...blanks])('trims %j at both ends', (sign) => {
    expect(cleanCell(`${sign}Ans${sign}`)).toBe('Ans');
    expect(cleanCell(`${sign} \u200bZoë de Vries \ufeff${sign}`)).toBe('Zoë de Vries');
    expect(cleanCell(`${sign}Ελένη${sign}`)).toBe('Ελένη');
  });

  it.each(controls)('leaves out the control %j wherever it stands', (sign) => {
    expect(cleanCell(`${sign}C${sign}as${sign}`)).toBe('Cas');
    expect(cleanCell(`Ол${sign}ена`)).toBe('Олена');
  });

  it.each([
    // Line ends, tabs and blanks inside, joiners inside a word.
    'a\nb',
    'a\tb',
    'a\r\nb',
    'De  Vries',
    'a\u200bb',
    'नमस्\u200dते',
    'می\u200cخواهم',
    'co\u00adop',
    // A selector or a joiner that belongs to the last character.
    'love \u2764\ufe0f',
    '\u2764\ufe0e',
    '葛\u{e0100}',
    'क्\u200d',
    'می\u200c',
    '👩\u200d❤️\u200d👩',
    '🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}',
    '1\ufe0f\u20e3',
    'Ζωή',
    '山田',
    '김철수',
    '#1',
    '#hashtag',
    '=',
    'a=b',
    '-5',
    '@x',
  ])('leaves %j as it is', (cell) => {
    expect(cleanCell(cell)).toBe(cell);
  });

  it('takes off a selector or joiner that belongs to nothing', () => {
    for (const sign of ['\ufe0f', '\u200d', '\u200c']) {
      expect(cleanCell(`Ans${sign}`)).toBe('Ans');
      expect(cleanCell(`Ans ${sign}`)).toBe('Ans');
      expect(cleanCell(`0612345678${sign}`)).toBe('0612345678');
    }
    // Only the one behind it belongs to the character.
    expect(cleanCell('\u2764\ufe0f\ufe0f\u200b ')).toBe('\u2764\ufe0f');
  });

  it.each([
    ['="0612345678"', '0612345678'],
    ['= "0612345678" ', '0612345678'],
    ['="+31612345678"', '+31612345678'],
    ['=+31612345678', '+31612345678'],
    ['=+31 6 1234 5678', '+31 6 1234 5678'],
    ['=0612345678', '0612345678'],
    ['="Zoë ""Zo"" Jansen"', 'Zoë "Zo" Jansen'],
    ['=" Ans\u200b"', 'Ans'],
    ['=""', ''],
    ['="#N/A"', ''],
    ['="=""5"""', '5'],
    [' \u200b="Mobiel"', 'Mobiel'],
  ])('%j is its text %j', (cell, text) => {
    expect(cleanCell(cell)).toBe(text);
    expect(isFormula(cell)).toBe(false);
  });

  it.each([
    '=A1',
    '=A1&B1',
    '="a"&"b"',
    '=06-12345678',
    '=31*2',
    '=+31612345678+1',
    '=SUM(A1:A2)',
    '=T("06")',
    '=-31612345678',
  ])('%j is a formula and stays', (cell) => {
    expect(cleanCell(cell)).toBe(cell);
    expect(isFormula(cell)).toBe(true);
  });

  it('is done once and for all, whatever a cell holds', () => {
    const sign = fc.constantFrom(...invisible, ...blanks, ...controls, ...'ab1=+"#!é字❤🏴', '#N/A', '="', 'Err:508');
    fc.assert(
      fc.property(fc.array(fc.oneof(sign, fc.string({ unit: 'binary', maxLength: 3 }))), (parts) => {
        const once = cleanCell(parts.join(''));
        expect(cleanCell(once)).toBe(once);
        expect(once).not.toMatch(/^\s|\s$/);
        for (const control of controls) expect(once).not.toContain(control);
      }),
      { numRuns: 2_000 },
    );
  });

  it('takes nothing visible away', () => {
    const visible = fc.stringMatching(/^[\p{L}\p{N}][\p{L}\p{N} .'’-]*[\p{L}\p{N}]$/u);
    const around = fc.array(
      fc.constantFrom(...invisible.filter((sign) => !/\u200c|\u200d|[\ufe00-\ufe0f]|\u{e0100}/u.test(sign)), ...blanks),
    );
    fc.assert(
      fc.property(visible, around, around, (text, before, after) => {
        fc.pre(!/[\u115f\u1160\u3164\uffa0\u17b4\u17b5]/.test(text));
        expect(cleanCell(before.join('') + text + after.join(''))).toBe(text);
      }),
    );
  });
});

describe('withoutInvisible', () => {
  it('leaves out every one of them, anywhere', () => {
    for (const sign of [...invisible, ...controls])
      expect(withoutInvisible(`${sign}06${sign}1 2${sign}`)).toBe('061 2');
  });
});
