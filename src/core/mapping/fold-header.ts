/** A header as one folded word, and its single words. */
export interface FoldedHeader {
  readonly whole: string;
  readonly words: readonly string[];
}

/** `Téléphone (Portable)` is `telephoneportable` and its two words; `mobilePhone` has two words too. */
export function foldHeader(header: string): FoldedHeader {
  const parts = foldText(header.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2'))
    // What a word leaves out is no border in it: `ім'я`, `d'appel`.
    .replace(/(?<=\p{L})['\u2019\u02bc](?=\p{L})/gu, '')
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter((part) => part !== '' && !/^\d+$/.test(part));
  return { whole: parts.join(''), words: parts };
}

/**
 * Lower case without the accents of Latin, Greek and Cyrillic, Arabic hamzas and Hindi dots, which writers leave out; the other marks
 * of other scripts are letters' parts and stay.
 */
export function foldText(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\u0300-\u036f\u0653-\u0655\u093c]/g, '')
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll('ł', 'l')
    .replaceAll('ø', 'o')
    .replaceAll('ı', 'i');
}

/** Words parted by blanks, folded. */
export function wordSet(text: string): ReadonlySet<string> {
  return new Set(foldText(text).trim().split(/\s+/));
}
