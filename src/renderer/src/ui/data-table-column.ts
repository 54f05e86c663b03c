import type { ReactNode } from 'react';

/** One column of a `DataTable`. */
export interface Column<T> {
  readonly id: string;
  readonly header: ReactNode;
  /** Pixels. Without it the column shares the free room by `flex`. */
  readonly width?: number;
  readonly flex?: number;
  /** Pixels a flexible column never goes below. */
  readonly minWidth?: number;
  readonly align?: 'start' | 'end';
  readonly render: (row: T, index: number) => ReactNode;
  /** Given for a column that can be sorted. */
  readonly sort?: 'ascending' | 'descending' | 'none';
  readonly onSort?: () => void;
  /** Given for a column whose cells can be written in; needs the table's `onEdit`. */
  readonly edit?: {
    /** What stands in the field at first; null for a row that cannot be changed. */
    readonly text: (row: T) => string | null;
    /** The field's name for readers. */
    readonly label: (row: T) => string;
  };
}
