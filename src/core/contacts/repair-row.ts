import { repairPhone } from '../phone/judge-phone.ts';
import { judgeRow, leadingBlanks, mailCountry, namedCountry, type RowRules } from './judge-row.ts';

// More cells than this are not lost or won by an accident, and more joints are no slip of one writer.
const mostCells = 3;
const mostJoints = 8;

/**
 * The whole row put right, as `judgeRow` then accepts it: a phone cell as `repairPhone` mends it, or the cells back in their columns.
 * A row is shifted back only when there is exactly one way that brings a number into a phone column: a cell that its own delimiter cut
 * in two (`Smith, John`) is joined, blank cells before the row are left out, cells missing before a number that cannot be misread are
 * added. Null when the row is accepted as it is, or when nothing of this does it.
 */
export function repairRow(cells: readonly string[], rules: RowRules): readonly string[] | null {
  const judged = judgeRow(cells, rules);
  if (judged.ok || judged.reason === 'phone_blank') return null;
  return judged.reason === 'row_shifted' ? repairShift(cells, rules) : repairPhones(cells, rules);
}

function repairPhones(cells: readonly string[], rules: RowRules): readonly string[] | null {
  const named = namedCountry(cells, rules);
  const base = named ?? rules.country;
  const mail = named === null ? mailCountry(cells, rules.country) : null;
  for (const country of mail === null ? [base] : [base, mail]) {
    for (const column of rules.phoneOrder) {
      const repaired = repairPhone(cells[column] ?? '', country);
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
    if (!judgeRow(row, rules).ok) continue;
    if (only !== null) return null;
    only = row;
  }
  return only;
}

/** With as many joints closed as there are cells too many. A cell that begins with a blank may be the rest of the one before. */
function joined(cells: readonly string[], rules: RowRules): readonly (readonly string[])[] {
  const surplus = cells.length - rules.width;
  if (surplus < 1 || surplus > mostCells) return [];
  const joints = cells.flatMap((cell, at) =>
    at > 0 && /^\s+\S/.test(cell) && cells[at - 1]?.trim() !== '' ? [at] : [],
  );
  if (joints.length < surplus || joints.length > mostJoints) return [];
  return choices(joints, surplus).map((chosen) => {
    const row: string[] = [];
    cells.forEach((cell, at) => {
      const before = row.at(-1);
      if (before !== undefined && chosen.includes(at)) row[row.length - 1] = before + rules.delimiter + cell;
      else row.push(cell);
    });
    return row;
  });
}

/** Every way to take `count` of some, in their order. */
function choices(from: readonly number[], count: number): readonly (readonly number[])[] {
  if (count === 0) return [[]];
  return from.flatMap((one, at) => choices(from.slice(at + 1), count - 1).map((rest) => [one, ...rest]));
}

/** Without blank cells before the row: all that are too many, or up to three of a row that is not too long. */
function dedented(cells: readonly string[], { width }: RowRules): readonly (readonly string[])[] {
  const blanks = leadingBlanks(cells);
  const surplus = cells.length - width;
  if (surplus > 0) return surplus <= blanks ? [cells.slice(surplus)] : [];
  return Array.from({ length: Math.min(blanks, mostCells) }, (_, index) => {
    const rest = cells.slice(index + 1);
    return [...rest, ...new Array<string>(Math.max(0, width - rest.length)).fill('')];
  });
}

/**
 * With all missing cells before the row, when its first is a number: had others stood before it, nothing would say which of them are
 * lost. Digits alone may be a customer's number, so it has to be written with a `+`, a zero or marks.
 */
function completed(cells: readonly string[], { width }: RowRules): readonly (readonly string[])[] {
  const missing = width - cells.length;
  if (missing < 1 || missing > mostCells || !/^\s*[+(0]|\d[\s().\-/]+\d/.test(cells[0] ?? '')) return [];
  return [[...new Array<string>(missing).fill(''), ...cells]];
}
