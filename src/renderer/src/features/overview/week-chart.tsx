import { useTranslation } from 'react-i18next';
import type { Overview } from '#contract/app.ts';
import { Card } from '../../ui/card.tsx';
import { formatLongDay, formatNumber, formatWeekday } from '../../ui/numbers.ts';
import { Pill } from '../../ui/state-pill.tsx';
import classes from './week-chart.module.css';

type Day = Overview['days'][number];

const parts = [
  { id: 'rejected', tone: 'bad', of: (day: Day) => day.rejected + day.undelivered },
  { id: 'inDoubt', tone: 'doubt', of: (day: Day) => day.inDoubt },
  // `accepted` counts everyone the service took, those since delivered or undelivered among them.
  { id: 'accepted', tone: 'info', of: (day: Day) => Math.max(0, day.accepted - day.delivered - day.undelivered) },
  { id: 'delivered', tone: 'ok', of: (day: Day) => day.delivered },
] as const;

/** Seven bars. Every figure is in words too, for readers and on hover. */
export function WeekChart({ days }: { readonly days: readonly Day[] | null }) {
  const { t } = useTranslation(['overview', 'common']);
  const sum = (day: Day) => parts.reduce((total, part) => total + part.of(day), 0);
  const highest = Math.max(1, ...(days ?? []).map(sum));
  const nothing = days?.every((day) => sum(day) === 0) === true;
  return (
    <Card title={t('week.title')}>
      {nothing ? (
        <p className={classes.none}>{t('week.none')}</p>
      ) : (
        <>
          <ol className={classes.chart}>
            {(days ?? []).map((day) => {
              const at = new Date(`${day.day}T12:00`).getTime();
              const words = t('week.day', { ...day, day: formatLongDay(at) });
              return (
                <li key={day.day} className={classes.day} title={words}>
                  <span className="visually-hidden">{words}</span>
                  <span className={classes.total} aria-hidden>
                    {sum(day) > 0 ? formatNumber(sum(day)) : ''}
                  </span>
                  <span className={classes.bar} style={{ blockSize: `${(sum(day) / highest) * 96}px` }} aria-hidden>
                    {parts
                      .filter((part) => part.of(day) > 0)
                      .map((part) => (
                        <span
                          key={part.id}
                          className={classes.part}
                          data-tone={part.tone}
                          style={{ flexGrow: part.of(day) }}
                        />
                      ))}
                  </span>
                  <span className={classes.name} aria-hidden>
                    {formatWeekday(at)}
                  </span>
                </li>
              );
            })}
          </ol>
          <div className={classes.legend}>
            <Pill tone="ok">{t('common:state.delivered')}</Pill>
            <Pill tone="info">{t('common:acceptedNoReceipt')}</Pill>
            <Pill tone="bad">{t('week.failed')}</Pill>
            <Pill tone="doubt">{t('common:state.in_doubt')}</Pill>
          </div>
        </>
      )}
    </Card>
  );
}
