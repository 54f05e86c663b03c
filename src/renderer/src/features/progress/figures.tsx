import { useTranslation } from 'react-i18next';
import type { Progress } from '#contract/campaigns.ts';
import { acceptedCount } from '#core/outbox/states.ts';
import { Card } from '../../ui/card.tsx';
import { formatNumber, formatRate, formatTime } from '../../ui/numbers.ts';
import { useSpanWords } from '../../ui/relative-time.tsx';
import { StateSummary } from '../../ui/state-summary.tsx';
import classes from './figures.module.css';

/** The one number large, how fast it grows, and its parts in a bar. */
export function Figures({ progress }: { readonly progress: Progress }) {
  const { t } = useTranslation('progress');
  const span = useSpanWords();
  const { counts, sealed, rate, limitPerSecond, secondsLeft, state, waiting } = progress;
  const accepted = acceptedCount(counts);
  const notBegun = state === 'sealed' || state === 'scheduled';
  const running = state === 'running';
  return (
    <Card>
      <div className={classes.top}>
        <div className={classes.number}>
          <span className={classes.large}>{formatNumber(notBegun ? sealed : accepted)}</span>{' '}
          {notBegun ? t('ready', { count: sealed }) : t('accepted', { total: sealed })}
        </div>
        {running && waiting !== null && <div className={classes.pace}>{t(`waitingShort.${waiting.why}`)}</div>}
        {running && waiting === null && (
          <div className={classes.pace}>
            <div>
              <strong>{t('rate', { rate: formatRate(rate) })}</strong>
              {` · ${t('limit', { limit: formatNumber(limitPerSecond) })}`}
            </div>
            <div className={classes.left}>
              {secondsLeft === null
                ? t('leftUnknown')
                : t('left', { span: span(secondsLeft), at: formatTime(Date.now() + secondsLeft * 1_000) })}
            </div>
          </div>
        )}
      </div>
      <StateSummary label={t('bar')} counts={counts} total={sealed} />
    </Card>
  );
}
