import { useTranslation } from 'react-i18next';
import { Card } from '../../ui/card.tsx';
import { Pill } from '../../ui/state-pill.tsx';
import { type Problem, problemsOf } from './figures.ts';
import classes from './problem-list.module.css';
import { importActions, useImport } from './use-import.ts';
import { useProblemWords } from './use-problem-words.ts';

/** Kinds of rows worth a look, worst first, and at the end the rows that come in. */
export function ProblemList() {
  const { t } = useTranslation(['importing', 'common']);
  const record = useImport((state) => state.record);
  const plan = useImport((state) => state.plan);
  if (record === null) return null;
  const { summary } = record;
  const problems = problemsOf(summary, plan);
  const ready: Problem = { key: 'ready', count: summary.accepted, sample: null, tone: 'ok', listed: true };
  const rows = problems.reduce((sum, problem) => sum + problem.count, 0);

  // Arrows walk through the list, as in any list of one choice.
  const walk = (event: React.KeyboardEvent<HTMLUListElement>) => {
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
    <Card title={t('problems.title')} aside={t('common:rows', { count: rows })} padded={false} fill>
      <div className={classes.scroll}>
        {problems.length === 0 && <p className={classes.nothing}>{t('problems.nothing')}</p>}
        <ul className={classes.list} aria-label={t('problems.label')} onKeyDown={walk}>
          {problems.map((problem) => (
            <Item key={problem.key} problem={problem} />
          ))}
        </ul>
      </div>
      <ul className={classes.pinned} aria-label={t('problems.ready')}>
        <Item problem={ready} />
      </ul>
    </Card>
  );
}

function Item({ problem }: { readonly problem: Problem }) {
  const { t } = useTranslation('common');
  const { nameOf, fateOf } = useProblemWords();
  const open = useImport((state) => state.problem === problem.key);
  const { key, count, sample, tone } = problem;
  return (
    <li>
      <button
        type="button"
        className={classes.item}
        aria-current={open ? 'true' : undefined}
        onClick={() => importActions().show(key)}
      >
        <span className={classes.name}>{nameOf(key)}</span>
        <span className={classes.facts}>
          {sample !== null && (
            <span className={classes.sample} title={sample}>
              <Pill tone={tone}>
                <bdi>{sample}</bdi>
              </Pill>
            </span>
          )}
          <span>{t('rows', { count })}</span>
          <span className={classes.fate}>{fateOf(key)}</span>
        </span>
      </button>
    </li>
  );
}
