import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorNote } from '../../ui/error-note.tsx';
import { AddToGroup } from './add-to-group.tsx';
import classes from './bulk-bar.module.css';
import { mostNamed } from './bulk.ts';
import { OptOutDialog } from './opt-out-dialog.tsx';
import { chosenCount } from './state.ts';
import { useBulkWords } from './use-bulk-words.ts';
import { contactsActions, useContacts } from './use-contacts.ts';

/** Says who is selected, and what can be done with them. It is always there, so that ticking moves nothing. */
export function BulkBar() {
  const { t } = useTranslation('contacts');
  const count = useContacts(chosenCount);
  const error = useContacts((state) => state.actionError);
  return (
    <>
      <div className={classes.bar} role="toolbar" aria-label={t('bulk.label')}>
        {count === 0 ? <p className={classes.hint}>{t('bulk.hint')}</p> : <Chosen count={count} />}
      </div>
      {error !== null && (
        <div className={classes.error}>
          <ErrorNote error={error} compact />
        </div>
      )}
    </>
  );
}

function Chosen({ count }: { readonly count: number }) {
  const { t } = useTranslation('contacts');
  const everyone = useContacts((state) => state.chosen.kind === 'all');
  const total = useContacts((state) => state.people.total ?? 0);
  const show = useContacts((state) => state.show);
  const working = useContacts((state) => state.working);
  // The contract's "everyone a search finds" knows no opted-out filter, so that one is gathered name by name.
  const more = !everyone && count < total && (show === 'all' || total <= mostNamed);
  return (
    <>
      <span className={classes.count} aria-live="polite">
        {everyone ? t('bulk.allChosen', { count }) : t('bulk.selected', { count })}
      </span>
      {more && (
        <Button size="xs" variant="subtle" disabled={working} onClick={() => void contactsActions().chooseAll()}>
          {working ? t('bulk.gathering') : t('bulk.all', { count: total })}
        </Button>
      )}
      <Button size="xs" variant="subtle" onClick={() => contactsActions().chooseNobody()}>
        {t('bulk.clear')}
      </Button>
      <span className={classes.room} />
      <Actions count={count} />
    </>
  );
}

function Actions({ count }: { readonly count: number }) {
  const { t } = useTranslation('contacts');
  const working = useContacts((state) => state.working);
  const grouped = useContacts((state) => state.groupId !== null);
  const show = useContacts((state) => state.show);
  const [dialog, setDialog] = useState<'group' | 'opt_out' | null>(null);
  const bulk = useBulkWords();
  const close = () => setDialog(null);
  return (
    <>
      <Button size="xs" variant="default" disabled={working} onClick={() => setDialog('group')}>
        {t('bulk.addToGroup')}
      </Button>
      {grouped && (
        <Button size="xs" variant="default" disabled={working} onClick={() => void bulk.removeFromGroup(count)}>
          {t('bulk.removeFromGroup')}
        </Button>
      )}
      {show === 'opted_out' ? (
        <Button size="xs" variant="default" disabled={working} onClick={() => void bulk.optIn(count)}>
          {t('bulk.optIn')}
        </Button>
      ) : (
        <Button size="xs" variant="default" disabled={working} onClick={() => setDialog('opt_out')}>
          {t('bulk.optOut')}
        </Button>
      )}
      <Button size="xs" variant="default" color="red" disabled={working} onClick={() => void bulk.delete(count)}>
        {t('bulk.delete')}
      </Button>
      <AddToGroup opened={dialog === 'group'} onClose={close} count={count} />
      <OptOutDialog
        opened={dialog === 'opt_out'}
        onClose={close}
        title={t('optOut.title', { count })}
        action={t('optOut.action', { count })}
        onConfirm={(reason) => bulk.optOut(reason)}
      />
    </>
  );
}
