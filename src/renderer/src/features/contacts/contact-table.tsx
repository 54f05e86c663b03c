import { Button } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContactRow } from '#contract/contacts.ts';
import type { ContactId } from '#core/kernel/ids.ts';
import { PracticeChip } from '../../shared/accounts/practice-chip.tsx';
import { Card } from '../../ui/card.tsx';
import { type Column, DataTable, type RowKey } from '../../ui/data-table.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { PhoneText } from '../../ui/phone-number.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { rowAt } from '../../ui/row-pages.ts';
import { StatePill } from '../../ui/state-pill.tsx';
import { BulkBar } from './bulk-bar.tsx';
import classes from './contact-table.module.css';
import { fullName, type Sort } from './state.ts';
import { contactsActions, useContacts } from './use-contacts.ts';
import { useNarrow } from './use-narrow.ts';

const rowHeight = 32;

/** The book as a table: a million people, the ones in sight loaded. */
export function ContactTable() {
  const { t } = useTranslation('contacts');
  const people = useContacts((state) => state.people);
  const chosen = useContacts((state) => state.chosen);
  const panel = useContacts((state) => state.panel);
  const found = people.total ?? 0;
  const allChosen = chosen.kind === 'all' || (found > 0 && chosen.ids.size === found);
  const error = useContacts((state) => state.listError);
  const columns = useColumns(useNarrow());
  return (
    <Card padded={false} fill>
      <BulkBar />
      <DataTable
        label={t('tableLabel')}
        columns={columns}
        total={people.total ?? 0}
        loading={people.total === null && error === null}
        getRow={(index) => rowAt(people, index)}
        getKey={(row) => row.id}
        onRange={contactsActions().want}
        selected={chosen.kind === 'all' ? noKeys : chosen.ids}
        allSelected={allChosen}
        selectAll={{
          label: t('selectAll', { count: people.total ?? 0 }),
          onToggle: () => (allChosen ? contactsActions().chooseNobody() : void contactsActions().chooseAll()),
        }}
        rowName={(row) => fullName(row) || row.phone}
        onSelect={(keys) => contactsActions().choose(keys as ReadonlySet<RowKey> & ReadonlySet<ContactId>)}
        onOpen={(row) => void contactsActions().showPanel({ kind: 'person', id: row.id })}
        openKey={panel.kind === 'person' ? panel.id : null}
        rowHeight={rowHeight}
        empty={error === null ? <Nobody /> : null}
      />
    </Card>
  );
}

const noKeys: ReadonlySet<RowKey> = new Set();

function useColumns(narrow: boolean): readonly Column<ContactRow>[] {
  const { t } = useTranslation('contacts');
  const sort = useContacts((state) => state.sort);
  return useMemo(() => {
    const sortable = (id: Sort) => ({
      sort: sort === id ? ('ascending' as const) : ('none' as const),
      onSort: () => contactsActions().sortBy(id),
    });
    const columns: Column<ContactRow>[] = [
      {
        id: 'name',
        header: t('columns.name'),
        flex: 1.2,
        minWidth: 150,
        ...sortable('name'),
        render: (row) => <Name row={row} />,
      },
      {
        id: 'phone',
        header: t('columns.phone'),
        width: 176,
        ...sortable('phone'),
        render: (row) => <PhoneText phone={row.phone} />,
      },
      {
        id: 'state',
        header: t('columns.state'),
        width: 118,
        render: (row) => (row.optedOut ? <StatePill state="suppressed" /> : null),
      },
    ];
    if (narrow) return columns;
    columns.push(
      {
        id: 'fields',
        header: t('columns.fields'),
        flex: 1.6,
        minWidth: 160,
        render: (row) => <Fields row={row} />,
      },
      {
        id: 'updated',
        header: t('columns.updated'),
        width: 136,
        align: 'end',
        render: (row) => (
          <span className={classes.quiet}>
            <RelativeTime at={row.updatedAt} />
          </span>
        ),
      },
    );
    return columns;
  }, [sort, narrow, t]);
}

function Name({ row }: { readonly row: ContactRow }) {
  const { t } = useTranslation('contacts');
  const name = fullName(row);
  return (
    <span className={classes.person}>
      {name === '' ? (
        <span className={classes.blank}>{t('noName')}</span>
      ) : (
        <span className={classes.name}>{name}</span>
      )}
      {row.practice && <PracticeChip />}
    </span>
  );
}

/** What else is known, in a line: the panel has it in full. */
function Fields({ row }: { readonly row: ContactRow }) {
  const values = Object.values(row.fields).filter((value) => value.trim() !== '');
  return <span className={classes.quiet}>{values.join(' · ')}</span>;
}

function Nobody() {
  const { t } = useTranslation('contacts');
  const query = useContacts((state) => state.query).trim();
  return (
    <EmptyState
      title={query === '' ? t('nothing.title') : t('nothing.search', { query })}
      body={query === '' ? undefined : t('nothing.body')}
      actions={
        <Button
          variant="default"
          onClick={() => {
            contactsActions().search('');
            contactsActions().filter({ groupId: null, show: 'all' });
          }}
        >
          {t('nothing.clear')}
        </Button>
      }
    />
  );
}
