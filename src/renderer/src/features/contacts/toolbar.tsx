import { CloseButton, SegmentedControl, Select, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { GroupId } from '#core/kernel/ids.ts';
import { formatNumber } from '../../ui/numbers.ts';
import type { Show, Sort } from './state.ts';
import classes from './toolbar.module.css';
import { contactsActions, useContacts } from './use-contacts.ts';

const everyGroup = 'all';
const sorts: readonly Sort[] = ['name', 'phone', 'newest'];

/** Narrows the list: as one types, by group, by who opted out. */
export function Toolbar() {
  const { t } = useTranslation(['contacts', 'common']);
  const query = useContacts((state) => state.query);
  const show = useContacts((state) => state.show);
  const sort = useContacts((state) => state.sort);
  return (
    <div className={classes.bar} role="search">
      <TextInput
        className={classes.search}
        data-search
        aria-label={t('searchLabel')}
        placeholder={t('searchHint')}
        leftSection={<IconSearch size={18} stroke={1.75} />}
        rightSection={
          query === '' ? null : (
            <CloseButton size={24} aria-label={t('common:clear')} onClick={() => contactsActions().search('')} />
          )
        }
        value={query}
        onChange={(event) => contactsActions().search(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || query === '') return;
          // Esc would close the panel beside the list as well.
          event.preventDefault();
          contactsActions().search('');
        }}
      />
      <GroupFilter />
      <Select
        className={classes.sort}
        aria-label={t('sort.label')}
        data={sorts.map((value) => ({ value, label: t(`sort.${value}`) }))}
        value={sort}
        allowDeselect={false}
        onChange={(value) => value !== null && contactsActions().sortBy(value as Sort)}
      />
      <SegmentedControl
        aria-label={t('show.label')}
        data={(['all', 'opted_out'] as const).map((value) => ({ value, label: t(`show.${value}`) }))}
        value={show}
        onChange={(value) => contactsActions().filter({ show: value as Show })}
      />
    </div>
  );
}

function GroupFilter() {
  const { t } = useTranslation('contacts');
  const groups = useContacts((state) => state.groups);
  const groupId = useContacts((state) => state.groupId);
  return (
    <Select
      className={classes.group}
      aria-label={t('group')}
      data={[
        { value: everyGroup, label: t('allGroups') },
        ...(groups ?? []).map(({ id, name, count }) => ({
          value: String(id),
          label: `${name} · ${formatNumber(count)}`,
        })),
      ]}
      value={groupId === null ? everyGroup : String(groupId)}
      searchable
      allowDeselect={false}
      nothingFoundMessage={t('groupNothing')}
      maxDropdownHeight={320}
      onChange={(value) =>
        contactsActions().filter({
          groupId: value === null || value === everyGroup ? null : (Number(value) as GroupId),
        })
      }
    />
  );
}
