import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useErrorWords } from './error-note.tsx';
import classes from './undo-toast.module.css';

export interface UndoToastOptions {
  /** What was just done: "Deleted 3 people." */
  readonly message: string;
  /** Takes it back. Without it the toast only tells. */
  readonly onUndo?: () => Promise<unknown> | unknown;
}

let count = 0;

/** Tells what was just done, with Undo for ten seconds. */
export function useUndoToast(): (options: UndoToastOptions) => void {
  const { t } = useTranslation();
  const words = useErrorWords();
  return ({ message, onUndo }) => {
    const id = `undo-${++count}`;
    const undo = async () => {
      notifications.hide(id);
      try {
        await onUndo?.();
      } catch (thrown) {
        const { title, fix } = words(thrown);
        notifications.show({
          title,
          message: fix,
          color: 'red',
          withBorder: true,
          closeButtonProps: { 'aria-label': t('close') },
        });
      }
    };
    notifications.show({
      id,
      autoClose: onUndo === undefined ? 5_000 : 10_000,
      withBorder: true,
      closeButtonProps: { 'aria-label': t('close') },
      classNames: { root: classes.toast ?? '', body: classes.body ?? '' },
      message: (
        <span className={classes.line}>
          <span className={classes.text}>{message}</span>
          {onUndo !== undefined && (
            <Button
              size="xs"
              variant="light"
              leftSection={<IconArrowBackUp size={14} stroke={2} />}
              onClick={() => void undo()}
            >
              {t('undo')}
            </Button>
          )}
        </span>
      ),
    });
  };
}
