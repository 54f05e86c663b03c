import { isBlankCell } from './clean-cell.ts';
import { looksLikeDate, looksLikePhone } from './header.ts';
import type { CsvRecord } from './reading.ts';

/** Titles, filters and dates of export take a handful of lines; what is longer is no preface. */
const mostSkipped = 20;

const figure = /^[\d\s.,:%/-]*$/;
const separatorLine = /^"?sep=/i;

/** The commonest number of cells of two or more, the first found of equals, and how many records have it; null when none has. */
export function commonWidth(records: readonly CsvRecord[]): { readonly width: number; readonly count: number } | null {
  const counts = new Map<number, number>();
  for (const { cells } of records) if (cells.length > 1) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1);
  let most: { readonly width: number; readonly count: number } | null = null;
  for (const [width, count] of counts) if (count > (most?.count ?? 0)) most = { width, count };
  return most;
}

/**
 * How many records stand above the table ("Member list 2026", "Exported on;12-03-2026;;"), judged by the first `records` of a file:
 * the table starts at the first one with a phone number or with words, not mere figures, in half of the table's columns that hold
 * anything. A half-filled line directly above people is their header. Never more than 20, none when less than half of what follows
 * looks like a table, none in a file of one column; only Excel's `sep=;` is left out of any.
 */
export function tableStart(records: readonly CsvRecord[]): number {
  const least = isSeparatorLine(records[0]) ? 1 : 0;
  const common = commonWidth(records.slice(least));
  if (common === null) return least;
  const used = usedColumns(records, common.width);
  const words = Math.max(2, used / 2);
  const limit = Math.min(records.length, mostSkipped + 1);
  let start = least;
  while (start < limit && !hasPhone(records[start]) && filled(records[start], isWord) < words) start++;
  if (start >= limit) return least;
  if (hasPhone(records[start])) {
    // Beside columns that hold nothing at all only the nearest line is looked at: a title is as sparse.
    if (start > least && isSparseHeader(records[start - 1], used)) start--;
    while (start > least && isSparseHeader(records[start - 1], common.width)) start--;
  }
  const table = records.slice(start);
  const alike = table.filter(({ cells }) => cells.length > 1 && cells.length * 2 >= common.width).length;
  return alike * 2 >= table.length ? start : least;
}

/** Whether a record may be the names of columns: two words or more, and no number. */
export function looksLikeNames(record: CsvRecord): boolean {
  return filled(record, isWord) >= 2 && !hasPhone(record);
}

/** How many of a table's columns hold anything: blank ones stand beside many a table, and say nothing about its header. */
function usedColumns(records: readonly CsvRecord[], width: number): number {
  const used = new Set<number>();
  for (const { cells } of records) {
    for (let index = 0; index < Math.min(width, cells.length); index++)
      if (isFilled(cells[index] ?? '')) used.add(index);
  }
  return used.size;
}

function isSeparatorLine(record: CsvRecord | undefined): boolean {
  return separatorLine.test(record?.cells[0] ?? '') && filled(record, isFilled) === 1;
}

/** A number that could be lost by skipping the record. A date is written in the same signs; prefaces are full of them. */
function hasPhone(record: CsvRecord | undefined): boolean {
  return record?.cells.some((cell) => looksLikePhone(cell) && !looksLikeDate(cell)) ?? false;
}

function isSparseHeader(record: CsvRecord | undefined, width: number): boolean {
  return (record?.cells.length ?? 0) > 1 && filled(record, isFilled) * 2 >= width;
}

function filled(record: CsvRecord | undefined, counts: (cell: string) => boolean): number {
  return record?.cells.filter(counts).length ?? 0;
}

function isFilled(cell: string): boolean {
  return !isBlankCell(cell);
}

function isWord(cell: string): boolean {
  return !figure.test(cell.trim()) && !looksLikeDate(cell);
}
