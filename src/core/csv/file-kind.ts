import { type AppError, appError } from '../kernel/errors.ts';
import { byteOrderMark, wideWithoutMark } from './encoding.ts';

type Signature = readonly [kind: string, bytes: readonly number[]];

const ascii = (text: string): readonly number[] => [...text].map((character) => character.charCodeAt(0));

// The first bytes of each kind of file, from the formats' own specifications.
const compressed: readonly Signature[] = [
  ['gzip', [0x1f, 0x8b]],
  ['bzip2', ascii('BZh')],
  ['xz', [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]],
  ['zstd', [0x28, 0xb5, 0x2f, 0xfd]],
  ['7z', [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]],
  ['rar', ascii('Rar!')],
];
const others: readonly Signature[] = [
  ['pdf', ascii('%PDF-')],
  ['png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['jpeg', [0xff, 0xd8, 0xff]],
  ['gif', ascii('GIF8')],
  ['tiff', [0x49, 0x49, 0x2a, 0x00]],
  ['tiff', [0x4d, 0x4d, 0x00, 0x2a]],
  ['sqlite', ascii('SQLite format 3\0')],
  ['rtf', ascii('{\\rtf')],
];
// An OLE file may be another Office document; nearly all that end up here are sheets. Before 1993 sheets were bare BIFF records.
const oldSheets: readonly Signature[] = [
  ['xls', [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]],
  ['xls', [0x09, 0x00, 0x04, 0x00]],
  ['xls', [0x09, 0x02, 0x06, 0x00]],
  ['xls', [0x09, 0x04, 0x06, 0x00]],
  ['xls', [0x09, 0x08, 0x08, 0x00]],
  ['xls', [0x09, 0x08, 0x10, 0x00]],
];
const zip = [0x50, 0x4b, 0x03, 0x04];
const emptyZip = [0x50, 0x4b, 0x05, 0x06];

// Names of entries or contents that stand near the start of each kind of spreadsheet, which are all zip files.
const sheetMarks: readonly (readonly [kind: string, mark: string])[] = [
  ['ods', 'application/vnd.oasis.opendocument.spreadsheet'],
  ['numbers', '.iwa'],
  ['xlsx', 'xl/'],
];
// The same for documents, whose first entry may be a sheet's too.
const documentMarks: readonly (readonly [kind: string, mark: string])[] = [
  ['docx', 'word/'],
  ['pptx', 'ppt/'],
  ['odt', 'application/vnd.oasis.opendocument.text'],
];
const officeMark = '[Content_Types].xml';

/**
 * Names a file that is no CSV by its first bytes: `file_is_spreadsheet`, `file_is_compressed` or `file_is_not_text`, each with
 * `kind` in its details (`xlsx`, `gzip`, `pdf`, …, `binary`); null for what may be text. `head` should hold some kilobytes.
 */
export function wrongFileKind(head: Uint8Array): AppError | null {
  const mark = byteOrderMark(head);
  if (mark !== null && mark.encoding !== 'utf-8') return null;
  if (startsWith(head, zip)) {
    const text = latin(head);
    const sheet = sheetMarks.find(([, wanted]) => text.includes(wanted));
    if (sheet !== undefined) return is('file_is_spreadsheet', sheet[0]);
    const document = documentMarks.find(([, wanted]) => text.includes(wanted));
    if (document !== undefined) return is('file_is_not_text', document[0]);
    return text.includes(officeMark) ? is('file_is_spreadsheet', 'xlsx') : is('file_is_compressed', 'zip');
  }
  if (startsWith(head, emptyZip)) return is('file_is_compressed', 'zip');
  const oldSheet = oldSheets.find(([, bytes]) => startsWith(head, bytes));
  if (oldSheet !== undefined) return is('file_is_spreadsheet', oldSheet[0]);
  const archive = compressed.find(([, bytes]) => startsWith(head, bytes));
  if (archive !== undefined) return is('file_is_compressed', archive[0]);
  const other = others.find(([, bytes]) => startsWith(head, bytes));
  if (other !== undefined) return is('file_is_not_text', other[0]);
  const start = latin(head.subarray(0, 1024))
    .replace(/^\u00ef\u00bb\u00bf/, '')
    .trimStart()
    .toLowerCase();
  // What some programs save as ".xls" is a web page or XML.
  if (start.startsWith('<?xml') && start.includes('urn:schemas-microsoft-com:office:spreadsheet')) {
    return is('file_is_spreadsheet', 'xml');
  }
  if (/^<(!doctype html|html|table)\b/.test(start)) return is('file_is_not_text', 'html');
  return isBinary(head) ? is('file_is_not_text', 'binary') : null;
}

function is(code: 'file_is_spreadsheet' | 'file_is_compressed' | 'file_is_not_text', kind: string): AppError {
  return appError(code, `the file is not CSV text but ${kind}`, { kind });
}

function startsWith(head: Uint8Array, bytes: readonly number[]): boolean {
  return head.length >= bytes.length && bytes.every((byte, index) => head[index] === byte);
}

function latin(bytes: Uint8Array): string {
  let text = '';
  for (let from = 0; from < bytes.length; from += 8192) {
    text += String.fromCharCode(...bytes.subarray(from, from + 8192));
  }
  return text;
}

/**
 * More than one in ten bytes is a control character that text does not have. NUL does not count, and nothing does in UTF-16, where
 * a Cyrillic letter is half a control character.
 */
function isBinary(head: Uint8Array): boolean {
  if (wideWithoutMark(head) !== null) return false;
  let odd = 0;
  for (const byte of head) if (byte < 32 && byte !== 0 && byte !== 9 && byte !== 10 && byte !== 13) odd++;
  return odd * 10 > head.length;
}
