/** JSON strings that hold a backslash, found in any text in one pass. RFC 8259, section 7. */

/** Changes each string of a JSON text that is written with escapes, by what it reads as; what reads the same stays as it is written. */
export function mapEscapedStrings(text: string, change: (read: string) => string): string {
  let output = '';
  let copied = 0;
  let start = text.indexOf('"');
  while (start >= 0) {
    const { end, escaped } = endOfString(text, start);
    if (end < 0) break;
    if (escaped) {
      const read = readString(text.slice(start, end));
      // No JSON: where its strings begin is not known.
      if (read === null) break;
      const changed = change(read);
      if (changed !== read) {
        output += text.slice(copied, start) + JSON.stringify(changed);
        copied = end;
      }
    }
    start = text.indexOf('"', end);
  }
  return output + text.slice(copied);
}

/** Where the string that opens at `start` is over (behind its quote), or -1. */
function endOfString(text: string, start: number): { readonly end: number; readonly escaped: boolean } {
  let escaped = false;
  for (let at = start + 1; at < text.length; at++) {
    const unit = text[at];
    if (unit === '"') return { end: at + 1, escaped };
    if (unit === '\\') {
      escaped = true;
      at++;
    }
  }
  return { end: -1, escaped };
}

function readString(literal: string): string | null {
  try {
    return JSON.parse(literal) as string;
  } catch {
    return null;
  }
}

/** Backslashes before one character in JSON that is nested three times: 2³ − 1. */
const mostBackslashes = 7;

/** Finds a text in whatever way JSON may spell it: `/` as `\/` or `\u002f`, also nested. Every repetition is bounded. */
export function everySpelling(text: string): RegExp {
  const parts = text.match(/\\+|[^\\]/gs) ?? [];
  const spelled = parts.flatMap((part) =>
    part.startsWith('\\')
      ? [`(?:\\\\|${hex('\\')}){${part.length},${part.length * (mostBackslashes + 1)}}`]
      : part.split('').map(spellUnit),
  );
  return new RegExp(spelled.join(''), 'g');
}

function spellUnit(unit: string): string {
  const literal = /[\w]/.test(unit) ? unit : `\\u${digits(unit)}`;
  return `(?:\\\\{0,${mostBackslashes}}${literal}|\\\\{1,${mostBackslashes}}${hex(unit)})`;
}

/** `u002f` in either case of its digits. */
function hex(unit: string): string {
  return `u${digits(unit).replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`)}`;
}

function digits(unit: string): string {
  return unit.charCodeAt(0).toString(16).padStart(4, '0');
}
