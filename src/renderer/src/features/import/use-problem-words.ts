import { useTranslation } from 'react-i18next';
import type { ProblemKey } from './figures.ts';

/** The words for a kind of rows: its name, why it is so, and what becomes of it. */
export function useProblemWords() {
  const { t } = useTranslation('importing');
  return {
    nameOf(key: ProblemKey): string {
      if (key === 'ready' || key === 'landline' || key === 'opted_out') return t(`problems.${key}`);
      return t(`reason.${key}`);
    },
    whyOf: (key: ProblemKey): string => t(`problems.why.${key}`),
    fateOf(key: ProblemKey): string {
      if (key === 'duplicate') return t('problems.keepFirst');
      if (key === 'opted_out') return t('problems.staysOut');
      if (key === 'ready' || key === 'landline') return t('problems.comesIn');
      return t('problems.leftOut');
    },
  };
}
