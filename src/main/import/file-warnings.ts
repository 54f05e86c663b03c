import type { ImportWarning } from '#core/contacts/warnings.ts';
import type { RecordReader } from '#core/csv/record-reader.ts';
import type { Examined } from './examine.ts';
import type { OpenFile } from './open-file.ts';
import { lineAt } from './record-stream.ts';

/** A guess below this is shown with what the other encoding would give: one in a thousand, as a natural logarithm. */
const leastMargin = 7;
const namesShown = 5;

/** Names as two encodings read them, where neither is certain. */
export interface OtherReading {
  readonly encoding: string;
  readonly names: readonly { readonly here: string; readonly there: string }[];
}

/** What the encoding that is nearly as likely makes of the names that differ; null when the guess is certain enough or changes none. */
export function otherReading({ legacy }: Pick<Examined, 'legacy'>): OtherReading | null {
  if (legacy === null || legacy.other === null || legacy.margin >= leastMargin) return null;
  const { words } = legacy.other;
  const names = legacy.words.flatMap((here, index) => {
    const there = words[index] ?? here;
    return here === there ? [] : [{ here, there }];
  });
  return { encoding: legacy.other.encoding, names: names.slice(0, namesShown) };
}

/** Guesses about how a file is read that are not certain, as far as its head and the pass over its bytes tell. */
export async function readingWarnings(file: OpenFile, examined: Examined): Promise<readonly ImportWarning[]> {
  const { doubts } = examined;
  const whole = { count: 1, line: null };
  return [
    ...encodingWarnings(examined),
    ...(await damageWarnings(file, examined)),
    ...(doubts.header === 'none' ? [] : [headerWarning(examined)]),
    ...(doubts.delimiter ? [delimiterWarning(examined)] : []),
    ...(doubts.quote ? [{ code: 'quotes_guessed' as const, ...whole, details: {} }] : []),
  ];
}

/** Cells with malformed quotes: their text is a guess. */
export function quoteWarnings({ count, line }: RecordReader['malformed']): readonly ImportWarning[] {
  return count === 0 ? [] : [{ code: 'quotes_guessed', count, line, details: { context: 'cells' } }];
}

function encodingWarnings(examined: Examined): readonly ImportWarning[] {
  const { encoding, from } = examined.encoding;
  if (from !== 'guess') return [];
  const other = otherReading(examined);
  const [name] = other?.names ?? [];
  const details =
    other === null || name === undefined
      ? { encoding }
      : { context: 'names', encoding, sample: name.here, otherEncoding: other.encoding, otherSample: name.there };
  return [{ code: 'encoding_guessed', count: 1, line: null, details }];
}

async function damageWarnings(file: OpenFile, { encoding, scan }: Examined): Promise<readonly ImportWarning[]> {
  if (encoding.encoding !== 'utf-8' || scan === null || scan.firstBad === null) return [];
  const line = await lineAt(file, scan.firstBad);
  return [{ code: 'bytes_unreadable', count: scan.badLines, line, details: {} }];
}

function headerWarning({ doubts }: Examined): ImportWarning {
  const details: Record<string, string> = doubts.header === 'skipped' ? { context: 'skipped' } : {};
  return { code: 'header_unused', count: 1, line: doubts.line, details };
}

function delimiterWarning({ shape: { delimiter } }: Examined): ImportWarning {
  const details: Record<string, string> = delimiter === '\t' ? { context: 'tab', delimiter } : { delimiter };
  return { code: 'delimiter_guessed', count: 1, line: null, details };
}
