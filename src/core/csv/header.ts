// Punctuation that phone numbers are written with; letters, dates' colons and the like are not among it.
const numberShape = /^[+(]?[\d\s().\-/\u2010-\u2015\u00a0]+$/;

/** Whether a cell is written like a phone number: seven digits or more and nothing but phone punctuation. */
export function looksLikePhone(cell: string): boolean {
  const text = cell.trim().replace(/^tel:/i, '');
  return numberShape.test(text) && (text.match(/\d/g)?.length ?? 0) >= 7;
}

/**
 * Whether the first record names the columns: unless one of its cells is written like a phone number. A guess by shape, not by
 * validity, because taking a person for a header would lose them, and the other mistake is seen at once.
 */
export function hasHeader(first: readonly string[]): boolean {
  return !first.some(looksLikePhone);
}
