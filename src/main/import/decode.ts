import { isAscii, isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';
import { byteOrderMark, utf8FlawAt } from '#core/csv/encoding.ts';
import { fail } from '#core/kernel/errors.ts';

/** Turns a file's bytes into text piece by piece; a character cut in two by a piece's end waits for the next. */
export interface Decoding {
  /** The text without a byte order mark. Throws `NotUtf8` for bytes that are not what `utf-8` allows. */
  push(bytes: Buffer): string;
  end(): string;
}

/** UTF-8 broke off here. The caller knows the file and can say in which line that is. */
export class NotUtf8 extends Error {
  /** Bytes from the start of the file. */
  readonly offset: number;

  constructor(offset: number) {
    super(`not UTF-8 at byte ${offset}`);
    this.name = 'NotUtf8';
    this.offset = offset;
  }
}

/** The name this program uses for an encoding, or null for one it cannot read: a WHATWG label, else a DOS or Mac page of iconv-lite. */
export function knownEncoding(name: string): string | null {
  try {
    return new TextDecoder(name).encoding;
  } catch {
    return iconv.encodingExists(name) ? name.toLowerCase() : null;
  }
}

/**
 * UTF-8 is strict: a wrong byte is an error, because a replacement character in somebody's name is a loss nobody sees. The other
 * encodings have no such check and map what they cannot read to U+FFFD. `invalid_input` for an unknown encoding.
 */
export function createDecoding(encoding: string): Decoding {
  const known = knownEncoding(encoding);
  if (known === null) return fail('invalid_input', `unknown encoding ${encoding}`, { encoding });
  if (known === 'utf-8') return new Utf8Decoding();
  if (known !== 'euc-kr' && isWhatwg(known)) {
    const decoder = new TextDecoder(known);
    return { push: (bytes) => decoder.decode(bytes, { stream: true }), end: () => decoder.decode() };
  }
  // Korean lists are in Microsoft's extension of it, which the platform's own decoder does not know in every release.
  const decoder = iconv.getDecoder(known === 'euc-kr' ? 'cp949' : known);
  return { push: (bytes) => decoder.write(bytes), end: () => decoder.end() ?? '' };
}

function isWhatwg(name: string): boolean {
  try {
    return new TextDecoder(name).encoding === name;
  } catch {
    return false;
  }
}

/** Twice as fast as a fatal `TextDecoder`, and gives one-byte strings for plain ASCII, which everything after it reads faster. */
class Utf8Decoding implements Decoding {
  #carried = Buffer.alloc(0);
  #offset = 0;

  push(bytes: Buffer): string {
    const all = this.#carried.length === 0 ? bytes : Buffer.concat([this.#carried, bytes]);
    const end = all.length - unfinished(all);
    const from = this.#offset === 0 && byteOrderMark(all)?.encoding === 'utf-8' ? 3 : 0;
    const text = this.#text(all.subarray(from, Math.max(from, end)), from);
    // A copy: the caller reuses its buffer.
    this.#carried = Buffer.from(all.subarray(Math.max(from, end)));
    this.#offset += Math.max(from, end);
    return text;
  }

  end(): string {
    if (this.#carried.length > 0) throw new NotUtf8(this.#offset);
    return '';
  }

  #text(bytes: Buffer, skipped: number): string {
    if (isAscii(bytes)) return bytes.toString('latin1');
    if (!isUtf8(bytes)) throw new NotUtf8(this.#offset + skipped + (utf8FlawAt(bytes)?.at ?? 0));
    return bytes.toString('utf8');
  }
}

/** How many bytes at the end begin a character without finishing it. */
function unfinished(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] as number;
    if (byte < 0x80) return 0;
    if (byte < 0xc0) continue;
    const size = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    return size > back ? back : 0;
  }
  return 0;
}
