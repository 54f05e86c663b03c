import { Button } from '@mantine/core';
import { IconArrowBackUp, IconDeviceFloppy } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../ui/card.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { formatNumber } from '../../ui/numbers.ts';
import classes from './done-step.module.css';
import { figuresOfRecord, mayNotArrive } from './figures.ts';
import { Outcome } from './outcome.tsx';
import { UndoneView } from './undone-view.tsx';
import { useImport } from './use-import.ts';
import { useProblemWords } from './use-problem-words.ts';
import { useSaveLeftOut } from './use-save-left-out.ts';
import { useUndoImport } from './use-undo-import.tsx';

/** Done: what became of every row of the file, and where to go from here. */
export function DoneStep() {
  const error = useImport((state) => state.error);
  const record = useImport((state) => state.record);
  if (record === null) return null;
  return (
    <>
      {error !== null && <ErrorNote error={error} />}
      {record.undone === null ? <Imported /> : <UndoneView undone={record.undone} fileName={record.fileName} />}
    </>
  );
}

function Imported() {
  return (
    <>
      <Written />
      <div className={classes.split}>
        <LeftOut />
        <Notes />
      </div>
    </>
  );
}

function Written() {
  const { t } = useTranslation('importing');
  const record = useImport((state) => state.record);
  if (record === null) return null;
  const { records, accepted, added, changed, same, merged, leftOut } = figuresOfRecord(record);
  const rows = t('done.rows', { count: records, fileName: record.fileName });
  return (
    <Outcome
      figure={accepted}
      headline={
        <>
          {t('done.headline', { count: accepted })}
          {record.groupName !== null && <> {t('done.group', { group: record.groupName })}</>}
        </>
      }
      sum={rows}
      total={records}
      parts={[
        { id: 'added', label: t('done.added'), value: added, tone: 'ok' },
        { id: 'changed', label: t('done.changed'), value: changed, tone: 'info' },
        { id: 'same', label: t('done.same'), value: same, tone: 'wait' },
        ...(merged > 0 ? [{ id: 'merged', label: t('done.merged'), value: merged, tone: 'accent' as const }] : []),
        { id: 'leftOut', label: t('done.leftOut'), value: leftOut, tone: 'bad' },
      ]}
    />
  );
}

function LeftOut() {
  const { t } = useTranslation(['importing', 'common']);
  const { nameOf } = useProblemWords();
  const record = useImport((state) => state.record);
  const save = useSaveLeftOut();
  if (record === null) return null;
  const { merged, leftOut: count } = figuresOfRecord(record);
  const reasons = record.summary.reasons.filter(
    ({ reason, count: rows }) => rows > 0 && (merged === 0 || reason !== 'duplicate'),
  );
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
  const undo = useUndoImport();
  const busy = useImport((state) => state.undoing !== null);
  const suppressed = record?.result?.suppressed ?? 0;
  const doubtful = record === null ? 0 : mayNotArrive(record.summary);
  return (
    <Card title={t('done.notesTitle')} padded={false}>
      <ul className={classes.notes}>
        {suppressed > 0 && <li>{t('done.optedOut', { count: suppressed })}</li>}
        {doubtful > 0 && <li>{t('done.mayNotArrive', { count: doubtful })}</li>}
        <li>{t('done.indexing')}</li>
        <li>
          {t('done.undoHint')}
          <Button
            size="xs"
            variant="default"
            className={classes.undo}
            disabled={busy || record === null}
            leftSection={<IconArrowBackUp size={16} stroke={1.75} />}
            onClick={() => record !== null && void undo(record)}
          >
            {t('undo.action')}
          </Button>
        </li>
      </ul>
    </Card>
  );
}
