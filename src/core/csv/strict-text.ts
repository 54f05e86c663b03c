import { fail } from '../kernel/errors.ts';
import { type Dialect, quoteCharacter } from './reading.ts';

/** Complete records as strict RFC 4180 text: records end in LF, quotes are balanced, cells keep their own line breaks. */
export interface StrictPart {
  /** Without the last record's LF; null when no record is complete yet. */
  readonly text: string | null;
  /** How many UTF-16 units of the input this covers. */
  readonly consumed: number;
  /** Whether a quoted cell may hold a line break. */
  readonly multiline: boolean;
  /** Lines, counted from 0 at the start of the input, that hold nothing but an empty quoted cell: records, not blank lines. */
  readonly quotedEmpty: ReadonlySet<number>;
  /** Lines, counted likewise, of cells whose quotes are malformed: what they mean is a guess. */
  readonly malformed: readonly number[];
}

const noLines: ReadonlySet<number> = new Set();

/**
 * Cuts `input`, which starts at the start of a record, behind its last complete record (at its end when `final`), and makes the
 * traps of PapaParse 5 harmless on the way: a lone CR among other line ends merges its rows, and a quote it finds malformed may
 * swallow the following lines. With the quote mark '' every quote is text. What the dialect's quote mark means otherwise:
 *
 * - inside a cell that does not start with one, it is text (`5" pipe`);
 * - in a quoted cell, two are one, one behind a backslash is text where the dialect says so, and one before a delimiter, a line end or the end closes the cell (blanks between are dropped);
 * - any other is malformed. It is text when the cell is closed properly further along the line (`"Joe "the boss" Smith",`); when
 *   it is not, and the cell started on this line, all of the cell up to its next delimiter is text (`"Nick" Smith,`);
 * - a malformed one that looks like the start of the next quoted cell, or in a cell that began lines ago, means that a quote was
 *   never closed: refused, because everything since may be in the wrong cell.
 *
 * Throws `file_unclosed_quote` with `line` relative to the input (from 0). Linear in the input.
 */
export function strictPart(input: string, dialect: Dialect, final: boolean): StrictPart {
  const mark = quoteCharacter(dialect.quote);
  const firstQuote = mark === '' ? -1 : input.indexOf(mark);
  return firstQuote < 0 ? plainPart(input, final) : new QuotedScan(input, dialect, final, firstQuote).run();
}

function plainPart(input: string, final: boolean): StrictPart {
  const consumed = final ? input.length : boundary(input, input.length);
  if (consumed === 0) return nothingYet;
  return {
    text: withoutLastBreak(lineFeeds(input.slice(0, consumed))),
    consumed,
    multiline: false,
    quotedEmpty: noLines,
    malformed: [],
  };
}

const nothingYet: StrictPart = { text: null, consumed: 0, multiline: false, quotedEmpty: noLines, malformed: [] };

/** The position behind the last line end before `end`. A CR at the very end may be half of a CRLF: not yet an end. */
function boundary(input: string, end: number): number {
  const feed = input.lastIndexOf('\n', end - 1);
  if (end < 2 || !input.includes('\r')) return feed + 1;
  return Math.max(feed, input.lastIndexOf('\r', end - 2)) + 1;
}

function lineFeeds(text: string): string {
  if (!text.includes('\r')) return text;
  const joined = text.replaceAll('\r\n', '\n');
  return joined.includes('\r') ? joined.replaceAll('\r', '\n') : joined;
}

function withoutLastBreak(text: string): string {
  return text.endsWith('\n') ? text.slice(0, -1) : text;
}

/** Line ends in `text` from `from` up to `to`: CRLF, LF and CR are one each. */
export function countBreaks(text: string, from = 0, to = text.length): number {
  let breaks = 0;
  for (let index = from; index < to; index++) {
    const code = text.charCodeAt(index);
    if (code === 10 || (code === 13 && text.charCodeAt(index + 1) !== 10)) breaks++;
  }
  return breaks;
}

type Close =
  /** Closed at `quoteAt`; what follows the cell starts at `next`. `inner` says that single quotes inside are text. */
  | { readonly kind: 'closed'; readonly quoteAt: number; readonly next: number; readonly inner: boolean }
  /** Not quoted after all: the raw text up to `next` is the cell. */
  | { readonly kind: 'literal'; readonly next: number }
  | { readonly kind: 'open' };

