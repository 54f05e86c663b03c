import { Button, CloseButton } from '@mantine/core';
import { IconAlertTriangle, IconBan, IconCheck, IconClock } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { PushStatus } from '#contract/groups.ts';
import type { GroupId } from '#core/kernel/ids.ts';
import { ApiError } from '../../api.ts';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { formatNumber } from '../../ui/numbers.ts';
import { PhoneText } from '../../ui/phone-number.tsx';
import { StackedBar } from '../../ui/stacked-bar.tsx';
import { Pill } from '../../ui/state-pill.tsx';
import { pushError, pushParts } from './push-parts.ts';
import classes from './push-view.module.css';
import type { PushRow } from './service-store.ts';
import { serviceActions, useGroups, useService } from './use-groups.ts';

/** A local group on its way to the service: how far, and what came of each person. */
export function PushView({ groupId }: { readonly groupId: GroupId }) {
  const { t } = useTranslation('groups');
  const status = useService((state) => state.pushes.get(groupId) ?? null);
  const rows = useService((state) => state.rows);
  const failed = useService((state) => state.pushError);
  const target = useService((state) => state.targets.get(groupId) ?? null);
  const group = useGroups((state) => state.groups?.find((known) => known.id === groupId) ?? null);
  const to = target ?? group?.remote?.name ?? null;
  const from = group?.name ?? '';
  const columns = useColumns();
  const error = failed ?? pushError(status);
  return (
    <section className={classes.card} aria-label={t('push.resultsLabel')}>
      <header className={classes.header}>
        <div className={classes.titles}>
          <h2 className={classes.title}>{to === null ? from : t('push.title', { from, to })}</h2>
          <p className={classes.state} aria-live="polite">
            {status === null ? '\u00a0' : t(`push.${status.state}`)}
            {status?.state === 'running' && <> · {t('push.stays')}</>}
          </p>
        </div>
        <StopButton status={status} />
        <CloseButton size={30} aria-label={t('push.close')} onClick={() => void serviceActions().watch(null)} />
      </header>
      {error !== null && (
        <div className={classes.error}>
          <ErrorNote error={error instanceof ApiError ? error : new ApiError(error)} />
        </div>
      )}
      {status !== null && <Figures status={status} />}
      <DataTable
        label={t('push.resultsLabel')}
        columns={columns}
        total={rows?.length ?? 0}
        loading={rows === null && failed === null}
        getRow={(index) => rows?.[index]}
        getKey={(row) => row.phone}
        rowHeight={32}
        empty={failed === null ? <EmptyState title={t('push.noRows')} /> : null}
      />
    </section>
  );
}

function StopButton({ status }: { readonly status: PushStatus | null }) {
  const { t } = useTranslation('groups');
  const stopping = useService((state) => state.stopping);
  if (status?.state !== 'running') return null;
  return (
    <Button variant="default" disabled={stopping} onClick={() => void serviceActions().stop()}>
      {stopping ? t('push.stopping') : t('push.stop')}
    </Button>
  );
}

function Figures({ status }: { readonly status: PushStatus }) {
  const { t } = useTranslation('groups');
  const all = pushParts(status).map((part) => ({ ...part, label: t(`push.${part.id}`) }));
  const parts = all.filter((part) => part.id === 'created' || part.value > 0);
  return (
    <div className={classes.figures}>
      <p className={classes.headline}>
        <span className={classes.figure}>{formatNumber(status.created)}</span>
        {t('push.of', { total: status.total })}
      </p>
      <StackedBar
        label={t('push.of', { total: status.total })}
        parts={parts.filter((part) => part.id !== 'waiting')}
        total={status.total}
      />
      <ul className={classes.legend}>
        {parts.map((part) => (
          <li key={part.id}>
            <Pill tone={part.tone}>{part.label}</Pill>
            {formatNumber(part.value)}
          </li>
        ))}
      </ul>
      {status.unclear > 0 && <p className={classes.note}>{t('push.unclearNote')}</p>}
    </div>
  );
}

const results = {
  created: { tone: 'ok', icon: IconCheck },
  refused: { tone: 'bad', icon: IconBan },
  unclear: { tone: 'doubt', icon: IconAlertTriangle },
  waiting: { tone: 'wait', icon: IconClock },
} as const;

function useColumns(): readonly Column<PushRow>[] {
  const { t } = useTranslation('groups');
  return useMemo(
    () => [
      {
        id: 'name',
        header: t('push.columns.name'),
        minWidth: 124,
        render: (row) => (
          <span className={row.name === '' ? classes.quiet : classes.name}>
            {row.name === '' ? t('detail.noName') : row.name}
          </span>
        ),
      },
      { id: 'phone', header: t('push.columns.phone'), width: 162, render: (row) => <PhoneText phone={row.phone} /> },
      {
        id: 'result',
        header: t('push.columns.result'),
        width: 104,
        render: ({ result }) => (
          <Pill tone={results[result].tone} icon={results[result].icon}>
            {t(`push.${result}`)}
          </Pill>
        ),
      },
      {
        id: 'words',
        header: t('push.columns.words'),
        flex: 1.8,
        minWidth: 140,
        render: (row) => <span className={classes.quiet}>{row.words}</span>,
      },
    ],
    [t],
  );
}
