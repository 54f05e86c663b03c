import { Button } from '@mantine/core';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorNote } from '../../ui/error-note.tsx';
import classes from './file-step.module.css';
import { FirstRows } from './first-rows.tsx';
import { OtherReading } from './other-reading.tsx';
import { PasteDialog, type Pasting, usePasteIntoScreen } from './paste-dialog.tsx';
import { PickFile } from './pick-file.tsx';
import { ReadingCard } from './reading-card.tsx';
import { RecentImports } from './recent-imports.tsx';
import { mayBeRead } from './state.ts';
import { importActions, useImport } from './use-import.ts';

/** File: which one, and how it is read. Everything here can be changed before anything is judged. */
export function FileStep() {
  const [pasting, setPasting] = useState<Pasting>('no');
  const tooLong = useCallback(() => setPasting('too_long'), []);
  usePasteIntoScreen(pasting === 'no', tooLong);
  const readable = useImport(mayBeRead);
  return (
    <>
      {readable ? <Reading /> : <Choosing onPaste={() => setPasting('asked')} />}
      <PasteDialog pasting={pasting} onClose={() => setPasting('no')} />
    </>
  );
}

function Choosing({ onPaste }: { readonly onPaste: () => void }) {
  const error = useImport((state) => state.error);
  return (
    <div className={classes.pick}>
      <div className={classes.main}>
        {error !== null && <ErrorNote error={error} />}
        <PickFile onPaste={onPaste} />
      </div>
      <RecentImports />
    </div>
  );
}

function Reading() {
  const error = useImport((state) => state.error);
  return (
    <>
      <ReadingCard />
      <OtherReading />
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

/** The choice that most often mends it is one press away. */
function Unreadable() {
  const { t } = useTranslation('importing');
  const error = useImport((state) => state.error);
  const withoutHeader = (
    <Button size="xs" onClick={() => void importActions().read({ header: false })}>
      {t('reading.withoutHeader')}
    </Button>
  );
  const withoutQuotes = (
    <Button size="xs" onClick={() => void importActions().read({ quote: '' })}>
      {t('reading.withoutQuotes')}
    </Button>
  );
  const quoted = error?.code === 'file_unclosed_quote' || error?.details?.what === 'quoted';
  const action = error?.code === 'file_header_only' ? withoutHeader : quoted ? withoutQuotes : undefined;
  return <ErrorNote error={error} action={action} />;
}
