import { cleanPhone } from '../phone/clean-phone.ts';

/** Fewer digits are a house, a year or an age. */
const leastDigits = 7;
// What spreadsheets are made to write so that a number stays text.
const formulaText = /^=\s*"(.*)"$/s;

/**
 * Whether a cell is written like a phone number: in any way `cleanPhone` understands, what a spreadsheet has made of one and
 * `="0612345678"` among them, with seven digits or more. A date of eight digits looks the same; `looksLikeDate` tells.
 */
export function looksLikePhone(cell: string): boolean {
  const text = contentOf(cell);
  const cleaned = cleanPhone(text);
  if (cleaned.kind === 'digits') return cleaned.withTrunkZero.length >= leastDigits;
  if (cleaned.kind !== 'damaged') return false;
  switch (cleaned.damage) {
    case 'error_value':
      return false;
    case 'scientific':
      return true;
    case 'decimal':
      return digitsIn(text.replace(/[.,].*$/s, '')) >= leastDigits;
    default:
      return digitsIn(text) >= leastDigits;
  }
}

/** Whether a cell is a date in figures, of the 20th or 21st century. */
export function looksLikeDate(cell: string): boolean {
  const cleaned = cleanPhone(contentOf(cell));
  return cleaned.kind === 'damaged' && cleaned.damage === 'date';
}

function contentOf(cell: string): string {
  return formulaText.exec(cell.trim())?.[1] ?? cell;
}

function digitsIn(text: string): number {
  return text.match(/\p{Nd}/gu)?.length ?? 0;
}

/**
 * Whether the first record names the columns: unless one of its cells is written like a phone number. A guess by shape, not by
 * validity, because taking a person for a header would lose them, and the other mistake is seen at once.
 */
export function hasHeader(first: readonly string[]): boolean {
  return !first.some(looksLikePhone);
}
