import { isErrorValue } from './spreadsheet-errors.ts';

// As escapes, so that they can be seen: characters of no width, joiners, direction marks, variation selectors, fillers like a blank.
const invisible =
  '\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f\\u2800\\u3164' +
  '\\ufe00-\\ufe0f\\ufeff\\uffa0\\u{e0100}-\\u{e01ef}';
// Blanks of every width (Unicode, general category Zs), line ends and tabs.
const blanks = '\\t\\n\\v\\f\\r\\u2028\\u2029\\p{Zs}';
// C0 and C1 controls but for tab, LF and CR; NULs are what fields of a fixed width are filled up with, and no message can hold one.
const control = '\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f';

const blankStart = new RegExp(`^[${blanks}${invisible}]+`, 'u');
const blankEnd = new RegExp(`[${blanks}${invisible}]+$`, 'u');
const controls = new RegExp(`[${control}]+`, 'g');
const unseen = new RegExp(`[${control}${invisible}]+`, 'gu');

// A variation selector or joiner right behind one of these is part of how it looks: pictures, letters that join, ideographs.
const selected = /^[\p{Extended_Pictographic}\p{sc=Han}\p{sc=Mong}\p{sc=Phag}]$/u;
const joined =
  /^[\p{sc=Arab}\p{sc=Syrc}\p{sc=Mong}\p{sc=Nkoo}\p{sc=Mand}\p{sc=Deva}\p{sc=Beng}\p{sc=Guru}\p{sc=Gujr}\p{sc=Orya}\p{sc=Taml}\p{sc=Telu}\p{sc=Knda}\p{sc=Mlym}\p{sc=Sinh}\p{sc=Mymr}\p{sc=Khmr}\p{Extended_Pictographic}]$/u;

/**
 * A cell as everything but the reading itself takes it: control characters left out, ends trimmed of blanks and of characters without
 * width, the text of a formula that is only text (`="0612345678"`), and nothing for a cell with nothing visible in it or with a
 * spreadsheet's error value. Tabs and line ends inside stay, and so do joiners inside a word and the variation selector or joiner that
 * belongs to the last visible character.
 *
 * The same for every cell: import, campaigns, previews and exports call this one. Cleaning twice changes nothing more.
 */
export function cleanCell(raw: string): string {
  return isClean(raw) ? raw : cleaned(raw);
}

/** Whether nothing visible is in a cell. An error value is visible: there is a cell, and only its value is worth nothing. */
export function isBlankCell(raw: string): boolean {
  return raw === '' || (!isClean(raw) && visibleText(raw) === '');
}

/** A cell without any control or invisible character; blanks stay. For phone numbers, where a joiner means nothing. */
export function withoutInvisible(raw: string): string {
  return raw.replace(unseen, '');
}

/** A cell with all control characters and blanks at its ends gone, its formula text and error values left as they are. */
export function visibleText(raw: string): string {
  const text = raw.replace(controls, '').replace(blankStart, '');
  const end = blankEnd.exec(text);
  if (end === null) return text;
  const rest = text.slice(0, end.index);
  return rest + belonging(rest, end[0]);
}

/**
 * Plain at a glance: letters of the Latin blocks, digits and signs, none of them a control; both ends visible; no formula and no error
 * value. This is asked of every cell of a million rows.
 */
function isClean(raw: string): boolean {
  const { length } = raw;
  if (length === 0) return true;
  const first = raw.charCodeAt(0);
  // `#`, `=`, blanks; `Err:508` ends in a digit.
  if (first === 0x23 || first === 0x3d || !isPlain(first)) return false;
  const last = raw.charCodeAt(length - 1);
  if (!isPlain(last)) return false;
  for (let at = 1; at < length - 1; at++) {
    const code = raw.charCodeAt(at);
    if (code < 0x20 || (code >= 0x7f && code < 0xa0)) return false;
    // Only an error of LibreOffice's has one in front of its number.
    if (code === 0x3a && length < 15) return false;
  }
  return true;
}

/** Visible without a doubt: in ranges of letters that hold no invisible character. */
function isPlain(code: number): boolean {
  if (code < 0x7f) return code > 0x20;
  if (code < 0x300) return code > 0xa0 && code !== 0xad;
  if (code < 0x115f) return code >= 0x370 && code !== 0x61c;
  return (code >= 0x3041 && code < 0x3130) || (code >= 0x4e00 && code < 0xd800);
}

function cleaned(raw: string): string {
  let text = visibleText(raw);
  // A formula may write the text of another one.
  for (let inner = formulaText(text); inner !== text; inner = formulaText(text)) text = inner;
  return isErrorValue(text) ? '' : text;
}

/** What of the invisible characters behind `rest` is part of its last visible character. */
function belonging(rest: string, end: string): string {
  const [sign = ''] = end;
  const last = lastCharacter(rest);
  if (/[\u200c\u200d]/.test(sign)) return joined.test(last) ? sign : '';
  if (!selected.test(last)) return '';
  return /^(?:[\ufe00-\ufe0f\u180b-\u180d\u180f]|[\u{e0100}-\u{e01ef}])/u.exec(end)?.[0] ?? '';
}

function lastCharacter(text: string): string {
  const code = text.codePointAt(text.length - 2) ?? 0;
  return code > 0xffff ? String.fromCodePoint(code) : text.slice(-1);
}

// What spreadsheets are made to write so that digits stay text, quotes inside doubled; a number behind an equals sign, without operators.
const quotedText = /^=\s*"((?:[^"]|"")*)"$/s;
const bareNumber = /^=\s*(\+?[\d][\d\s\u00a0\u202f]*)$/;

/** The text of a formula that only writes a text or a number (`="0612345678"`, `=+31612345678`); everything else as it is. */
export function formulaText(text: string): string {
  if (text.charCodeAt(0) !== 0x3d) return text;
  const quoted = quotedText.exec(text)?.[1];
  if (quoted !== undefined) return visibleText(quoted.replaceAll('""', '"'));
  return visibleText(bareNumber.exec(text)?.[1] ?? text);
}

/** Whether a cell still holds a formula that a spreadsheet would compute: its result is not in the file. */
export function isFormula(cell: string): boolean {
  const text = cleanCell(cell);
  return text.length > 1 && text.charCodeAt(0) === 0x3d;
}
