import { Button, Progress } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../ui/card.tsx';
import { formatNumber, formatRate, formatShare } from '../../ui/numbers.ts';
import classes from './import-progress.module.css';
import type { Pace, Progress as Running } from './state.ts';
import { importActions, useImport } from './use-import.ts';
import { useTimeLeft } from './use-time-left.ts';

/** A pass over the whole file: how far, how fast, how long still, and ways to halt and to stop it. */
export function ImportProgress() {
  const { t } = useTranslation('importing');
  const progress = useImport((state) => state.progress);
  const fileName = useImport((state) => state.file?.fileName ?? '');
  if (progress === null) return null;
  const { step, paused, stopping } = progress;
  const judging = step === 'judge';
  const title = judging
    ? t(paused ? 'progress.judgePaused' : 'progress.judge', { fileName })
    : t(paused ? 'progress.commitPaused' : 'progress.commit');
  const note = judging ? t('progress.judgeNote') : t('progress.commitNote');
  return (
    <Passing
      title={title}
      note={stopping && !judging ? t('progress.takingBack') : note}
      pace={progress}
      paused={paused}
    >
      <Controls progress={progress} />
    </Passing>
  );
}

/** An import that is being taken back: how far, and a way to halt it. Half taken back is nothing to leave it at: there is no Stop. */
export function UndoProgress() {
  const { t } = useTranslation('importing');
  const undoing = useImport((state) => state.undoing);
  if (undoing === null) return null;
  return (
    <Passing
      title={t(undoing.paused ? 'progress.undoPaused' : 'progress.undo', { fileName: undoing.fileName })}
      note={t(undoing.paused ? 'progress.undoPausedNote' : 'progress.undoNote')}
      pace={undoing}
      paused={undoing.paused}
    >
      <PauseButton paused={undoing.paused} onPause={(paused) => void importActions().pauseUndo(paused)} />
    </Passing>
  );
}

function Controls({ progress }: { readonly progress: Running }) {
  const { t } = useTranslation('importing');
  const { paused, stopping } = progress;
  return (
    <>
      <PauseButton paused={paused} disabled={stopping} onPause={(halted) => void importActions().pause(halted)} />
      <Button
        variant="default"
        disabled={stopping}
        leftSection={<IconPlayerStop size={16} stroke={1.75} />}
        onClick={() => void importActions().cancel()}
      >
        {stopping ? t('progress.stopping') : t('progress.stop')}
      </Button>
    </>
  );
}

interface PauseButtonProps {
  readonly paused: boolean;
  readonly disabled?: boolean;
  readonly onPause: (paused: boolean) => void;
}

function PauseButton({ paused, disabled = false, onPause }: PauseButtonProps) {
  const { t } = useTranslation('importing');
  const Icon = paused ? IconPlayerPlay : IconPlayerPause;
  return (
    <Button
      variant="default"
      disabled={disabled}
      leftSection={<Icon size={16} stroke={1.75} />}
      onClick={() => onPause(!paused)}
    >
      {paused ? t('progress.goOn') : t('progress.pause')}
    </Button>
  );
}

interface PassingProps {
  readonly title: string;
  readonly note: string;
  readonly pace: Pace;
  readonly paused: boolean;
  readonly children?: ReactNode;
}

function Passing({ title, note, pace, paused, children }: PassingProps) {
  const { t } = useTranslation('importing');
  const left = useTimeLeft();
  const { done, records, perSecond, secondsLeft } = pace;
  const share = Math.min(1, Math.max(0, done));
  const facts = [
    paused || perSecond === null
      ? null
      : t('progress.rate', { count: Math.round(perSecond), text: formatRate(perSecond) }),
    paused ? null : left(secondsLeft),
  ].filter((fact) => fact !== null);
  return (
    <Card fill>
      <div className={classes.body}>
        <h2 className={classes.title} role="status">
          {title}
        </h2>
        <div className={classes.numbers}>
          <span className={classes.figure}>{formatNumber(records)}</span>
          <span>{t('progress.records', { count: records })}</span>
          <span className={classes.share}>{formatShare(share)}</span>
        </div>
        <Progress
          value={share * 100}
          size={10}
          radius={5}
          aria-label={title}
          transitionDuration={140}
          data-paused={paused || undefined}
          className={classes.bar}
        />
        <p className={classes.facts}>{facts.length === 0 ? '\u00a0' : facts.join(' · ')}</p>
        <div className={classes.foot}>
          <span>{note}</span>
          {children !== undefined && <div className={classes.controls}>{children}</div>}
        </div>
      </div>
    </Card>
  );
}
