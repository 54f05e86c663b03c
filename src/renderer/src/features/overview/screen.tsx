import { Button } from '@mantine/core';
import { IconFileImport, IconPlus, IconUsers } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { api } from '../../api.ts';
import { useIncomingFile } from '../../app/incoming-file.ts';
import { shownKind, useSession } from '../../app/session.ts';
import { KindSwitch } from '../../shared/accounts/kind-switch.tsx';
import { Card } from '../../ui/card.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { formatLongDay } from '../../ui/numbers.ts';
import { Screen } from '../../ui/screen.tsx';
import { Balances } from './balances.tsx';
import { CampaignList } from './campaign-list.tsx';
import { Figures } from './figures.tsx';
import { GoingOut } from './going-out.tsx';
import classes from './screen.module.css';
import { useOverview } from './store.ts';
import { WeekChart } from './week-chart.tsx';

export function OverviewScreen() {
  const { t } = useTranslation('overview');
  const [, navigate] = useLocation();
  const counts = useSession((session) => session.counts);
  const kind = useSession(shownKind);
  const { running, needsPerson, waits, error, follow } = useOverview();

  useEffect(() => {
    void useSession.getState().refreshCounts();
    return follow(kind);
  }, [follow, kind]);

  const fresh =
    counts !== null &&
    counts.contacts + counts.ownContacts === 0 &&
    running?.length === 0 &&
    needsPerson.length + waits.length === 0;

  return (
    <Screen
      title={t('title')}
      subtitle={t('subtitle', { day: formatLongDay(Date.now()) })}
      actions={
        <>
          <KindSwitch />
          <Button
            variant="default"
            leftSection={<IconFileImport size={18} stroke={1.75} />}
            onClick={() => navigate('/import')}
          >
            {t('import')}
          </Button>
          <Button leftSection={<IconPlus size={18} stroke={1.75} />} onClick={() => navigate('/compose')}>
            {t('newCampaign')}
          </Button>
        </>
      }
    >
      {error !== null && <ErrorNote error={error} />}
      {fresh ? (
        <First />
      ) : (
        <>
          <Figures />
          <div className={classes.columns}>
            <div className={classes.stack}>
              <GoingOut campaigns={running} />
              <CampaignList kind="person" campaigns={needsPerson} />
              <CampaignList kind="waits" campaigns={waits} />
            </div>
            <div className={classes.stack}>
              <Balances />
              <WeekChart days={counts?.days ?? null} />
            </div>
          </div>
        </>
      )}
    </Screen>
  );
}

function First() {
  const { t } = useTranslation(['overview', 'common']);
  const [, navigate] = useLocation();

  async function sample() {
    useIncomingFile.getState().offer(await api.call('import.sample'));
    navigate('/import');
  }

  return (
    <Card>
      <EmptyState
        icon={<IconUsers size={24} stroke={1.75} />}
        title={t('first.title')}
        body={t('first.body')}
        actions={
          <>
            <Button onClick={() => navigate('/import')}>{t('first.import')}</Button>
            <Button variant="default" onClick={() => void sample()}>
              {t('common:sampleData')}
            </Button>
          </>
        }
      />
    </Card>
  );
}
