import { appError, type ErrorDetails } from '../kernel/errors.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { type NumbersMode, numbersModes } from '../phone/numbers-mode.ts';
import { type ColumnMapping, type ColumnTarget, type ColumnUse, columnTargets } from './mapping.ts';

// A row has one of each.
const singleTargets = ['first_name', 'last_name', 'full_name', 'country'] as const;

/**
 * Checks a mapping that a person, a stored file or another process made. `csv_no_phone_column` (details `known`: the column names)
 * when no column is a phone; `invalid_input` with `problem` when it contradicts itself: an index twice or outside of 0…999,999, an
 * order that does not list exactly the phone columns, two first, last or full names or countries.
 */
export function validateMapping(mapping: ColumnMapping): Result<ColumnMapping> {
  const { columns, phoneOrder } = mapping;
  const indexes = new Set(columns.map((column) => column.index));
  if (indexes.size !== columns.length) return invalid('a column is mapped twice');
  if (columns.some(({ index }) => !Number.isInteger(index) || index < 0 || index > 999_999)) {
    return invalid('a column has no valid position');
  }
  for (const target of singleTargets) {
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
 * written, else without regard to case and spacing. `csv_no_phone_column` with `column` and `known` for a name that is none.
 */
export function withPhoneColumns(mapping: ColumnMapping, names: readonly string[]): Result<ColumnMapping> {
  const order: number[] = [];
  for (const name of names) {
    const column = columnNamed(mapping.columns, name);
    if (column === undefined) return noPhone(mapping.columns, name);
    if (!order.includes(column.index)) order.push(column.index);
  }
  const columns = mapping.columns.map((column): ColumnUse => {
    if (order.includes(column.index)) return { ...column, target: 'phone' };
    return column.target === 'phone' ? { ...column, target: 'field' } : column;
  });
  return ok({ columns, phoneOrder: order, phoneChoice: 'order' });
}

/** A column's use by its header, so that it can be stored and put onto another file. */
export interface NamedUse {
  readonly name: string;
  readonly target: ColumnTarget;
  /** 0-based place among the phone columns, most preferred first; null for all others. */
  readonly phonePlace: number | null;
  /** Of a phone column: the place is a guess, and each row chooses its best number. Absent in what earlier versions stored. */
  readonly phoneChoice?: 'best';
  /** Of a phone column: how a person says that its numbers are read. */
  readonly numbers?: NumbersMode;
}

/** A mapping without positions; plain data. */
export function mappingByNames(mapping: ColumnMapping): readonly NamedUse[] {
  return mapping.columns.map(({ index, name, target, numbers, numbersChosen }) => {
    const place = mapping.phoneOrder.indexOf(index);
    if (place < 0) return { name, target, phonePlace: null };
    return {
      name,
      target,
      phonePlace: place,
      ...(mapping.phoneChoice === 'best' && { phoneChoice: 'best' }),
      ...(numbersChosen === true && numbers !== undefined && { numbers }),
    };
  });
}

/**
 * A stored mapping on the columns of a file with the same set of headers, in any order, case and spacing, as `headerFingerprint` sees
 * them. Of equal names the first stands for the first. Columns it does not know become fields. Errors as in `validateMapping`: what was
 * stored may be anything.
 */
export function applyNamedMapping(named: readonly NamedUse[], columns: readonly string[]): Result<ColumnMapping> {
  const left = [...named];
  const take = (same: (one: NamedUse) => boolean): NamedUse | undefined => {
    const at = left.findIndex(same);
    return at < 0 ? undefined : left.splice(at, 1)[0];
  };
  // Names that are written the same are paired before names that only look the same.
  const exact = columns.map((name) => take((one) => one.name === name));
  const uses = columns.map((name, index) => exact[index] ?? take((one) => folded(one.name) === folded(name)));
  const phones = uses.flatMap((use, index) =>
    use?.target === 'phone' ? [{ index, place: use.phonePlace ?? 0, choice: use.phoneChoice }] : [],
  );
  return validateMapping({
    columns: columns.map((name, index): ColumnUse => {
      const { target = 'field', numbers } = uses[index] ?? {};
      const isKnown = target === 'phone' && numbersModes.some((mode) => mode === numbers);
      return { index, name, target, ...(isKnown && { numbers, numbersChosen: true }) };
    }),
    ...(phones.every(({ choice }) => choice === 'best') && { phoneChoice: 'best' }),
    phoneOrder: phones.sort((a, b) => a.place - b.place || a.index - b.index).map(({ index }) => index),
  });
}

/** What a person asks of columns on a command line: target by column name. Pairs keep the order of columns named like numbers. */
export type MappingSpec = Readonly<Record<string, string>> | readonly (readonly [column: string, target: string])[];

/**
 * The base mapping with what is asked for. When a phone is asked for, the phones are those, in their order; when a name or a country
 * is, that of the base is a field. Columns are found as by `withPhoneColumns`; targets in any case, with `-` for `_`.
 * `csv_no_phone_column` with `column` and `known` for a phone column that is none; `invalid_input` with `problem`, and with `column`
 * or `target` and `known`, for any other unknown column, for an unknown target, and for what `validateMapping` refuses.
 */
export function parseMappingSpec(base: ColumnMapping, spec: MappingSpec): Result<ColumnMapping> {
  const asked = new Map<number, ColumnTarget>();
  const pairs: readonly (readonly [string, string])[] = isPairs(spec) ? spec : Object.entries(spec);
  for (const [name, word] of pairs) {
    const target = columnTargets.find((one) => one === word.trim().toLowerCase().replace(/[-\s]/g, '_'));
    if (target === undefined) {
      const known = columnTargets.join(', ');
      return invalid(`there is no use "${word}" for a column`, { what: 'use', target: word, known });
    }
    const column = columnNamed(base.columns, name);
    if (column === undefined) {
      if (target === 'phone') return noPhone(base.columns, name);
      return invalid(`there is no column "${name}"`, { what: 'column', column: name, known: namesOf(base.columns) });
    }
    if (asked.has(column.index))
      return invalid(`the column "${name}" is given two uses`, { what: 'uses', column: name });
    asked.set(column.index, target);
  }
  const targets = new Set(asked.values());
  const columns = base.columns.map((column): ColumnUse => {
    const target = asked.get(column.index);
    if (target !== undefined) return { ...column, target };
    const replaced = targets.has(column.target) && (column.target === 'phone' || isSingle(column.target));
    return replaced ? { ...column, target: 'field' } : column;
  });
  const phoneOrder = targets.has('phone')
    ? [...asked].flatMap(([index, target]) => (target === 'phone' ? [index] : []))
    : base.phoneOrder.filter((index) => !asked.has(index));
  const asksForPhones = targets.has('phone') || base.phoneOrder.some((index) => asked.has(index));
  return validateMapping({ ...base, columns, phoneOrder, ...(asksForPhones ? { phoneChoice: 'order' } : {}) });
}

function isPairs(spec: MappingSpec): spec is readonly (readonly [string, string])[] {
  return Array.isArray(spec);
}

function isSingle(target: ColumnTarget): boolean {
  return singleTargets.some((one) => one === target);
}

function columnNamed(columns: readonly ColumnUse[], name: string): ColumnUse | undefined {
  return columns.find((one) => one.name === name) ?? columns.find((one) => folded(one.name) === folded(name));
}

/** As `headerFingerprint` compares names. */
function folded(name: string): string {
  return name.normalize('NFC').trim().replace(/\s+/g, ' ').toLowerCase();
}

function namesOf(columns: readonly ColumnUse[]): string {
  return columns.map((one) => one.name).join(', ');
}

function noPhone(columns: readonly ColumnUse[], column?: string): Result<never> {
  const message = column === undefined ? 'no column holds phone numbers' : `there is no column "${column}"`;
  const named = column === undefined ? { column: null } : { column, what: 'column' };
  return err(appError('csv_no_phone_column', message, { ...named, known: namesOf(columns) }));
}

function invalid(problem: string, details: ErrorDetails = {}): Result<never> {
  return err(appError('invalid_input', problem, { problem, ...details }));
}
