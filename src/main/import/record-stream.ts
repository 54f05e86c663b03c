import { possibleDelimiter } from '#core/csv/delimiter.ts';
import type { CsvRecords, ReadOptions } from '#core/csv/reading.ts';
import { createRecordReader, type RecordReader } from '#core/csv/record-reader.ts';
import { withoutFirst } from '#core/csv/row-text.ts';
import { fail } from '#core/kernel/errors.ts';
import { createDecoding } from './decode.ts';
import { type OpenFile, readAt } from './open-file.ts';

const megabyte = 1 << 20;

export interface RecordPart extends CsvRecords {
  /** Of the file, read so far. */
  readonly bytes: number;
  /** Whether bytes that cannot be read may be in it: some were read by now. */
  readonly flawed: boolean;
  /** Cells so far with malformed quotes. */
  readonly malformed: RecordReader['malformed'];
}

/**
 * Every record of a file's table, the header too, without the first `skip` records, in parts of about `chunk` bytes: memory does
 * not grow with the file. Throws a `Failure`: `cancelled` once `signal` is aborted, `file_unreadable`,
 * `invalid_input` (encoding, delimiter), and what the record reader refuses: an endless line or an unclosed quote after three chunks
 * and a megabyte of it at most.
 */
export async function* recordParts(
  file: OpenFile,
  options: Pick<ReadOptions, 'encoding' | 'delimiter' | 'quote' | 'skip'>,
  signal: AbortSignal,
  chunk = megabyte,
): AsyncGenerator<RecordPart, void, void> {
  const decoding = createDecoding(options.encoding);
  const { quote } = options;
  const reader = createRecordReader({ delimiter: possibleDelimiter(options.delimiter, quote), quote });
  const buffer = Buffer.allocUnsafe(Math.min(chunk, file.size + 1));
  let position = 0;
  let toSkip = options.skip;
  const table = (read: CsvRecords): CsvRecords => {
    if (toSkip === 0) return read;
    const left = withoutFirst(read, toSkip);
    toSkip = Math.max(0, toSkip - read.records.length);
    return left;
  };
  const part = (read: CsvRecords): RecordPart => ({
    ...table(read),
    bytes: position,
    flawed: decoding.flawed,
    malformed: reader.malformed,
  });
  for (;;) {
    if (signal.aborted) fail('cancelled', 'reading was cancelled');
    const bytes = await readAt(file, buffer, position);
    if (bytes.length === 0) break;
    position += bytes.length;
    const read = part(reader.push(decoding.push(bytes)));
    if (read.records.length > 0) yield read;
  }
  yield part(reader.push(decoding.end()));
  yield part(reader.end());
}

/** The 1-based line a byte of an ASCII-compatible file stands in, counted by reading the file up to there once more. */
export async function lineAt(file: OpenFile, offset: number): Promise<number> {
  const buffer = Buffer.allocUnsafe(megabyte);
  let line = 1;
  let afterCr = false;
  for (let position = 0; position < offset; ) {
    const bytes = await readAt(file, buffer.subarray(0, Math.min(megabyte, offset - position)), position);
    if (bytes.length === 0) break;
    for (const byte of bytes) {
      if (byte === 13 || (byte === 10 && !afterCr)) line++;
      afterCr = byte === 13;
    }
    position += bytes.length;
  }
  return line;
}
