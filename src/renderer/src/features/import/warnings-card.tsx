import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type ImportWarning, warningWords } from '#core/contacts/warnings.ts';
import { Note } from '../../ui/note.tsx';
import { formatNumber } from '../../ui/numbers.ts';
import classes from './warnings-card.module.css';

interface WarningsProps {
  readonly warnings: readonly ImportWarning[];
  /** What settles a warning with one press; null where nothing does. */
  readonly actionOf?: (warning: ImportWarning) => ReactNode;
}

/** Every guess about the file that is not certain, with the line of the first and how many there are. Absent when there is none. */
export function WarningsCard({ warnings, actionOf }: WarningsProps) {
  const { t } = useTranslation('importing');
  if (warnings.length === 0) return null;
  // The values differ by code; the catalogue's test checks that each key exists.
  const speak = (key: string, values: Readonly<Record<string, string | number>>) =>
    String(t(key as never, values as never));
  return (
    <section aria-label={t('warnings.title')}>
      <Note tone="doubt" title={t('warnings.title')}>
        <ul className={classes.list}>
          {warnings.map((warning) => (
            <li key={warning.code}>
              <span className={classes.words}>{warningWords(warning, speak)}</span>
              {warning.line !== null && (
                <span className={classes.line}>{t('warnings.line', { line: warning.line })}</span>
              )}
              {actionOf?.(warning)}
              {warning.count > 1 && <span className={classes.count}>{formatNumber(warning.count)}</span>}
            </li>
          ))}
        </ul>
      </Note>
    </section>
  );
}
