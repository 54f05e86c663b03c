import classes from './stacked-bar.module.css';
import type { Tone } from './state-pill.tsx';

export interface BarPart {
  readonly id: string;
  readonly label: string;
  readonly value: number;
  readonly tone: Tone;
}

interface StackedBarProps {
  /** What the bar is a whole of, for readers. */
  readonly label: string;
  readonly parts: readonly BarPart[];
  /** The whole; what the parts leave is drawn as waiting. */
  readonly total: number;
  readonly height?: number;
}

/** Parts of a whole. A part that exists is never thinner than 3 px, however few it holds. */
export function StackedBar({ label, parts, total, height = 10 }: StackedBarProps) {
  const shown = parts.filter((part) => part.value > 0);
  const words = shown.map((part) => `${part.label}: ${part.value}`).join(', ');
  return (
    <div className={classes.bar} style={{ blockSize: height }} role="img" aria-label={`${label}. ${words}`}>
      {shown.map((part) => (
        <div
          key={part.id}
          className={classes.part}
          data-tone={part.tone}
          title={part.label}
          style={{ flexBasis: `${(part.value / Math.max(total, 1)) * 100}%` }}
        />
      ))}
    </div>
  );
}
