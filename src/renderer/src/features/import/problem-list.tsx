import { Button } from '@mantine/core';
import { IconWand } from '@tabler/icons-react';
import { Fragment, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../ui/card.tsx';
import { formatNumber } from '../../ui/numbers.ts';
import { Pill } from '../../ui/state-pill.tsx';
import { type Problem, type ProblemKey, problemGroups, problemsOf, repairableOf } from './figures.ts';
import classes from './problem-list.module.css';
import { importActions, useImport } from './use-import.ts';
import { useProblemWords } from './use-problem-words.ts';
import { useRepair } from './use-repair.ts';

/** Kinds of rows worth a look, grouped, and at the end the rows that come in. */
export function ProblemList() {
  const { t } = useTranslation(['importing', 'common']);
  const record = useImport((state) => state.record);
  const plan = useImport((state) => state.plan);
  const open = useImport((state) => state.problem);
  if (record === null) return null;
  const { summary } = record;
  const problems = problemsOf(summary, plan, open);
  const repairable = problems.filter((problem) => problem.repairable > 0).length;
  const rows = problems.reduce((sum, { key, count }) => (key === 'changes' ? sum : sum + count), 0);

  // Arrows walk through the list, as in any list of one choice.
  const walk = (event: React.KeyboardEvent<HTMLElement>) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0) return;
    const buttons = [...event.currentTarget.querySelectorAll('button')];
    const next = buttons[buttons.indexOf(event.target as HTMLButtonElement) + step];
    if (next === undefined) return;
    event.preventDefault();
    next.focus();
    next.click();
  };

  return (
    <Card
      title={t('problems.title')}
      aside={
        <span className={classes.aside}>
          {repairable > 1 ? <RepairAll count={repairableOf(summary)} /> : t('common:rows', { count: rows })}
        </span>
      }
      padded={false}
      fill
    >
      <div className={classes.scroll}>
        {problems.length === 0 && <p className={classes.nothing}>{t('problems.nothing')}</p>}
        {/* biome-ignore lint/a11y/noStaticElementInteractions: its buttons take the focus; arrows only move between them */}
        <div onKeyDown={walk}>
          {problemGroups.map((group) => {
            const members = problems.filter((problem) => problem.group === group);
            if (members.length === 0) return null;
            return (
              <Fragment key={group}>
                <h3 id={`import-${group}`} className={classes.group}>
                  {t(`problems.groups.${group}`)}
                </h3>
                <ul className={classes.list} aria-labelledby={`import-${group}`}>
                  {members.map((problem) => (
                    <Item key={problem.key} problem={problem} />
                  ))}
                </ul>
              </Fragment>
            );
          })}
        </div>
      </div>
      <ul className={classes.pinned} aria-label={t('problems.ready')}>
        <Ready count={summary.accepted} />
      </ul>
    </Card>
  );
}

function RepairAll({ count }: { readonly count: number }) {
  const { t } = useTranslation('importing');
  const busy = useImport((state) => state.mending);
  const repair = useRepair();
  return (
    <Button
      size="xs"
      variant="light"
      disabled={busy}
      leftSection={<IconWand size={14} stroke={1.75} />}
      onClick={() => void repair(null)}
    >
      {t('problems.repairAll', { count })}
    </Button>
  );
}

function Item({ problem }: { readonly problem: Problem }) {
  const { t } = useTranslation(['importing', 'common']);
  const { nameOf, fateOf } = useProblemWords();
  const { key, count, sample, tone, repairable } = problem;
  const partly = repairable > 0 && repairable < count;
  return (
    <Choice itemKey={key} name={nameOf(key)}>
      {sample !== null && count > 0 && (
        <span className={classes.sample} title={sample}>
          <Pill tone={tone}>
            <bdi>{sample}</bdi>
          </Pill>
        </span>
      )}
      <span>{key === 'changes' ? t('common:people', { count }) : t('common:rows', { count })}</span>
      <span className={classes.fate} data-help={repairable > 0 || undefined}>
        {partly ? t('problems.repairableOf', { repairable: formatNumber(repairable) }) : fateOf(problem)}
      </span>
    </Choice>
  );
}

function Ready({ count }: { readonly count: number }) {
  const { t } = useTranslation(['importing', 'common']);
  return (
    <Choice itemKey="ready" name={t('problems.ready')}>
      <span>{t('common:rows', { count })}</span>
      <span className={classes.fate}>{t('problems.comesIn')}</span>
    </Choice>
  );
}

interface ChoiceProps {
  readonly itemKey: ProblemKey;
  readonly name: string;
  readonly children: React.ReactNode;
}

/** One kind in the list; the rows beside it are its. */
function Choice({ itemKey, name, children }: ChoiceProps) {
  const open = useImport((state) => state.problem === itemKey);
  const button = useRef<HTMLButtonElement>(null);
  // A repair goes on to the next kind by itself, and a pass over the file draws the list anew.
  useEffect(() => {
    if (open) button.current?.scrollIntoView({ block: 'nearest' });
  }, [open]);
  return (
    <li>
      <button
        ref={button}
        type="button"
        className={classes.item}
        aria-current={open ? 'true' : undefined}
        onClick={() => importActions().show(itemKey)}
      >
        <span className={classes.name}>{name}</span>
        <span className={classes.facts}>{children}</span>
      </button>
    </li>
  );
}
