import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ApiError } from '../api.ts';
import { ErrorNote } from '../ui/error-note.tsx';
import { useSession } from './session.ts';
import classes from './shell.module.css';

/** Shown alone when the window could not even read its settings. */
export function StartError({ error }: { readonly error: ApiError }) {
  const { t } = useTranslation();
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
