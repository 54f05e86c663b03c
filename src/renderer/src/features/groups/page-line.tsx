import { ActionIcon } from '@mantine/core';
import { IconChevronLeft, IconChevronRight, IconRefresh } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './page-line.module.css';
import type { Paged } from './service-store.ts';

interface PageLineProps {
  readonly list: Paged<{ readonly lastPage: number | null; readonly more: boolean }>;
  readonly onPage: (page: number) => void;
}

/** Which page of a list at the service is shown, and the way to its neighbours. */
export function PageLine({ list, onPage }: PageLineProps) {
  const { t } = useTranslation('groups');
  const { page, shown, loading } = list;
  if (shown === null) return null;
  const icon = { size: 18, stroke: 1.75 };
  return (
    <div className={classes.line}>
      <span aria-live="polite">
        {loading
          ? t('service.asking')
          : shown.lastPage === null
            ? t('service.pageOnly', { page })
            : t('service.page', { page, last: Math.max(1, shown.lastPage) })}
      </span>
      <span className={classes.buttons}>
        <ActionIcon
          variant="subtle"
          size={28}
          aria-label={t('service.refresh')}
          title={t('service.refresh')}
          disabled={loading}
          onClick={() => onPage(page)}
        >
          <IconRefresh {...icon} />
        </ActionIcon>
        <ActionIcon
          variant="subtle"
          size={28}
          className={classes.turn}
          aria-label={t('service.previous')}
          disabled={loading || page <= 1}
          onClick={() => onPage(page - 1)}
        >
          <IconChevronLeft {...icon} />
        </ActionIcon>
        <ActionIcon
          variant="subtle"
          size={28}
          className={classes.turn}
          aria-label={t('service.next')}
          disabled={loading || !shown.more}
          onClick={() => onPage(page + 1)}
        >
          <IconChevronRight {...icon} />
        </ActionIcon>
      </span>
    </div>
  );
}
