import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { CampaignView } from '#contract/campaigns.ts';
import { PracticeChipOf } from '../../shared/accounts/practice-chip.tsx';
import { Card } from '../../ui/card.tsx';
import { formatDayTime, formatNumber } from '../../ui/numbers.ts';
import { useNow, useRelativeTime } from '../../ui/relative-time.tsx';
import { CampaignPill, StatePill } from '../../ui/state-pill.tsx';
import classes from './campaign-list.module.css';

interface CampaignListProps {
  readonly kind: 'person' | 'waits';
  readonly campaigns: readonly CampaignView[];
}

const most = 6;

/** Campaigns that need somebody, or that wait for their time, each with the reason in words. */
export function CampaignList({ kind, campaigns }: CampaignListProps) {
  const { t } = useTranslation('overview');
  return (
    <Card
      title={t(`${kind}.title`)}
      aside={campaigns.length > most ? formatNumber(campaigns.length) : undefined}
      padded={campaigns.length === 0}
    >
      {campaigns.length === 0 ? (
        <p className={classes.none}>{t(`${kind}.none`)}</p>
      ) : (
        <ul className={classes.list}>
          {campaigns.slice(0, most).map((campaign) => (
            <li key={campaign.id}>
              <Link href={`/campaigns/${campaign.id}`} className={classes.item}>
                <span className={classes.texts}>
                  <span className={classes.name}>
                    {campaign.name || t('untitled')} <PracticeChipOf account={campaign.accountId} />
                  </span>
                  <Why campaign={campaign} />
                </span>
                {campaign.state === 'paused' || kind === 'waits' ? (
                  <CampaignPill state={campaign.state} />
                ) : (
                  <StatePill state="in_doubt" />
                )}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function Why({ campaign }: { readonly campaign: CampaignView }) {
  const { t } = useTranslation(['overview', 'progress']);
  const ago = useRelativeTime();
  const now = useNow(60_000);
  const { state, pauseReason, counts, scheduleAt, updatedAt } = campaign;
  const parts: string[] = [];
  if (state === 'paused' && pauseReason !== null) parts.push(t(`progress:paused.${pauseReason}.title`));
  if (counts.in_doubt > 0) parts.push(t('person.doubt', { count: counts.in_doubt }));
  if (state === 'draft') parts.push(t('person.draft', { ago: ago(updatedAt, now) }));
  if (state === 'sealed') parts.push(t('person.sealed'));
  if (state === 'scheduled' && scheduleAt !== null) parts.push(t('waits.scheduled', { at: formatDayTime(scheduleAt) }));
  return <span className={classes.why}>{parts.join(' · ')}</span>;
}
