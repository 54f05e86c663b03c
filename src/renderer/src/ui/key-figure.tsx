import type { ReactNode } from 'react';
import classes from './key-figure.module.css';

interface KeyFigureProps {
  readonly label: ReactNode;
  /** The number, already formatted. */
  readonly value: ReactNode;
  readonly hint?: ReactNode;
  /** `card` draws its own frame. */
  readonly framed?: boolean;
}

/** A screen's one number, large, between its name and a word about it. */
export function KeyFigure({ label, value, hint, framed = false }: KeyFigureProps) {
  return (
    <div className={classes.figure} data-framed={framed || undefined}>
      <div className={classes.label}>{label}</div>
      <div className={classes.value}>{value}</div>
      {hint !== undefined && <div className={classes.hint}>{hint}</div>}
    </div>
  );
}
