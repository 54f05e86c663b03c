import { Button } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay, IconPlayerStop, IconSend } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { CampaignView } from '#contract/campaigns.ts';
import { type PauseReason, passingReasons } from '#core/campaigns/campaign.ts';
import { api, asApiError } from '../../api.ts';
import { useSession } from '../../app/session.ts';
import { useConfirm } from '../../ui/confirm.tsx';
import { formatNumber } from '../../ui/numbers.ts';
import { useProgress } from './store.ts';

const large = 1_000;

/** What can be done at this moment, and nothing else. */
export function Actions({ campaign }: { readonly campaign: CampaignView }) {
  const { t } = useTranslation('progress');
  const confirm = useConfirm();
  const busy = useProgress((store) => store.busy);
  const act = useProgress((store) => store.act);
  const waiting = useProgress(({ progress }) => (progress?.counts.queued ?? 0) + (progress?.counts.sending ?? 0));
  const practice = useSession(
    ({ accounts }) => accounts.find(({ id }) => id === campaign.accountId)?.kind === 'practice',
  );
  const { state, pauseReason, sealed, senderId } = campaign;
  /** It may go on by itself. */
  const passing = state === 'paused' && pauseReason !== null && passingReasons.includes(pauseReason);

  async function stop() {
    const yes = await confirm({
      title: t('stopConfirm.title', { count: waiting }),
      body: t('stopConfirm.body'),
      action: t('stopConfirm.action', { count: waiting }),
      tone: 'danger',
    });
    if (yes) await act('stop');
  }

  async function launch() {
    try {
      const since = await api.call('campaigns.launchCheck', { id: campaign.id });
      const people = sealed - since.optedOutSince;
      const change =
        since.optedOutSince > 0 ? t('launch.optedOut', { count: since.optedOutSince }) : t('launch.changed');
      const yes = await confirm({
        title: t('launch.confirm', { count: people, sender: senderId }),
        body: (
          <>
            {change}
            <br />
            {t(practice ? 'launch.practice' : 'launch.body')}
          </>
        ),
        action: t('send', { count: people }),
        ...(people >= large ? { typed: formatNumber(people) } : {}),
      });
      if (yes) await act('launch');
    } catch (thrown) {
      useProgress.setState({ error: asApiError(thrown) });
    }
  }

  return (
    <>
      {(state === 'running' || passing) && (
        <Button
          variant="default"
          leftSection={<IconPlayerPause size={18} stroke={1.75} />}
          loading={busy === 'pause'}
          onClick={() => void act('pause')}
        >
          {passing ? t('keepPaused') : t('pause')}
        </Button>
      )}
      {(state === 'running' || state === 'paused' || state === 'scheduled') && (
        <Button
          variant="default"
          leftSection={<IconPlayerStop size={18} stroke={1.75} />}
          loading={busy === 'stop'}
          onClick={() => void stop()}
        >
          {t('stop')}
        </Button>
      )}
      {state === 'paused' && (
        <Button
          leftSection={<IconPlayerPlay size={18} stroke={1.75} />}
          loading={busy === 'resume'}
          onClick={() => void act('resume')}
        >
          {t(goOnWord(pauseReason, passing))}
        </Button>
      )}
      {state === 'sealed' && (
        <Button
          leftSection={<IconSend size={18} stroke={1.75} />}
          loading={busy === 'launch'}
          onClick={() => void launch()}
        >
          {t('send', { count: sealed })}
        </Button>
      )}
    </>
  );
}

/** Where what is missing may be back by now it is tried; an answer that was unclear says nothing of that, and a person has looked. */
function goOnWord(reason: PauseReason | null, passing: boolean): 'sendLate' | 'tryNow' | 'resume' {
  if (reason === 'missed_time') return 'sendLate';
  return passing && reason !== 'unclear_answer' ? 'tryNow' : 'resume';
}
