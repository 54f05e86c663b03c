import { useTranslation } from 'react-i18next';
import { ErrorNote } from '../../ui/error-note.tsx';
import { KeyFigure } from '../../ui/key-figure.tsx';
import { formatNumber } from '../../ui/numbers.ts';
import { SkeletonLine } from '../../ui/skeletons.tsx';
import classes from './check-step.module.css';
import { figuresOf } from './figures.ts';
import { ImportRules } from './import-rules.tsx';
import { ProblemList } from './problem-list.tsx';
import { ProblemRows } from './problem-rows.tsx';
import { useImport } from './use-import.ts';

/** Check: what importing would do, what is left out and why. Nothing has been written yet. */
export function CheckStep() {
  const error = useImport((state) => state.error);
  const record = useImport((state) => state.record);
  if (record === null) return null;
  return (
    <>
      {error !== null && <ErrorNote error={error} />}
      <FourFigures />
      <ImportRules />
      <div className={classes.split}>
        <ProblemList />
        <ProblemRows />
      </div>
    </>
  );
}

function FourFigures() {
  const { t } = useTranslation('importing');
  const record = useImport((state) => state.record);
  const plan = useImport((state) => state.plan);
  const rule = useImport((state) => state.onDuplicate);
  const group = useImport((state) => state.groupName).trim();
  if (record === null) return null;
  const leftOut = record.summary.invalid + record.summary.duplicate;
  const figures = plan === null ? null : figuresOf(record.summary, plan);
  const value = (count: number | undefined) => (count === undefined ? <Counting /> : formatNumber(count));
  const reasons = record.summary.reasons.filter((reason) => reason.count > 0).length;
  return (
    <div className={classes.figures} aria-live="polite" aria-busy={plan === null}>
      <KeyFigure
        framed
        label={t('figures.added')}
        value={value(figures?.added)}
        hint={group === '' ? t('figures.noGroup') : t('figures.into', { group })}
      />
      <KeyFigure
        framed
        label={t('figures.changed')}
        value={value(figures?.changed)}
        hint={t(`figures.changedBy.${rule}`)}
      />
      <KeyFigure framed label={t('figures.same')} value={value(figures?.same)} hint={t(`figures.sameNote.${rule}`)} />
      <KeyFigure
        framed
        label={t('figures.leftOut')}
        value={formatNumber(leftOut)}
        hint={leftOut === 0 ? t('figures.noReasons') : t('figures.reasons', { count: reasons })}
      />
    </div>
  );
}

function Counting() {
  const { t } = useTranslation('importing');
  return (
    <>
      <SkeletonLine width="84px" height={20} />
      <span className="visually-hidden">{t('figures.counting')}</span>
    </>
  );
}
