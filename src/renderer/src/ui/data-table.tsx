import { Checkbox } from '@mantine/core';
import { type CSSProperties, type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './data-table.module.css';
import type { Column } from './data-table-column.ts';
import { useCellEditing } from './data-table-editing.ts';
import { CellEditor } from './data-table-editor.tsx';
import { DataTableHeader } from './data-table-header.tsx';
import { moveTo, type RowKey, useSelection } from './data-table-keys.ts';
import { useWindow } from './data-table-window.ts';
import { SkeletonLine } from './skeletons.tsx';

export type { Column } from './data-table-column.ts';
export type { RowKey } from './data-table-keys.ts';

export interface DataTableProps<T> {
  /** What the rows are, for readers. */
  readonly label: string;
  readonly columns: readonly Column<T>[];
  readonly total: number;
  /** Undefined while a row is not loaded: it is drawn as a skeleton. */
  readonly getRow: (index: number) => T | undefined;
  readonly getKey: (row: T) => RowKey;
  /** The rows in sight, with a margin: load them. */
  readonly onRange?: (first: number, last: number) => void;
  readonly selected?: ReadonlySet<RowKey>;
  readonly onSelect?: (selected: ReadonlySet<RowKey>) => void;
  /** Everything that matches is selected, also rows that are not loaded. */
  readonly allSelected?: boolean;
  /** The header's tick: selects everything that matches, or nothing. Without it, the rows in sight. */
  readonly selectAll?: { readonly label: string; readonly onToggle: () => void };
  /** What a row is called, for its checkbox. */
  readonly rowName?: (row: T) => string;
  /** A click on a row, or Enter. */
  readonly onOpen?: (row: T, index: number) => void;
  /** A cell was written in and left, by Enter, Tab or otherwise; columns say with `edit` which can be. */
  readonly onEdit?: ((row: T, index: number, columnId: string, text: string) => void) | undefined;
  /** The row whose details stand beside the table. */
  readonly openKey?: RowKey | null;
  /** 34, or 32 where a million live. */
  readonly rowHeight?: number;
  /** The first answer is still on its way: skeleton rows, whatever `total` says. */
  readonly loading?: boolean;
  /** Stands in place of the rows when there are none. */
  readonly empty?: ReactNode;
  /** Under the last row. */
  readonly footer?: ReactNode;
  /** Grows with its rows up to this height; without it, it fills its container. */
  readonly maxHeight?: number;
}

const skeletonRows = 8;
const tickWidth = 44;

/** A virtualised ARIA grid for up to millions of rows: one focus stop, the arrows move the current row. */
export function DataTable<T>(props: DataTableProps<T>) {
  const { columns, getRow, getKey, onRange, onOpen, selected, onSelect, loading = false, rowHeight = 34 } = props;
  const { t } = useTranslation();
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const total = loading ? skeletonRows : props.total;
  const view = useWindow({ scroller, total, rowHeight });
  const [current, setCurrent] = useState(-1);
  const selection = useSelection({ selected, onSelect, getRow, getKey });
  const { first, last } = view;
  const editing = useCellEditing({
    columns,
    getRow,
    onEdit: props.onEdit,
    scroller,
    goTo(index) {
      setCurrent(index);
      view.reveal(index);
    },
  });

  useEffect(() => {
    if (!loading && last >= first) onRange?.(first, last);
  }, [first, last, loading, onRange]);

  const selectable = onSelect !== undefined;
  const template = columnTemplate(columns, selectable);
  const minInlineSize = leastWidth(columns, selectable);
  const at = Math.min(current, props.total - 1);

  function keyDown(event: KeyboardEvent) {
    if (props.total === 0 || event.target !== event.currentTarget) return;
    const next = moveTo(event.key, Math.max(at, 0), at < 0, props.total, Math.max(1, view.pageRows - 1));
    if (next !== null) {
      event.preventDefault();
      setCurrent(next);
      view.reveal(next);
      if (event.shiftKey && selectable) selection.extend(next);
      else selection.anchor(next);
      return;
    }
    const row = at < 0 ? undefined : getRow(at);
    if (row === undefined) return;
    if (editing.on && (event.key === 'ArrowRight' || event.key === 'ArrowLeft')) {
      event.preventDefault();
      editing.walk(event.key === 'ArrowRight' ? 1 : -1);
      return;
    }
    if (editing.on && (event.key === 'Enter' || event.key === 'F2')) {
      event.preventDefault();
      if (editing.begin({ index: at, column: editing.column }) || event.key === 'F2') return;
    }
    if (event.key === ' ' && selectable) {
      event.preventDefault();
      selection.toggle(at, event.shiftKey);
    } else if (event.key === 'Enter' && onOpen !== undefined) {
      event.preventDefault();
      onOpen(row, at);
    }
  }

  const rowStyle: CSSProperties = { gridTemplateColumns: template, blockSize: rowHeight };
  const isEmpty = !loading && props.total === 0;

  return (
    <div className={classes.frame} data-grow={props.maxHeight !== undefined || undefined}>
      <div
        ref={scroller}
        className={classes.scroller}
        data-empty={isEmpty || undefined}
        style={props.maxHeight === undefined ? undefined : { maxBlockSize: props.maxHeight }}
        role="grid"
        aria-label={props.label}
        aria-rowcount={loading ? -1 : props.total + 1}
        aria-colcount={columns.length + (selectable ? 1 : 0)}
        aria-multiselectable={selectable || undefined}
        aria-busy={loading || undefined}
        aria-activedescendant={
          at >= first && at <= last && at >= 0 ? `${id}-${at}${editing.on ? `-${editing.column}` : ''}` : undefined
        }
        tabIndex={0}
        onKeyDown={keyDown}
        onFocus={() => setCurrent((before) => (before < 0 && props.total > 0 ? first : before))}
        onMouseOver={nameTheCut}
      >
        <DataTableHeader
          columns={columns}
          style={{ gridTemplateColumns: template, minInlineSize }}
          tick={
            selectable
              ? {
                  label: props.selectAll?.label ?? t('table.selectAll'),
                  state: selection.shownState(first, last, props.allSelected),
                  onToggle: props.selectAll?.onToggle ?? (() => selection.toggleShown(first, last)),
                }
              : null
          }
          sortLabel={(name) => t('table.sortBy', { column: name })}
        />
        {!isEmpty && (
          <div className={classes.rows} role="presentation" style={{ blockSize: view.height, minInlineSize }}>
            <div className={classes.layer} role="rowgroup" style={{ transform: `translateY(${view.anchor}px)` }}>
              {view.items.map(({ index, top }) => {
                const row = loading ? undefined : getRow(index);
                const key = row === undefined ? null : getKey(row);
                const ticked = key !== null && (props.allSelected === true || selected?.has(key) === true);
                return (
                  // biome-ignore lint/a11y/useFocusableInteractive: the grid itself holds the focus (aria-activedescendant)
                  // biome-ignore lint/a11y/useKeyWithClickEvents: the grid's own key handler opens the current row
                  <div
                    key={index}
                    id={`${id}-${index}`}
                    role="row"
                    aria-rowindex={index + 2}
                    aria-selected={selectable ? ticked : undefined}
                    className={classes.row}
                    data-current={index === at || undefined}
                    data-open={(key !== null && key === props.openKey) || undefined}
                    data-ticked={ticked || undefined}
                    data-opens={onOpen !== undefined || undefined}
                    style={{ ...rowStyle, transform: `translateY(${top}px)` }}
                    onClick={(event) => {
                      setCurrent(index);
                      if (event.shiftKey && selectable) selection.extend(index);
                      else selection.anchor(index);
                      if (row !== undefined && !event.shiftKey) onOpen?.(row, index);
                    }}
                  >
                    {selectable && (
                      // biome-ignore lint/a11y/useFocusableInteractive: the grid itself holds the focus
                      <div role="gridcell" className={classes.tick}>
                        <Checkbox
                          size="xs"
                          tabIndex={-1}
                          checked={ticked}
                          disabled={row === undefined}
                          aria-label={
                            row === undefined || props.rowName === undefined
                              ? t('table.selectRow')
                              : t('table.selectNamed', { name: props.rowName(row) })
                          }
                          onClick={(event) => {
                            event.stopPropagation();
                            setCurrent(index);
                            selection.toggle(index, event.shiftKey);
                          }}
                          onChange={() => {}}
                        />
                      </div>
                    )}
                    {columns.map((column, place) => {
                      const writable = editing.on && row !== undefined && column.edit?.text(row);
                      const open = editing.place?.index === index && editing.place.column === place;
                      return (
                        // biome-ignore lint/a11y/useFocusableInteractive: the grid itself holds the focus
                        // biome-ignore lint/a11y/useKeyWithClickEvents: Enter and F2 do the same in the grid's own key handler
                        <div
                          key={column.id}
                          id={editing.on ? `${id}-${index}-${place}` : undefined}
                          role="gridcell"
                          aria-readonly={editing.on ? typeof writable !== 'string' : undefined}
                          className={classes.cell}
                          data-align={column.align}
                          data-writable={typeof writable === 'string' || undefined}
                          data-meant={(editing.on && index === at && place === editing.column) || undefined}
                          data-editing={open || undefined}
                          onClick={() => editing.begin({ index, column: place })}
                        >
                          {row === undefined ? (
                            <SkeletonLine width={skeletonWidth(index)} />
                          ) : open && typeof writable === 'string' ? (
                            <CellEditor
                              label={column.edit?.label(row) ?? ''}
                              text={writable}
                              onSave={(text) => editing.save({ index, column: place }, text)}
                              onEnd={(step) => editing.end({ index, column: place }, step)}
                            />
                          ) : (
                            column.render(row, index)
                          )}
                        </div>
                      );
                    })}
                  </div>
                );
              })}
            </div>
          </div>
        )}
      </div>
      {/* Beside the grid, which may hold rows only. */}
      {isEmpty && <div className={classes.empty}>{props.empty}</div>}
      {!isEmpty && props.footer !== undefined && <div className={classes.footer}>{props.footer}</div>}
    </div>
  );
}

function columnTemplate<T>(columns: readonly Column<T>[], selectable: boolean): string {
  const tracks = columns.map((column) =>
    column.width === undefined ? `minmax(${column.minWidth ?? 90}px, ${column.flex ?? 1}fr)` : `${column.width}px`,
  );
  return [...(selectable ? [`${tickWidth}px`] : []), ...tracks].join(' ');
}

/** Below this the table scrolls sideways; 20 px are the rows' own padding. */
function leastWidth<T>(columns: readonly Column<T>[], selectable: boolean): number {
  const sum = columns.reduce((width, column) => width + (column.width ?? column.minWidth ?? 90), 0);
  return sum + (selectable ? tickWidth : 0) + 20;
}

function skeletonWidth(index: number): string {
  return `${48 + ((index * 37) % 40)}%`;
}

/** The full text of a cell that is cut is one hover away. */
function nameTheCut(event: React.MouseEvent) {
  const cell = (event.target as Element).closest<HTMLElement>('[role="gridcell"]');
  if (cell === null) return;
  if (cell.scrollWidth > cell.clientWidth) cell.title = cell.textContent ?? '';
  else cell.removeAttribute('title');
}
