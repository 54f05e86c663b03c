import { Button } from '@mantine/core';
import { IconClipboard, IconFileImport } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './pick-file.module.css';
import { importActions } from './use-import.ts';

/** Where a file comes in. Dropping works on the whole window, so this only invites to it. */
export function PickFile({ onPaste }: { readonly onPaste: () => void }) {
  const { t } = useTranslation('importing');
  return (
    <section className={classes.zone} aria-label={t('pick.title')}>
      <span className={classes.icon} aria-hidden>
        <IconFileImport size={26} stroke={1.75} />
      </span>
      <h2 className={classes.title}>{t('pick.title')}</h2>
      <p className={classes.body}>{t('pick.body')}</p>
      <div className={classes.actions}>
        <Button onClick={() => void importActions().pick()}>{t('pick.choose')}</Button>
        <Button variant="default" leftSection={<IconClipboard size={18} stroke={1.75} />} onClick={onPaste}>
          {t('pick.paste')}
        </Button>
      </div>
      <p className={classes.accepts}>{t('pick.accepts')}</p>
      <Button
        variant="subtle"
        size="xs"
        className={classes.sample}
        title={t('pick.sampleHint')}
        onClick={() => void importActions().sample()}
      >
        {t('pick.sample')}
      </Button>
    </section>
  );
}
