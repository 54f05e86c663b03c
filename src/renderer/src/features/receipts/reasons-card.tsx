import { useTranslation } from 'react-i18next';
import type { Output } from '#contract/contract.ts';
import { Card } from '../../ui/card.tsx';
import { formatNumber } from '../../ui/numbers.ts';
import classes from './reasons-card.module.css';

/** Why messages did not arrive, in the service's words, most frequent first. */
export function ReasonsCard({ reasons }: { readonly reasons: Output<'receipts.summary'>['byReason'] }) {
  const { t } = useTranslation('receipts');
  const highest = Math.max(1, ...reasons.map(({ count }) => count));
  return (
    <Card title={t('reasons.title')}>
      {reasons.length === 0 ? (
        <p className={classes.none}>{t('reasons.none')}</p>
      ) : (
        <ul className={classes.list}>
          {reasons.slice(0, 4).map(({ reason, count }) => (
            <li key={reason} className={classes.reason}>
              <span className={classes.words}>{reason}</span>
              <span className={classes.count}>{formatNumber(count)}</span>
              <span className={classes.bar} style={{ inlineSize: `${(count / highest) * 100}%` }} aria-hidden />
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
