import { ActionIcon } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './screen.module.css';

interface ScreenProps {
  readonly title: ReactNode;
  readonly subtitle?: ReactNode;
  /** Buttons at the end of the title row. The main one comes last. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
  readonly back?: { readonly label: string; readonly onClick: () => void };
  /** `fill` gives the content the rest of the window's height, for screens whose cards scroll inside. */
  readonly layout?: 'flow' | 'fill';
  /** Names the step or state that is shown: when it changes, the title takes the focus again. */
  readonly focusKey?: string | undefined;
}

/** One screen: its title row, then its content. The title takes the focus when the screen opens, so that readers say it. */
export function Screen({ title, subtitle, actions, children, back, layout = 'flow', focusKey }: ScreenProps) {
  const { t } = useTranslation();
  const id = useId();
  const heading = useRef<HTMLHeadingElement>(null);

  useEffect(() => {
    const active = document.activeElement;
    if (active === null || active === document.body || active.closest('nav') !== null) {
      heading.current?.focus({ preventScroll: true });
    }
  }, []);

  const shownKey = useRef(focusKey);
  useEffect(() => {
    if (shownKey.current === focusKey) return;
    shownKey.current = focusKey;
    heading.current?.focus({ preventScroll: true });
  }, [focusKey]);

  return (
    <section className={classes.screen} data-layout={layout} aria-labelledby={id}>
      <header className={classes.header}>
        {back !== undefined && (
          <ActionIcon
            variant="subtle"
            size={34}
            className={classes.back}
            aria-label={`${t('back')}: ${back.label}`}
            title={back.label}
            onClick={back.onClick}
          >
            <IconArrowLeft size={18} stroke={1.75} />
          </ActionIcon>
        )}
        <div className={classes.titles}>
          <h1 id={id} ref={heading} tabIndex={-1} className={classes.title} aria-describedby={`${id}-subtitle`}>
            {title}
          </h1>
          {subtitle !== undefined && (
            <p id={`${id}-subtitle`} className={classes.subtitle}>
              {subtitle}
            </p>
          )}
        </div>
        {actions !== undefined && <div className={classes.actions}>{actions}</div>}
      </header>
      <div className={classes.content}>{children}</div>
    </section>
  );
}
