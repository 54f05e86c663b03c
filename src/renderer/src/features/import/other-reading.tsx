import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Note } from '../../ui/note.tsx';
import classes from './other-reading.module.css';
import { importActions, useImport } from './use-import.ts';
import { useReadingWords } from './use-reading-words.ts';

/** Names as the guessed encoding reads them beside the one that is nearly as likely; the other is one press away. */
export function OtherReading() {
  const { t } = useTranslation('importing');
  const { encodingOf } = useReadingWords();
  const other = useImport((state) => state.preview?.otherReading ?? null);
  const encoding = useImport((state) => state.preview?.options.encoding ?? null);
  if (other === null || encoding === null) return null;
  const there = encodingOf(other.encoding);
  return (
    <section aria-label={t('otherReading.title')}>
      <Note
        tone="doubt"
        title={t('otherReading.title')}
        action={
          <Button size="xs" variant="default" onClick={() => void importActions().read({ encoding: other.encoding })}>
            {t('otherReading.use', { encoding: there })}
          </Button>
        }
      >
        <table className={classes.names}>
          <thead>
            <tr>
              <th scope="col">{t('otherReading.here', { encoding: encodingOf(encoding) })}</th>
              <th scope="col">{t('otherReading.there', { encoding: there })}</th>
            </tr>
          </thead>
          <tbody>
            {other.names.map((name) => (
              <tr key={name.here}>
                <td>{name.here}</td>
                <td>{name.there}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Note>
    </section>
  );
}
