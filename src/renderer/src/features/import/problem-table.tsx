import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportRecord } from '#contract/import.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { isReason } from './figures.ts';
import { columnOf, useProblemColumns } from './problem-columns.tsx';
import classes from './problem-rows.module.css';
import type { ImportRow } from './shapes.ts';
import { importActions, type RowKind, useImportRows } from './use-import.ts';
import { useProblemWords } from './use-problem-words.ts';

interface TableProps {
  readonly kind: RowKind;
  readonly record: ImportRecord;
  /** Some of these rows have a repair on offer. */
  readonly repairable: boolean;
}

/** The rows of one kind, with their line in the file; left-out ones are mended here. */
export function ProblemTable({ kind, record, repairable }: TableProps) {
  const { t } = useTranslation('importing');
  const { nameOf } = useProblemWords();
  // The column stays when the last repairable row was mended: nothing jumps.
  const [withRepair] = useState(repairable);
  const columns = useProblemColumns(kind, withRepair);
  const { total, getRow, error, want } = useImportRows(record.id, kind);
  if (error !== null && total === null) {
    return (
      <div className={classes.error}>
        <ErrorNote error={error} />
      </div>
    );
  }
  return (
    <DataTable
      label={t('problems.rowsLabel', { kind: nameOf(kind) })}
      columns={columns}
      total={total ?? 0}
      loading={total === null}
      getRow={getRow}
      getKey={(row) => row.row}
      onRange={want}
      onEdit={isReason(kind) ? mend : undefined}
    />
  );
}

function mend(row: ImportRow, at: number, id: string, text: string): void {
  const column = columnOf(id);
  if (column !== null) void importActions().mend(at, row, column, text);
}
