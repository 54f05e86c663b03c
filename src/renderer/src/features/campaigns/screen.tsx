import { Button, SegmentedControl } from '@mantine/core';
import { IconPlus, IconSend } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { CampaignView } from '#contract/campaigns.ts';
import type { CampaignState } from '#core/campaigns/campaign.ts';
import { type ApiError, api, asApiError } from '../../api.ts';
import { useIncomingFile } from '../../app/incoming-file.ts';
import { useSession } from '../../app/session.ts';
import { useCopyCampaign } from '../../shared/accounts/use-copy-campaign.ts';
import { Card } from '../../ui/card.tsx';
import { useConfirm } from '../../ui/confirm.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Screen } from '../../ui/screen.tsx';
import { useRowPages } from '../../ui/use-row-pages.ts';
import { useColumns } from './columns.tsx';
import { type Filter, filters, useCampaigns } from './store.ts';

const statesOf: Readonly<Record<Filter, readonly CampaignState[] | null>> = {
  all: null,
  draft: ['draft'],
  ready: ['sealed', 'scheduled'],
  going: ['running', 'paused'],
  done: ['finished', 'cancelled'],
};

export function CampaignsScreen() {
  const { t } = useTranslation(['campaigns', 'common']);
  const [, navigate] = useLocation();
  const confirm = useConfirm();
  const copyCampaign = useCopyCampaign();
  const { filter, show } = useCampaigns();
  const [error, setError] = useState<ApiError | null>(null);
  const states = statesOf[filter];
  const rows = useRowPages<CampaignView>(filter, (offset, limit) =>
    api.call('campaigns.list', { states: states === null ? null : [...states], offset, limit }),
  );
  const { refresh } = rows;

  useEffect(() => {
    const ends = [api.on('campaigns.changed', refresh), api.on('receipts.changed', refresh)];
    return () => {
      for (const end of ends) end();
    };
  }, [refresh]);

  async function attempt(work: () => Promise<void>) {
    setError(null);
    try {
      await work();
    } catch (thrown) {
      setError(asApiError(thrown));
    }
  }

  const columns = useColumns({
    onCopy: ({ id }) =>
      void attempt(async () => {
        await copyCampaign(id);
      }),
    onDelete: ({ id, name }) =>
      void attempt(async () => {
        const yes = await confirm({
          title: t('deleteConfirm', { name: name || t('untitled') }),
          body: t('deleteBody'),
          action: t('deleteAction'),
          tone: 'danger',
        });
        if (yes) await api.call('campaigns.delete', { id });
      }),
  });

  const shown = error ?? rows.error;
  const nothing = rows.total === 0 && filter === 'all';
  return (
    <Screen
      layout="fill"
      title={t('title')}
      subtitle={t('subtitle')}
      actions={
        <Button leftSection={<IconPlus size={18} stroke={1.75} />} onClick={() => navigate('/compose')}>
          {t('new')}
        </Button>
      }
    >
      {shown !== null && <ErrorNote error={shown} />}
      {!nothing && (
        <div>
          <SegmentedControl
            size="xs"
            aria-label={t('filter')}
            value={filter}
            data={filters.map((value) => ({ value, label: t(`filters.${value}`) }))}
            onChange={(value) => show(value as Filter)}
          />
        </div>
      )}
      <Card padded={false} fill>
        {nothing ? (
          <Empty />
        ) : (
          <DataTable
            label={t('table')}
            columns={columns}
            total={rows.total ?? 0}
            loading={rows.total === null}
            getRow={rows.getRow}
            getKey={({ id }) => id}
            onRange={rows.onRange}
            onOpen={({ id }) => navigate(`/campaigns/${id}`)}
            rowHeight={50}
            empty={<EmptyState title={t('emptyFilter')} />}
          />
        )}
      </Card>
    </Screen>
  );
}

function Empty() {
  const { t } = useTranslation(['campaigns', 'common']);
  const [, navigate] = useLocation();
  const hasPeople = useSession((session) => (session.counts?.contacts ?? 0) + (session.counts?.ownContacts ?? 0) > 0);

  async function sample() {
    useIncomingFile.getState().offer(await api.call('import.sample'));
    navigate('/import');
  }

  return (
    <EmptyState
      icon={<IconSend size={24} stroke={1.75} />}
      title={t('empty')}
      body={t('emptyBody')}
      actions={
        <>
          <Button onClick={() => navigate('/compose')}>{t('new')}</Button>
          {!hasPeople && (
            <Button variant="default" onClick={() => void sample()}>
              {t('common:sampleData')}
            </Button>
          )}
        </>
      }
    />
  );
}
