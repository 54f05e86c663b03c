import { isErrorValue } from '../csv/spreadsheet-errors.ts';

/**
 * What a spreadsheet has made of a phone number: scientific notation, fifteen digits and zeros after them, a date, an error value, a
 * decimal ending, its mark for text.
 */
export type PhoneDamage = 'scientific' | 'rounded' | 'date' | 'error_value' | 'decimal' | 'apostrophe';

export interface DamagedPhone {
  readonly kind: 'damaged';
  readonly damage: PhoneDamage;
  /** What stood there before, when it can be known; not judged. */
  readonly repaired: string | null;
}

const scientific = /^([+'-]?)(\d+)(?:[.,](\d*))?e([+-]?\d+)$/i;
const decimal = /^[+'-]?\d{6,}[.,]0{1,2}$/;
const apostrophe = /^['\u2018\u2019][+(]{0,2}[\d\s().\-/]+$/;
const dayMonthYear = /^(?:[0-3]?\d)([./-])(?:[0-3]?\d)\1(?:19|20)\d\d(?:\s+\d\d?:\d\d(?::\d\d)?)?$/;
const yearMonthDay = /^(?:19|20)\d\d([./-])[01]?\d\1[0-3]?\d(?:[\sT]+\d\d?:\d\d(?::\d\d)?)?$/;

// Spreadsheets keep fifteen significant digits (IEEE 754 doubles) and write zeros for the rest.
const rounded = /^\+?[1-9]\d{14}0+$/;

/** Whether digits and marks between them are a decimal or a date. */
export function isDecimalOrDate(text: string): boolean {
  return decimal.test(text) || dayMonthYear.test(text) || yearMonthDay.test(text);
}

/** Whether there are sixteen digits or more, all of them zero from the sixteenth on. */
export function isRounded(text: string): boolean {
  return rounded.test(text);
}

/** The damage of a trimmed cell with ASCII digits; null when there is none. */
export function damageOf(text: string): DamagedPhone | null {
  if (isErrorValue(text)) return damaged('error_value', null);
  const power = scientific.exec(text);
  if (power !== null) return damaged('scientific', wholeNumber(power));
  if (decimal.test(text)) return damaged('decimal', text.startsWith('-') ? null : text.replace(/^'|[.,]0+$/g, ''));
  if (apostrophe.test(text)) return damaged('apostrophe', text.slice(1).trim());
  if (isDecimalOrDate(text)) return damaged('date', null);
  return isRounded(text) ? damaged('rounded', null) : null;
}

function damaged(damage: PhoneDamage, repaired: string | null): DamagedPhone {
  return { kind: 'damaged', damage, repaired };
}

/**
 * All digits of a number in scientific notation, only when each of them is written: `4.47911123456E+11` has its twelve digits,
 * `4.4791112345E+11` has eleven, and nothing says that the twelfth was a zero.
 */
function wholeNumber(power: RegExpExecArray): string | null {
  const [, sign = '', whole = '', fraction = '', exponent = ''] = power;
  if (sign === '-' || Number(exponent) !== fraction.length) return null;
  const digits = (whole + fraction).replace(/^0+/, '');
  return digits === '' ? null : (sign === '+' ? '+' : '') + digits;
}
