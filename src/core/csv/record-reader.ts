import { Failure, fail } from '../kernel/errors.ts';
import type { CsvRecord, CsvRecords, Dialect } from './reading.ts';
import { cellSplitter } from './row-text.ts';
import { countBreaks, strictPart } from './strict-text.ts';

/** UTF-16 units one record may have. A contact is a few hundred; a megabyte is a quote that was never closed. */
export const recordLimit = 1 << 20;

// Below this the pieces are only collected, so that a record is scanned a bounded number of times however small they are.
const worthScanning = 1 << 16;

/** Turns decoded text, pushed in pieces of any size, into records. */
export interface RecordReader {
  /** The records completed so far. Throws a `Failure` with `file_unclosed_quote` or `file_record_too_long`. */
  push(text: string): CsvRecords;
  /** The rest, a last record without a line end among them. Nothing may be pushed afterwards. */
  end(): CsvRecords;
  /** Cells so far whose quotes are malformed, so that their text is a guess, and the 1-based line of the first. */
  readonly malformed: { readonly count: number; readonly line: number | null };
}

export interface ReaderLimits {
  /** UTF-16 units; `recordLimit` unless given. A record within it always passes; memory stays within it and two pieces. */
  readonly record?: number;
  /** UTF-16 units that are collected before they are read. */
  readonly collect?: number;
}

/**
 * A reader for one file without its byte order mark; a possible `dialect` (`possibleDelimiter`) is the caller's duty. CRLF, LF and CR all end a record, in any mixture, and count as
 * one line each, those inside quoted cells too. A line of no characters is no record; a line of blanks, of delimiters or of `""` is
 * one. Cells are never trimmed; NUL and everything else is kept; a quote is read as `strictPart` describes.
 *
 * PapaParse splits the cells; this wrapper gives it complete, strict records only, because on its own it reads an unclosed quote in
 * quadratic time. `file_unclosed_quote` carries `line`, 1-based, where the quote opened; `file_record_too_long` where the record began,
 * or with `what: 'quoted'` where the quote opened in which it ran too long. The latter is thrown once more than the limit and one piece
 * is pushed behind that place, however long the file is.
 */
export function createRecordReader(dialect: Dialect, limits: ReaderLimits = {}): RecordReader {
  return new Reader(dialect, limits.record ?? recordLimit, limits.collect ?? worthScanning);
}

const none: CsvRecords = { records: [], rows: null };

class Reader implements RecordReader {
  readonly #cells: (text: string) => string[][];
  readonly #dialect: Dialect;
  readonly #limit: number;
  readonly #collect: number;
  #pieces: string[] = [];
  #fresh = 0;
  #line = 1;
  #malformed: { count: number; line: number | null } = { count: 0, line: null };

  constructor(dialect: Dialect, limit: number, collect: number) {
    this.#cells = cellSplitter(dialect);
    this.#dialect = dialect;
    this.#limit = limit;
    this.#collect = collect;
  }

  get malformed(): { readonly count: number; readonly line: number | null } {
    return this.#malformed;
  }

  push(text: string): CsvRecords {
    if (text === '') return none;
    this.#pieces.push(text);
    this.#fresh += text.length;
    return this.#fresh < this.#collect ? none : this.#read(false);
  }

  end(): CsvRecords {
    return this.#read(true);
  }

  #read(final: boolean): CsvRecords {
    const input = this.#pieces.length === 1 ? (this.#pieces[0] ?? '') : this.#pieces.join('');
    this.#pieces = [];
    this.#fresh = 0;
    if (input === '') return none;
    const part = this.#strict(input, final);
    const rest = part.consumed < input.length ? input.slice(part.consumed) : '';
    const [first] = part.malformed;
    if (first !== undefined) {
      const { count, line } = this.#malformed;
      this.#malformed = { count: count + part.malformed.length, line: line ?? this.#line + first };
    }
    const records = part.text === null ? none : this.#split(part.text, part.multiline, part.quotedEmpty);
    if (rest.length > this.#limit) this.#refuseRest(rest);
    if (rest !== '') this.#pieces.push(rest);
    return records;
  }

  #strict(input: string, final: boolean) {
    try {
      return strictPart(input, this.#dialect, final);
    } catch (thrown) {
      if (!(thrown instanceof Failure) || thrown.error.code !== 'file_unclosed_quote') throw thrown;
      const line = this.#line + Number(thrown.error.details?.line ?? 0);
      return fail('file_unclosed_quote', `the quote that opens in line ${line} is not closed`, { line });
    }
  }

  /** The rest holds no complete record. A quote that is open in it may be closed yet: only at the end of a file that is known. */
  #refuseRest(rest: string): never {
    const quoteAt = this.#openQuote(rest);
    const line = quoteAt ?? this.#line;
    const details = { line, limit: this.#limit, ...(quoteAt === null ? {} : { what: 'quoted' }) };
    return fail('file_record_too_long', `the record in line ${line} is too long`, details);
  }

  /** The line of the quote that is open at the end of the rest; null when none is. */
  #openQuote(rest: string): number | null {
    try {
      this.#strict(rest, true);
      return null;
    } catch (thrown) {
      if (!(thrown instanceof Failure)) throw thrown;
      return Number(thrown.error.details?.line);
    }
  }

  #split(text: string, multiline: boolean, quotedEmpty: ReadonlySet<number>): CsvRecords {
    // PapaParse answers an empty input with no row at all; here it is one blank line.
    const data = text === '' ? [['']] : this.#cells(text);
    const records: CsvRecord[] = [];
    const first = this.#line;
    let line = first;
    for (const cells of data) {
      const start = line++;
      if (cells.length === 1 && cells[0] === '' && !quotedEmpty.has(start - first)) continue;
      if (multiline) for (const cell of cells) line += breaksIn(cell);
      records.push({ line: start, cells });
    }
    this.#line = line;
    return { records, rows: multiline || records.length < data.length ? null : text };
  }
}

function breaksIn(cell: string): number {
  return cell.includes('\n') || cell.includes('\r') ? countBreaks(cell) : 0;
}
