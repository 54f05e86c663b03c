import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportRecord } from '#contract/import.ts';
import type { ColumnMapping, ColumnTarget, ColumnUse } from '#core/mapping/mapping.ts';
import type { Column } from '../../ui/data-table.tsx';
import { formatNumber } from '../../ui/numbers.ts';
import { isReason } from './figures.ts';
import { Judged, Mended, Others, RowFate } from './problem-cells.tsx';
import classes from './problem-rows.module.css';
import type { ImportRow } from './shapes.ts';
import { importStore, type RowKind, useImport } from './use-import.ts';

const order: readonly ColumnTarget[] = ['first_name', 'last_name', 'full_name', 'country', 'field', 'ignore'];
/** Kinds of rows that may have another number to use. */
const withOthers: readonly RowKind[] = ['two_readings', 'other_number', 'landline'];
const prefix = 'cell-';

/** Which column of the file a column of the table writes in; null for the table's own. */
export function columnOf(id: string): number | null {
  return id.startsWith(prefix) ? Number(id.slice(prefix.length)) : null;
}

/** Line, the preferred number, what came of it, the name, other numbers, then everything else that is kept or ignored. */
export function useProblemColumns(kind: RowKind, repairable: boolean): readonly Column<ImportRow>[] {
  const { t } = useTranslation('importing');
  const mapping = useImport((state) => state.mapping);
  const rows = useImport((state) => state.preview?.rows);
  // Of the kind as it was first shown: the columns keep their widths while rows are mended.
  const [longest] = useState(() => longestSample(importStore.getState().record, kind));
  return useMemo(() => {
    if (mapping === null) return [];
    const editable = isReason(kind);
    const cell = ({ index, name }: ColumnUse) => ({
      id: `${prefix}${index}`,
      header: name,
      ...(editable && {
        edit: {
          text: (row: ImportRow) => row.cells[index] ?? '',
          label: (row: ImportRow) => t('problems.editLabel', { column: name, line: formatNumber(row.line) }),
        },
      }),
    });
    const line: Column<ImportRow> = {
      id: 'line',
      header: t('problems.line'),
      width: 60,
      align: 'end',
      render: (row) => <span className={classes.quiet}>{formatNumber(row.line)}</span>,
    };
    const phones = mapping.phoneOrder.flatMap((index) => mapping.columns.filter((column) => column.index === index));
    const unused = mapping.columns
      .filter((column) => column.target !== 'phone')
      .sort((a, b) => order.indexOf(a.target) - order.indexOf(b.target) || a.index - b.index);
    const fate: Column<ImportRow> = {
      id: 'fate',
      header: t(
        editable && kind !== 'duplicate'
          ? repairable
            ? 'problems.repairedColumn'
            : 'problems.nowColumn'
          : 'problems.number',
      ),
      minWidth: editable ? 188 : 150,
      render: (row) => <RowFate row={row} kind={kind} repairable={repairable} />,
    };
    const others: Column<ImportRow> = {
      id: 'others',
      header: t('problems.othersColumn'),
      minWidth: 190,
      render: (row, at) => <Others row={row} at={at} />,
    };
    const extra: Column<ImportRow> = {
      id: 'extra',
      header: t('problems.extra'),
      minWidth: 140,
      render: (row) => <span className={classes.quiet}>{row.cells.slice(width(mapping)).join(' | ')}</span>,
    };
    const [preferred, ...more] = phones.map(
      (column): Column<ImportRow> => ({
        ...cell(column),
        minWidth: Math.max(124, widthFor(rows ?? [], column.index), pillWidth(longest)),
        render: (row) => <Judged row={row} index={column.index} kind={kind} judged={judgedIn(row, mapping)} />,
      }),
    );
    const rest = unused.map(
      (column): Column<ImportRow> => ({
        ...cell(column),
        minWidth: widthFor(rows ?? [], column.index),
        render: (row) => (
          <Mended row={row} index={column.index} quiet={column.target === 'ignore' || column.target === 'field'} />
        ),
      }),
    );
    const names = unused.filter(({ target }) => target.endsWith('_name')).length;
    return [
      line,
      ...(preferred === undefined ? [] : [preferred]),
      fate,
      ...rest.slice(0, names),
      ...(withOthers.includes(kind) ? [others] : []),
      ...more,
      ...rest.slice(names),
      ...(kind === 'row_longer' || kind === 'row_shifted' ? [extra] : []),
    ];
  }, [kind, repairable, mapping, rows, longest, t]);
}

/** A reason is about the first phone column that holds anything; with nothing in any, about the preferred one. */
function judgedIn(row: ImportRow, { phoneOrder }: ColumnMapping): number | undefined {
  return phoneOrder.find((index) => (row.cells[index] ?? '').trim() !== '') ?? phoneOrder[0];
}

function width({ columns }: ColumnMapping): number {
  return Math.max(0, ...columns.map(({ index }) => index + 1));
}

/** Wide enough for what the first rows hold, within reason: 7.8 px a character at this size. */
function widthFor(rows: readonly { readonly cells: readonly string[] }[], index: number): number {
  const longest = Math.max(0, ...rows.map((row) => row.cells[index]?.length ?? 0));
  return Math.min(240, Math.max(96, Math.ceil(longest * 7.8) + 20));
}

function longestSample(record: ImportRecord | null, kind: RowKind): number {
  const samples = record?.summary.reasons.find(({ reason }) => reason === kind)?.samples ?? [];
  return Math.max(0, ...samples.map(({ value }) => value.trim().length));
}

/** A cell that stands out has a frame around it. */
function pillWidth(characters: number): number {
  return Math.min(240, Math.ceil(characters * 7.8) + 34);
}
