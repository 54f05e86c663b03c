import { isBlankCell } from '../csv/clean-cell.ts';
import { judgePhone, repairPhone } from '../phone/judge-phone.ts';
import { judgeRow, mailCountry, namedCountry } from './judge-row.ts';
import type { RowRules } from './row-rules.ts';
import { filledLength, leadingBlanks } from './shifted-row.ts';

// More cells than this are not lost or won by an accident.
const mostCells = 3;

/**
 * The whole row repaired, so that `judgeRow` accepts it: a phone cell as `repairPhone` repairs it, unreadable bytes as the legacy encoding
 * reads them, or the cells back in their columns.
 * A row is shifted back only when there is exactly one way that brings numbers, and nothing but numbers, into the phone columns: a cell
 * that its own delimiter cut in two (`Smith, John`) is joined, blank cells before the row are left out, cells missing before a number
 * are added. Null when the row is accepted as it is, or when nothing of this does it.
 */
export function repairRow(cells: readonly string[], rules: RowRules): readonly string[] | null {
  const judged = judgeRow(cells, rules);
  if (judged.ok || judged.reason === 'phone_blank') return null;
  if (judged.reason === 'bytes_unreadable') return repairBytes(cells, rules);
  return judged.reason === 'row_shifted' ? repairShift(cells, rules) : repairPhones(cells, rules);
}

function repairBytes(cells: readonly string[], rules: RowRules): readonly string[] | null {
  if (rules.readLegacy === null) return null;
  const row = cells.map(rules.readLegacy);
  return judgeRow(row, rules).ok ? row : null;
}

function repairPhones(cells: readonly string[], rules: RowRules): readonly string[] | null {
  const named = namedCountry(cells, rules);
  const base = named ?? rules.country;
  const mail = named === null ? mailCountry(cells, rules.country) : null;
  for (const country of mail === null ? [base] : [base, mail]) {
    for (const [place, column] of rules.phoneOrder.entries()) {
      const repaired = repairPhone(cells[column] ?? '', country, rules.modes[place]);
      if (repaired === null) continue;
      const row = cells.with(column, repaired);
      if (judgeRow(row, rules).ok) return row;
    }
  }
  return null;
}

function repairShift(cells: readonly string[], rules: RowRules): readonly string[] | null {
  let only: readonly string[] | null = null;
  for (const row of [...joined(cells, rules), ...dedented(cells, rules), ...completed(cells, rules)]) {
    if (!judgeRow(row, rules).ok || !holdsOnlyNumbers(row, rules)) continue;
    if (only !== null) return null;
    only = row;
  }
  return only;
}

function holdsOnlyNumbers(row: readonly string[], rules: RowRules): boolean {
  const country = namedCountry(row, rules) ?? rules.country;
  return rules.phoneOrder.every((at, place) => {
    const cell = row[at] ?? '';
    return isBlankCell(cell) || judgePhone(cell, country, rules.modes[place]).ok;
  });
}

/** With its joints closed, when they are as many as there are cells too many. A cell that begins with a blank may be the rest of the one before. */
function joined(cells: readonly string[], rules: RowRules): readonly (readonly string[])[] {
  const surplus = filledLength(cells) - rules.width;
  const isJoint = (at: number): boolean =>
    at > 0 && /^\s+\S/.test(cells[at] ?? '') && !isBlankCell(cells[at - 1] ?? '');
  if (surplus < 1 || surplus > mostCells || cells.filter((_, at) => isJoint(at)).length !== surplus) return [];
  const row: string[] = [];
  cells.forEach((cell, at) => {
    if (isJoint(at)) row[row.length - 1] += rules.delimiter + cell;
    else row.push(cell);
  });
  return [row];
}

/** Without blank cells before the row: all that are too many, or up to three of a row that is not too long. */
function dedented(cells: readonly string[], { width }: RowRules): readonly (readonly string[])[] {
  const blanks = leadingBlanks(cells);
  const surplus = filledLength(cells) - width;
  if (surplus > 0) return surplus <= blanks ? [cells.slice(surplus)] : [];
  return Array.from({ length: Math.min(blanks, mostCells) }, (_, index) => {
    const rest = cells.slice(index + 1);
    return [...rest, ...new Array<string>(Math.max(0, width - rest.length)).fill('')];
  });
}

/** With all missing cells before the row, when its first is a number: had others stood before it, nothing would say which of them are lost. */
function completed(cells: readonly string[], { width }: RowRules): readonly (readonly string[])[] {
  const missing = width - cells.length;
  if (missing < 1 || missing > mostCells || !/\d/.test(cells[0] ?? '')) return [];
  return [[...new Array<string>(missing).fill(''), ...cells]];
}
