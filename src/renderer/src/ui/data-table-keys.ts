import { useRef } from 'react';

export type RowKey = string | number;

/** Where a key leads from row `at`, or null for a key that does not move. The first arrow lands on the row itself. */
export function moveTo(key: string, at: number, fresh: boolean, total: number, page: number): number | null {
  const last = total - 1;
  switch (key) {
    case 'ArrowDown':
      return fresh ? at : Math.min(last, at + 1);
    case 'ArrowUp':
      return fresh ? at : Math.max(0, at - 1);
    case 'Home':
      return 0;
    case 'End':
      return last;
    case 'PageDown':
      return Math.min(last, at + page);
    case 'PageUp':
      return Math.max(0, at - page);
    default:
      return null;
  }
}

interface SelectionInput<T> {
  readonly selected: ReadonlySet<RowKey> | undefined;
  readonly onSelect: ((selected: ReadonlySet<RowKey>) => void) | undefined;
  readonly getRow: (index: number) => T | undefined;
  readonly getKey: (row: T) => RowKey;
}

/** Ticks, ranges and the header's tick. A range takes the rows that are loaded. */
export function useSelection<T>({ selected, onSelect, getRow, getKey }: SelectionInput<T>) {
  const anchorAt = useRef(0);

  function keysBetween(from: number, to: number): RowKey[] {
    const keys: RowKey[] = [];
    for (let index = Math.min(from, to); index <= Math.max(from, to); index++) {
      const row = getRow(index);
      if (row !== undefined) keys.push(getKey(row));
    }
    return keys;
  }

  return {
    anchor(index: number) {
      anchorAt.current = index;
    },
    toggle(index: number, range: boolean) {
      const row = getRow(index);
      if (row === undefined || onSelect === undefined) return;
      if (range) return this.extend(index);
      const next = new Set(selected);
      const key = getKey(row);
      if (!next.delete(key)) next.add(key);
      anchorAt.current = index;
      onSelect(next);
    },
    extend(index: number) {
      onSelect?.(new Set([...(selected ?? []), ...keysBetween(anchorAt.current, index)]));
    },
    shownState(first: number, last: number, all: boolean | undefined): 'none' | 'some' | 'all' {
      if (all === true) return 'all';
      if (selected === undefined || selected.size === 0) return 'none';
      const keys = keysBetween(first, last);
      return keys.length > 0 && keys.every((key) => selected.has(key)) ? 'all' : 'some';
    },
    toggleShown(first: number, last: number) {
      const keys = keysBetween(first, last);
      const every = keys.length > 0 && keys.every((key) => selected?.has(key));
      onSelect?.(every ? new Set() : new Set([...(selected ?? []), ...keys]));
    },
  };
}
