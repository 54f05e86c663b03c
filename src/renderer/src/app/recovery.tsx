import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BackupsView } from '#contract/backup.ts';
import { type ApiError, api, asApiError } from '../api.ts';
import { BackupList, useRestore } from '../ui/backup-list.tsx';
import { Card } from '../ui/card.tsx';
import { useConfirm } from '../ui/confirm.tsx';
import { ErrorNote } from '../ui/error-note.tsx';
import classes from './recovery.module.css';

/** Shown in place of the app when its data is damaged or gone: what happened, and the backups to choose from. */
export function Recovery({ error }: { readonly error: ApiError }) {
  const { t } = useTranslation('settings');
  const restore = useRestore();
  const confirm = useConfirm();
  const [view, setView] = useState<BackupsView | null>(null);
  const [failed, setFailed] = useState<ApiError | null>(null);
  const [busy, setBusy] = useState(false);

  useEffect(() => {
    api.call('backups.list').then(setView, (thrown) => setFailed(asApiError(thrown)));
  }, []);

  async function attempt(work: () => Promise<void>) {
    setFailed(null);
    setBusy(true);
    await work().catch((thrown) => setFailed(asApiError(thrown)));
    setBusy(false);
  }
  const startAnew = async () => {
    const yes = await confirm({
      title: t('recovery.anewConfirm'),
      body: t('recovery.anewBody'),
      action: t('recovery.anewAction'),
      tone: 'danger',
    });
    if (yes) await api.call('backups.startAnew');
  };

  return (
    <main className={classes.page}>
      <div className={classes.column}>
        <h1 className={classes.title}>
          {t(error.code === 'storage_missing' ? 'recovery.missing' : 'recovery.damaged')}
        </h1>
        <ErrorNote error={error} />
        {failed !== null && <ErrorNote error={failed} />}
        {view !== null && (
          <Card title={t('recovery.choose')} padded={false}>
            <p className={classes.text}>{t(view.backups.length > 0 ? 'recovery.chooseBody' : 'recovery.none')}</p>
            {view.backups.length > 0 && (
              <BackupList
                backups={view.backups}
                busy={busy}
                onRestore={(backup) => void attempt(() => restore(backup))}
              />
            )}
          </Card>
        )}
        {view?.open === false && (
          <div>
            <Button size="xs" variant="default" disabled={busy} onClick={() => void attempt(startAnew)}>
              {t('recovery.anew')}
            </Button>
          </div>
        )}
      </div>
    </main>
  );
}
