import { notifications } from '@mantine/notifications';
import { IconFileImport } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { api } from '../api.ts';
import { useErrorWords } from '../ui/error-note.tsx';
import classes from './drop-file.module.css';
import { useIncomingFile } from './incoming-file.ts';

/** Drop a CSV anywhere: the whole window says so, and the import screen opens with it. */
export function DropFile() {
  const { t } = useTranslation('app');
  const words = useErrorWords();
  const [, navigate] = useLocation();
  const [over, setOver] = useState(false);

  useEffect(() => {
    // Enter and leave fire for every element on the way; the depth says when the window itself was left.
    let depth = 0;
    const carriesFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true;
    const enter = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      // Without it a drop is refused when what lies under the pointer has just changed and no `dragover` came since.
      event.preventDefault();
      depth++;
      setOver(true);
    };
    const leave = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      depth = Math.max(0, depth - 1);
      if (depth === 0) setOver(false);
    };
    const allow = (event: DragEvent) => {
      if (carriesFiles(event)) event.preventDefault();
    };
    const drop = async (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      depth = 0;
      setOver(false);
      const files = [...(event.dataTransfer?.files ?? [])];
      const file = files[0];
      if (file === undefined) return;
      if (files.length > 1) notifications.show({ message: t('drop.several'), withBorder: true });
      try {
        useIncomingFile.getState().offer(await api.admitFile(file));
        navigate('/import');
      } catch (thrown) {
        const { title, fix } = words(thrown);
        notifications.show({ title, message: fix, color: 'red', withBorder: true });
      }
    };
    const onDrop = (event: DragEvent) => void drop(event);
    window.addEventListener('dragenter', enter);
    window.addEventListener('dragleave', leave);
    window.addEventListener('dragover', allow);
    window.addEventListener('drop', onDrop);
    const end = api.on('app.file', (file) => {
      useIncomingFile.getState().offer(file);
      navigate('/import');
    });
    return () => {
      window.removeEventListener('dragenter', enter);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('dragover', allow);
      window.removeEventListener('drop', onDrop);
      end();
    };
  });

  if (!over) return null;
  return (
    <div className={classes.overlay} aria-hidden>
      <div className={classes.frame}>
        <span className={classes.icon}>
          <IconFileImport size={28} stroke={1.75} />
        </span>
        <strong>{t('drop.title')}</strong>
        <span>{t('drop.body')}</span>
      </div>
    </div>
  );
}
