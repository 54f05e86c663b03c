import type { ReactNode } from 'react';
import classes from './option-row.module.css';

/** A name at the start, controls beside it, a sentence under them. */
export function OptionRow({
  label,
  hint,
  children,
}: {
  readonly label: string;
  readonly hint?: string;
  readonly children: ReactNode;
}) {
  return (
    <div className={classes.row}>
      <span className={classes.label}>{label}</span>
      <div className={classes.controls}>
        {children}
        {hint !== undefined && <p className={classes.hint}>{hint}</p>}
      </div>
    </div>
  );
}
