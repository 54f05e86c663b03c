import { useTranslation } from 'react-i18next';
import { delimiterName, isKnownEncoding } from './encodings.ts';
import type { Preview } from './state.ts';

/** The words for how a file is read. */
export function useReadingWords() {
  const { t } = useTranslation(['importing', 'common']);

  const encodingOf = (label: string) => (isKnownEncoding(label) ? t(`encodings.${label}.name`) : label);
  const delimiterOf = (character: string) => {
    const name = delimiterName(character);
    return name === null ? t('delimiters.otherNamed', { character }) : t(`delimiters.${name}`);
  };

  return {
    encodingOf,
    delimiterOf,
    /** "patients.csv · UTF-8 · semicolon · 12,704 rows" */
    lineOf({ fileName, options }: Preview, records: number | null): string {
      const parts = { fileName, encoding: encodingOf(options.encoding), delimiter: delimiterOf(options.delimiter) };
      return records === null
        ? t('fileLine', parts)
        : t('fileLineRows', { ...parts, rows: t('common:rows', { count: records }) });
    },
  };
}
