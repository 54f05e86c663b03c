import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AttemptView } from '#contract/campaigns.ts';
import type { CampaignId, RecipientId } from '#core/kernel/ids.ts';
import { api } from '../api.ts';
import classes from './attempt-list.module.css';
import { formatDay, formatTimeSeconds } from './numbers.ts';

interface AttemptListProps {
  readonly campaign: CampaignId;
  readonly recipient: RecipientId;
}

/** Every request made for one person: when, and what was seen. What a person in doubt is judged by. */
export function AttemptList({ campaign, recipient }: AttemptListProps) {
  const { t } = useTranslation('common');
  const [attempts, setAttempts] = useState<readonly AttemptView[]>([]);
  useEffect(() => {
    let gone = false;
    api.call('campaigns.attempts', { id: campaign, recipient }).then(
      (found) => {
        if (!gone) setAttempts(found);
      },
      // The panel says what became of them all the same.
      () => undefined,
    );
    return () => {
      gone = true;
    };
  }, [campaign, recipient]);
  if (attempts.length === 0) return null;
  return (
    <section aria-label={t('attempt.title')}>
      <h3 className={classes.title}>{t('attempt.title')}</h3>
      <ol className={classes.list}>
        {attempts.map((attempt) => (
          <li key={attempt.requestId} className={classes.attempt}>
            <strong>{t('attempt.request', { id: attempt.requestId })}</strong>
            <span>
              {t('attempt.left', { at: `${formatDay(attempt.claimedAt)}, ${formatTimeSeconds(attempt.claimedAt)}` })}
            </span>
            <span>{outcomeWords(attempt, t)}</span>
            {attempt.people > 1 && <span>{t('attempt.shared', { count: attempt.people })}</span>}
            {(attempt.httpStatus !== null || (attempt.reply ?? '') !== '') && (
              <details className={classes.reply}>
                <summary>{t('attempt.details')}</summary>
                {attempt.httpStatus !== null && <p>{t('attempt.status', { status: attempt.httpStatus })}</p>}
                {(attempt.reply ?? '') !== '' && <pre>{attempt.reply}</pre>}
              </details>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}

function outcomeWords(
  { settledAt, outcome, words }: AttemptView,
  t: ReturnType<typeof useTranslation<'common'>>['t'],
): string {
  if (settledAt === null || outcome === null) return t('attempt.waiting');
  const seen = words ?? (outcome === 'in_doubt' ? t('attempt.cutOff') : '');
  const at = formatTimeSeconds(settledAt);
  return seen === '' ? t(`attempt.outcome.${outcome}`, { at }) : `${t(`attempt.outcome.${outcome}`, { at })}: ${seen}`;
}
