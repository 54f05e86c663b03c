import { Button, Progress } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../ui/card.tsx';
import { formatNumber, formatShare } from '../../ui/numbers.ts';
import classes from './import-progress.module.css';
import { importActions, useImport } from './use-import.ts';

/** A pass over the whole file: how far, and a way to stop it. */
export function ImportProgress() {
  const { t } = useTranslation('importing');
  const progress = useImport((state) => state.progress);
  const fileName = useImport((state) => state.file?.fileName ?? '');
  const [stopping, setStopping] = useState(false);
  if (progress === null) return null;
  const judging = progress.step === 'judge';
  const title = judging ? t('progress.judge', { fileName }) : t('progress.commit');
  const share = Math.min(1, Math.max(0, progress.done));
  return (
    <Card fill>
      <div className={classes.body}>
        <h2 className={classes.title}>{title}</h2>
        <div className={classes.numbers}>
          <span className={classes.figure}>{formatNumber(progress.records)}</span>
          <span>{t('progress.records', { count: progress.records })}</span>
          <span className={classes.share}>{formatShare(share)}</span>
        </div>
        <Progress value={share * 100} size={10} radius={5} aria-label={title} transitionDuration={140} />
        <div className={classes.foot}>
          <span>{judging ? t('progress.judgeNote') : t('progress.commitNote')}</span>
          {judging && (
            <Button
              variant="default"
              disabled={stopping}
              onClick={() => {
                setStopping(true);
                void importActions().cancel();
              }}
            >
              {stopping ? t('progress.stopping') : t('progress.cancelJudge')}
            </Button>
          )}
        </div>
      </div>
    </Card>
  );
}
