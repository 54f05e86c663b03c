import { cleanPhone } from '../phone/clean-phone.ts';
import { formulaText, visibleText } from './clean-cell.ts';

/** Fewer digits are a house, a year or an age. */
const leastDigits = 7;

/**
 * Whether a cell is written like a phone number: in any way `cleanPhone` understands, what a spreadsheet has made of one and
 * `="0612345678"` among them, with seven digits or more. A date of eight digits looks the same; `looksLikeDate` tells.
 */
export function looksLikePhone(cell: string): boolean {
  const text = formulaText(visibleText(cell));
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
  const cleaned = cleanPhone(formulaText(visibleText(cell)));
  return cleaned.kind === 'damaged' && cleaned.damage === 'date';
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
