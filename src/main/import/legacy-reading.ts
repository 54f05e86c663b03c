import { readBadBytes } from '#core/csv/bad-bytes.ts';
import { guessLegacy } from './guess-encoding.ts';

// Each different cell is guessed for itself, up to this many; a file with more is not damaged but wrongly read.
const mostGuessed = 2_000;

/**
 * Reads the unreadable bytes of a UTF-8 file's cells in the legacy encoding that is likeliest for them and for the default country: what
 * one line of a file was written in is not what the next one was. The same cell always gives the same text.
 */
export function createLegacyReading(country: string | null): (cell: string) => string {
  const reader = { country, locale: null };
  const known = new Map<string, string>();
  return (cell) =>
    readBadBytes(cell, (bytes) => {
      const key = Buffer.from(bytes).toString('latin1');
      const before = known.get(key);
      if (before !== undefined) return before;
      const word = Buffer.from(bytes);
      const text = known.size < mostGuessed ? (guessLegacy([word], reader)?.words[0] ?? key) : key;
      known.set(key, text);
      return text;
    });
}
