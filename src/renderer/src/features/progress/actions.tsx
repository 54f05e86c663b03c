import { Button } from '@mantine/core';
import {
  IconLockOpen,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerStop,
  IconSend,
  IconTrash,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { CampaignView } from '#contract/campaigns.ts';
import { isUnsent, type PauseReason, passingReasons } from '#core/campaigns/campaign.ts';
import { api, asApiError } from '../../api.ts';
import { useSendQuestion } from '../../shared/accounts/use-send-question.tsx';
import { useConfirm } from '../../ui/confirm.tsx';
import { useProgress } from './store.ts';

/** What can be done at this moment, and nothing else. */
export function Actions({ campaign }: { readonly campaign: CampaignView }) {
  const { t } = useTranslation('progress');
  const [, navigate] = useLocation();
  const confirm = useConfirm();
  const askToSend = useSendQuestion();
  const busy = useProgress((store) => store.busy);
  const act = useProgress((store) => store.act);
  const waiting = useProgress(({ progress }) => (progress?.counts.queued ?? 0) + (progress?.counts.sending ?? 0));
  const { state, pauseReason, sealed } = campaign;
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

  async function remove() {
    const yes = await confirm({
      title: t('deleteConfirm.title', { name: campaign.name }),
      body: t('deleteConfirm.body', { count: sealed }),
      action: t('deleteConfirm.action'),
      tone: 'danger',
    });
    if (yes && (await act('delete'))) navigate('/campaigns');
  }

  async function launch() {
    try {
      const since = await api.call('campaigns.launchCheck', { id: campaign.id });
      const people = sealed - since.optedOutSince;
      const change =
        since.optedOutSince > 0 ? t('launch.optedOut', { count: since.optedOutSince }) : t('launch.changed');
      if (await askToSend({ campaign, count: people, action: t('send', { count: people }), body: <p>{change}</p> })) {
        await act('launch');
      }
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
      {(state === 'running' || ((state === 'paused' || state === 'scheduled') && !isUnsent(campaign))) && (
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
      {isUnsent(campaign) && (
        <>
          <Button
            variant="default"
            leftSection={<IconTrash size={18} stroke={1.75} />}
            loading={busy === 'delete'}
            onClick={() => void remove()}
          >
            {t('delete')}
          </Button>
          <Button
            variant="default"
            leftSection={<IconLockOpen size={18} stroke={1.75} />}
            title={t('unsealHint')}
            loading={busy === 'unseal'}
            onClick={() => void act('unseal')}
          >
            {t('unseal')}
          </Button>
        </>
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
