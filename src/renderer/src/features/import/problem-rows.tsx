import { Button } from '@mantine/core';
import { IconWand } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../ui/card.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { AlikeOffer } from './alike-offer.tsx';
import { ChangesView } from './changes-view.tsx';
import { isReason, type Problem, problemsOf } from './figures.ts';
import classes from './problem-rows.module.css';
import { ProblemTable } from './problem-table.tsx';
import { useImport } from './use-import.ts';
import { useProblemWords } from './use-problem-words.ts';
import { useRepair } from './use-repair.ts';

/** The rows behind the chosen kind: why they are what they are, what can be done, and the rows, to be mended in place. */
export function ProblemRows() {
  const { t } = useTranslation(['importing', 'common']);
  const { nameOf, whyOf } = useProblemWords();
  const record = useImport((state) => state.record);
  const plan = useImport((state) => state.plan);
  const key = useImport((state) => state.problem);
  if (record === null) return null;
  const problem = problemsOf(record.summary, plan, key).find((known) => known.key === key);
  const count = key === 'ready' ? record.summary.accepted : (problem?.count ?? 0);
  const repairable = problem?.repairable ?? 0;
  return (
    <Card
      title={nameOf(key)}
      aside={
        <span className={classes.aside}>
          <span aria-live="polite">
            {key === 'changes' ? t('common:people', { count }) : t('common:rows', { count })}
          </span>
          {problem !== undefined && repairable > 0 && <Repair problem={problem} />}
        </span>
      }
      padded={false}
      fill
    >
      <p className={classes.why}>
        {whyOf(key, { count, repairable })}
        {isReason(key) && <> {t('problems.editHint')}</>}
      </p>
      {key === 'opted_out' ? (
        <EmptyState title={t('problems.noRows', { ready: t('problems.ready') })} />
      ) : key === 'changes' ? (
        <ChangesView />
      ) : (
        <ProblemTable key={key} kind={key} record={record} repairable={repairable > 0} />
      )}
      <AlikeOffer />
    </Card>
  );
}

function Repair({ problem }: { readonly problem: Problem }) {
  const { t } = useTranslation('importing');
  const busy = useImport((state) => state.mending);
  const repair = useRepair();
  const { key, repairable } = problem;
  if (!isReason(key)) return null;
  return (
    <Button
      size="xs"
      disabled={busy}
      leftSection={<IconWand size={14} stroke={1.75} />}
      onClick={() => void repair(key)}
    >
      {t('problems.repairRows', { count: repairable })}
    </Button>
  );
}
