import { useTranslation } from 'react-i18next';
import type { Output } from '#contract/contract.ts';
import { Card } from '../../ui/card.tsx';
import { formatTime } from '../../ui/numbers.ts';
import { Pill } from '../../ui/state-pill.tsx';
import classes from './hours-chart.module.css';

type Hour = Output<'receipts.summary'>['byHour'][number];

const parts = [
  { id: 'other', tone: 'wait' },
  { id: 'undelivered', tone: 'bad' },
  { id: 'delivered', tone: 'ok' },
] as const;

/** When receipts came, hour by hour. */
export function HoursChart({ hours }: { readonly hours: readonly Hour[] }) {
  const { t } = useTranslation('receipts');
  const sum = (hour: Hour) => hour.delivered + hour.undelivered + hour.other;
  const highest = Math.max(1, ...hours.map(sum));
  const nothing = hours.every((hour) => sum(hour) === 0);
  return (
    <Card
      title={t('hours.title')}
      aside={
        !nothing && (
          <>
            <Pill tone="ok">{t('delivered')}</Pill>
            <Pill tone="bad">{t('undelivered')}</Pill>
          </>
        )
      }
    >
      {nothing ? (
        <p className={classes.none}>{t('hours.none')}</p>
      ) : (
        <ol className={classes.chart}>
          {hours.map((hour, index) => {
            const words = t('hours.hour', { ...hour, hour: formatTime(hour.hour) });
            return (
              <li key={hour.hour} className={classes.hour} title={words}>
                <span className="visually-hidden">{words}</span>
                <span className={classes.bar} style={{ blockSize: `${(sum(hour) / highest) * 84}px` }} aria-hidden>
                  {parts
                    .filter((part) => hour[part.id] > 0)
                    .map((part) => (
                      <span
                        key={part.id}
                        className={classes.part}
                        data-tone={part.tone}
                        style={{ flexGrow: hour[part.id] }}
                      />
                    ))}
                </span>
                <span className={classes.name} aria-hidden>
                  {index % 4 === 3 ? formatTime(hour.hour) : ''}
                </span>
              </li>
            );
          })}
        </ol>
      )}
    </Card>
  );
}
