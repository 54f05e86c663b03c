import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ErrorCode } from '#core/kernel/errors.ts';
import { Card } from '../../ui/card.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import classes from './file-step.module.css';
import { FirstRows } from './first-rows.tsx';
import { PickFile } from './pick-file.tsx';
import { ReadingCard } from './reading-card.tsx';
import { RecentImports } from './recent-imports.tsx';
import { importActions, useImport } from './use-import.ts';

/** Failures that another encoding, delimiter or header choice may mend: the controls stay beside them. */
const mendable: readonly ErrorCode[] = ['file_not_utf8', 'file_header_only', 'file_unclosed_quote', 'file_record_too_long'];

/** File: which one, and how it is read. Everything here can be changed before anything is judged. */
export function FileStep() {
  const file = useImport((state) => state.file);
  const error = useImport((state) => state.error);
  const reading = useImport((state) => state.reading);
  const preview = useImport((state) => state.preview);
  const options = useImport((state) => state.options);
  const readable = file !== null && (preview !== null || reading || options !== null || (error !== null && mendable.includes(error.code)));

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
      {error === null ? <FirstRows /> : <Unreadable />}
    </>
  );
}

function Unreadable() {
  const { t } = useTranslation('importing');
  const error = useImport((state) => state.error);
  return (
    <>
      <ErrorNote
        error={error}
        action={
          error?.code === 'file_header_only' ? (
            <Button size="xs" onClick={() => void importActions().read({ header: false })}>
              {t('reading.withoutHeader')}
            </Button>
          ) : undefined
        }
      />
      <Card quiet fill />
    </>
  );
}
