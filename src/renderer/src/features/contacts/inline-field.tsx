import { TextInput } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ApiError, asApiError } from '../../api.ts';
import classes from './inline-field.module.css';
import { useSaveWords } from './use-save-words.ts';

interface InlineFieldProps {
  readonly label: string;
  readonly value: string;
  /** How the value is written for reading; the value itself is what is edited. */
  readonly shown?: string;
  readonly required?: boolean;
  readonly tel?: boolean;
  readonly onSave: (value: string) => Promise<unknown>;
}

/** A value that is edited where it stands: Enter or leaving saves, Escape takes back. */
export function InlineField({ label, value, shown = value, required = false, tel = false, onSave }: InlineFieldProps) {
  const { t } = useTranslation('contacts');
  const words = useSaveWords();
  const [typed, setTyped] = useState<string | null>(null);
  const [error, setError] = useState<ApiError | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  const returnFocus = useRef(false);
  // Enter saves, and the field that goes away then loses the focus, which would save again.
  const saving = useRef(false);
  const editing = typed !== null;

  useEffect(() => {
    if (editing || !returnFocus.current) return;
    returnFocus.current = false;
    button.current?.focus();
  }, [editing]);

  async function finish() {
    if (saving.current) return;
    const next = typed?.trim() ?? '';
    if (typed === null || next === value || (required && next === '')) return stop();
    saving.current = true;
    try {
      await onSave(next);
      stop();
    } catch (thrown) {
      setError(asApiError(thrown));
    } finally {
      saving.current = false;
    }
  }

  function stop() {
    saving.current = false;
    setTyped(null);
    setError(null);
  }

  function keyDown(event: KeyboardEvent) {
    if (event.key !== 'Enter' && event.key !== 'Escape') return;
    event.preventDefault();
    returnFocus.current = true;
    if (event.key === 'Enter') void finish();
    else stop();
  }

  return (
    <div className={classes.field}>
      <span className={classes.label} aria-hidden={!editing}>
        {label}
      </span>
      {editing ? (
        <TextInput
          autoFocus
          size="xs"
          className={classes.input}
          aria-label={label}
          {...(tel ? { type: 'tel', dir: 'ltr' as const } : {})}
          maxLength={tel ? 60 : 5_000}
          value={typed}
          error={error === null ? undefined : words(error)}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onKeyDown={keyDown}
          onBlur={() => void finish()}
        />
      ) : (
        <button
          ref={button}
          type="button"
          className={classes.value}
          aria-label={t('panel.editLabel', { field: label, value: shown === '' ? t('panel.blank') : shown })}
          onClick={() => setTyped(value)}
        >
          {value === '' ? <span className={classes.blank}>{t('panel.blank')}</span> : <bdi>{shown}</bdi>}
          <IconPencil size={14} stroke={1.75} className={classes.pencil} aria-hidden />
        </button>
      )}
    </div>
  );
}
