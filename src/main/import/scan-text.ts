import { isAscii, isUtf8 } from 'node:buffer';
import { characterSize, tallyUtf8, type Utf8Tally } from '#core/csv/encoding.ts';
import { type OpenFile, readAt } from './open-file.ts';

const megabyte = 1 << 20;
/** Valid characters that are counted in one megabyte: enough to outweigh the damaged bytes of any file that is meant as UTF-8. */
const mostCounted = 1_024;
/** Different words that are kept for a guess: of the first megabyte with any, and of each later one. */
const firstWords = 400;
const laterWords = 8;
const mostWords = 800;
const longestWord = 64;

/** What one pass over a whole file says about its encoding. */
export interface TextScan extends Utf8Tally {
  /** Different stretches with bytes beyond ASCII, of the parts that are not UTF-8. */
  readonly words: readonly Buffer[];
  /** Lines with bytes that are part of no UTF-8 character. */
  readonly badLines: number;
  /** Offset of the first such byte; null when there is none. */
  readonly firstBad: number | null;
  /** Offset of the first quote behind a backslash; null when there is none. */
  readonly backslashQuote: number | null;
}

/** Reads a file once, a megabyte at a time. Memory does not grow with the file; plain UTF-8 costs little more than reading it. */
export async function scanText(file: OpenFile): Promise<TextScan> {
  const words = new Map<string, Buffer>();
  const counts = { valid: 0, bad: 0, badLines: 0 };
  let firstBad: number | null = null;
  let backslashQuote: number | null = null;
  let openLine = false;
  const buffer = Buffer.allocUnsafe(megabyte);
  for (let position = 0; ; ) {
    const bytes = await readAt(file, buffer, position);
    if (bytes.length === 0) break;
    const atEnd = position + bytes.length >= file.size;
    let used = bytes.length;
    if (backslashQuote === null) {
      const found = bytes.indexOf('\\"');
      if (found >= 0) backslashQuote = position + found;
    }
    if (!isAscii(bytes)) {
      const tally = tallyPiece(bytes);
      // A character cut in two is read with the next piece; at the end it is damaged.
      if (!atEnd) used -= tally.cut;
      counts.valid += tally.valid;
      counts.bad += tally.bad + (atEnd ? tally.cut : 0);
      if (tally.bad > 0 || (atEnd && tally.cut > 0)) {
        const lines = badLines(bytes.subarray(0, used), openLine);
        counts.badLines += lines.count;
        openLine = lines.open;
        firstBad ??= position + lines.first;
        keepWords(bytes.subarray(0, used), words, words.size === 0 ? firstWords : laterWords);
      } else openLine = false;
    } else openLine = false;
    position += Math.max(1, used);
  }
  return { ...counts, words: [...words.values()], firstBad, backslashQuote };
}

function tallyPiece(bytes: Buffer): Utf8Tally & { readonly cut: number } {
  const cut = tallyUtf8(bytes.subarray(-3)).cut;
  const whole = bytes.subarray(0, bytes.length - cut);
  if (!isUtf8(whole)) return tallyUtf8(bytes);
  let valid = 0;
  for (let at = 0; at < whole.length && valid < mostCounted; at++) if ((whole[at] as number) >= 0xc0) valid++;
  return { valid, bad: 0, cut };
}

/** Lines with a flaw in them; `open` says that the last line has one, so that its rest is no line more. */
function badLines(
  bytes: Buffer,
  open: boolean,
): { readonly count: number; readonly open: boolean; readonly first: number } {
  let [count, marked, first] = [0, open, -1];
  for (let at = 0; at < bytes.length; ) {
    const byte = bytes[at] as number;
    if (byte < 0x80) {
      if (byte === 10 || byte === 13) marked = false;
      at++;
      continue;
    }
    const size = characterSize(bytes, at);
    if (size <= 0) {
      if (first < 0) first = at;
      if (!marked) count++;
      marked = true;
    }
    at += Math.max(1, size);
  }
  return { count, open: marked, first: Math.max(0, first) };
}

/**
 * Stretches between blanks, digits and punctuation that hold a byte beyond ASCII. No byte below `@` is the second one of a character in
 * any encoding that is guessed.
 */
function keepWords(bytes: Buffer, words: Map<string, Buffer>, most: number): void {
  const limit = Math.min(mostWords, words.size + most);
  let start = 0;
  let beyond = false;
  for (let at = 0; at <= bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    if (byte >= 0x80) beyond = true;
    if (byte >= 0x40) continue;
    if (beyond && at - start <= longestWord) {
      const word = bytes.subarray(start, at);
      const key = word.toString('latin1');
      if (!words.has(key)) words.set(key, Buffer.from(word));
      if (words.size >= limit) return;
    }
    start = at + 1;
    beyond = false;
  }
}
