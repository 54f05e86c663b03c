import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportRecord } from '#contract/import.ts';
import type { ColumnMapping } from '#core/mapping/mapping.ts';
import { Card } from '../../ui/card.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { formatNumber } from '../../ui/numbers.ts';
import { PhoneText } from '../../ui/phone-number.tsx';
import { rowAt } from '../../ui/row-pages.ts';
import { Pill } from '../../ui/state-pill.tsx';
import { type Problem, problemsOf } from './figures.ts';
import classes from './problem-rows.module.css';
import { type ImportRow, useImport, useImportRows } from './use-import.ts';
import { useProblemWords } from './use-problem-words.ts';

/** The rows behind the chosen kind, with their line in the file. */
export function ProblemRows() {
  const { t } = useTranslation(['importing', 'common']);
  const { nameOf, whyOf } = useProblemWords();
  const record = useImport((state) => state.record);
  const plan = useImport((state) => state.plan);
  const mapping = useImport((state) => state.mapping);
  const key = useImport((state) => state.problem);
  if (record === null || mapping === null) return null;
  const problem = problemsOf(record.summary, plan).find((known) => known.key === key);
  const count = key === 'ready' ? record.summary.accepted : (problem?.count ?? 0);
  return (
    <Card title={nameOf(key)} aside={t('common:rows', { count })} padded={false} fill>
      <p className={classes.why}>{whyOf(key)}</p>
      {problem?.listed === false ? (
        <EmptyState title={t('problems.noRows', { ready: t('problems.ready') })} />
      ) : (
        <Rows key={key} record={record} mapping={mapping} problem={problem ?? null} />
      )}
    </Card>
  );
}

interface RowsProps {
  readonly record: ImportRecord;
  readonly mapping: ColumnMapping;
  /** Null for the rows that come in. */
  readonly problem: Problem | null;
}

function Rows({ record, mapping, problem }: RowsProps) {
  const { t } = useTranslation('importing');
  const { nameOf } = useProblemWords();
  const reason =
    problem === null || problem.key === 'landline' || problem.key === 'opted_out' || problem.key === 'ready'
      ? null
      : problem.key;
  const preview = useImport((state) => state.preview);
  const { rows, error, want } = useImportRows(record.id, reason);
  const columns = useMemo(
    () =>
      columnsOf(mapping, problem, (index) => widthFor(preview?.rows ?? [], index), {
        line: t('problems.line'),
        number: t('problems.number'),
        blank: t('problems.blank'),
      }),
    [mapping, problem, preview, t],
  );
  if (error !== null && rows.total === null) {
    return (
      <div className={classes.error}>
        <ErrorNote error={error} />
      </div>
    );
  }
  return (
    <DataTable
      label={t('problems.rowsLabel', { kind: nameOf(problem?.key ?? 'ready') })}
      columns={columns}
      total={rows.total ?? 0}
      loading={rows.total === null}
      getRow={(index) => rowAt(rows, index)}
      getKey={(row) => row.line}
      onRange={want}
    />
  );
}

interface Headers {
  readonly line: string;
  readonly number: string;
  readonly blank: string;
}

/** Line, the cells that were judged, what came of them, then everything else that is kept, then what is ignored. */
function columnsOf(
  mapping: ColumnMapping,
  problem: Problem | null,
  widthOf: (index: number) => number,
  headers: Headers,
): Column<ImportRow>[] {
  const named = new Map(mapping.columns.map((column) => [column.index, column.name]));
  const line: Column<ImportRow> = {
    id: 'line',
    header: headers.line,
    width: 64,
    align: 'end',
    render: (row) => <span className={classes.quiet}>{formatNumber(row.line)}</span>,
  };
  // The reason is about the first phone column that holds anything; with nothing in any, about the preferred one.
  const judged = (row: ImportRow) =>
    mapping.phoneOrder.find((index) => (row.cells[index] ?? '').trim() !== '') ?? mapping.phoneOrder[0];
  const phones = mapping.phoneOrder.map(
    (index): Column<ImportRow> => ({
      id: `phone-${index}`,
      header: named.get(index) ?? '',
      minWidth: Math.max(128, widthOf(index)),
      render: (row) => (
        <Judged cell={row.cells[index]} problem={index === judged(row) ? problem : null} blank={headers.blank} />
      ),
    }),
  );
  const number: Column<ImportRow> = {
    id: 'number',
    header: headers.number,
    minWidth: 156,
    render: (row) =>
      row.phone === null ? (
        ''
      ) : (
        <strong className={classes.number}>
          <PhoneText phone={row.phone} />
        </strong>
      ),
  };
  const order = ['first_name', 'last_name', 'field', 'ignore'];
  const others = mapping.columns
    .filter((column) => column.target !== 'phone')
    .sort((a, b) => order.indexOf(a.target) - order.indexOf(b.target) || a.index - b.index)
    .map(
      ({ index, name, target }): Column<ImportRow> => ({
        id: `column-${index}`,
        header: name,
        minWidth: widthOf(index),
        render: (row) => (
          <span className={target === 'ignore' || target === 'field' ? classes.quiet : undefined}>
            {row.cells[index]}
          </span>
        ),
      }),
    );
  const resolved = problem === null || problem.key === 'duplicate' ? [number] : [];
  return [line, ...phones, ...resolved, ...others];
}

/** Wide enough for what the first rows hold, within reason: 7.8 px a character at this size. */
function widthFor(rows: readonly { readonly cells: readonly string[] }[], index: number): number {
  const longest = Math.max(0, ...rows.map((row) => row.cells[index]?.length ?? 0));
  return Math.min(240, Math.max(96, Math.ceil(longest * 7.8) + 20));
}

function Judged({
  cell,
  problem,
  blank,
}: {
  readonly cell: string | undefined;
  readonly problem: Problem | null;
  readonly blank: string;
}) {
  const text = cell?.trim() ?? '';
  if (problem === null) return <bdi dir="ltr">{text}</bdi>;
  return <Pill tone={text === '' ? 'wait' : problem.tone}>{text === '' ? blank : <bdi dir="ltr">{text}</bdi>}</Pill>;
}
