import { IconAlertTriangle, IconCircleCheck, IconInfoCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './note.module.css';

interface NoteProps {
  readonly tone?: 'info' | 'doubt' | 'bad' | 'ok' | 'orange';
  readonly title?: ReactNode;
  readonly children?: ReactNode;
  /** A button that helps. */
  readonly action?: ReactNode;
}

const icons = {
  info: IconInfoCircle,
  orange: IconInfoCircle,
  doubt: IconAlertTriangle,
  bad: IconAlertTriangle,
  ok: IconCircleCheck,
} as const;

/** Something worth knowing beside what it is about: an icon, a sentence or two, at most one button. */
export function Note({ tone = 'info', title, children, action }: NoteProps) {
  const Icon = icons[tone];
  return (
    <div className={classes.note} data-tone={tone}>
      <Icon size={18} stroke={1.75} className={classes.icon} aria-hidden />
      <div className={classes.text}>
        {title !== undefined && <strong className={classes.title}>{title}</strong>}
        {children}
      </div>
      {action !== undefined && <div className={classes.action}>{action}</div>}
    </div>
  );
}
