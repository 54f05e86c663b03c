import { Button, Checkbox, Group as Row, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContactRow } from '#contract/contacts.ts';
import type { Group } from '#contract/groups.ts';
import type { ContactId } from '#core/kernel/ids.ts';
import { type ApiError, asApiError } from '../../api.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { PhoneText } from '../../ui/phone-number.tsx';
import { SkeletonLine } from '../../ui/skeletons.tsx';
import classes from './add-people.module.css';
import { fullName } from './state.ts';
import { useGroupWords } from './use-group-words.ts';
import { groupsActions } from './use-groups.ts';

interface AddPeopleProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly group: Group;
}

/** Finds people as one types; ticks stay while the search changes. */
export function AddPeople({ opened, onClose, group }: AddPeopleProps) {
  const { t } = useTranslation('groups');
  return (
    <Dialog opened={opened} onClose={onClose} title={t('addPeople.title', { group: group.name })} size={520}>
      <Finder group={group} onClose={onClose} />
    </Dialog>
  );
}

function Finder({ group, onClose }: { readonly group: Group; readonly onClose: () => void }) {
  const { t } = useTranslation(['groups', 'common']);
  const words = useGroupWords();
  const [query, setQuery] = useState('');
  const [picked, setPicked] = useState<ReadonlySet<ContactId>>(new Set());
  const { found, error } = useFound(query);

  function toggle(id: ContactId) {
    const next = new Set(picked);
    if (!next.delete(id)) next.add(id);
    setPicked(next);
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (picked.size === 0) return;
        onClose();
        void words.add(group, [...picked]);
      }}
    >
      <TextInput
        data-autofocus
        aria-label={t('addPeople.search')}
        placeholder={t('addPeople.hint')}
        leftSection={<IconSearch size={18} stroke={1.75} />}
        value={query}
        onChange={(event) => setQuery(event.currentTarget.value)}
        onKeyDown={(event) => {
          // Enter in the search field looks, it does not add.
          if (event.key === 'Enter') event.preventDefault();
        }}
      />
      <div className={classes.found}>
        {error !== null && <ErrorNote error={error} />}
        {found === null && error === null && <Waiting />}
        {found !== null && <People rows={found.rows} picked={picked} onToggle={toggle} query={query.trim()} />}
        {found !== null && found.total > found.rows.length && (
          <p className={classes.note}>{t('addPeople.more', { count: found.total - found.rows.length })}</p>
        )}
      </div>
      <Row justify="flex-end" mt="md" gap="sm">
        <Button variant="default" onClick={onClose}>
          {t('common:cancel')}
        </Button>
        <Button type="submit" disabled={picked.size === 0}>
          {picked.size === 0 ? t('addPeople.actionNone') : t('addPeople.action', { count: picked.size })}
        </Button>
      </Row>
    </form>
  );
}

interface PeopleProps {
  readonly rows: readonly ContactRow[];
  readonly picked: ReadonlySet<ContactId>;
  readonly onToggle: (id: ContactId) => void;
  readonly query: string;
}

function People({ rows, picked, onToggle, query }: PeopleProps) {
  const { t } = useTranslation('groups');
  if (rows.length === 0) {
    return (
      <p className={classes.note}>{query === '' ? t('addPeople.noContacts') : t('addPeople.nobody', { query })}</p>
    );
  }
  return (
    <ul className={classes.list} aria-label={t('addPeople.listLabel')}>
      {rows.map((row) => (
        <li key={row.id}>
          <Checkbox
            className={classes.person}
            checked={picked.has(row.id)}
            onChange={() => onToggle(row.id)}
            label={
              <span className={classes.label}>
                <span>{fullName(row) || t('detail.noName')}</span>
                <span className={classes.phone}>
                  <PhoneText phone={row.phone} />
                </span>
              </span>
            }
          />
        </li>
      ))}
    </ul>
  );
}

function Waiting() {
  return (
    <div className={classes.waiting} aria-busy>
      {['54%', '62%', '48%', '58%'].map((width) => (
        <SkeletonLine key={width} width={width} />
      ))}
    </div>
  );
}

interface Found {
  readonly total: number;
  readonly rows: readonly ContactRow[];
}

/** What matches, a moment after the last key; an older answer never replaces a newer one. */
function useFound(query: string): { readonly found: Found | null; readonly error: ApiError | null } {
  const [found, setFound] = useState<Found | null>(null);
  const [error, setError] = useState<ApiError | null>(null);
  useEffect(() => {
    let current = true;
    const timer = setTimeout(
      () => {
        groupsActions()
          .find(query)
          .then(
            (answer) => {
              if (!current) return;
              setFound(answer);
              setError(null);
            },
            (thrown) => current && setError(asApiError(thrown)),
          );
      },
      query === '' ? 0 : 160,
    );
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [query]);
  return { found, error };
}
