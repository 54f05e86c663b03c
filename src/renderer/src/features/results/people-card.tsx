import { Select, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CampaignView, RecipientView } from '#contract/campaigns.ts';
import { type RecipientState, recipientStates } from '#core/outbox/states.ts';
import { api } from '../../api.ts';
import { Card } from '../../ui/card.tsx';
import type { RowKey } from '../../ui/data-table.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { formatNumber } from '../../ui/numbers.ts';
import { RecipientTable } from '../../ui/recipient-table.tsx';
import { useRowPages } from '../../ui/use-row-pages.ts';
import { useResults } from './store.ts';

type Show = RecipientState | 'everyone';

interface PeopleCardProps {
  readonly campaign: CampaignView;
  readonly show: Show;
  readonly onShow: (show: Show) => void;
  readonly openKey: RowKey | null;
  readonly onOpen: (recipient: RecipientView) => void;
}

export function PeopleCard({ campaign, show, onShow, openKey, onOpen }: PeopleCardProps) {
  const { t } = useTranslation(['results', 'common']);
  const [query, setQuery] = useState('');
  const [asked] = useDebouncedValue(query, 200);
  const round = useResults((store) => store.round);
  const { id, counts, sealed } = campaign;
  const rows = useRowPages<RecipientView>(`${id}/${show}/${asked}`, (offset, limit) =>
    api.call('campaigns.recipients', {
      id,
      states: show === 'everyone' ? null : [show],
      query: asked,
      offset,
      limit,
    }),
  );
  const { refresh } = rows;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round says that the rows are stale
  useEffect(() => refresh(), [round]);

  const choices = [
    { value: 'everyone', label: `${t('everyone')} · ${formatNumber(sealed)}` },
    ...recipientStates
      .filter((state) => counts[state] > 0 || state === show)
      .map((state) => ({ value: state, label: `${t(`common:state.${state}`)} · ${formatNumber(counts[state])}` })),
  ];

  return (
    <Card
      title={t('people')}
      padded={false}
      fill
      aside={
        <>
          <TextInput
            data-search
            w={190}
            aria-label={t('search')}
            placeholder={t('search')}
            leftSection={<IconSearch size={16} stroke={1.75} aria-hidden />}
            value={query}
            onChange={(event) => setQuery(event.currentTarget.value)}
          />
          <Select
            w={180}
            aria-label={t('filter')}
            data={choices}
            value={show}
            allowDeselect={false}
            onChange={(value) => value !== null && onShow(value as Show)}
          />
        </>
      }
    >
      <RecipientTable
        label={t('people')}
        rows={rows}
        openKey={openKey}
        onOpen={onOpen}
        empty={<EmptyState title={t('empty')} />}
      />
    </Card>
  );
}
