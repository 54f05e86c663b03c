import { useTranslation } from 'react-i18next';
import type { CampaignView } from '#contract/campaigns.ts';
import { acceptedCount } from '#core/outbox/states.ts';
import { Card } from '../../ui/card.tsx';
import { formatNumber } from '../../ui/numbers.ts';
import { StateSummary } from '../../ui/state-summary.tsx';
import classes from './sentence-card.module.css';

/** One sentence and a bar. Accepted is what the service took; only a receipt makes it delivered. */
export function SentenceCard({ campaign }: { readonly campaign: CampaignView }) {
  const { t } = useTranslation('results');
  const { counts, sealed } = campaign;
  const accepted = acceptedCount(counts);
  const heard = counts.delivered + counts.undelivered > 0;
  const receipts = !heard ? 'none' : counts.delivered === accepted ? 'all' : 'some';
  return (
    <Card>
      <p className={classes.sentence}>
        <span className={classes.large}>{formatNumber(accepted)}</span> {t('accepted', { total: sealed })}.{' '}
        {accepted > 0 && (
          <span className={classes.more}>{t(`receipts.${receipts}`, { delivered: counts.delivered })}</span>
        )}
      </p>
      {counts.marked_sent > 0 && <p className={classes.more}>{t('markedSent', { count: counts.marked_sent })}</p>}
      <StateSummary label={t('bar')} counts={counts} total={sealed} />
    </Card>
  );
}
