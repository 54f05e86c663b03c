import { type ReactNode, useId } from 'react';
import classes from './card.module.css';

interface CardProps {
  readonly title?: ReactNode;
  /** Beside the title, at the end: a count, a small button. */
  readonly aside?: ReactNode;
  readonly children?: ReactNode;
  /** False for content that reaches the edges, such as a table. */
  readonly padded?: boolean;
  /** Takes the free height of its container and lets its content scroll. */
  readonly fill?: boolean;
  /** The panel colour of the page rather than of a card. */
  readonly quiet?: boolean;
  readonly className?: string | undefined;
}

export function Card({ title, aside, children, padded = true, fill = false, quiet = false, className }: CardProps) {
  const id = useId();
  const name = [classes.card, className].filter(Boolean).join(' ');
  return (
    <section
      className={name}
      data-fill={fill || undefined}
      data-quiet={quiet || undefined}
      aria-labelledby={title === undefined ? undefined : id}
    >
      {title !== undefined && (
        <header className={classes.header}>
          <h2 id={id} className={classes.title}>
            {title}
          </h2>
          {aside !== undefined && <div className={classes.aside}>{aside}</div>}
        </header>
      )}
      <div className={classes.body} data-padded={padded || undefined} data-titled={title !== undefined || undefined}>
        {children}
      </div>
    </section>
  );
}
