import { Button } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { type ApiError, api, asApiError } from '../../api.ts';
import { useIncomingFile } from '../../app/incoming-file.ts';
import { Card } from '../../ui/card.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';

/** Nobody yet: the two ways to change that. */
export function EmptyBook() {
  const { t } = useTranslation('contacts');
  const [, navigate] = useLocation();
  const [error, setError] = useState<ApiError | null>(null);

  async function trySample() {
    try {
      useIncomingFile.getState().offer(await api.call('import.sample'));
      navigate('/import');
    } catch (thrown) {
      setError(asApiError(thrown));
    }
  }

  return (
    <Card fill>
      {error !== null && <ErrorNote error={error} />}
      <EmptyState
        icon={<IconUsers size={24} stroke={1.75} />}
        title={t('empty.title')}
        body={t('empty.body')}
        actions={
          <>
            <Button onClick={() => navigate('/import')}>{t('import')}</Button>
            <Button variant="default" onClick={() => void trySample()}>
              {t('empty.sample')}
            </Button>
          </>
        }
      />
    </Card>
  );
}
