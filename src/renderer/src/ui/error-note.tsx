import { Button } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconCopy } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppError, ErrorCode } from '#core/kernel/errors.ts';
import type { ErrorWords } from '#core/words/error-words.ts';
import { fillErrorWords } from '#core/words/error-words.ts';
import { api, asApiError } from '../api.ts';
import classes from './error-note.module.css';

interface ErrorNoteProps {
  /** Whatever was thrown or answered. */
  readonly error: AppError | unknown;
  /** A button that helps, before Copy details. */
  readonly action?: ReactNode;
  /** One line less: without the reason. */
  readonly compact?: boolean;
  readonly tone?: 'bad' | 'doubt';
}

/** The three sentences of an error: what happened, why, what to do. */
export function useErrorWords(): (error: AppError | unknown) => ReturnType<typeof fillErrorWords> {
  const { i18n } = useTranslation();
  return (error) => {
    const known = toKnown(error);
    const all = i18n.getResourceBundle(i18n.resolvedLanguage ?? 'en', 'errors') as Record<ErrorCode, ErrorWords>;
    return fillErrorWords(all[known.code] ?? all.internal, known.details);
  };
}

function toKnown(error: AppError | unknown): AppError {
  if (typeof error === 'object' && error !== null && 'code' in error && 'message' in error) return error as AppError;
  return asApiError(error);
}

/** What happened, why, what to do, and the details for whoever helps. */
export function ErrorNote({ error, action, compact = false, tone = 'bad' }: ErrorNoteProps) {
  const { t } = useTranslation();
  const words = useErrorWords()(error);
  const [copied, setCopied] = useState(false);

  async function copyDetails() {
    const { code, message, details } = toKnown(error);
    const { version, platform } = await api.call('app.info');
    const text = JSON.stringify({ code, message, details, version, platform, at: new Date().toISOString() }, null, 2);
    await api.call('app.copy', { text: text.slice(0, 20_000) });
    setCopied(true);
  }

  return (
    <div className={classes.note} data-tone={tone} role="alert">
      <IconAlertTriangle size={18} stroke={1.75} className={classes.icon} aria-hidden />
      <div className={classes.text}>
        <strong className={classes.title}>{words.title}</strong>
        {!compact && <span>{words.why}</span>}
        <span>{words.fix}</span>
      </div>
      <div className={classes.actions}>
        {action}
        <Button
          size="xs"
          variant="default"
          leftSection={copied ? <IconCheck size={14} stroke={2} /> : <IconCopy size={14} stroke={1.75} />}
          onClick={() => void copyDetails()}
        >
          {copied ? t('copied') : t('error.copyDetails')}
        </Button>
      </div>
    </div>
  );
}
