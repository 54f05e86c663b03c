import { Button, CloseButton, TextInput } from '@mantine/core';
import { IconSearch, IconUserPlus } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { ContactRow } from '#contract/contacts.ts';
import type { Group } from '#contract/groups.ts';
import type { ContactId } from '#core/kernel/ids.ts';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { PhoneText } from '../../ui/phone-number.tsx';
import { rowAt } from '../../ui/row-pages.ts';
import { StatePill } from '../../ui/state-pill.tsx';
import classes from './group-detail.module.css';
import { fullName } from './state.ts';
import { useGroupWords } from './use-group-words.ts';
import { groupsActions, useGroups } from './use-groups.ts';

interface GroupPeopleProps {
  readonly group: Group;
  readonly onAdd: () => void;
}

/** Who is in the group. A row opens the person among the contacts. */
export function GroupPeople({ group, onAdd }: GroupPeopleProps) {
  const { t } = useTranslation(['groups', 'common']);
  const [, navigate] = useLocation();
  const people = useGroups((state) => state.people);
  const error = useGroups((state) => state.peopleError);
  const chosen = useGroups((state) => state.chosen);
  const found = people.total ?? 0;
  const columns = useColumns();
  return (
    <>
      <Bar group={group} />
      {error !== null && (
        <div className={classes.error}>
          <ErrorNote
            error={error}
            action={
              <Button size="xs" onClick={() => groupsActions().retry()}>
                {t('common:retry')}
              </Button>
            }
          />
        </div>
      )}
      <DataTable
        label={t('detail.tableLabel', { group: group.name })}
        columns={columns}
        total={people.total ?? 0}
        loading={people.total === null && error === null}
        getRow={(index) => rowAt(people, index)}
        getKey={(row) => row.id}
        onRange={groupsActions().want}
        selected={chosen}
        selectAll={{
          label: t('detail.selectAll', { count: found }),
          onToggle: () =>
            found > 0 && chosen.size === found ? groupsActions().choose(new Set()) : void groupsActions().chooseAll(),
        }}
        allSelected={found > 0 && chosen.size === found}
        rowName={(row) => fullName(row) || row.phone}
        onSelect={(keys) => groupsActions().choose(keys as ReadonlySet<ContactId>)}
        onOpen={(row) => navigate(`/contacts?id=${row.id}`)}
        rowHeight={32}
        empty={error === null ? <Nobody onAdd={onAdd} /> : null}
      />
    </>
  );
}

function Bar({ group }: { readonly group: Group }) {
  const { t } = useTranslation('groups');
  const query = useGroups((state) => state.query);
  const count = useGroups((state) => state.chosen.size);
  const working = useGroups((state) => state.working);
  const words = useGroupWords();
  return (
    <div className={classes.bar}>
      {count === 0 ? (
        <TextInput
          className={classes.search}
          data-search
          aria-label={t('detail.search')}
          placeholder={t('detail.search')}
          leftSection={<IconSearch size={16} stroke={1.75} />}
          value={query}
          onChange={(event) => groupsActions().search(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Escape' || query === '') return;
            // Esc would close the panel beside the list as well.
            event.preventDefault();
            groupsActions().search('');
          }}
        />
      ) : (
        <>
          <CloseButton
            size={24}
            aria-label={t('detail.clear')}
            title={t('detail.clear')}
            onClick={() => groupsActions().choose(new Set())}
          />
          <span className={classes.count} aria-live="polite">
            {t('detail.selected', { count })}
          </span>
          <span className={classes.room} />
          <Button size="xs" variant="default" disabled={working} onClick={() => void words.removeChosen(group)}>
            {t('detail.remove')}
          </Button>
        </>
      )}
    </div>
  );
}

function useColumns(): readonly Column<ContactRow>[] {
  const { t } = useTranslation('groups');
  return useMemo(
    () => [
      {
        id: 'name',
        header: t('detail.columns.name'),
        flex: 1.2,
        minWidth: 140,
        render: (row) => {
          const name = fullName(row);
          return (
            <span className={name === '' ? classes.quiet : classes.name}>
              {name === '' ? t('detail.noName') : name}
            </span>
          );
        },
      },
      {
        id: 'phone',
        header: t('detail.columns.phone'),
        width: 164,
        render: (row) => <PhoneText phone={row.phone} />,
      },
      {
        id: 'state',
        header: t('detail.columns.state'),
        width: 106,
        render: (row) => (row.optedOut ? <StatePill state="suppressed" /> : null),
      },
      {
        id: 'fields',
        header: t('detail.columns.fields'),
        flex: 1,
        minWidth: 120,
        render: (row) => (
          <span className={classes.quiet}>
            {Object.values(row.fields)
              .filter((value) => value.trim() !== '')
              .join(' · ')}
          </span>
        ),
      },
    ],
    [t],
  );
}

function Nobody({ onAdd }: { readonly onAdd: () => void }) {
  const { t } = useTranslation('groups');
  const query = useGroups((state) => state.query).trim();
  if (query !== '') return <EmptyState title={t('detail.nobodyFound', { query })} />;
  return (
    <EmptyState
      icon={<IconUserPlus size={24} stroke={1.75} />}
      title={t('detail.nobody')}
      actions={<Button onClick={onAdd}>{t('detail.add')}</Button>}
    />
  );
}
