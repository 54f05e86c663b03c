import { cleanCell } from '../csv/clean-cell.ts';
import type { ColumnMapping } from '../mapping/mapping.ts';
import { splitFullName } from './full-name.ts';

/** What a record gives to a contact besides its number. */
export interface RowFields {
  readonly firstName: string;
  readonly lastName: string;
  /** Every `field` column that is not blank, under its name, as the text of a JSON object. */
  readonly fields: string;
}

/**
 * Reads records by a mapping: cells as `cleanCell` gives them, those that a short record lacks are empty. A full name is split where no column of its own says the first or
 * the last. The object is written as text, for it is stored as such, and because a column called `__proto__` must be an ordinary
 * member.
 */
export function createRowFields(mapping: ColumnMapping): (cells: readonly string[]) => RowFields {
  const indexOf = (target: 'first_name' | 'last_name' | 'full_name') =>
    mapping.columns.find((one) => one.target === target)?.index;
  const [first, last, full] = [indexOf('first_name'), indexOf('last_name'), indexOf('full_name')];
  const kept = mapping.columns
    .filter((column) => column.target === 'field')
    .map((column) => ({ index: column.index, key: `${JSON.stringify(column.name)}:` }));
  const value = (cells: readonly string[], index: number | undefined): string => {
    const cell = index === undefined ? undefined : cells[index];
    return cell === undefined ? '' : cleanCell(cell);
  };
  // Parts joined once, not texts added up: what is added up stays in pieces inside the engine, and a database reads those many times
  // slower than one text.
  const parts: string[] = [];
  return (cells) => {
    parts.length = 0;
    for (const { index, key } of kept) {
      const text = value(cells, index);
      if (text === '') continue;
      parts.push(parts.length === 0 ? '{' : ',', key);
      if (needsEscape.test(text)) parts.push(JSON.stringify(text));
      else parts.push('"', text, '"');
    }
    parts.push(parts.length === 0 ? '{}' : '}');
    const fields = parts.join('');
    const firstName = value(cells, first);
    const lastName = value(cells, last);
    const whole = value(cells, full);
    if (whole === '') return { firstName, lastName, fields };
    const split = splitFullName(whole);
    return { firstName: firstName || split.firstName, lastName: lastName || split.lastName, fields };
  };
}

// What JSON cannot hold as it is: quotes, backslashes, control characters; and halves of surrogate pairs, which it escapes too.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it looks for
const needsEscape = /["\\\u0000-\u001f\ud800-\udfff]/;
