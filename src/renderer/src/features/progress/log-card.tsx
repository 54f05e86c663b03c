import { useTranslation } from 'react-i18next';
import { type PauseReason, pauseReasons } from '#core/campaigns/campaign.ts';
import type { en } from '#core/words/en.ts';
import { type FillValues, fill } from '#core/words/fill.ts';
import { Card } from '../../ui/card.tsx';
import { formatDay, formatDayTime, formatNumber, formatTimeSeconds, sameDay } from '../../ui/numbers.ts';
import classes from './log-card.module.css';
import { pauseWords } from './pause-words.ts';
import { type LogLines, useProgress } from './store.ts';

/** What happened, newest first. */
export function LogCard() {
  const { t } = useTranslation('progress');
  const log = useProgress((store) => store.log);
  const words = useLogWords();
  return (
    <Card title={t('logTitle')} padded={false} fill>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard */}
      <div className={classes.scroll} tabIndex={0} role="log" aria-label={t('logTitle')}>
        {log.length === 0 && <p className={classes.empty}>{t('logEmpty')}</p>}
        <ol className={classes.lines}>
          {log.map((line, index) => {
            const before = log[index - 1];
            const newDay = !sameDay(line.at, before?.at ?? Date.now());
            return (
              <li key={`${line.at}-${line.code}-${line.details.words}-${line.details.more}`} className={classes.line}>
                <time dateTime={new Date(line.at).toISOString()} className={classes.time}>
                  {newDay && <span className={classes.day}>{formatDay(line.at)}</span>}
                  {formatTimeSeconds(line.at)}
                </time>
                <span>
                  {words(line)}
                  <Explanation line={line} />
                </span>
              </li>
            );
          })}
        </ol>
      </div>
    </Card>
  );
}

/** What a pause means and what to do about it, for whoever reads the log afterwards. */
function Explanation({ line: { code, details } }: { readonly line: LogLines[number] }) {
  const { t } = useTranslation('progress');
  const { reason, detail } = details;
  // A person knows why they paused.
  if (code !== 'paused' || !isReason(reason) || reason === 'person') return null;
  return <span className={classes.why}>{pauseWords(t, reason, typeof detail === 'string' ? detail : null)}</span>;
}

function useLogWords(): (line: LogLines[number]) => string {
  const { t, i18n } = useTranslation('progress');
  return ({ code, details }) => {
    const room = i18n.getResourceBundle(i18n.resolvedLanguage ?? 'en', 'progress') as (typeof en)['progress'];
    const sentences: Readonly<Record<string, string>> = room.log;
    const values: FillValues = Object.fromEntries(
      Object.entries(details).map(([name, value]) => {
        if (name === 'reason' && isReason(value)) return [name, t(`reason.${value}`)];
        if (name === 'at' && typeof value === 'number') return [name, formatDayTime(value)];
        return [name, typeof value === 'number' ? formatNumber(value) : value];
      }),
    );
    // Gathered from a burst: the first had a line of its own.
    const sentence = details.more === undefined ? undefined : sentences[`${code}More`];
    return fill(sentence ?? sentences[code] ?? code, sentences[`${code}Plain`], values);
  };
}

function isReason(value: unknown): value is PauseReason {
  return pauseReasons.some((reason) => reason === value);
}
