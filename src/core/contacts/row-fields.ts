import type { ColumnMapping } from '../mapping/mapping.ts';
import { isEmptyCell } from '../messages/template.ts';

/** What a record gives to a contact besides its number. */
export interface RowFields {
  readonly firstName: string;
  readonly lastName: string;
  /** Every `field` column that is not blank, under its name, as the text of a JSON object. */
  readonly fields: string;
}

/**
 * Reads records by a mapping: cells trimmed, blank ones and a spreadsheet's error values taken as empty, cells that a short
 * record lacks too. The object is written as text, for it is stored as such, and because a column called `__proto__` must be
 * an ordinary member.
 */
export function createRowFields(mapping: ColumnMapping): (cells: readonly string[]) => RowFields {
  const indexOf = (target: 'first_name' | 'last_name') => mapping.columns.find((one) => one.target === target)?.index;
  const [first, last] = [indexOf('first_name'), indexOf('last_name')];
  const kept = mapping.columns
    .filter((column) => column.target === 'field')
    .map((column) => ({ index: column.index, key: `${JSON.stringify(column.name)}:` }));
  const value = (cells: readonly string[], index: number | undefined): string => {
    const cell = index === undefined ? undefined : cells[index];
    return cell === undefined || isEmptyCell(cell) ? '' : cell.trim();
  };
  return (cells) => {
    let members = '';
    for (const { index, key } of kept) {
      const text = value(cells, index);
      if (text !== '') members += `${members === '' ? '' : ','}${key}${JSON.stringify(text)}`;
    }
    return { firstName: value(cells, first), lastName: value(cells, last), fields: `{${members}}` };
  };
}
