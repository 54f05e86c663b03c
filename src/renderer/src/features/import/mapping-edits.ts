import { cleanCell } from '#core/csv/clean-cell.ts';
import type { ColumnMapping, ColumnTarget } from '#core/mapping/mapping.ts';
import type { NumbersMode } from '#core/phone/numbers-mode.ts';

/** Uses that only one column may have. */
const single: readonly ColumnTarget[] = ['first_name', 'last_name', 'full_name', 'country'];

/** Whether a column keeps its use when another column gets `target`. A full name is split, so it stands alone. */
function givesWay(own: ColumnTarget, target: ColumnTarget): boolean {
  if (single.includes(target) && own === target) return true;
  if (target === 'full_name') return own === 'first_name' || own === 'last_name';
  return (target === 'first_name' || target === 'last_name') && own === 'full_name';
}

/**
 * Gives a column a use. A column that held the same single-valued use before becomes a plain field,
 * so that nothing is dropped by choosing; a new phone column comes last in the order of preference. A change of the phone columns makes
 * their order the person's own.
 */
export function setTarget(mapping: ColumnMapping, index: number, target: ColumnTarget): ColumnMapping {
  const columns = mapping.columns.map((column) => {
    if (column.index === index) return { ...column, target };
    return givesWay(column.target, target) ? { ...column, target: 'field' as const } : column;
  });
  const others = mapping.phoneOrder.filter((phone) => phone !== index);
  const phoneOrder =
    target !== 'phone' ? others : mapping.phoneOrder.includes(index) ? mapping.phoneOrder : [...others, index];
  if (String(phoneOrder) === String(mapping.phoneOrder)) return { ...mapping, columns };
  return { ...mapping, columns, phoneOrder, phoneChoice: 'order' };
}

/** Says how digits without a plus are read in a phone column. */
export function setNumbers(mapping: ColumnMapping, index: number, numbers: NumbersMode): ColumnMapping {
  const columns = mapping.columns.map((column) =>
    column.index === index && column.target === 'phone' ? { ...column, numbers, numbersChosen: true } : column,
  );
  return { ...mapping, columns };
}

/** Moves a phone column up (-1) or down (+1) in the order of preference; at an end nothing changes. */
export function movePhone(mapping: ColumnMapping, index: number, by: -1 | 1): ColumnMapping {
  const from = mapping.phoneOrder.indexOf(index);
  const to = from + by;
  const other = mapping.phoneOrder[to];
  if (from < 0 || other === undefined) return mapping;
  const phoneOrder = mapping.phoneOrder.map((phone, place) => (place === from ? other : place === to ? index : phone));
  return { ...mapping, phoneOrder, phoneChoice: 'order' };
}

/** The first few different, non-blank cells of a column, cleaned: enough to recognise what it holds. */
export function samplesOf(rows: readonly { readonly cells: readonly string[] }[], index: number, most = 3): string[] {
  const seen = new Set<string>();
  for (const row of rows) {
    const cell = cleanCell(row.cells[index] ?? '');
    if (cell !== '') seen.add(cell);
    if (seen.size === most) break;
  }
  return [...seen];
}
