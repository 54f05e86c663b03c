import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Note } from '../../ui/note.tsx';
import { useUndoToast } from '../../ui/undo-toast.tsx';
import classes from './problem-rows.module.css';
import { importActions, useImport } from './use-import.ts';

/** After a cell was mended: the other left-out rows that say the same can be mended with it. */
export function AlikeOffer() {
  const { t } = useTranslation('importing');
  const tell = useUndoToast();
  const alike = useImport((state) => state.alike);
  const busy = useImport((state) => state.mending);
  const column = useImport((state) => state.mapping?.columns.find(({ index }) => index === alike?.column)?.name ?? '');
  if (alike === null) return null;
  const { from, to, rows: count } = alike;
  const blank = from.trim() === '';

  const change = async () => {
    const mended = await importActions().mendAlike();
    if (mended > 0) tell({ message: t('problems.alikeDone', { count: mended }) });
  };
  return (
    <div className={classes.note} role="status">
      <Note
        action={
          <>
            <Button size="xs" disabled={busy} onClick={() => void change()}>
              {to.trim() === ''
                ? t('problems.alikeEmpty', { count })
                : t('problems.alikeChange', { count, to: short(to) })}
            </Button>
            <Button size="xs" variant="default" onClick={() => importActions().leaveAlike()}>
              {t('problems.leave')}
            </Button>
          </>
        }
      >
        {blank
          ? t('problems.alikeBlank', { count, column })
          : t('problems.alike', { count, value: short(from), column })}
      </Note>
    </div>
  );
}

/** Enough of a cell to recognise it in a sentence. */
function short(text: string): string {
  const plain = text.trim().replace(/\s+/g, ' ');
  return plain.length > 40 ? `${plain.slice(0, 39)}…` : plain;
}
