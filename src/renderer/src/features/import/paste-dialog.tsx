import { Button, Group, Textarea } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { pasteLimit } from '#core/contacts/import-types.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Note } from '../../ui/note.tsx';
import classes from './paste-dialog.module.css';
import { importActions } from './use-import.ts';

/** `asked`: by the button; `too_long`: something was pasted into the screen that is too much for it. */
export type Pasting = 'no' | 'asked' | 'too_long';

interface PasteDialogProps {
  readonly pasting: Pasting;
  readonly onClose: () => void;
}

/** Cells copied from a spreadsheet, instead of a file. */
export function PasteDialog({ pasting, onClose }: PasteDialogProps) {
  const { t } = useTranslation('importing');
  return (
    <Dialog opened={pasting !== 'no'} onClose={onClose} title={t('paste.title')} size={620}>
      <PasteForm tooLong={pasting === 'too_long'} onClose={onClose} />
    </Dialog>
  );
}

function PasteForm({ tooLong, onClose }: { readonly tooLong: boolean; readonly onClose: () => void }) {
  const { t } = useTranslation(['importing', 'common']);
  const [text, setText] = useState('');
  const blank = text.trim() === '';
  const long = text.length > pasteLimit;
  const lines = blank ? 0 : text.trimEnd().split(/\r\n|\n|\r/).length;
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (blank || long) return;
        onClose();
        void importActions().paste(text);
      }}
    >
      {(long || (tooLong && blank)) && <Note tone="doubt">{t('paste.tooLong')}</Note>}
      <Textarea
        data-autofocus
        label={t('paste.label')}
        description={t('paste.hint')}
        rows={11}
        spellCheck={false}
        classNames={{ input: classes.text ?? '' }}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Group justify="space-between" gap="sm">
        <span className={classes.lines} aria-live="polite">
          {lines > 0 && t('paste.lines', { count: lines })}
        </span>
        <Group gap="sm">
          <Button variant="default" onClick={onClose}>
            {t('common:cancel')}
          </Button>
          <Button type="submit" disabled={blank || long}>
            {t('paste.action')}
          </Button>
        </Group>
      </Group>
    </form>
  );
}

/** Ctrl V straight into the screen, when it is not meant for a field or a dialog. */
export function usePasteIntoScreen(on: boolean, tooLong: () => void): void {
  useEffect(() => {
    if (!on) return;
    const paste = (event: ClipboardEvent) => {
      const place = event.target instanceof Element ? event.target : null;
      if (place?.closest('input, textarea, select, [contenteditable], [role="dialog"]') != null) return;
      const text = event.clipboardData?.getData('text/plain') ?? '';
      if (text.trim() === '') return;
      event.preventDefault();
      if (text.length > pasteLimit) tooLong();
      else void importActions().paste(text);
    };
    document.addEventListener('paste', paste);
    return () => document.removeEventListener('paste', paste);
  }, [on, tooLong]);
}
