import { Button } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PracticeData as Data } from '#contract/practice.ts';
import { type ApiError, api, asApiError } from '../../api.ts';
import { PracticeChip } from '../../shared/accounts/practice-chip.tsx';
import { Card } from '../../ui/card.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { useUndoToast } from '../../ui/undo-toast.tsx';
import classes from './settings.module.css';

/** What there is that came from practising, and one button that removes all of it, with Undo. Nothing is drawn when there is none. */
export function PracticeData({ hint }: { readonly hint: string }) {
  const { t } = useTranslation('settings');
  const toast = useUndoToast();
  const [data, setData] = useState<Data | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);

  const load = useCallback(async () => {
    try {
      setData(await api.call('practice.data'));
    } catch (thrown) {
      setError(asApiError(thrown));
    }
  }, []);

  useEffect(() => {
    void load();
    const again = () => void load();
    const ends = [
      api.on('contacts.changed', again),
      api.on('campaigns.changed', again),
      api.on('receipts.changed', again),
    ];
    return () => {
      for (const end of ends) end();
    };
  }, [load]);

  async function remove() {
    setBusy(true);
    setError(null);
    try {
      const removed = await api.call('practice.removeData');
      toast({
        message: t('practiceData.removed', removed),
        onUndo: () => api.call('contacts.undo', { undo: removed.undo }),
      });
    } catch (thrown) {
      setError(asApiError(thrown));
    } finally {
      setBusy(false);
    }
  }

  if (error === null && (data === null || data.people + data.campaigns + data.receipts === 0)) return null;
  return (
    <Card title={t('practiceData.title')} aside={<PracticeChip />}>
      <p className={classes.text}>{hint}</p>
      {data !== null && <p className={classes.text}>{t('practiceData.counts', data)}</p>}
      {error !== null && <ErrorNote error={error} />}
      <div className={classes.buttons}>
        <Button
          variant="default"
          loading={busy}
          leftSection={<IconTrash size={16} stroke={1.75} />}
          onClick={() => void remove()}
        >
          {t('practiceData.remove')}
        </Button>
      </div>
    </Card>
  );
}
