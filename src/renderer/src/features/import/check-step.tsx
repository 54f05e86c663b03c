import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ImportWarning } from '#core/contacts/warnings.ts';
import { findCountry } from '../../ui/countries.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { useInTurn } from '../../ui/in-turn.ts';
import { KeyFigure } from '../../ui/key-figure.tsx';
import { Note } from '../../ui/note.tsx';
import { formatNumber } from '../../ui/numbers.ts';
import { SkeletonLine } from '../../ui/skeletons.tsx';
import classes from './check-step.module.css';
import { figuresOf } from './figures.ts';
import { ImportRules } from './import-rules.tsx';
import { ProblemList } from './problem-list.tsx';
import { ProblemRows } from './problem-rows.tsx';
import { importActions, useImport } from './use-import.ts';
import { WarningsCard } from './warnings-card.tsx';

/** Check: what importing would do, what is left out and why. Nothing has been written yet. */
export function CheckStep() {
  const { t } = useTranslation('importing');
  const error = useImport((state) => state.error);
  const record = useImport((state) => state.record);
  const stopped = useImport((state) => state.stopped);
  if (record === null) return null;
  return (
    <>
      {error !== null && <ErrorNote error={error} action={<CountAgain />} />}
      {stopped === 'commit' && error === null && (
        <div role="status">
          <Note tone="info">{t('progress.stoppedCommit')}</Note>
        </div>
      )}
      <WarningsCard
        warnings={record.summary.warnings}
        actionOf={(warning) => (warning.code === 'country_mismatch' ? <SwitchCountry warning={warning} /> : null)}
      />
      <FourFigures />
      <ImportRules />
      <Problems />
    </>
  );
}

/** Reads the file again with the country, or one of the few, that its numbers are of. */
function SwitchCountry({ warning }: { readonly warning: ImportWarning }) {
  const { t } = useTranslation('importing');
  const busy = useImport((state) => state.progress !== null || state.mending);
  return String(warning.details.codes ?? '')
    .split(' ')
    .filter((code) => code !== '')
    .map((code) => (
      <Button
        key={code}
        size="xs"
        variant="default"
        disabled={busy}
        onClick={() => void importActions().judgeWith(code)}
      >
        {t('warnings.switchCountry', { country: findCountry(code)?.name ?? code })}
      </Button>
    ));
}

function Problems() {
  const drawn = useInTurn(2);
  return (
    <div className={classes.split}>
      {drawn > 0 && <ProblemList />}
      {drawn > 1 && <ProblemRows />}
    </div>
  );
}

/** When counting itself failed: the figures wait for another try. */
function CountAgain() {
  const { t } = useTranslation('common');
  const counted = useImport((state) => state.plan !== null);
  if (counted) return null;
  return (
    <Button size="xs" onClick={() => void importActions().count()}>
      {t('retry')}
    </Button>
  );
}

function FourFigures() {
  const { t } = useTranslation('importing');
  const record = useImport((state) => state.record);
  const plan = useImport((state) => state.plan);
  const rule = useImport((state) => state.onDuplicate);
  const onRepeat = useImport((state) => state.onRepeat);
  const group = useImport((state) => state.groupName).trim();
  if (record === null) return null;
  const figures = plan === null ? null : figuresOf(record.summary, plan, onRepeat);
  const { leftOut, merged, reasons } = figuresOf(record.summary, plan ?? nothing, onRepeat);
  const value = (count: number | undefined) => (count === undefined ? <Counting /> : formatNumber(count));
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
        hint={
          merged > 0
            ? t('figures.merged', { count: merged })
            : leftOut === 0
              ? t('figures.noReasons')
              : t('figures.reasons', { count: reasons })
        }
      />
    </div>
  );
}

const nothing = { added: 0, changed: 0, same: 0 };

function Counting() {
  const { t } = useTranslation('importing');
  return (
    <>
      <SkeletonLine width="84px" height={20} />
      <span className="visually-hidden">{t('figures.counting')}</span>
    </>
  );
}