class QuotedScan {
  readonly #input: string;
  readonly #delimiter: string;
  readonly #quote: string;
  readonly #backslash: boolean;
  readonly #final: boolean;
  readonly #hasCr: boolean;
  readonly #firstQuote: number;
  /** Finished pieces of output, and where the raw input not yet among them starts. */
  readonly #pieces: string[] = [];
  #copied = 0;
  /** Output and input positions behind the last complete record: what is cut off at the end. */
  #kept = { pieces: 0, copied: 0, consumed: 0 };
  #multiline = false;
  #quotedEmpty: Set<number> | null = null;
  /** Where cells with malformed quotes begin. */
  readonly #malformedAt: number[] = [];
  #countedTo = 0;
  #countedLines = 0;

  constructor(input: string, dialect: Dialect, final: boolean, firstQuote: number) {
    this.#input = input;
    this.#delimiter = dialect.delimiter;
    this.#quote = quoteCharacter(dialect.quote);
    this.#backslash = dialect.quote.length > 1;
    this.#final = final;
    this.#hasCr = input.includes('\r');
    this.#firstQuote = firstQuote;
  }

  run(): StrictPart {
    const input = this.#input;
    let from = 0;
    let open = this.#firstQuote;
    while (open >= 0) {
      this.#endRecords(from, open);
      if (!this.#startsCell(open)) {
        from = open + 1;
      } else {
        const close = this.#findClose(open);
        if (close.kind === 'open') return this.#finish();
        this.#take(open, close);
        from = close.next;
      }
      open = input.indexOf(this.#quote, from);
    }
    this.#endRecords(from, input.length);
    if (this.#final) {
      this.#copyTo(input.length);
      this.#keep(input.length);
    }
    return this.#finish();
  }

  /** Notes the last line end in this stretch outside of quotes. */
  #endRecords(from: number, to: number): void {
    const input = this.#input;
    let at = to - 1;
    // By hand: `lastIndexOf` would look back beyond `from`, which is quadratic in a long line of quoted cells.
    for (; at >= from; at--) {
      const code = input.charCodeAt(at);
      // A CR at the very end may be half of a CRLF.
      if (code === 10 || (code === 13 && (at < input.length - 1 || this.#final))) break;
    }
    if (at < from) return;
    this.#copyTo(at + 1);
    this.#keep(at + 1);
  }

  #keep(consumed: number): void {
    this.#kept = { pieces: this.#pieces.length, copied: this.#copied, consumed };
  }

  /** Raw text outside of quoted cells up to `to` goes to the output; in a file without CR that is one slice at the end. */
  #copyTo(to: number): void {
    if (!this.#hasCr) return;
    if (to > this.#copied) this.#pieces.push(lineFeeds(this.#input.slice(this.#copied, to)));
    this.#copied = to;
  }

  #startsCell(at: number): boolean {
    if (at === 0) return true;
    const before = this.#input[at - 1];
    return before === this.#delimiter || before === '\n' || before === '\r';
  }

  #startsRecord(at: number): boolean {
    return at === 0 || this.#input[at - 1] === '\n' || this.#input[at - 1] === '\r';
  }

  /** Where a cell that is over at `at` (blanks skipped) is followed by a delimiter, a line end or the end; -1 when it is not. */
  #cellEnd(at: number): number {
    const input = this.#input;
    let next = at;
    while ((input[next] === ' ' || input[next] === '\t') && input[next] !== this.#delimiter) next++;
    if (next >= input.length) return this.#final ? next : -2;
    const after = input[next];
    return after === this.#delimiter || after === '\n' || after === '\r' ? next : -1;
  }

  #findClose(open: number): Close {
    const input = this.#input;
    const quote = this.#quote;
    let from = open + 1;
    for (;;) {
      const at = input.indexOf(quote, from);
      if (at < 0) return this.#unclosed(open);
      if (this.#isEscaped(at, open)) {
        from = at + 1;
        continue;
      }
      if (input[at + 1] === quote) {
        from = at + 2;
        continue;
      }
      const next = this.#cellEnd(at + 1);
      if (next === -2) return { kind: 'open' };
      if (next >= 0) return { kind: 'closed', quoteAt: at, next, inner: false };
      return this.#malformed(open, at);
    }
  }

