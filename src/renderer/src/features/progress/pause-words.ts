import type { TFunction } from 'i18next';
import type { PauseReason } from '#core/campaigns/campaign.ts';
import { formatDayTime } from '../../ui/numbers.ts';

/** Reasons whose detail holds the service's own words rather than a technical note. */
const quoting: readonly PauseReason[] = ['out_of_credit', 'key_wrong', 'no_permission'];
/** Those whose detail says what came in place of a clear answer. */
const seeing: readonly PauseReason[] = ['unclear_answer', 'three_doubts'];

/** Why it stood still and what to do, with what the service said; the same in the note and in the log. */
export function pauseWords(t: TFunction<'progress'>, reason: PauseReason, detail: string | null): string {
  if (reason === 'throttled') return t('paused.throttled.text', { at: formatDayTime(Date.parse(detail ?? '')) });
  const text = t(`paused.${reason}.text`);
  if (detail === null || detail === '') return text;
  if (quoting.includes(reason)) return `${text} ${t('serviceSaid', { words: detail })}`;
  return seeing.includes(reason) ? `${text} ${t('seen', { words: detail })}` : text;
}
