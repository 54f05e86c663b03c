import { Button } from '@mantine/core';
import { IconFileImport, IconSettings } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { api, asApiError } from '../../api.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { KeyFigure } from '../../ui/key-figure.tsx';
import { Note } from '../../ui/note.tsx';
import { formatNumber, formatShare } from '../../ui/numbers.ts';
import { useNow, useRelativeTime } from '../../ui/relative-time.tsx';
import { Screen } from '../../ui/screen.tsx';
import { SkeletonCard } from '../../ui/skeletons.tsx';
import { useUndoToast } from '../../ui/undo-toast.tsx';
import { HoursChart } from './hours-chart.tsx';
import { ReasonsCard } from './reasons-card.tsx';
import { ReceiptsTable } from './receipts-table.tsx';
import classes from './screen.module.css';
import { useReceipts } from './store.ts';

export function ReceiptsScreen() {
  const { t } = useTranslation('receipts');
  const [, navigate] = useLocation();
  const toast = useUndoToast();
  const { listener, summary, error, follow } = useReceipts();

  useEffect(() => follow(), [follow]);

  async function importFile() {
    try {
      const done = await api.call('receipts.importFile');
      if (done !== null) toast({ message: t('imported', done) });
    } catch (thrown) {
      useReceipts.setState({ error: asApiError(thrown) });
    }
  }

  return (
    <Screen
      layout="fill"
      title={t('title')}
      subtitle={<Subtitle />}
      actions={
        <>
          <Button
            variant="default"
            leftSection={<IconSettings size={18} stroke={1.75} />}
            onClick={() => navigate('/settings/receipts')}
          >
            {t('settings')}
          </Button>
          <Button leftSection={<IconFileImport size={18} stroke={1.75} />} onClick={() => void importFile()}>
            {t('import')}
          </Button>
        </>
      }
    >
      {error !== null && <ErrorNote error={error} />}
      {listener?.state === 'failed' && (
        <Note tone="bad" title={t('subtitle.failed')}>
          {listener.error}
        </Note>
      )}
      {summary === null ? (
        error === null && <SkeletonCard lines={4} />
      ) : (
        <>
          {summary.total > 0 && (
            <>
              <Figures />
              <div className={classes.charts}>
                <HoursChart hours={summary.byHour} />
                <ReasonsCard reasons={summary.byReason} />
              </div>
            </>
          )}
          <ReceiptsTable />
        </>
      )}
    </Screen>
  );
}

function Subtitle() {
  const { t } = useTranslation('receipts');
  const listener = useReceipts((store) => store.listener);
  const ago = useRelativeTime();
  const now = useNow(10_000);
  if (listener === null) return '\u00a0';
  if (listener.state !== 'listening') return t(`subtitle.${listener.state}`);
  const host = `${listener.host}:${listener.port}`;
  return listener.lastAt === null
    ? t('subtitle.listeningNever', { host })
    : t('subtitle.listening', { host, ago: ago(listener.lastAt, now) });
}

function Figures() {
  const { t } = useTranslation('receipts');
  const summary = useReceipts((store) => store.summary);
  if (summary === null) return null;
  const { byMeaning, total, unmatched } = summary;
  const share = (count: number) => t('share', { share: formatShare(total === 0 ? 0 : count / total) });
  return (
    <div className={classes.figures}>
      <KeyFigure
        framed
        label={t('delivered')}
        value={formatNumber(byMeaning.delivered)}
        hint={share(byMeaning.delivered)}
      />
      <KeyFigure
        framed
        label={t('undelivered')}
        value={formatNumber(byMeaning.undelivered)}
        hint={share(byMeaning.undelivered)}
      />
      <KeyFigure
        framed
        label={t('pending')}
        value={formatNumber(byMeaning.pending)}
        hint={byMeaning.throttled > 0 ? t('throttled', { count: byMeaning.throttled }) : share(byMeaning.pending)}
      />
      <KeyFigure framed label={t('unmatched')} value={formatNumber(unmatched)} hint={t('unmatchedHint')} />
    </div>
  );
}
