import { useTranslation } from 'react-i18next';
import { shownKind, useSession } from '../../app/session.ts';
import { KeyFigure } from '../../ui/key-figure.tsx';
import { formatNumber } from '../../ui/numbers.ts';
import { SkeletonLine } from '../../ui/skeletons.tsx';
import classes from './figures.module.css';

export function Figures() {
  const { t } = useTranslation('overview');
  const kind = useSession(shownKind);
  const counts = useSession((session) => session.counts);
  const week = counts?.days.reduce((sum, day) => sum + day.accepted, 0);
  const waiting = <SkeletonLine width="90px" height={22} />;
  return (
    <div className={classes.row}>
      <KeyFigure
        framed
        label={t(kind === 'live' ? 'contacts' : 'samplePeople')}
        value={counts === null ? waiting : formatNumber(counts.contacts)}
        hint={
          counts === null
            ? '\u00a0'
            : kind === 'live'
              ? t('groups', { count: counts.groups })
              : t('ownContacts', { count: counts.ownContacts })
        }
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
