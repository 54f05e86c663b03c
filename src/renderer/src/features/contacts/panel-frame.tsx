import { CloseButton } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useEscape } from '../../ui/use-escape.ts';
import classes from './panel-frame.module.css';
import { contactsActions } from './use-contacts.ts';

interface PanelFrameProps {
  readonly label: string;
  readonly title: ReactNode;
  readonly under?: ReactNode;
  readonly children: ReactNode;
}

const close = () => void contactsActions().showPanel({ kind: 'none' });

/** The panel beside the table. Escape closes it, unless something inside took the key. */
export function PanelFrame({ label, title, under, children }: PanelFrameProps) {
  const { t } = useTranslation('contacts');
  useEscape(close);
  return (
    <aside className={classes.panel} aria-label={label}>
      <header className={classes.header}>
        <div className={classes.titles}>
          <h2 className={classes.title}>{title}</h2>
          {under}
        </div>
        <CloseButton size={30} aria-label={t('panel.close')} onClick={close} />
      </header>
      <div className={classes.body}>{children}</div>
    </aside>
  );
}
