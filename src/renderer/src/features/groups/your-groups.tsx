import { Button, TextInput } from '@mantine/core';
import { IconSearch, IconTags } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { Group } from '#contract/groups.ts';
import type { GroupId } from '#core/kernel/ids.ts';
import { type ApiError, api, asApiError } from '../../api.ts';
import { useIncomingFile } from '../../app/incoming-file.ts';
import { Card } from '../../ui/card.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { formatNumber } from '../../ui/numbers.ts';
import { GroupDetail } from './group-detail.tsx';
import split from './split.module.css';
import { openGroup } from './state.ts';
import { groupsActions, useGroups } from './use-groups.ts';
import classes from './your-groups.module.css';

interface YourGroupsProps {
  readonly onCreate: () => void;
  /** Send this group's people to the service. */
  readonly onPush: (id: GroupId) => void;
  /** Show what came of the last sending of this group. */
  readonly onResults: (id: GroupId) => void;
}

/** The groups of this computer beside the one that is open. */
export function YourGroups({ onCreate, onPush, onResults }: YourGroupsProps) {
  const { t } = useTranslation('common');
  const groups = useGroups((state) => state.groups);
  const group = useGroups(openGroup);
  const error = useGroups((state) => state.listError);
  if (error !== null) {
    return (
      <ErrorNote
        error={error}
        action={
          <Button size="xs" onClick={() => groupsActions().retry()}>
            {t('retry')}
          </Button>
        }
      />
    );
  }
  if (groups?.length === 0) return <NoGroups onCreate={onCreate} />;
  return (
    <div className={split.split}>
      <GroupList />
      {group === null ? (
        <Card fill />
      ) : (
        <GroupDetail
          key={group.id}
          group={group}
          onPush={() => onPush(group.id)}
          onResults={() => onResults(group.id)}
        />
      )}
    </div>
  );
}

function GroupList() {
  const { t } = useTranslation('groups');
  const groups = useGroups((state) => state.groups);
  const openId = useGroups((state) => state.openId);
  const [filter, setFilter] = useState('');
  const wanted = filter.trim().toLowerCase();
  const shown = useMemo(
    () => (groups ?? []).filter((group) => group.name.toLowerCase().includes(wanted)),
    [groups, wanted],
  );
  const columns = useMemo<readonly Column<Group>[]>(
    () => [
      { id: 'name', header: t('list.name'), render: (group) => <span className={classes.name}>{group.name}</span> },
      {
        id: 'people',
        header: t('list.people'),
        width: 92,
        align: 'end',
        render: (group) => <span className={classes.count}>{formatNumber(group.count)}</span>,
      },
    ],
    [t],
  );
  return (
    <Card padded={false} fill>
      <div className={classes.filter}>
        <TextInput
          aria-label={t('list.filter')}
          placeholder={t('list.filter')}
          leftSection={<IconSearch size={16} stroke={1.75} />}
          value={filter}
          onChange={(event) => setFilter(event.currentTarget.value)}
        />
      </div>
      <DataTable
        label={t('list.label')}
        columns={columns}
        total={shown.length}
        loading={groups === null}
        getRow={(index) => shown[index]}
        getKey={(group) => group.id}
        onOpen={(group) => groupsActions().show(group.id)}
        openKey={openId}
        empty={<EmptyState title={t('list.nothing')} />}
      />
    </Card>
  );
}

function NoGroups({ onCreate }: { readonly onCreate: () => void }) {
  const { t } = useTranslation('groups');
  const [, navigate] = useLocation();
  const [error, setError] = useState<ApiError | null>(null);

  async function trySample() {
    try {
      useIncomingFile.getState().offer(await api.call('import.sample'));
      navigate('/import');
    } catch (thrown) {
      setError(asApiError(thrown));
    }
  }

  return (
    <Card fill>
      {error !== null && <ErrorNote error={error} />}
      <EmptyState
        icon={<IconTags size={24} stroke={1.75} />}
        title={t('empty.title')}
        body={t('empty.body')}
        actions={
          <>
            <Button onClick={onCreate}>{t('create')}</Button>
            <Button variant="default" onClick={() => void trySample()}>
              {t('empty.sample')}
            </Button>
          </>
        }
      />
    </Card>
  );
}
