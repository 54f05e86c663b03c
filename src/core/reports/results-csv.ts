import { csvLine } from '../csv/write.ts';

/** One recipient's result as it goes into an exported file. */
export interface ResultRow {
  /** Digits, no plus. */
  readonly recipient: string;
  readonly state: string;
  readonly name: string;
  readonly messageId: string;
  readonly words: string;
  /** ISO 8601, UTC; empty while nothing happened. */
  readonly at: string;
  readonly text: string;
}

export type ResultColumn = keyof ResultRow;
export const resultColumns = ['recipient', 'state', 'name', 'messageId', 'words', 'at', 'text'] as const;

export function resultsHeader(titles: Readonly<Record<ResultColumn, string>>): string {
  return csvLine(resultColumns.map((column) => titles[column]));
}

export function resultsLine(row: ResultRow): string {
  return csvLine(resultColumns.map((column) => inertCell(row[column])));
}

/**
 * A cell that no spreadsheet takes for a formula: one that begins with `=`, `+`, `-`, `@`, a tab or a line break, even behind
 * spaces, gets an apostrophe in front. Source of the leads: OWASP, "CSV Injection".
 */
export function inertCell(text: string): string {
  return /^\s*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/.test(text) ? `'${text}` : text;
}

/** Takes the apostrophe away again: `activeCell(inertCell(x)) === x` for text that does not itself begin with one. */
export function activeCell(text: string): string {
  return text.startsWith("'") && inertCell(text.slice(1)) === text ? text.slice(1) : text;
}
