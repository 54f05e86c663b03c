import { useTranslation } from 'react-i18next';
import type { CampaignView } from '#contract/campaigns.ts';
import { Card } from '../../ui/card.tsx';
import { formatDayTime, formatNumber, formatRate } from '../../ui/numbers.ts';
import classes from './side-card.module.css';

export function FactsCard({ campaign }: { readonly campaign: CampaignView }) {
  const { t } = useTranslation('results');
  const { requests, seconds, skipped, senderId, sealedAt, sealed, counts, digest } = campaign;
  const sent = sealed - counts.queued - counts.cancelled - counts.expired - counts.suppressed;
  const rows = [
    [t('facts.sender'), senderId],
    [t('facts.requests'), formatNumber(requests)],
    ...(seconds >= 1 ? [[t('facts.rate'), formatRate(sent / seconds)]] : []),
    [t('facts.leftOut'), formatNumber(skipped.invalid + skipped.duplicate + skipped.suppressed)],
    ...(sealedAt === null ? [] : [[t('facts.sealed'), formatDayTime(sealedAt)]]),
  ];
  return (
    <Card title={t('facts.title')}>
      <dl className={classes.facts}>
        {rows.map(([name, value]) => (
          <div key={name} className={classes.fact}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
        {digest !== null && (
          <div className={classes.fact} title={t('facts.digestHint')}>
            <dt>{t('facts.digest')}</dt>
            <dd className={classes.digest}>{digest.slice(0, 12)}</dd>
          </div>
        )}
      </dl>
    </Card>
  );
}
