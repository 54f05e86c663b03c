import { isAscii, isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';
import { escapeByte } from '#core/csv/bad-bytes.ts';
import { byteOrderMark, utf8FlawAt } from '#core/csv/encoding.ts';
import { fail } from '#core/kernel/errors.ts';

/** Turns a file's bytes into text piece by piece; a character cut in two by a piece's end waits for the next. */
export interface Decoding {
  /** The text without a byte order mark. */
  push(bytes: Buffer): string;
  end(): string;
  /** Whether there were bytes that the encoding cannot read: `core/csv/bad-bytes.ts` finds them in the text. */
  readonly flawed: boolean;
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
 * Bytes that UTF-8 cannot read are kept in the text, each as a sign of its own (`escapeByte`), so that the rest of the file is read as
 * it is and nothing is lost. The other encodings map what they cannot read to U+FFFD. `invalid_input` for an unknown encoding.
 */
export function createDecoding(encoding: string): Decoding {
  const known = knownEncoding(encoding);
  if (known === null) return fail('invalid_input', `unknown encoding ${encoding}`, { encoding });
  if (known === 'utf-8') return new Utf8Decoding();
  if (known !== 'euc-kr' && isWhatwg(known)) {
    const decoder = new TextDecoder(known);
    return new OtherDecoding(
      (bytes) => decoder.decode(bytes, { stream: true }),
      () => decoder.decode(),
    );
  }
  // Korean lists are in Microsoft's extension of it, which the platform's own decoder does not know in every release.
  const decoder = iconv.getDecoder(known === 'euc-kr' ? 'cp949' : known);
  return new OtherDecoding(
    (bytes) => decoder.write(bytes),
    () => decoder.end() ?? '',
  );
}

class OtherDecoding implements Decoding {
  readonly #decode: (bytes: Buffer) => string;
  readonly #finish: () => string;
  flawed = false;

  constructor(decode: (bytes: Buffer) => string, finish: () => string) {
    this.#decode = decode;
    this.#finish = finish;
  }

  push(bytes: Buffer): string {
    return this.#checked(this.#decode(bytes));
  }

  end(): string {
    return this.#checked(this.#finish());
  }

  #checked(text: string): string {
    this.flawed ||= text.includes('\ufffd');
    return text;
  }
}

function isWhatwg(name: string): boolean {
  try {
    return new TextDecoder(name).encoding === name;
  } catch {
    return false;
  }
}

/** Twice as fast as a `TextDecoder`, and gives one-byte strings for plain ASCII, which everything after it reads faster. */
class Utf8Decoding implements Decoding {
  #carried = Buffer.alloc(0);
  #started = false;
  flawed = false;

  push(bytes: Buffer): string {
    const all = this.#carried.length === 0 ? bytes : Buffer.concat([this.#carried, bytes]);
    const end = all.length - unfinished(all);
    const from = !this.#started && byteOrderMark(all)?.encoding === 'utf-8' ? 3 : 0;
    const text = this.#text(all.subarray(from, Math.max(from, end)));
    this.#started ||= end > 0;
    // A copy: the caller reuses its buffer.
    this.#carried = Buffer.from(all.subarray(Math.max(from, end)));
    return text;
  }

  end(): string {
    const rest = this.#carried;
    this.#carried = Buffer.alloc(0);
    return rest.length === 0 ? '' : this.#damaged(rest);
  }

  #text(bytes: Buffer): string {
    if (isAscii(bytes)) return bytes.toString('latin1');
    return isUtf8(bytes) ? bytes.toString('utf8') : this.#damaged(bytes);
  }

  #damaged(bytes: Buffer): string {
    this.flawed = true;
    const pieces: string[] = [];
    for (let from = 0; from < bytes.length; ) {
      const rest = bytes.subarray(from);
      const at = utf8FlawAt(rest)?.at ?? rest.length;
      pieces.push(rest.toString('utf8', 0, at));
      if (at < rest.length) pieces.push(escapeByte(rest[at] as number));
      from += at + 1;
    }
    return pieces.join('');
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
