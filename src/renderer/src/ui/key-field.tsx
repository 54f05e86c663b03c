import { Button, PasswordInput } from '@mantine/core';
import { IconClipboard } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api.ts';
import classes from './key-field.module.css';

interface KeyFieldProps {
  readonly label: string;
  readonly description?: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly disabled?: boolean;
}

/** A secret: masked, pasted with one click, shown on demand, never remembered by the page. */
export function KeyField({ label, description, value, onChange, disabled = false }: KeyFieldProps) {
  const { t } = useTranslation('common');
  const [hint, setHint] = useState(false);
  const input = useRef<HTMLInputElement>(null);

  async function paste() {
    // Over what stands there, as one key replaces another.
    input.current?.focus();
    input.current?.select();
    await api.call('app.paste', undefined).catch(() => setHint(true));
  }

  return (
    <div className={classes.row}>
      <PasswordInput
        ref={input}
        className={classes.field}
        label={label}
        {...(hint ? { description: t('key.pasteByHand') } : description === undefined ? {} : { description })}
        value={value}
        disabled={disabled}
        autoComplete="off"
        spellCheck={false}
        visibilityToggleButtonProps={{ 'aria-label': t('key.reveal'), tabIndex: 0 }}
        onChange={(event) => onChange(event.currentTarget.value.trim())}
      />
      <Button
        variant="default"
        disabled={disabled}
        leftSection={<IconClipboard size={16} stroke={1.75} />}
        onClick={() => void paste()}
      >
        {t('key.paste')}
      </Button>
    </div>
  );
}
