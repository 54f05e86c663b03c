import type { ImportRow } from './shapes.ts';

/** A row that was mended, and its place in the list that is on the screen. */
export interface MendedRow {
  readonly at: number;
  readonly row: ImportRow;
  /** It is no longer of the kind that is listed: the list that comes from the book does not hold it any more. */
  readonly left: boolean;
}

/** The mended rows with one more, or with a newer state of one of them. */
export function withMended(rows: readonly MendedRow[], next: MendedRow): readonly MendedRow[] {
  return [...rows.filter(({ row }) => row.row !== next.row.row), next].sort((a, b) => a.at - b.at);
}

/** What to ask for so that the rows `offset` … `offset + limit - 1` of the list on the screen can be drawn. */
export function withoutLeft(
  rows: readonly MendedRow[],
  offset: number,
  limit: number,
): { readonly offset: number; readonly limit: number } {
  const left = rows.filter((row) => row.left);
  const before = left.filter(({ at }) => at < offset).length;
  const within = left.filter(({ at }) => at >= offset && at < offset + limit).length;
  return { offset: offset - before, limit: Math.max(1, limit - within) };
}

/** Puts mended rows back in their places, so that a list does not move under the hand that mends it. */
export function inPlace(
  rows: readonly MendedRow[],
  offset: number,
  limit: number,
  found: { readonly total: number; readonly rows: readonly ImportRow[] },
): { readonly total: number; readonly rows: readonly ImportRow[] } {
  const left = rows.filter((row) => row.left);
  const all = [...found.rows];
  for (const { at, row } of left) {
    if (at >= offset && at < offset + limit) all.splice(at - offset, 0, row);
  }
  return { total: found.total + left.length, rows: all.slice(0, limit) };
}
