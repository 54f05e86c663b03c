import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ErrorNote } from '../../ui/error-note.tsx';
import classes from './file-step.module.css';
import { FirstRows } from './first-rows.tsx';
import { PickFile } from './pick-file.tsx';
import { ReadingCard } from './reading-card.tsx';
import { RecentImports } from './recent-imports.tsx';
import { mayBeRead } from './state.ts';
import { importActions, useImport } from './use-import.ts';

/** File: which one, and how it is read. Everything here can be changed before anything is judged. */
export function FileStep() {
  const error = useImport((state) => state.error);
  const readable = useImport(mayBeRead);

  if (!readable) {
    return (
      <div className={classes.pick}>
        <div className={classes.main}>
          {error !== null && <ErrorNote error={error} />}
          <PickFile />
        </div>
        <RecentImports />
      </div>
    );
  }
  return (
    <>
      <ReadingCard />
      {error === null ? (
        <div className={classes.rows}>
          <FirstRows />
        </div>
      ) : (
        <Unreadable />
      )}
    </>
  );
}

function Unreadable() {
  const { t } = useTranslation('importing');
  const error = useImport((state) => state.error);
  const withoutHeader = (
    <Button size="xs" onClick={() => void importActions().read({ header: false })}>
      {t('reading.withoutHeader')}
    </Button>
  );
  return <ErrorNote error={error} action={error?.code === 'file_header_only' ? withoutHeader : undefined} />;
}
