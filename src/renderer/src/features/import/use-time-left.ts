import { useTranslation } from 'react-i18next';
import { roundedSpan } from './time-left.ts';

/** 20 → "about 20 seconds left"; null while it is not known. */
export function useTimeLeft(): (seconds: number | null) => string | null {
  const { t } = useTranslation('importing');
  return (seconds) => {
    if (seconds === null) return null;
    const { unit, count } = roundedSpan(seconds);
    return unit === 'soon' ? t('progress.left.soon') : t(`progress.left.${unit}`, { count });
  };
}
