import type { ReactNode } from 'react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecipientView } from '#contract/campaigns.ts';
import { type Column, DataTable, type RowKey } from './data-table.tsx';
import { formatDayTime, formatTimeSeconds, sameDay } from './numbers.ts';
import { PhoneText } from './phone-number.tsx';
import { StatePill } from './state-pill.tsx';
import type { PagedRows } from './use-row-pages.ts';

interface RecipientTableProps {
  readonly label: string;
  readonly rows: PagedRows<RecipientView>;
  readonly onOpen: (row: RecipientView) => void;
  readonly openKey?: RowKey | null;
  readonly selected?: ReadonlySet<RowKey>;
  readonly onSelect?: (selected: ReadonlySet<RowKey>) => void;
  readonly empty: ReactNode;
  readonly footer?: ReactNode;
}

/** People of a campaign with what became of each message. */
export function RecipientTable({ rows, ...rest }: RecipientTableProps) {
  const { t } = useTranslation('common');
  const columns = useMemo(
    (): readonly Column<RecipientView>[] => [
      { id: 'name', header: t('recipient.person'), flex: 1.1, minWidth: 140, render: ({ name }) => name },
      {
        id: 'phone',
        header: t('recipient.number'),
        width: 144,
        render: ({ phone }) => <PhoneText phone={phone} />,
      },
      { id: 'state', header: t('recipient.state'), width: 116, render: ({ state }) => <StatePill state={state} /> },
      {
        id: 'words',
        header: t('recipient.words'),
        flex: 1.2,
        minWidth: 140,
        render: ({ words, resolvedBy }) => (
          <span style={{ color: 'var(--ink2)' }}>{resolvedBy === 'person' ? t('recipient.byYou') : words}</span>
        ),
      },
      {
        id: 'at',
        header: t('recipient.when'),
        width: 84,
        align: 'end',
        render: ({ at }) => (at === null ? '' : <span style={{ color: 'var(--ink2)' }}>{shortMoment(at)}</span>),
      },
    ],
    [t],
  );
  return (
    <DataTable
      {...rest}
      columns={columns}
      total={rows.total ?? 0}
      loading={rows.total === null}
      getRow={rows.getRow}
      getKey={(row) => row.id}
      onRange={rows.onRange}
    />
  );
}

function shortMoment(at: number): string {
  const now = Date.now();
  return sameDay(at, now) ? formatTimeSeconds(at) : formatDayTime(at, now);
}
