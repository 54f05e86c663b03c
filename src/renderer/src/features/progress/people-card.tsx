import { SegmentedControl, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconCircleCheck, IconSearch } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecipientView } from '#contract/campaigns.ts';
import type { CampaignId } from '#core/kernel/ids.ts';
import type { RecipientState, StateCounts } from '#core/outbox/states.ts';
import { api } from '../../api.ts';
import { Card } from '../../ui/card.tsx';
import type { RowKey } from '../../ui/data-table.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { RecipientTable } from '../../ui/recipient-table.tsx';
import { useRowPages } from '../../ui/use-row-pages.ts';
import { useProgress } from './store.ts';

const worthALook: readonly RecipientState[] = ['in_doubt', 'rejected', 'undelivered'];

interface PeopleCardProps {
  readonly id: CampaignId;
  readonly counts: StateCounts;
  /** Nothing was sent yet: there is nothing to look at but the people themselves. */
  readonly notBegun: boolean;
  readonly openKey: RowKey | null;
  readonly onOpen: (recipient: RecipientView) => void;
}

/** First whoever needs a look; everyone on request. */
export function PeopleCard({ id, counts, notBegun, openKey, onOpen }: PeopleCardProps) {
  const { t } = useTranslation(['progress', 'common']);
  const [show, setShow] = useState<'look' | 'everyone'>(notBegun ? 'everyone' : 'look');
  const [query, setQuery] = useState('');
  const [asked] = useDebouncedValue(query, 200);
  const round = useProgress((store) => store.round);
  const look = worthALook.reduce((sum, state) => sum + counts[state], 0);
  const rows = useRowPages<RecipientView>(`${id}/${show}/${asked}`, (offset, limit) =>
    api.call('campaigns.recipients', {
      id,
      states: show === 'look' ? [...worthALook] : null,
      query: show === 'look' ? '' : asked,
      offset,
      limit,
    }),
  );
  const { refresh } = rows;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round says that the rows are stale
  useEffect(() => refresh(), [round]);

  return (
    <Card
      title={show === 'look' ? t('look') : t('everyone')}
      padded={false}
      fill
      aside={
        <>
          {show === 'look' ? (
            t('common:people', { count: look })
          ) : (
            <TextInput
              data-search
              w={170}
              aria-label={t('search')}
              placeholder={t('search')}
              leftSection={<IconSearch size={16} stroke={1.75} aria-hidden />}
              value={query}
              onChange={(event) => setQuery(event.currentTarget.value)}
            />
          )}
          <SegmentedControl
            size="xs"
            aria-label={t('show')}
            value={show}
            data={[
              { value: 'look', label: t('lookShort') },
              { value: 'everyone', label: t('everyone') },
            ]}
            onChange={(value) => setShow(value as 'look' | 'everyone')}
          />
        </>
      }
    >
      <RecipientTable
        label={show === 'look' ? t('look') : t('everyone')}
        rows={rows}
        openKey={openKey}
        onOpen={onOpen}
        empty={
          show === 'look' ? (
            <EmptyState
              icon={<IconCircleCheck size={24} stroke={1.75} />}
              title={t('lookEmpty')}
              body={t('lookEmptyBody')}
            />
          ) : (
            <EmptyState title={t('everyoneEmpty')} />
          )
        }
        footer={show === 'look' && counts.in_doubt > 0 ? t('doubtFoot') : undefined}
      />
    </Card>
  );
}
