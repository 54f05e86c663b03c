import { type RefObject, useState } from 'react';
import type { Column } from './data-table-column.ts';

export interface CellPlace {
  readonly index: number;
  /** Place of the column in the table. */
  readonly column: number;
}

interface EditingInput<T> {
  readonly columns: readonly Column<T>[];
  readonly getRow: (index: number) => T | undefined;
  readonly onEdit: ((row: T, index: number, columnId: string, text: string) => void) | undefined;
  readonly scroller: RefObject<HTMLDivElement | null>;
  /** Makes a row the current one, and brings it into sight. */
  readonly goTo: (index: number) => void;
}

/** Where a cell is written in, and which cell of the current row is meant. */
export function useCellEditing<T>({ columns, getRow, onEdit, scroller, goTo }: EditingInput<T>) {
  const [place, setPlace] = useState<CellPlace | null>(null);
  const [wanted, setWanted] = useState(0);
  const able = columns.flatMap(({ edit }, at) => (onEdit === undefined || edit === undefined ? [] : [at]));
  const column = able.includes(wanted) ? wanted : (able[0] ?? -1);

  const textAt = (at: CellPlace): string | null => {
    const row = getRow(at.index);
    return row === undefined ? null : (columns[at.column]?.edit?.text(row) ?? null);
  };

  /** The cell after or before, over the end of a row. */
  const beside = ({ index, column: from }: CellPlace, step: 1 | -1): CellPlace | null => {
    const next = able[able.indexOf(from) + step];
    if (next !== undefined) return { index, column: next };
    const first = step === 1 ? able[0] : able.at(-1);
    return first === undefined || getRow(index + step) === undefined ? null : { index: index + step, column: first };
  };

  return {
    on: able.length > 0,
    /** The column that arrows, Enter and F2 mean. */
    column,
    place,
    begin(at: CellPlace): boolean {
      if (!able.includes(at.column) || textAt(at) === null) return false;
      setWanted(at.column);
      setPlace(at);
      return true;
    },
    /** Left and right through the cells that can be written in. */
    walk(step: 1 | -1) {
      setWanted(able[able.indexOf(column) + step] ?? column);
    },
    save(at: CellPlace, text: string) {
      const row = getRow(at.index);
      const id = columns[at.column]?.id;
      if (row !== undefined && id !== undefined && text !== textAt(at)) onEdit?.(row, at.index, id, text);
    },
    /** `step` goes on to the next cell; 0 gives the focus back to the table; null leaves it where it went. */
    end(at: CellPlace, step: 1 | -1 | 0 | null) {
      const next = step === 1 || step === -1 ? beside(at, step) : null;
      if (next !== null && textAt(next) !== null) {
        goTo(next.index);
        setWanted(next.column);
        setPlace(next);
        return;
      }
      setPlace((now) => (now?.index === at.index && now.column === at.column ? null : now));
      if (step !== null) scroller.current?.focus({ preventScroll: true });
    },
  };
}
