import { formulaText, withoutInvisible } from '../csv/clean-cell.ts';
import { type DamagedPhone, damageOf, isDecimalOrDate, isRounded } from './damage.ts';

/** What a cell is, before any rule about countries: digits to be judged, or something else. */
export type CleanedPhone =
  | {
      readonly kind: 'digits';
      /** ASCII digits, those of a `(0)` left out. */
      readonly digits: string;
      /** Written with a leading `+`. */
      readonly international: boolean;
      /** The digits with the `(0)` left in; the same when there was none. */
      readonly withTrunkZero: string;
    }
  | { readonly kind: 'blank' }
  | DamagedPhone
  | { readonly kind: 'text' };

const written = /^[+(]{0,3}[\d\s().\-/]*$/;
// Marks of other scripts, and those that keyboards for them give: as the marks they mean.
const hyphens =
  /[~\u02d7\u058a\u05be\u1806\u2010-\u2015\u2043\u2053\u2212\u223c\u2500\u2501\u301c\u3030\u30a0\u30fc\ufe58\ufe63\uff0d\uff5e\uff70]/g;
const dots = /[\u00b7\u2022\u2024\u2027\u3002\u30fb\uff0e\uff61\uff65]/g;
const slashes = /[\u2044\u2215\uff0f]/g;
const openings = /[[\u3010\u3014\ufe59\uff08\uff3b]/g;
const closings = /[\]\u3011\u3015\ufe5a\uff09\uff3d]/g;
const pluses = /[\ufe62\uff0b]/g;
const trunkZero = /\(\s*0\s*\)/;

// Where each script's decimal digits start (Unicode, general category Nd, the scripts of living number writing).
const zeros = [
  0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xde6, 0xe50, 0xed0, 0xf20,
  0x1040, 0x17e0, 0x1810, 0xff10,
];

/**
 * Reads what a person wrote in a phone cell. Blanks of any kind, dashes, tildes, dots, slashes, brackets, a leading `tel:` and digits of
 * any script are understood, each in its own script's or full-width form too. Letters, two plus signs and everything else make it `text`.
 * What a spreadsheet has probably changed (`4.479E+11`, `31612345678.0`, `'0612345678`, a date, `#N/A`) is `damaged`; the text it was
 * before comes along where it can be known. A formula that is nothing but a text (`="0612345678"`) is that text, not damage.
 */
export function cleanPhone(raw: string): CleanedPhone {
  return cleanCommon(raw) ?? cleanWritten(raw);
}

/**
 * The commonest writings, a character at a time: ASCII digits with single kinds of marks between them, perhaps after a plus. All
 * that needs a second look (a leading or trailing blank, `(0)`, what could be a date or a decimal) is null.
 */
function cleanCommon(raw: string): CleanedPhone | null {
  const international = raw.charCodeAt(0) === 0x2b;
  let digits = '';
  let from = international ? 1 : 0;
  let marked = false;
  for (let at = from; at < raw.length; at++) {
    const code = raw.charCodeAt(at);
    if (code >= 0x30 && code <= 0x39) continue;
    // Blank, brackets, dash, dot, slash.
    if (code === 0x2d || code === 0x2e || code === 0x2f) marked = true;
    else if (code !== 0x20 && code !== 0x28 && code !== 0x29) return null;
    if (code === 0x28 && trunkZero.test(raw)) return null;
    if (at > from) digits += raw.slice(from, at);
    from = at + 1;
  }
  if (from === raw.length || raw.charCodeAt(0) === 0x20) return null;
  if (marked && isDecimalOrDate(raw)) return null;
  digits += raw.slice(from);
  if (digits.length > 15 && isRounded(raw)) return null;
  return { kind: 'digits', digits, international, withTrunkZero: digits };
}

/** Any writing: `cleanPhone` without its short cut. */
export function cleanWritten(raw: string): CleanedPhone {
  const text = plainMarks(asciiDigits(formulaText(asWritten(withoutInvisible(raw).trim())))).trim();
  if (text === '') return { kind: 'blank' };
  const damaged = damageOf(text);
  if (damaged !== null) return damaged;
  const number = text.replace(/^tel:\s*/i, '');
  if (!written.test(number) || number.indexOf('+') !== number.lastIndexOf('+')) return { kind: 'text' };
  return digitsOf(number);
}

function digitsOf(number: string): CleanedPhone {
  const withTrunkZero = number.replace(/\D+/g, '');
  if (withTrunkZero === '') return { kind: 'text' };
  const international = number.includes('+');
  const digits = trunkZero.test(number) ? number.replace(trunkZero, '').replace(/\D+/g, '') : withTrunkZero;
  return { kind: 'digits', digits, international, withTrunkZero };
}

function plainMarks(text: string): string {
  return text
    .replace(hyphens, '-')
    .replace(dots, '.')
    .replace(slashes, '/')
    .replace(openings, '(')
    .replace(closings, ')')
    .replace(pluses, '+');
}

/** A formula that was saved with the quotes of its file around it; any other text as it is. */
function asWritten(text: string): string {
  return text.startsWith('"=') && text.endsWith('"') ? text.slice(1, -1).replaceAll('""', '"') : text;
}

function asciiDigits(text: string): string {
  return text.replace(/\p{Nd}/gu, (digit) => {
    const code = digit.codePointAt(0) ?? 0;
    if (code < 0x80) return digit;
    const zero = zeros.find((start) => code >= start && code < start + 10);
    return zero === undefined ? digit : String(code - zero);
  });
}
