import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { CampaignView, Progress } from '#contract/campaigns.ts';
import type { PauseReason } from '#core/campaigns/campaign.ts';
import { Note } from '../../ui/note.tsx';
import { formatDayTime } from '../../ui/numbers.ts';
import { useNow, useSpanWords } from '../../ui/relative-time.tsx';
import { pauseWords } from './pause-words.ts';

/** Mended in Settings, not by pressing Resume again. */
const inSettings: readonly PauseReason[] = [
  'key_missing',
  'key_wrong',
  'no_permission',
  'service_wrong_address',
  'certificate',
];

/** Nothing is wrong: somebody wanted it so, or the machine did. */
const calm: readonly PauseReason[] = ['person', 'quit', 'signal', 'sleep'];

interface PauseNoteProps {
  readonly campaign: CampaignView;
  readonly progress: Progress;
}

/** Why it stands still or waits, and what to do. */
export function PauseNote({ campaign, progress }: PauseNoteProps) {
  const { t } = useTranslation('progress');
  const [, navigate] = useLocation();
  const span = useSpanWords();
  const { state, pauseReason, pauseDetail, waiting, counts, sealed } = progress;
  const now = useNow(1_000);

  if (waiting !== null && state === 'running') {
    const words = span(Math.max(0, Math.ceil((waiting.until - now) / 1_000)));
    return (
      <div role="status">
        <Note tone="doubt">{t(`waiting.${waiting.why}`, { span: words })}</Note>
      </div>
    );
  }
  if (state === 'scheduled') {
    return <Note>{t(campaign.scheduleBy === 'app' ? 'scheduleNote' : 'scheduleService')}</Note>;
  }
  if (state !== 'paused' || pauseReason === null) return null;

  const done = sealed - counts.queued - counts.sending;
  const stood =
    counts.in_doubt > 0
      ? t('stopped', { done, total: sealed, inDoubt: counts.in_doubt })
      : t('stoppedNoDoubt', { done, total: sealed });
  const { bestBefore } = campaign;
  const late = bestBefore !== null && bestBefore <= now && counts.queued > 0;
  return (
    <Note
      tone={calm.includes(pauseReason) ? 'info' : 'doubt'}
      // Nobody was sent: the title has said all there is.
      title={
        pauseReason === 'missed_time' && done === 0
          ? t(`paused.${pauseReason}.title`)
          : `${t(`paused.${pauseReason}.title`)}. ${stood}`
      }
      action={
        inSettings.includes(pauseReason) && (
          <Button size="xs" variant="default" onClick={() => navigate('/settings')}>
            {t('openSettings')}
          </Button>
        )
      }
    >
      {pauseWords(t, pauseReason, pauseDetail)}
      {late && ` ${t('bestBeforePassed', { count: counts.queued, at: formatDayTime(bestBefore, now) })}`}
    </Note>
  );
}
