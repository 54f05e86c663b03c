/** How a file's encoding was found. */
export interface EncodingChoice {
  /** WHATWG label, lower case. */
  readonly encoding: string;
  readonly from: 'bom' | 'strict' | 'guess' | 'person';
}

/** Names the likeliest encoding (WHATWG label) of bytes that are not UTF-8, or null. Asked seldom, so it may load its tables then. */
export type EncodingGuesser = (bytes: Uint8Array) => Promise<string | null>;

// What most files that are no UTF-8 are in, and what browsers assume.
const fallback = 'windows-1252';

/**
 * Decides by byte order mark, then by strict UTF-8, then by the distribution of NULs (UTF-16 without a mark), then by `guess`.
 * `whole` tells whether `head` is all there is: otherwise a character cut off at its end is no error.
 */
export async function decideEncoding(
  head: Uint8Array,
  whole: boolean,
  guess: EncodingGuesser,
): Promise<EncodingChoice> {
  const mark = byteOrderMark(head);
  if (mark !== null) return { encoding: mark.encoding, from: 'bom' };
  const wide = wideWithoutMark(head);
  if (wide !== null) return { encoding: wide, from: 'guess' };
  const flaw = utf8FlawAt(head);
  if (flaw === null || (flaw.cutOff && !whole)) return { encoding: 'utf-8', from: 'strict' };
  return { encoding: (await guess(head)) ?? fallback, from: 'guess' };
}

/** The byte order mark a file starts with, and its length in bytes. */
export function byteOrderMark(head: Uint8Array): { readonly encoding: string; readonly length: number } | null {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return { encoding: 'utf-8', length: 3 };
  if (head[0] === 0xff && head[1] === 0xfe) return { encoding: 'utf-16le', length: 2 };
  if (head[0] === 0xfe && head[1] === 0xff) return { encoding: 'utf-16be', length: 2 };
  return null;
}

/**
 * The kind of UTF-16 that bytes without a mark are, or null. In Western text every other byte is a NUL; in other writings at least
 * those of delimiters, line ends and digits are, and there is none among the bytes between. No other text is like that.
 */
export function wideWithoutMark(head: Uint8Array): string | null {
  if (head.length < 8) return null;
  let even = 0;
  let odd = 0;
  for (let index = 0; index + 1 < head.length; index += 2) {
    if (head[index] === 0) even++;
    if (head[index + 1] === 0) odd++;
  }
  const pairs = head.length >> 1;
  if (wide(odd, even, pairs)) return 'utf-16le';
  if (wide(even, odd, pairs)) return 'utf-16be';
  return null;
}

/** `high` and `low`: NULs among the bytes that would be the high and the low ones of `pairs` units. */
function wide(high: number, low: number, pairs: number): boolean {
  const western = high * 10 > pairs * 4 && low * 20 < pairs;
  return western || (high >= 8 && low === 0 && high * 20 > pairs);
}

/**
 * Where bytes stop being well-formed UTF-8 (Unicode 15, table 3-7), or null when they never do. `cutOff` says that they only end in
 * the middle of a character.
 */
export function utf8FlawAt(bytes: Uint8Array): { readonly at: number; readonly cutOff: boolean } | null {
  const { length } = bytes;
  let index = 0;
  while (index < length) {
    const lead = bytes[index] as number;
    if (lead < 0x80) {
      index++;
      continue;
    }
    const size =
      lead >= 0xc2 && lead <= 0xdf ? 2 : lead >= 0xe0 && lead <= 0xef ? 3 : lead >= 0xf0 && lead <= 0xf4 ? 4 : 0;
    if (size === 0) return { at: index, cutOff: false };
    for (let next = 1; next < size; next++) {
      if (index + next >= length) return { at: index, cutOff: true };
      const byte = bytes[index + next] as number;
      if (byte < lowest(lead, next) || byte > highest(lead, next)) return { at: index, cutOff: false };
    }
    index += size;
  }
  return null;
}

// The second byte's range keeps out overlong forms, surrogates and code points above U+10FFFF.
function lowest(lead: number, position: number): number {
  if (position !== 1) return 0x80;
  return lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
}

function highest(lead: number, position: number): number {
  if (position !== 1) return 0xbf;
  return lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
}
