import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { CampaignView } from '#contract/campaigns.ts';
import { acceptedCount } from '#core/outbox/states.ts';
import { PracticeChipOf } from '../../shared/accounts/practice-chip.tsx';
import { Card } from '../../ui/card.tsx';
import { formatRate } from '../../ui/numbers.ts';
import { useSpanWords } from '../../ui/relative-time.tsx';
import { SkeletonLine } from '../../ui/skeletons.tsx';
import { StackedBar } from '../../ui/stacked-bar.tsx';
import classes from './going-out.module.css';
import { useOverview } from './store.ts';

export function GoingOut({ campaigns }: { readonly campaigns: readonly CampaignView[] | null }) {
  const { t } = useTranslation('overview');
  return (
    <Card title={t('now.title')}>
      {campaigns === null && <SkeletonLine />}
      {campaigns?.length === 0 && <p className={classes.none}>{t('now.none')}</p>}
      <div className={classes.list}>
        {(campaigns ?? []).map((campaign) => (
          <Running key={campaign.id} campaign={campaign} />
        ))}
      </div>
    </Card>
  );
}

function Running({ campaign }: { readonly campaign: CampaignView }) {
  const { t } = useTranslation(['overview', 'progress', 'common']);
  const span = useSpanWords();
  const progress = useOverview((store) => store.progress[campaign.id]);
  const counts = progress?.counts ?? campaign.counts;
  const accepted = acceptedCount(counts);
  return (
    <Link href={`/campaigns/${campaign.id}`} className={classes.campaign}>
      <span className={classes.name}>
        {campaign.name} <PracticeChipOf account={campaign.accountId} />
      </span>
      <span className={classes.pace}>
        {progress !== undefined &&
          (progress.waiting === null
            ? t('now.rate', { rate: formatRate(progress.rate) })
            : t(`progress:waitingShort.${progress.waiting.why}`))}
        {progress?.secondsLeft != null &&
          progress.waiting === null &&
          ` · ${t('now.left', { span: span(progress.secondsLeft) })}`}
      </span>
      <span className={classes.bar}>
        <StackedBar
          label={campaign.name}
          total={campaign.sealed}
          height={8}
          parts={[
            { id: 'accepted', label: t('common:state.accepted'), value: accepted, tone: 'info' },
            { id: 'rejected', label: t('common:state.rejected'), value: counts.rejected, tone: 'bad' },
            { id: 'in_doubt', label: t('common:state.in_doubt'), value: counts.in_doubt, tone: 'doubt' },
          ]}
        />
      </span>
      <span className={classes.done}>{t('now.accepted', { done: accepted, total: campaign.sealed })}</span>
    </Link>
  );
}
