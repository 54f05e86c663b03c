import { Checkbox } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import type { CSSProperties } from 'react';
import classes from './data-table.module.css';
import type { Column } from './data-table-column.ts';

interface HeaderProps<T> {
  readonly columns: readonly Column<T>[];
  readonly style: CSSProperties;
  readonly tick: {
    readonly label: string;
    readonly state: 'none' | 'some' | 'all';
    readonly onToggle: () => void;
  } | null;
  readonly sortLabel: (column: string) => string;
}

/** The table's first row: names, sorting, and the tick for all rows in sight. */
export function DataTableHeader<T>({ columns, style, tick, sortLabel }: HeaderProps<T>) {
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: a header row takes no focus
    <div role="row" aria-rowindex={1} className={classes.header} style={style}>
      {tick !== null && (
        // biome-ignore lint/a11y/useFocusableInteractive: its checkbox takes the focus
        <div role="columnheader" className={classes.tick}>
          <Checkbox
            size="xs"
            aria-label={tick.label}
            checked={tick.state === 'all'}
            indeterminate={tick.state === 'some'}
            onChange={tick.onToggle}
          />
        </div>
      )}
      {columns.map((column) => (
        // biome-ignore lint/a11y/useFocusableInteractive: its sort button takes the focus
        <div
          key={column.id}
          role="columnheader"
          className={classes.head}
          data-align={column.align}
          aria-sort={column.sort}
        >
          {column.onSort === undefined ? (
            column.header
          ) : (
            <button
              type="button"
              className={classes.sort}
              title={typeof column.header === 'string' ? sortLabel(column.header) : undefined}
              onClick={column.onSort}
            >
              {column.header}
              {column.sort === 'ascending' && <IconArrowUp size={14} stroke={2} aria-hidden />}
              {column.sort === 'descending' && <IconArrowDown size={14} stroke={2} aria-hidden />}
            </button>
          )}
        </div>
      ))}
    </div>
  );
}
