import { Button } from '@mantine/core';
import { IconDeviceFloppy } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../ui/card.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { formatNumber } from '../../ui/numbers.ts';
import { type BarPart, StackedBar } from '../../ui/stacked-bar.tsx';
import { Pill } from '../../ui/state-pill.tsx';
import classes from './done-step.module.css';
import { figuresOf } from './figures.ts';
import { useImport } from './use-import.ts';
import { useProblemWords } from './use-problem-words.ts';
import { useSaveLeftOut } from './use-save-left-out.ts';

/** Done: what became of every row of the file, and where to go from here. */
export function DoneStep() {
  const error = useImport((state) => state.error);
  const record = useImport((state) => state.record);
  if (record === null) return null;
  return (
    <>
      {error !== null && <ErrorNote error={error} />}
      <Outcome />
      <div className={classes.split}>
        <LeftOut />
        <Notes />
      </div>
    </>
  );
}

function Outcome() {
  const { t } = useTranslation('importing');
  const record = useImport((state) => state.record);
  const result = useImport((state) => state.result);
  if (record === null || result === null) return null;
  const { records, accepted, added, changed, same, leftOut } = figuresOf(record.summary, result.plan);
  const parts: readonly BarPart[] = [
    { id: 'added', label: t('done.added'), value: added, tone: 'ok' },
    { id: 'changed', label: t('done.changed'), value: changed, tone: 'info' },
    { id: 'same', label: t('done.same'), value: same, tone: 'wait' },
    { id: 'leftOut', label: t('done.leftOut'), value: leftOut, tone: 'bad' },
  ];
  return (
    <Card>
      <p className={classes.headline}>
        <span className={classes.figure}>{formatNumber(accepted)}</span>
        <span>
          {t('done.headline', { count: accepted })}
          {record.groupName !== null && <> {t('done.group', { group: record.groupName })}</>}
        </span>
      </p>
      <StackedBar label={t('done.rows', { count: records, fileName: record.fileName })} parts={parts} total={records} />
      <ul className={classes.legend}>
        {parts.map((part) => (
          <li key={part.id}>
            <Pill tone={part.tone}>{part.label}</Pill>
            {formatNumber(part.value)}
          </li>
        ))}
        <li className={classes.sum}>{t('done.rows', { count: records, fileName: record.fileName })}</li>
      </ul>
    </Card>
  );
}

function LeftOut() {
  const { t } = useTranslation(['importing', 'common']);
  const { nameOf } = useProblemWords();
  const record = useImport((state) => state.record);
  const save = useSaveLeftOut();
  if (record === null) return null;
  const reasons = record.summary.reasons.filter((reason) => reason.count > 0);
  const count = record.summary.invalid + record.summary.duplicate;
  return (
    <Card
      title={t('done.leftOutTitle')}
      aside={count === 0 ? undefined : t('common:rows', { count })}
      padded={false}
      fill
    >
      <div className={classes.scroll}>
        {count === 0 && <p className={classes.hint}>{t('done.leftOutNone')}</p>}
        <ul className={classes.reasons}>
          {reasons.map((reason) => (
            <li key={reason.reason}>
              <span>{nameOf(reason.reason)}</span>
              <span className={classes.count}>{formatNumber(reason.count)}</span>
            </li>
          ))}
        </ul>
      </div>
      {count > 0 && (
        <div className={classes.save}>
          <p>{t('done.leftOutHint')}</p>
          <Button
            variant="default"
            leftSection={<IconDeviceFloppy size={18} stroke={1.75} />}
            onClick={() => void save(record.id)}
          >
            {t('done.saveRows', { count })}
          </Button>
        </div>
      )}
    </Card>
  );
}

/** What a person may wonder about later. */
function Notes() {
  const { t } = useTranslation('importing');
  const record = useImport((state) => state.record);
  const suppressed = useImport((state) => state.result?.plan.suppressed ?? 0);
  const landline = record?.summary.landline ?? 0;
  return (
    <Card title={t('done.notesTitle')} padded={false}>
      <ul className={classes.notes}>
        {suppressed > 0 && <li>{t('done.optedOut', { count: suppressed })}</li>}
        {landline > 0 && <li>{t('done.landline', { count: landline })}</li>}
        <li>{t('done.indexing')}</li>
      </ul>
    </Card>
  );
}
