import { useTranslation } from 'react-i18next';
import type { RecipientState, StateCounts } from '#core/outbox/states.ts';
import { formatNumber } from './numbers.ts';
import { StackedBar } from './stacked-bar.tsx';
import { StatePill, toneOf } from './state-pill.tsx';
import classes from './state-summary.module.css';

/** From what is certain to what is open. Waiting ones are the bar's empty rest. */
const order: readonly RecipientState[] = [
  'delivered',
  'accepted',
  'undelivered',
  'rejected',
  'in_doubt',
  'marked_sent',
  'cancelled',
  'expired',
  'suppressed',
];

interface StateSummaryProps {
  readonly label: string;
  readonly counts: StateCounts;
  readonly total: number;
}

/** A campaign's recipients as a bar with its legend. Every figure has its word; they add up to the total. */
export function StateSummary({ label, counts, total }: StateSummaryProps) {
  const { t } = useTranslation('common');
  const waiting = counts.queued + counts.sending;
  return (
    <div className={classes.summary}>
      <StackedBar
        label={label}
        total={total}
        parts={order.map((state) => ({
          id: state,
          label: t(`state.${state}`),
          value: counts[state],
          tone: toneOf(state),
        }))}
      />
      <ul className={classes.legend}>
        {order
          .filter((state) => counts[state] > 0)
          .map((state) => (
            <li key={state} title={t(`stateHint.${state}`)}>
              <StatePill state={state} {...(state === 'accepted' ? { label: t('acceptedNoReceipt') } : {})} />
              {formatNumber(counts[state])}
            </li>
          ))}
        {waiting > 0 && (
          <li title={t('stateHint.queued')}>
            <StatePill state="queued" />
            {formatNumber(waiting)}
          </li>
        )}
      </ul>
    </div>
  );
}
