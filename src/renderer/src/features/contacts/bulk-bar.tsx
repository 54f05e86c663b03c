import { Button, CloseButton, Menu } from '@mantine/core';
import { IconChevronDown, IconHourglass } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorNote } from '../../ui/error-note.tsx';
import { AddToGroup } from './add-to-group.tsx';
import classes from './bulk-bar.module.css';
import { OptOutDialog } from './opt-out-dialog.tsx';
import { chosenCount } from './state.ts';
import { useBulkWords } from './use-bulk-words.ts';
import { contactsActions, useContacts } from './use-contacts.ts';
import { useNarrow } from './use-narrow.ts';

/** Says who is selected, and what can be done with them. It is always there, so that ticking moves nothing. */
export function BulkBar() {
  const { t } = useTranslation('contacts');
  const count = useContacts(chosenCount);
  const error = useContacts((state) => state.actionError);
  return (
    <>
      <div className={classes.bar} role="toolbar" aria-label={t('bulk.label')}>
        {count === 0 ? <Hint /> : <Chosen count={count} />}
      </div>
      {error !== null && (
        <div className={classes.error}>
          <ErrorNote error={error} compact />
        </div>
      )}
    </>
  );
}

function Hint() {
  const { t } = useTranslation('contacts');
  const indexing = useContacts((state) => state.indexing);
  return (
    <>
      <p className={classes.hint}>{t('bulk.hint')}</p>
      <span className={classes.room} />
      <span role="status" className={classes.status}>
        {indexing && (
          <>
            <IconHourglass size={14} stroke={1.75} aria-hidden />
            {t('indexing')}
          </>
        )}
      </span>
    </>
  );
}

function Chosen({ count }: { readonly count: number }) {
  const { t } = useTranslation('contacts');
  const everyone = useContacts((state) => state.chosen.kind === 'all');
  const total = useContacts((state) => state.people.total ?? 0);
  const working = useContacts((state) => state.working);
  const more = !everyone && count < total;
  return (
    <>
      <CloseButton
        size={24}
        aria-label={t('bulk.clear')}
        title={t('bulk.clear')}
        onClick={() => contactsActions().chooseNobody()}
      />
      <span className={classes.count} aria-live="polite">
        {everyone ? t('bulk.allChosen', { count }) : t('bulk.selected', { count })}
      </span>
      {more && (
        <Button size="xs" variant="subtle" disabled={working} onClick={() => void contactsActions().chooseAll()}>
          {working ? t('bulk.gathering') : t('bulk.all', { count: total })}
        </Button>
      )}
      <span className={classes.room} />
      <Actions count={count} />
    </>
  );
}

function Actions({ count }: { readonly count: number }) {
  const { t } = useTranslation('contacts');
  const working = useContacts((state) => state.working);
  const narrow = useNarrow();
  const [dialog, setDialog] = useState<'group' | 'opt_out' | null>(null);
  const bulk = useBulkWords();
  const others = useOthers(count, bulk, () => setDialog('opt_out'));
  const close = () => setDialog(null);
  return (
    <>
      <Button size="xs" variant="default" disabled={working} onClick={() => setDialog('group')}>
        {t('bulk.addToGroup')}
      </Button>
      {narrow ? (
        <Menu position="bottom-end">
          <Menu.Target>
            <Button
              size="xs"
              variant="default"
              disabled={working}
              rightSection={<IconChevronDown size={14} stroke={2} />}
            >
              {t('bulk.more')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {others.map(({ label, act, danger }) => (
              <Menu.Item key={label} onClick={act} {...(danger ? { color: 'red' } : {})}>
                {label}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      ) : (
        others.map(({ label, act, danger }) => (
          <Button
            key={label}
            size="xs"
            variant="default"
            disabled={working}
            onClick={act}
            {...(danger ? { color: 'red' } : {})}
          >
            {label}
          </Button>
        ))
      )}
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

interface Action {
  readonly label: string;
  readonly act: () => void;
  readonly danger: boolean;
}

/** What else can be done with the selection, as it fits the filters. */
function useOthers(count: number, bulk: ReturnType<typeof useBulkWords>, askOptOut: () => void): readonly Action[] {
  const { t } = useTranslation('contacts');
  const grouped = useContacts((state) => state.groupId !== null);
  const out = useContacts((state) => state.show === 'opted_out');
  const leave = { label: t('bulk.removeFromGroup'), act: () => void bulk.removeFromGroup(count), danger: false };
  return [
    ...(grouped ? [leave] : []),
    out
      ? { label: t('bulk.optIn'), act: () => void bulk.optIn(count), danger: false }
      : { label: t('bulk.optOut'), act: askOptOut, danger: false },
    { label: t('bulk.delete'), act: () => void bulk.delete(count), danger: true },
  ];
}
