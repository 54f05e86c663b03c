import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { BackupView } from '#contract/backup.ts';
import { api } from '../api.ts';
import classes from './backup-list.module.css';
import { useConfirm } from './confirm.tsx';
import { formatBytes, formatDayTime, formatNumber } from './numbers.ts';

interface BackupListProps {
  readonly backups: readonly BackupView[];
  readonly busy: boolean;
  readonly onRestore: (backup: BackupView) => void;
}

/** Every backup with what is in it, and the way back to it. */
export function BackupList({ backups, busy, onRestore }: BackupListProps) {
  const { t } = useTranslation('settings');
  const figure = (value: number | null) => (value === null ? '–' : formatNumber(value));
  return (
    <table className={classes.table} aria-label={t('backups.list')}>
      <thead>
        <tr>
          <th scope="col">{t('backups.when')}</th>
          <th scope="col" data-figure>
            {t('backups.contacts')}
          </th>
          <th scope="col" data-figure>
            {t('backups.campaigns')}
          </th>
          <th scope="col" data-figure>
            {t('backups.size')}
          </th>
          <th scope="col" data-figure>
            {t('backups.schema')}
          </th>
          <th scope="col">
            <span className="visually-hidden">{t('backups.actions')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {backups.map((backup) => (
          <tr key={backup.name}>
            <td title={backup.name}>
              <time dateTime={new Date(backup.at).toISOString()}>{formatDayTime(backup.at)}</time>
            </td>
            <td data-figure>{figure(backup.contacts)}</td>
            <td data-figure>{figure(backup.campaigns)}</td>
            <td data-figure>{formatBytes(backup.bytes)}</td>
            <td data-figure>{backup.schema}</td>
            <td>
              {backup.contacts === null ? (
                <span className={classes.quiet}>{t('backups.unreadable')}</span>
              ) : (
                <Button
                  size="xs"
                  variant="default"
                  loading={busy}
                  aria-label={t('backups.restoreLabel', { at: formatDayTime(backup.at) })}
                  onClick={() => onRestore(backup)}
                >
                  {t('backups.restore')}
                </Button>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Asks, naming what is lost, and restores. The window is drawn anew when it went well: then this never answers. */
export function useRestore(): (backup: BackupView) => Promise<void> {
  const { t } = useTranslation('settings');
  const confirm = useConfirm();
  return async ({ name, at }) => {
    const yes = await confirm({
      title: t('backups.confirm', { at: formatDayTime(at) }),
      body: t('backups.confirmBody'),
      action: t('backups.confirmAction'),
      tone: 'danger',
    });
    if (yes) await api.call('backups.restore', { name });
  };
}
