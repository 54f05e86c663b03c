import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { RemoteGroupView } from '#contract/groups.ts';
import { Card } from '../../ui/card.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { formatNumber } from '../../ui/numbers.ts';
import { PageLine } from './page-line.tsx';
import classes from './service-tab.module.css';
import { serviceActions, useService } from './use-groups.ts';

/** One page of the groups that the service keeps. */
export function ServiceGroups() {
  const { t } = useTranslation('groups');
  const groups = useService((state) => state.groups);
  const open = useService((state) => state.open);
  const columns = useMemo<readonly Column<RemoteGroupView>[]>(
    () => [
      { id: 'name', header: t('service.name'), render: (group) => <span className={classes.name}>{group.name}</span> },
      {
        id: 'people',
        header: t('service.people'),
        width: 92,
        align: 'end',
        render: (group) => (
          <span className={classes.quiet}>
            {group.contacts === null ? t('service.unknown') : formatNumber(group.contacts)}
          </span>
        ),
      },
    ],
    [t],
  );
  const items = groups.shown?.items ?? [];
  return (
    <Card padded={false} fill>
      <DataTable
        label={t('service.listLabel')}
        columns={columns}
        total={items.length}
        loading={groups.loading}
        getRow={(index) => items[index]}
        getKey={(group) => group.uid}
        onOpen={(group) => {
          void serviceActions().watch(null);
          void serviceActions().show(group);
        }}
        openKey={open?.uid ?? null}
        empty={<EmptyState title={t('service.none')} body={t('service.noneBody')} />}
      />
      <PageLine list={groups} onPage={(page) => void serviceActions().loadGroups(page)} />
    </Card>
  );
}
