import { TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CampaignView, DraftRecipients } from '#contract/campaigns.ts';
import { api } from '../../api.ts';
import { Card } from '../../ui/card.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { formatNumber } from '../../ui/numbers.ts';
import { PhoneText } from '../../ui/phone-number.tsx';
import { useRowPages } from '../../ui/use-row-pages.ts';
import classes from './recipients-card.module.css';

type Row = DraftRecipients['rows'][number];

interface RecipientsCardProps {
  readonly campaign: CampaignView;
  /** Names one check: the list is of that moment. */
  readonly round: string;
}

/** Everyone the draft goes to, with the text each gets: to scroll through, and to search. */
export function RecipientsCard({ campaign, round }: RecipientsCardProps) {
  const { t } = useTranslation(['compose', 'common']);
  const [query, setQuery] = useState('');
  const [asked] = useDebouncedValue(query, 250);
  const [total, setTotal] = useState(0);
  const rows = useRowPages<Row>(`${round}/${asked}`, async (offset, limit) => {
    const found = await api.call('campaigns.draftRecipients', { id: campaign.id, round, query: asked, offset, limit });
    setTotal(found.total);
    return { total: found.listed, rows: found.rows };
  });
  const columns = useMemo(
    (): readonly Column<Row>[] => [
      { id: 'name', header: t('common:recipient.person'), flex: 1, minWidth: 110, render: ({ name }) => name },
      {
        id: 'phone',
        header: t('common:recipient.number'),
        width: 150,
        render: ({ phone }) => <PhoneText phone={phone} />,
      },
      {
        id: 'text',
        header: t('recipients.text'),
        flex: 3,
        minWidth: 180,
        render: ({ text }) => (
          <span dir="auto" title={text}>
            {text}
          </span>
        ),
      },
      ...(campaign.kind === 'mms'
        ? []
        : [
            {
              id: 'segments',
              header: t('checking.segments'),
              width: 88,
              align: 'end' as const,
              render: ({ segments }: Row) => formatNumber(segments),
            },
          ]),
    ],
    [t, campaign.kind],
  );
  return (
    <Card
      className={classes.card}
      title={t('recipients.title')}
      padded={false}
      fill
      aside={
        <TextInput
          data-search
          w={200}
          aria-label={t('recipients.search')}
          placeholder={t('recipients.search')}
          leftSection={<IconSearch size={16} stroke={1.75} aria-hidden />}
          value={query}
          onChange={(event) => setQuery(event.currentTarget.value)}
        />
      }
    >
      {rows.error !== null && <ErrorNote error={rows.error} />}
      <DataTable
        label={t('recipients.title')}
        columns={columns}
        total={rows.total ?? 0}
        loading={rows.total === null && rows.error === null}
        getRow={rows.getRow}
        getKey={({ phone }) => phone}
        onRange={rows.onRange}
        empty={<EmptyState title={t('recipients.empty')} />}
        footer={
          rows.total !== null && total > rows.total ? t('recipients.capped', { listed: rows.total, total }) : undefined
        }
      />
    </Card>
  );
}
