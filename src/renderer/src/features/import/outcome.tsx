import type { ReactNode } from 'react';
import { Card } from '../../ui/card.tsx';
import { formatNumber } from '../../ui/numbers.ts';
import { type BarPart, StackedBar } from '../../ui/stacked-bar.tsx';
import { Pill } from '../../ui/state-pill.tsx';
import classes from './outcome.module.css';

interface OutcomeProps {
  readonly figure: number;
  /** What the figure counts. */
  readonly headline: ReactNode;
  readonly parts: readonly BarPart[];
  readonly total: number;
  /** What the parts add up to. */
  readonly sum: string;
}

/** One number large, and the parts of the whole it belongs to. */
export function Outcome({ figure, headline, parts, total, sum }: OutcomeProps) {
  return (
    <Card>
      <p className={classes.headline}>
        <span className={classes.figure}>{formatNumber(figure)}</span>
        <span>{headline}</span>
      </p>
      <StackedBar label={sum} parts={parts} total={total} />
      <ul className={classes.legend}>
        {parts.map((part) => (
          <li key={part.id}>
            <Pill tone={part.tone}>{part.label}</Pill>
            {formatNumber(part.value)}
          </li>
        ))}
        <li className={classes.sum}>{sum}</li>
      </ul>
    </Card>
  );
}
