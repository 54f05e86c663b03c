import { useTranslation } from 'react-i18next';
import { useSession } from '../../app/session.ts';
import { KeyFigure } from '../../ui/key-figure.tsx';
import { formatNumber } from '../../ui/numbers.ts';
import { useNow, useRelativeTime } from '../../ui/relative-time.tsx';
import { SkeletonLine } from '../../ui/skeletons.tsx';
import classes from './figures.module.css';

export function Figures() {
  const { t } = useTranslation('overview');
  const balance = useSession((session) => session.balance);
  const counts = useSession((session) => session.counts);
  const noKey = useSession((session) => session.connection.kind === 'no_key');
  const ago = useRelativeTime();
  const now = useNow(15_000);
  const week = counts?.days.reduce((sum, day) => sum + day.accepted, 0);
  const waiting = <SkeletonLine width="90px" height={22} />;
  return (
    <div className={classes.row}>
      <KeyFigure
        framed
        label={t('balance.title')}
        value={balance?.balanceText ?? t('balance.unknown')}
        hint={
          balance !== null ? t('balance.asked', { ago: ago(balance.at, now) }) : noKey ? t('balance.none') : '\u00a0'
        }
      />
      <KeyFigure
        framed
        label={t('contacts')}
        value={counts === null ? waiting : formatNumber(counts.contacts)}
        hint={counts === null ? '\u00a0' : t('groups', { count: counts.groups })}
      />
      <KeyFigure
        framed
        label={t('week.title')}
        value={week === undefined ? waiting : formatNumber(week)}
        hint={t('week.accepted')}
      />
      <KeyFigure
        framed
        label={t('inDoubt')}
        value={counts === null ? waiting : formatNumber(counts.inDoubt)}
        hint={t('inDoubtHint')}
      />
    </div>
  );
}
