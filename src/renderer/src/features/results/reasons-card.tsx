import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CampaignView } from '#contract/campaigns.ts';
import type { RecipientState } from '#core/outbox/states.ts';
import { Card } from '../../ui/card.tsx';
import { useConfirm } from '../../ui/confirm.tsx';
import { formatNumber } from '../../ui/numbers.ts';
import { StatePill } from '../../ui/state-pill.tsx';
import classes from './side-card.module.css';
import { useResults } from './store.ts';

interface ReasonsCardProps {
  readonly campaign: CampaignView;
  readonly onShow: (state: RecipientState) => void;
}

/** Why people were refused or not reached, in the service's words, most frequent first. */
export function ReasonsCard({ campaign, onShow }: ReasonsCardProps) {
  const { t } = useTranslation('results');
  const confirm = useConfirm();
  const reasons = useResults((store) => store.reasons);
  const busy = useResults((store) => store.busy);
  const retryRejected = useResults((store) => store.retryRejected);
  const { rejected } = campaign.counts;

  async function retry() {
    const yes = await confirm({
      title: t('reasons.retryConfirm', { count: rejected }),
      body: t('reasons.retryBody'),
      action: t('reasons.retry', { count: rejected }),
    });
    if (yes) await retryRejected();
  }

  return (
    <Card title={t('reasons.title')}>
      {reasons.length === 0 ? (
        <p className={classes.text}>{t('reasons.none')}</p>
      ) : (
        <ul className={classes.list}>
          {reasons.map(({ state, words, count }) => (
            <li key={`${state}-${words}`}>
              <button type="button" className={classes.reason} onClick={() => onShow(state)}>
                <span className={classes.words}>{words === '' ? t('reasons.noWords') : words}</span>
                <span className={classes.count}>{formatNumber(count)}</span>
                <StatePill state={state} />
              </button>
            </li>
          ))}
        </ul>
      )}
      {rejected > 0 && campaign.state !== 'cancelled' && (
        <>
          <Button className={classes.retry} size="xs" variant="default" disabled={busy} onClick={() => void retry()}>
            {t('reasons.retry', { count: rejected })}
          </Button>
          <p className={classes.hint}>{t('reasons.retryHint')}</p>
        </>
      )}
    </Card>
  );
}
