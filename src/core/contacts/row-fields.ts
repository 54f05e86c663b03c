import type { ColumnMapping } from '../mapping/mapping.ts';

/** What a record gives to a contact besides its number. */
export interface RowFields {
  readonly firstName: string;
  readonly lastName: string;
  /** Every `field` column under its name, cells untrimmed. Only own members, `__proto__` among them when a column is called so. */
  readonly fields: Readonly<Record<string, string>>;
}

/** Reads a record's names (trimmed) and fields by the mapping; cells a short record lacks are empty. */
export function rowFields(mapping: ColumnMapping, cells: readonly string[]): RowFields {
  const named = (target: 'first_name' | 'last_name'): string => {
    const column = mapping.columns.find((one) => one.target === target);
    return column === undefined ? '' : (cells[column.index] ?? '').trim();
  };
  const kept = mapping.columns.filter((column) => column.target === 'field');
  return {
    firstName: named('first_name'),
    lastName: named('last_name'),
    // `fromEntries` defines members; assignment would set the prototype for a column named `__proto__`.
    fields: Object.fromEntries(kept.map((column) => [column.name, cells[column.index] ?? ''])),
  };
}
