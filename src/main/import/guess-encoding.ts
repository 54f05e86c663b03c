import { legacyPages, type RatedPage, type Reader, rateEncodings } from '#core/csv/likely-encoding.ts';
import { createDecoding } from './decode.ts';

/** The likeliest reading of words in a legacy encoding, and the likeliest other one that reads them otherwise. */
export interface LegacyGuess {
  readonly encoding: string;
  readonly words: readonly string[];
  /** Null when every encoding that can be meant reads the words alike. */
  readonly other: RatedPage | null;
  /** Natural logarithm of how much likelier it is than the other. */
  readonly margin: number;
}

/**
 * The likeliest encoding of `words`, stretches of bytes that are not UTF-8: how common the encoding is, how well it goes with the reader's
 * country and locale, and how plausible its letters are in names (test/main/import/encodings.test.ts and encoding-lists.test.ts keep the
 * score). Null for no words.
 */
export function guessLegacy(words: readonly Buffer[], reader: Reader): LegacyGuess | null {
  if (words.length === 0) return null;
  const readings = legacyPages.map((page) => ({
    page,
    // Each by a decoding of its own: what one word leaves unfinished is nothing of the next.
    words: words.map((word) => {
      const decoding = createDecoding(page.encoding);
      return decoding.push(word) + decoding.end();
    }),
  }));
  const [best, ...others] = rateEncodings(readings, reader);
  if (best === undefined) return null;
  const other = others.find((rated) => rated.words.some((word, index) => word !== best.words[index])) ?? null;
  return { ...best, other, margin: other === null ? Number.POSITIVE_INFINITY : other.cost - best.cost };
}
