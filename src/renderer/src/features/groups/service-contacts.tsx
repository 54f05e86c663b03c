import { Button } from '@mantine/core';
import { IconCloudUpload } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../ui/card.tsx';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { PhoneText } from '../../ui/phone-number.tsx';
import { PageLine } from './page-line.tsx';
import type { RemoteContactPage } from './service-store.ts';
import classes from './service-tab.module.css';
import { fullName } from './state.ts';
import { serviceActions, useService } from './use-groups.ts';

type RemoteContact = RemoteContactPage['items'][number];

/** Who is in the chosen group at the service, page by page. */
export function ServiceContacts({ onSend }: { readonly onSend: () => void }) {
  const { t } = useTranslation(['groups', 'common']);
  const open = useService((state) => state.open);
  const contacts = useService((state) => state.contacts);
  const columns = useColumns();
  if (open === null) {
    return (
      <Card fill>
        <EmptyState title={t('service.pickOne')} />
      </Card>
    );
  }
  const items = contacts.shown?.items ?? [];
  return (
    <Card
      title={open.name}
      aside={
        <Button size="xs" variant="default" leftSection={<IconCloudUpload size={16} stroke={1.75} />} onClick={onSend}>
          {t('service.push')}
        </Button>
      }
      padded={false}
      fill
    >
      {open.description !== null && open.description !== '' && (
        <p className={classes.description}>{open.description}</p>
      )}
      {contacts.error === null ? (
        <DataTable
          label={t('service.contactsLabel', { group: open.name })}
          columns={columns}
          total={items.length}
          loading={contacts.loading}
          getRow={(index) => items[index]}
          getKey={(contact) => contact.uid}
          rowHeight={32}
          empty={<EmptyState title={t('service.noContacts')} />}
        />
      ) : (
        <div className={classes.failed}>
          <ErrorNote
            error={contacts.error}
            action={
              <Button size="xs" onClick={() => void serviceActions().loadContacts()}>
                {t('common:retry')}
              </Button>
            }
          />
        </div>
      )}
      <PageLine list={contacts} onPage={(page) => void serviceActions().loadContacts(page)} />
    </Card>
  );
}

function useColumns(): readonly Column<RemoteContact>[] {
  const { t } = useTranslation('groups');
  return useMemo(
    () => [
      {
        id: 'name',
        header: t('service.columns.name'),
        render: (contact) => {
          const name = fullName(contact);
          return (
            <span className={name === '' ? classes.quiet : classes.name}>
              {name === '' ? t('detail.noName') : name}
            </span>
          );
        },
      },
      {
        id: 'phone',
        header: t('service.columns.phone'),
        width: 200,
        // The service writes digits without the plus; what is no number stays as it came.
        render: (contact) => (
          <PhoneText phone={/^\d{7,15}$/.test(contact.phone) ? `+${contact.phone}` : contact.phone} />
        ),
      },
    ],
    [t],
  );
}