  /** Whether the quote at `at` stands behind a backslash that is not itself escaped, in the cell opened at `open`. */
  #isEscaped(at: number, open: number): boolean {
    if (!this.#backslash) return false;
    let slashes = 0;
    while (at - slashes - 1 > open && this.#input[at - slashes - 1] === '\\') slashes++;
    return slashes % 2 === 1;
  }

  #unclosed(open: number): Close {
    if (this.#final) this.#refuse(open);
    return { kind: 'open' };
  }

  #refuse(open: number): never {
    const line = countBreaks(this.#input, 0, open);
    return fail('file_unclosed_quote', `the quote that opens in line ${line} of this part is not closed`, { line });
  }

  /** The quote at `at`, inside the cell opened at `open`, is neither doubled nor at the cell's end. */
  #malformed(open: number, at: number): Close {
    if (at > open + 1 && this.#startsCell(at)) this.#refuse(open);
    const input = this.#input;
    const quote = this.#quote;
    let index = at + 1;
    for (; index < input.length; index++) {
      const character = input[index];
      if (character === '\n' || character === '\r') break;
      if (character !== quote || this.#isEscaped(index, open)) continue;
      if (input[index + 1] === quote) {
        index++;
        continue;
      }
      const next = this.#cellEnd(index + 1);
      if (next === -2) return { kind: 'open' };
      if (next >= 0) return { kind: 'closed', quoteAt: index, next, inner: true };
      if (input[index - 1] === this.#delimiter) break;
    }
    if (index >= input.length && !this.#final) return { kind: 'open' };
    if (countBreaks(input, open, at) > 0) this.#refuse(open);
    let next = at + 1;
    while (next < input.length && input[next] !== this.#delimiter && input[next] !== '\n' && input[next] !== '\r')
      next++;
    return { kind: 'literal', next };
  }

  #take(open: number, close: Exclude<Close, { kind: 'open' }>): void {
    const input = this.#input;
    if (close.kind === 'literal' || close.inner) this.#malformedAt.push(open);
    if (close.kind === 'literal') {
      this.#replace(open, close.next, input.slice(open, close.next));
      return;
    }
    if (!this.#multiline) this.#multiline = hasBreak(input, open, close.quoteAt);
    if (close.quoteAt === open + 1 && this.#startsRecord(open) && input[close.next] !== this.#delimiter) {
      this.#countedLines += countBreaks(input, this.#countedTo, open);
      this.#countedTo = open;
      this.#quotedEmpty ??= new Set();
      this.#quotedEmpty.add(this.#countedLines);
    }
    const escaped = this.#backslash && input.slice(open, close.quoteAt).includes('\\');
    if (close.inner || escaped) {
      this.#replace(open, close.next, this.#single(input.slice(open + 1, close.quoteAt)));
    } else if (close.next > close.quoteAt + 1) {
      this.#through(open, close.quoteAt + 1);
      this.#copied = close.next;
    } else if (this.#hasCr) {
      this.#through(open, close.next);
    }
  }

  /** The quoted cell goes out as it stands, its line breaks untouched. */
  #through(open: number, end: number): void {
    this.#flush(open);
    this.#pieces.push(this.#input.slice(open, end));
    this.#copied = end;
  }

  #replace(open: number, next: number, value: string): void {
    const quote = this.#quote;
    this.#flush(open);
    this.#pieces.push(quote, value.replaceAll(quote, quote + quote), quote);
    this.#copied = next;
  }

  #single(value: string): string {
    if (this.#backslash) return value.replace(/\\(["\\])|""/g, (_, sign: string | undefined) => sign ?? '"');
    return value.replaceAll(this.#quote + this.#quote, this.#quote);
  }

  #flush(to: number): void {
    if (to > this.#copied) this.#pieces.push(lineFeeds(this.#input.slice(this.#copied, to)));
    this.#copied = to;
  }

  #finish(): StrictPart {
    const { pieces, copied, consumed } = this.#kept;
    if (consumed === 0) return nothingYet;
    const done = this.#pieces.slice(0, pieces);
    if (copied < consumed) done.push(this.#input.slice(copied, consumed));
    return {
      text: withoutLastBreak(done.length === 1 ? (done[0] ?? '') : done.join('')),
      consumed,
      multiline: this.#multiline,
      quotedEmpty: this.#quotedEmpty ?? noLines,
      malformed: linesAt(this.#input, this.#malformedAt, consumed),
    };
  }
}

/** The lines, from 0, of ascending places before `end`. */
function linesAt(text: string, places: readonly number[], end: number): readonly number[] {
  let [from, line] = [0, 0];
  return places
    .filter((at) => at < end)
    .map((at) => {
      line += countBreaks(text, from, at);
      from = at;
      return line;
    });
}

function hasBreak(text: string, from: number, to: number): boolean {
  for (let index = from; index < to; index++) {
    const code = text.charCodeAt(index);
    if (code === 10 || code === 13) return true;
  }
  return false;
}
