import { Button, NumberInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type BackupsView, fewestBackups, mostBackups } from '#contract/backup.ts';
import { type ApiError, api, asApiError } from '../../api.ts';
import { BackupList, useRestore } from '../../ui/backup-list.tsx';
import { Card } from '../../ui/card.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Note } from '../../ui/note.tsx';
import { useNow, useRelativeTime } from '../../ui/relative-time.tsx';
import { SkeletonCard } from '../../ui/skeletons.tsx';
import { useUndoToast } from '../../ui/undo-toast.tsx';
import classes from './settings.module.css';

/** Copies of the data: what there is, making one, and going back to one. */
export function BackupsSection() {
  const { t } = useTranslation('settings');
  const toast = useUndoToast();
  const restore = useRestore();
  const [view, setView] = useState<BackupsView | null>(null);
  const [error, setError] = useState<ApiError | null>(null);
  const [busy, setBusy] = useState<'making' | 'restoring' | null>(null);

  async function attempt(what: typeof busy, work: () => Promise<void>) {
    setError(null);
    setBusy(what);
    try {
      await work();
    } catch (thrown) {
      setError(asApiError(thrown));
    }
    setBusy(null);
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: read once, then followed by event
  useEffect(() => {
    const read = () => void attempt(null, async () => setView(await api.call('backups.list')));
    read();
    return api.on('backups.changed', read);
  }, []);

  if (view === null) return error === null ? <SkeletonCard /> : <ErrorNote error={error} />;
  const make = () =>
    attempt('making', async () => {
      setView(await api.call('backups.make'));
      toast({ message: t('backups.made') });
    });
  const failed = error ?? view.problem;

  return (
    <div className={classes.narrow}>
      {failed !== null && <ErrorNote error={failed} />}
      <Restored report={view.restored} />
      <Card title={t('backups.how')}>
        <p className={classes.text}>{t('backups.about')}</p>
        <dl className={classes.facts}>
          <div className={classes.fact}>
            <dt>{t('backups.folder')}</dt>
            <dd className={classes.withButton}>
              {view.folder}
              <Button size="xs" variant="default" onClick={() => void api.call('app.copy', { text: view.folder })}>
                {t('backups.copyFolder')}
              </Button>
            </dd>
          </div>
          <div className={classes.fact}>
            <dt>{t('backups.keep')}</dt>
            <dd className={classes.country}>
              <NumberInput
                size="xs"
                w={90}
                aria-label={t('backups.keep')}
                min={fewestBackups}
                max={mostBackups}
                allowDecimal={false}
                value={view.kept}
                onChange={(value) => {
                  const count = Number(value);
                  if (count < fewestBackups || count > mostBackups || count === view.kept) return;
                  void attempt(null, async () => setView(await api.call('backups.keep', { count })));
                }}
              />
              <p className={classes.text}>{t('backups.keepHint')}</p>
            </dd>
          </div>
        </dl>
        <div className={classes.buttons}>
          <Button size="xs" loading={busy === 'making'} onClick={() => void make()}>
            {t('backups.make')}
          </Button>
        </div>
      </Card>
      <Card title={t('backups.list')} padded={false}>
        {view.backups.length === 0 ? (
          <EmptyState title={t('backups.none')} body={t('backups.noneHint')} />
        ) : (
          <BackupList
            backups={view.backups}
            busy={busy === 'restoring'}
            onRestore={(backup) => void attempt('restoring', () => restore(backup))}
          />
        )}
      </Card>
    </div>
  );
}

function Restored({ report }: { readonly report: BackupsView['restored'] }) {
  const { t } = useTranslation('settings');
  const now = useNow(60_000);
  const ago = useRelativeTime();
  if (report === null) return null;
  const { from, at, paused, settled, inDoubt, lost } = report;
  return (
    <Note
      tone={inDoubt > 0 || lost.length > 0 ? 'doubt' : 'info'}
      title={t('backups.restored', { from, ago: ago(at, now) })}
    >
      <span>{t('backups.restoredBody', { paused, settled, inDoubt })}</span>
      {lost.length > 0 && <span> {t('backups.lost', { names: lost.join(', ') })}</span>}
    </Note>
  );
}
