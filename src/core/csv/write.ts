/** What quoting keeps apart: quotes and line ends, outer blanks (some readers trim them), a leading byte order mark. */
const needsQuotes = /["\r\n]|^[\s\ufeff]|\s$/;

/**
 * One record as RFC 4180 text with its CRLF. Read back with the same delimiter it gives exactly these cells. It does not touch
 * formulas: what a spreadsheet must not run is the caller's decision.
 */
export function csvLine(cells: readonly string[], delimiter = ','): string {
  // A record of one empty cell would be an empty line, which is no record.
  if (cells.length === 1 && cells[0] === '') return '""\r\n';
  return `${cells.map((cell) => csvCell(cell, delimiter)).join(delimiter)}\r\n`;
}

/** Many records. */
export function csvText(records: readonly (readonly string[])[], delimiter = ','): string {
  return records.map((cells) => csvLine(cells, delimiter)).join('');
}

function csvCell(cell: string, delimiter: string): string {
  return needsQuotes.test(cell) || cell.includes(delimiter) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
