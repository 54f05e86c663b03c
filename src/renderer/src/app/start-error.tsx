import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ApiError } from '../api.ts';
import { ErrorNote } from '../ui/error-note.tsx';
import { Recovery } from './recovery.tsx';
import { useSession } from './session.ts';
import classes from './shell.module.css';

/** Shown alone when the window could not even read its settings, or when the data turns out to be damaged. */
export function StartError({ error }: { readonly error: ApiError }) {
  const { t } = useTranslation();
  if (error.code === 'storage_damaged' || error.code === 'storage_missing') return <Recovery error={error} />;
  return (
    <main className={classes.alone}>
      <ErrorNote
        error={error}
        action={
          <Button size="xs" onClick={() => void useSession.getState().start()}>
            {t('retry')}
          </Button>
        }
      />
    </main>
  );
}
