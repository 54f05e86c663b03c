import { SegmentedControl } from '@mantine/core';
import { IconInbox } from '@tabler/icons-react';
import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { ReceiptRow } from '#contract/receipts.ts';
import { api } from '../../api.ts';
import { Card } from '../../ui/card.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { formatDayTime, formatTimeSeconds, sameDay } from '../../ui/numbers.ts';
import { Pill, type Tone } from '../../ui/state-pill.tsx';
import { useRowPages } from '../../ui/use-row-pages.ts';
import classes from './receipts-table.module.css';
import { type Show, shows, useReceipts } from './store.ts';

const tones: Readonly<Record<ReceiptRow['meaning'], Tone>> = {
  delivered: 'ok',
  undelivered: 'bad',
  pending: 'wait',
  throttled: 'doubt',
};

/** Every receipt in the service's own words, with the message it belongs to. */
export function ReceiptsTable() {
  const { t } = useTranslation('receipts');
  const [, navigate] = useLocation();
  const { show, choose, round } = useReceipts();
  const rows = useRowPages<ReceiptRow>(show, (offset, limit) =>
    api.call('receipts.list', { match: show, offset, limit }),
  );
  const { refresh } = rows;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round says that the rows are stale
  useEffect(() => refresh(), [round]);
  const columns = useColumns();

  return (
    <Card
      title={t('list.title')}
      padded={false}
      fill
      aside={
        <SegmentedControl
          size="xs"
          aria-label={t('list.show')}
          value={show}
          data={shows.map((value) => ({ value, label: t(`list.${value}`) }))}
          onChange={(value) => choose(value as Show)}
        />
      }
    >
      {rows.error !== null && <ErrorNote error={rows.error} />}
      <DataTable
        label={t('list.table')}
        columns={columns}
        total={rows.total ?? 0}
        loading={rows.total === null}
        getRow={rows.getRow}
        getKey={({ id }) => id}
        onRange={rows.onRange}
        onOpen={({ campaignId }) => campaignId !== null && navigate(`/campaigns/${campaignId}`)}
        footer={show === 'unmatched' ? t('list.trayFoot') : undefined}
        empty={
          show === 'unmatched' ? (
            <EmptyState title={t('list.emptyUnmatched')} />
          ) : (
            <EmptyState
              icon={<IconInbox size={24} stroke={1.75} />}
              title={t('list.empty')}
              body={t('list.emptyBody')}
            />
          )
        }
      />
    </Card>
  );
}

function useColumns(): readonly Column<ReceiptRow>[] {
  const { t } = useTranslation('receipts');
  return useMemo(
    () => [
      {
        id: 'meaning',
        header: t('list.columns.meaning'),
        width: 122,
        render: ({ meaning }) => <Pill tone={tones[meaning]}>{t(`list.meaning.${meaning}`)}</Pill>,
      },
      {
        id: 'status',
        header: t('list.columns.status'),
        flex: 1.3,
        minWidth: 160,
        render: ({ status, reason }) => (
          <>
            {status}
            {reason !== null && <span className={classes.quiet}> · {reason}</span>}
          </>
        ),
      },
      {
        id: 'campaign',
        header: t('list.columns.campaign'),
        flex: 1.2,
        minWidth: 170,
        render: ({ campaign, match, people }) => (
          <>
            {campaign ?? <span className={classes.quiet}>{t('list.noCampaign')}</span>}
            {match === 'shared' && <span className={classes.quiet}> · {t('list.shared', { count: people })}</span>}
          </>
        ),
      },
      {
        id: 'messageId',
        header: t('list.columns.messageId'),
        width: 196,
        render: ({ messageId }) => <span className={classes.id}>{messageId}</span>,
      },
      {
        id: 'at',
        header: t('list.columns.at'),
        width: 150,
        align: 'end',
        render: ({ receivedAt, source }) => (
          <span className={classes.quiet}>
            {source === 'file' && `${t('list.fromFile')} · `}
            {sameDay(receivedAt, Date.now()) ? formatTimeSeconds(receivedAt) : formatDayTime(receivedAt)}
          </span>
        ),
      },
    ],
    [t],
  );
}
