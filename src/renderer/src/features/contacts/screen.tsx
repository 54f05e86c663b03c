import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useSearch } from 'wouter';
import type { ContactId } from '#core/kernel/ids.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Screen } from '../../ui/screen.tsx';
import { ContactForm } from './contact-form.tsx';
import { ContactPanel } from './contact-panel.tsx';
import { ContactTable } from './contact-table.tsx';
import { EmptyBook } from './empty-book.tsx';
import classes from './screen.module.css';
import { isFiltered } from './state.ts';
import { Toolbar } from './toolbar.tsx';
import { contactsActions, useContacts } from './use-contacts.ts';

/** Everyone in the book: found, filtered, changed one by one or many at once. */
export function ContactsScreen() {
  const { t } = useTranslation(['contacts', 'common']);
  const [, navigate] = useLocation();
  const total = useContacts((state) => state.people.total);
  const filtered = useContacts(isFiltered);
  const panel = useContacts((state) => state.panel);
  const error = useContacts((state) => state.listError);
  const empty = total === 0 && !filtered;

  useEffect(() => contactsActions().open(), []);
  useAskedPerson();

  return (
    <Screen
      title={t('title')}
      subtitle={total === null ? '\u00a0' : filtered ? t('found', { count: total }) : t('people', { count: total })}
      actions={
        <>
          {!empty && (
            <Button variant="default" onClick={() => navigate('/import')}>
              {t('import')}
            </Button>
          )}
          <Button
            variant={empty ? 'default' : 'filled'}
            leftSection={<IconPlus size={18} stroke={1.75} />}
            onClick={() => void contactsActions().showPanel({ kind: 'new' })}
          >
            {t('create')}
          </Button>
        </>
      }
      layout="fill"
    >
      {!empty && <Toolbar />}
      {error !== null && (
        <ErrorNote
          error={error}
          action={
            <Button size="xs" onClick={() => contactsActions().retry()}>
              {t('common:retry')}
            </Button>
          }
        />
      )}
      <div className={classes.split} data-panel={panel.kind !== 'none' || undefined}>
        {empty ? <EmptyBook /> : <ContactTable />}
        {panel.kind === 'new' && <ContactForm />}
        {panel.kind === 'person' && <ContactPanel key={panel.id} id={panel.id} />}
      </div>
    </Screen>
  );
}

/** `/contacts?id=12` opens that person, once. */
function useAskedPerson() {
  const search = useSearch();
  const [, navigate] = useLocation();
  useEffect(() => {
    const id = Number(new URLSearchParams(search).get('id'));
    if (!Number.isInteger(id) || id <= 0) return;
    void contactsActions().showPanel({ kind: 'person', id: id as ContactId });
    navigate('/contacts?', { replace: true });
  }, [search, navigate]);
}
