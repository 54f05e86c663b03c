import { decideEncoding, type EncodingChoice } from '#core/csv/encoding.ts';
import { wrongFileKind } from '#core/csv/file-kind.ts';
import { guessShape, type Shape, type ShapeDoubts } from '#core/csv/first-look.ts';
import type { Reader } from '#core/csv/likely-encoding.ts';
import { guessQuote } from '#core/csv/quote.ts';
import type { ReadOptions } from '#core/csv/reading.ts';
import { Failure, fail } from '#core/kernel/errors.ts';
import { createDecoding, knownEncoding } from './decode.ts';
import { guessLegacy, type LegacyGuess } from './guess-encoding.ts';
import { type OpenFile, readAt } from './open-file.ts';
import { scanText, type TextScan } from './scan-text.ts';

const headBytes = 256 * 1024;
/** Read around a place far into the file that says something its head does not. */
const tellingBytes = 64 * 1024;

/** How a file is to be read, and where its encoding is known from. */
export interface Examined {
  readonly encoding: EncodingChoice;
  /** The likeliest legacy encoding and the one after it, where one was guessed. */
  readonly legacy: LegacyGuess | null;
  /** Of the whole file; null where a person, or a byte order mark, says the encoding. */
  readonly scan: TextScan | null;
  readonly shape: Shape;
  /** What of the shape is not certain. */
  readonly doubts: ShapeDoubts;
}

/**
 * Decides how a file is to be read, by its head and one pass over all of it, except where a person has `chosen`. Throws a `Failure`:
 * `file_is_spreadsheet`, `file_is_compressed`, `file_is_not_text`, `invalid_input` (an unknown encoding, an impossible delimiter).
 */
export async function examine(file: OpenFile, chosen: Partial<ReadOptions>, reader: Reader): Promise<Examined> {
  const head = await readAt(file, Buffer.allocUnsafe(Math.min(headBytes, file.size)), 0);
  const wrong = wrongFileKind(head);
  // Whoever names an encoding says that it is text; the other kinds are certain.
  if (wrong !== null && !(wrong.details?.kind === 'binary' && chosen.encoding !== undefined)) throw new Failure(wrong);
  const found = await encodingOf(file, head, chosen.encoding, reader);
  const { encoding } = found.encoding;
  const text = createDecoding(encoding).push(head);
  const { shape, doubts } = guessShape(text, head.length >= file.size, chosen);
  const later =
    chosen.quote === undefined && shape.quote === '"' ? await laterQuote(file, found, head, shape.delimiter) : null;
  return later === null
    ? { ...found, shape, doubts }
    : { ...found, shape: { ...shape, quote: later.quote }, doubts: { ...doubts, quote: !later.certain } };
}

/** How quotes are escaped where a backslash in front of one comes only behind the head; null when there is none. */
async function laterQuote(file: OpenFile, { encoding, scan }: Found, head: Buffer, delimiter: string) {
  const at = scan?.backslashQuote ?? null;
  if (at === null || at < head.length) return null;
  const start = Math.max(0, at - tellingBytes / 2);
  const bytes = await readAt(file, Buffer.allocUnsafe(tellingBytes), start);
  const text = createDecoding(encoding.encoding).push(bytes);
  // The first line may have begun before.
  return guessQuote(text.slice(text.indexOf('\n') + 1), false, delimiter);
}

type Found = Pick<Examined, 'encoding' | 'legacy' | 'scan'>;

async function encodingOf(file: OpenFile, head: Buffer, chosen: string | undefined, reader: Reader): Promise<Found> {
  if (chosen !== undefined) {
    const encoding = knownEncoding(chosen);
    return encoding === null
      ? fail('invalid_input', `unknown encoding ${chosen}`, { encoding: chosen })
      : { encoding: { encoding, from: 'person' }, legacy: null, scan: null };
  }
  const scan = await scanText(file);
  let legacy: LegacyGuess | null = null;
  const encoding = await decideEncoding(head, scan, async () => {
    legacy = guessLegacy(scan.words, reader);
    return (legacy as LegacyGuess | null)?.encoding ?? null;
  });
  return { encoding, legacy, scan };
}
