import { appError } from '../kernel/errors.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { ColumnMapping, ColumnUse } from './mapping.ts';

/**
 * Checks a mapping that a person, a stored file or another process made. `csv_no_phone_column` (details `known`: the column names)
 * when no column is a phone; `invalid_input` with `problem` when it contradicts itself: an index twice or outside of 0…999,999, an
 * order that does not list exactly the phone columns, two first or last names.
 */
export function validateMapping(mapping: ColumnMapping): Result<ColumnMapping> {
  const { columns, phoneOrder } = mapping;
  const indexes = new Set(columns.map((column) => column.index));
  if (indexes.size !== columns.length) return invalid('a column is mapped twice');
  if (columns.some(({ index }) => !Number.isInteger(index) || index < 0 || index > 999_999)) {
    return invalid('a column has no valid position');
  }
  for (const target of ['first_name', 'last_name'] as const) {
    if (columns.filter((column) => column.target === target).length > 1)
      return invalid(`two columns are the ${target}`);
  }
  const phones = new Set(columns.filter((column) => column.target === 'phone').map((column) => column.index));
  if (phones.size === 0) return noPhone(columns);
  const ordered = new Set(phoneOrder);
  if (
    ordered.size !== phoneOrder.length ||
    ordered.size !== phones.size ||
    phoneOrder.some((index) => !phones.has(index))
  ) {
    return invalid('the order of phone columns does not list each of them once');
  }
  return ok(mapping);
}

/**
 * The mapping with exactly these columns as phones, most preferred first; former phone columns become fields. Names are matched as
 * written, else without regard to case and outer spaces. `csv_no_phone_column` with `column` and `known` for a name that is none.
 */
export function withPhoneColumns(mapping: ColumnMapping, names: readonly string[]): Result<ColumnMapping> {
  const order: number[] = [];
  for (const name of names) {
    const folded = name.trim().toLowerCase();
    const column =
      mapping.columns.find((one) => one.name === name) ??
      mapping.columns.find((one) => one.name.toLowerCase() === folded);
    if (column === undefined) return noPhone(mapping.columns, name);
    if (!order.includes(column.index)) order.push(column.index);
  }
  const columns = mapping.columns.map((column): ColumnUse => {
    if (order.includes(column.index)) return { ...column, target: 'phone' };
    return column.target === 'phone' ? { ...column, target: 'field' } : column;
  });
  return ok({ columns, phoneOrder: order });
}

function noPhone(columns: readonly ColumnUse[], column?: string): Result<never> {
  const known = columns.map((one) => one.name).join(', ');
  const message = column === undefined ? 'no column holds phone numbers' : `there is no column "${column}"`;
  return err(appError('csv_no_phone_column', message, { column: column ?? null, known }));
}

function invalid(problem: string): Result<never> {
  return err(appError('invalid_input', problem, { problem }));
}
