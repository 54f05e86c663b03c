/**
 * Bytes that are no UTF-8, kept inside a text: byte 0x80 to 0xFF as the lone half of a surrogate pair U+DC80 to U+DCFF, which no
 * well-formed text holds (the convention of Python's `surrogateescape`, PEP 383). Other encodings leave U+FFFD where they read nothing.
 */
export function escapeByte(byte: number): string {
  return String.fromCharCode(0xdc00 + byte);
}

const escaped = /[\udc80-\udcff]+/gu;
const unread = /[\udc80-\udcff]/u;

/** What marks a cell with unreadable bytes in a file of this encoding. A U+FFFD in UTF-8 is a character that some program wrote. */
export function unreadablePattern(encoding: string): RegExp {
  return encoding === 'utf-8' ? unread : /\ufffd/;
}

/**
 * A cell of a UTF-8 file with its unreadable bytes read by `read`, which knows a legacy encoding. A cell that is otherwise ASCII is read
 * as a whole: the bytes of one character may be ASCII.
 */
export function readBadBytes(cell: string, read: (bytes: Uint8Array) => string): string {
  if (!unread.test(cell)) return cell;
  const isOtherwiseAscii = [...cell].every((sign) => sign <= '\u007f' || unread.test(sign));
  return isOtherwiseAscii ? read(bytesOf(cell)) : cell.replace(escaped, (run) => read(bytesOf(run)));
}

function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(text, (sign) => sign.charCodeAt(0) & 0xff);
}
