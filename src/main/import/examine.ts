import { isAscii } from 'node:buffer';
import { decideEncoding, type EncodingChoice } from '#core/csv/encoding.ts';
import { wrongFileKind } from '#core/csv/file-kind.ts';
import { guessShape, type Shape } from '#core/csv/first-look.ts';
import type { ReadOptions } from '#core/csv/reading.ts';
import { Failure, fail } from '#core/kernel/errors.ts';
import { createDecoding, knownEncoding, NotUtf8 } from './decode.ts';
import { guessEncoding } from './guess-encoding.ts';
import { type OpenFile, readAt } from './open-file.ts';

const headBytes = 256 * 1024;
const tellingBytes = 64 * 1024;
// How far into a file that begins in plain ASCII its first other character is looked for: a tenth of a second of reading.
const asciiBudget = 64 * 1024 * 1024;

/** How a file is to be read, and where its encoding is known from. */
export interface Examined extends Shape {
  readonly encoding: EncodingChoice;
}

/**
 * Decides how a file is to be read, by its head, except where a person has `chosen`. Throws a `Failure`: `file_is_spreadsheet`,
 * `file_is_compressed`, `file_is_not_text`, `invalid_input` (an unknown encoding, an impossible delimiter).
 */
export async function examine(file: OpenFile, chosen: Partial<ReadOptions>): Promise<Examined> {
  const head = await readAt(file, Buffer.allocUnsafe(Math.min(headBytes, file.size)), 0);
  const wrong = wrongFileKind(head);
  // Whoever names an encoding says that it is text; the other kinds are certain.
  if (wrong !== null && !(wrong.details?.kind === 'binary' && chosen.encoding !== undefined)) throw new Failure(wrong);
  const encoding = await encodingOf(file, head, chosen.encoding);
  return { encoding, ...guessShape(headText(head, encoding.encoding), head.length >= file.size, chosen) };
}

async function encodingOf(file: OpenFile, head: Buffer, chosen: string | undefined): Promise<EncodingChoice> {
  if (chosen !== undefined) {
    const encoding = knownEncoding(chosen);
    return encoding === null
      ? fail('invalid_input', `unknown encoding ${chosen}`, { encoding: chosen })
      : { encoding, from: 'person' };
  }
  const whole = head.length >= file.size;
  const byHead = await decideEncoding(head, whole, guessEncoding);
  // Without a mark UTF-16 can be all ASCII and NULs.
  if (whole || !isAscii(head) || byHead.encoding !== 'utf-8') return byHead;
  const telling = await firstBeyondAscii(file, head.length);
  return telling === null ? { encoding: 'utf-8', from: 'strict' } : decideEncoding(telling, false, guessEncoding);
}

/** The stretch of a file that starts with the first byte that is no ASCII; null when there is none for a long way. */
async function firstBeyondAscii(file: OpenFile, start: number): Promise<Buffer | null> {
  const buffer = Buffer.allocUnsafe(1 << 20);
  for (let position = start; position < Math.min(file.size, asciiBudget); ) {
    const bytes = await readAt(file, buffer, position);
    if (bytes.length === 0) return null;
    if (!isAscii(bytes)) {
      const at = bytes.findIndex((byte) => byte >= 0x80);
      return readAt(file, Buffer.allocUnsafe(tellingBytes), position + at);
    }
    position += bytes.length;
  }
  return null;
}

function headText(head: Buffer, encoding: string): string {
  try {
    return createDecoding(encoding).push(head);
  } catch (thrown) {
    // For the shape alone any ASCII-compatible reading will do; reading the records says where the bytes are wrong.
    if (thrown instanceof NotUtf8) return head.toString('latin1');
    throw thrown;
  }
}
