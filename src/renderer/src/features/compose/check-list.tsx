import { Button } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconCircleX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { CheckId, CheckItem } from '#core/campaigns/campaign.ts';
import { Card } from '../../ui/card.tsx';
import { Pill } from '../../ui/state-pill.tsx';
import classes from './check-list.module.css';
import { useItemWords } from './check-words.ts';

const tones = { pass: 'ok', warn: 'doubt', stop: 'bad' } as const;
const icons = { pass: IconCheck, warn: IconAlertTriangle, stop: IconCircleX } as const;

/** Which page mends which line. */
const mendedIn: Readonly<
  Partial<Record<CheckId, 'fixAccount' | 'fixMessage' | 'fixAudience' | 'fixSender' | 'fixSchedule'>>
> = {
  key: 'fixAccount',
  service: 'fixAccount',
  balance: 'fixAccount',
  audience: 'fixAudience',
  fields: 'fixMessage',
  segments: 'fixMessage',
  media: 'fixMessage',
  sender: 'fixSender',
  schedule: 'fixSchedule',
  dlt: 'fixSchedule',
};

interface CheckListProps {
  readonly items: readonly CheckItem[];
  readonly onFix: (where: 'account' | 'compose') => void;
}

/** What was looked at, in the order it was looked at: first what stops, each line with what to do. */
export function CheckList({ items, onFix }: CheckListProps) {
  const { t } = useTranslation('compose');
  const wordsOf = useItemWords();
  const stops = items.filter(({ level }) => level === 'stop').length;
  const warns = items.filter(({ level }) => level === 'warn').length;
  return (
    <Card
      title={t('checking.listTitle')}
      padded={false}
      aside={
        stops + warns === 0 ? (
          <Pill tone="ok" icon={IconCheck}>
            {t('checking.allGood')}
          </Pill>
        ) : (
          <>
            {stops > 0 && <Pill tone="bad">{t('checking.stops', { count: stops })}</Pill>}
            {warns > 0 && <Pill tone="doubt">{t('checking.warns', { count: warns })}</Pill>}
          </>
        )
      }
    >
      <ol className={classes.list}>
        {items.map((item) => {
          const words = wordsOf(item);
          const Icon = icons[item.level];
          const where = mendedIn[item.id];
          return (
            <li key={item.id} className={classes.item} data-level={item.level}>
              <span className={classes.icon} data-tone={tones[item.level]}>
                <Icon size={16} stroke={2} aria-hidden />
                <span className="visually-hidden">{t(`checking.level.${item.level}`)}: </span>
              </span>
              <span className={classes.title}>{words.title}</span>
              <span className={classes.text}>
                {words.text}
                {words.fix !== null && <span className={classes.fix}>{words.fix}</span>}
              </span>
              {item.level !== 'pass' && where !== undefined && (
                <Button
                  size="xs"
                  variant="default"
                  onClick={() => onFix(where === 'fixAccount' ? 'account' : 'compose')}
                >
                  {t(`checking.${where}`)}
                </Button>
              )}
            </li>
          );
        })}
      </ol>
    </Card>
  );
}
