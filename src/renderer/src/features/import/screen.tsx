import { Button } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { useIncomingFile } from '../../app/incoming-file.ts';
import { Screen } from '../../ui/screen.tsx';
import { CheckStep } from './check-step.tsx';
import { ColumnsStep } from './columns-step.tsx';
import { DoneStep } from './done-step.tsx';
import { figuresOf } from './figures.ts';
import { FileStep } from './file-step.tsx';
import { ImportProgress, UndoProgress } from './import-progress.tsx';
import { hasPhone, mayBeRead, type Step } from './state.ts';
import { StepsLine } from './steps-line.tsx';
import { importActions, useImport, useLasting } from './use-import.ts';

/** A CSV file becomes people, in four steps. Nothing is written before the last button. */
export function ImportScreen() {
  const { t } = useTranslation('importing');
  const step = useImport((state) => state.step);
  const readable = useImport((state) => state.preview !== null);
  const running = useImport((state) => state.progress !== null);
  const slow = useLasting(running);
  const paused = useImport(({ progress, undoing }) => (progress ?? undoing)?.paused === true);
  const undoing = useLasting(useImport((state) => state.undoing !== null && state.undoing.id === state.record?.id));
  const undone = useImport((state) => state.record?.state === 'undone');
  const subtitle = step === 'file' && readable ? 'reading' : step === 'done' && undone ? 'undone' : step;

  useEffect(() => void importActions().open(), []);
  useIncoming();

  return (
    <Screen
      title={t('title')}
      subtitle={t(`subtitle.${!slow && !undoing ? subtitle : paused ? 'paused' : 'unfinished'}`)}
      actions={<Actions step={step} running={running} />}
      layout="fill"
      focusKey={`${step} ${undone}`}
    >
      <StepsLine />
      {slow ? <ImportProgress /> : undoing ? <UndoProgress /> : <StepView step={step} />}
    </Screen>
  );
}

function StepView({ step }: { readonly step: Step }) {
  switch (step) {
    case 'file':
      return <FileStep />;
    case 'columns':
      return <ColumnsStep />;
    case 'check':
      return <CheckStep />;
    case 'done':
      return <DoneStep />;
  }
}

/** A file that was dropped on the window or opened with the app starts the wizard. */
function useIncoming() {
  const incoming = useIncomingFile((state) => state.file);
  useEffect(() => {
    const file = incoming === null ? null : useIncomingFile.getState().take();
    if (file !== null) void importActions().take(file);
  }, [incoming]);
}

function Actions({ step, running }: { readonly step: Step; readonly running: boolean }) {
  const { t } = useTranslation(['importing', 'common']);
  const shown = useImport(mayBeRead);
  const readable = useImport((state) => state.preview !== null && !state.reading);
  const phone = useImport((state) => hasPhone(state.mapping));

  switch (step) {
    case 'file':
      if (!shown) return null;
      return (
        <>
          <Button variant="default" onClick={() => void importActions().pick()}>
            {t('pick.another')}
          </Button>
          <Button disabled={!readable} onClick={() => importActions().goTo('columns')}>
            {t('reading.next')}
          </Button>
        </>
      );
    case 'columns':
      return (
        <>
          <Button variant="default" disabled={running} onClick={() => importActions().goTo('file')}>
            {t('common:back')}
          </Button>
          <Button
            disabled={!phone || running}
            aria-describedby={phone ? undefined : 'import-no-phone'}
            onClick={() => void importActions().judge()}
          >
            {t('columns.next')}
          </Button>
        </>
      );
    case 'check':
      return (
        <>
          <Button variant="default" disabled={running} onClick={() => importActions().goTo('columns')}>
            {t('common:back')}
          </Button>
          <CommitButton running={running} />
        </>
      );
    case 'done':
      return <DoneActions />;
  }
}

/** Where to go from here, or back: what was written can be taken back. */
function DoneActions() {
  const { t } = useTranslation('importing');
  const [, navigate] = useLocation();
  const record = useImport((state) => state.record);
  if (record === null) return null;
  const { groupId, id, state } = record;
  if (state === 'undone') {
    return (
      <>
        <Button variant="default" onClick={() => navigate('/contacts')}>
          {t('done.openContacts')}
        </Button>
        <Button onClick={() => void importActions().startOver()}>{t('done.again')}</Button>
      </>
    );
  }
  return (
    <>
      <Button variant="default" onClick={() => void importActions().startOver()}>
        {t('done.again')}
      </Button>
      <Button variant="default" onClick={() => navigate(groupId === null ? '/contacts' : `/groups?id=${groupId}`)}>
        {groupId === null ? t('done.openContacts') : t('done.openGroup')}
      </Button>
      <Button leftSection={<IconSend size={18} stroke={1.75} />} onClick={() => navigate(`/compose?import=${id}`)}>
        {t('done.write')}
      </Button>
    </>
  );
}

/** The button says how many people it brings in; with nobody new it says what else it does. */
function CommitButton({ running }: { readonly running: boolean }) {
  const { t } = useTranslation('importing');
  const record = useImport((state) => state.record);
  const plan = useImport((state) => state.plan);
  const onRepeat = useImport((state) => state.onRepeat);
  const mending = useImport((state) => state.mending);
  const grouped = useImport((state) => state.groupName.trim() !== '');
  if (record === null || plan === null) return <Button disabled>{t('commit.counting')}</Button>;
  const { written, accepted } = figuresOf(record.summary, plan, onRepeat);
  const words =
    written > 0
      ? t('commit.button', { count: written })
      : accepted > 0 && grouped
        ? t('commit.groupOnly', { count: accepted })
        : t('commit.nothing');
  return (
    <Button
      disabled={running || mending || (written === 0 && !(accepted > 0 && grouped))}
      onClick={() => void importActions().commit()}
    >
      {words}
    </Button>
  );
}
