import { IconCheck } from '@tabler/icons-react';
import classes from './steps.module.css';

interface StepsProps {
  readonly label: string;
  readonly steps: readonly string[];
  /** 0-based. */
  readonly current: number;
  /** Given when a person may go back to a step that is done. */
  readonly onStep?: (index: number) => void;
}

/** Where a person is in a short walk of steps. */
export function Steps({ label, steps, current, onStep }: StepsProps) {
  return (
    <ol className={classes.steps} aria-label={label}>
      {steps.map((name, index) => {
        const state = index < current ? 'done' : index === current ? 'here' : 'ahead';
        const inside = (
          <>
            <span className={classes.number} aria-hidden>
              {state === 'done' ? <IconCheck size={13} stroke={2.5} /> : index + 1}
            </span>
            {name}
          </>
        );
        return (
          <li
            key={name}
            className={classes.step}
            data-state={state}
            aria-current={state === 'here' ? 'step' : undefined}
          >
            {state === 'done' && onStep !== undefined ? (
              <button type="button" className={classes.button} onClick={() => onStep(index)}>
                {inside}
              </button>
            ) : (
              <span className={classes.inside}>{inside}</span>
            )}
          </li>
        );
      })}
    </ol>
  );
}
