/** How a file's encoding was found. */
export interface EncodingChoice {
  /** WHATWG label, lower case. */
  readonly encoding: string;
  readonly from: 'bom' | 'strict' | 'guess' | 'person';
}

// What most files that are no UTF-8 are in, and what browsers assume.
const fallback = 'windows-1252';

/** How much of some bytes is UTF-8, counted in characters beyond ASCII. */
export interface Utf8Tally {
  readonly valid: number;
  /** Bytes that are part of no character. */
  readonly bad: number;
}

/**
 * Decides by byte order mark, then by whole UTF-8, then by the distribution of NULs (UTF-16 without a mark), then by how much is UTF-8:
 * when at least as many characters are valid as bytes are not, a few damaged bytes do not change how the others are read. Else `guess`
 * names the likeliest encoding. `tally` is of the whole file.
 */
export async function decideEncoding(
  head: Uint8Array,
  tally: Utf8Tally,
  guess: () => Promise<string | null>,
): Promise<EncodingChoice> {
  const mark = byteOrderMark(head);
  if (mark !== null) return { encoding: mark.encoding, from: 'bom' };
  const wide = wideWithoutMark(head);
  if (wide !== null) return { encoding: wide, from: 'guess' };
  if (tally.bad === 0) return { encoding: 'utf-8', from: 'strict' };
  if (tally.valid >= tally.bad) return { encoding: 'utf-8', from: 'guess' };
  return { encoding: (await guess()) ?? fallback, from: 'guess' };
}

/** Counts a piece of bytes; `cut` says how many at its end begin a character that may go on behind it. */
export function tallyUtf8(bytes: Uint8Array): Utf8Tally & { readonly cut: number } {
  let [valid, bad, at] = [0, 0, 0];
  while (at < bytes.length) {
    if ((bytes[at] as number) < 0x80) {
      at++;
      continue;
    }
    const size = characterSize(bytes, at);
    if (size < 0) return { valid, bad, cut: bytes.length - at };
    if (size === 0) bad++;
    else valid++;
    at += Math.max(1, size);
  }
  return { valid, bad, cut: 0 };
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
  let index = 0;
  while (index < bytes.length) {
    if ((bytes[index] as number) < 0x80) {
      index++;
      continue;
    }
    const size = characterSize(bytes, index);
    if (size <= 0) return { at: index, cutOff: size < 0 };
    index += size;
  }
  return null;
}

/** The bytes of the character beyond ASCII at `at`; 0 when there is none, -1 when the bytes end in the middle of it. */
export function characterSize(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] as number;
  const size =
    lead >= 0xc2 && lead <= 0xdf ? 2 : lead >= 0xe0 && lead <= 0xef ? 3 : lead >= 0xf0 && lead <= 0xf4 ? 4 : 0;
  for (let next = 1; next < size; next++) {
    if (at + next >= bytes.length) return -1;
    const byte = bytes[at + next] as number;
    if (byte < lowest(lead, next) || byte > highest(lead, next)) return 0;
  }
  return size;
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
