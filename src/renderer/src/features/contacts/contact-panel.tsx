import { Button } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ContactDetail } from '#contract/contacts.ts';
import type { ContactId } from '#core/kernel/ids.ts';
import { PracticeChip } from '../../shared/accounts/practice-chip.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { formatDay } from '../../ui/numbers.ts';
import { PhoneText } from '../../ui/phone-number.tsx';
import { SkeletonLine } from '../../ui/skeletons.tsx';
import { useUndoToast } from '../../ui/undo-toast.tsx';
import { ContactFields } from './contact-fields.tsx';
import { ContactGroups } from './contact-groups.tsx';
import { ContactHistory } from './contact-history.tsx';
import { ContactOptOut } from './contact-opt-out.tsx';
import classes from './contact-panel.module.css';
import { PanelFrame } from './panel-frame.tsx';
import { fullName } from './state.ts';
import { contactsActions, useContacts } from './use-contacts.ts';

/** One person: what is known, whether messages are welcome, groups, and what was sent. */
export function ContactPanel({ id }: { readonly id: ContactId }) {
  const { t } = useTranslation('contacts');
  const detail = useContacts((state) => (state.detail?.id === id ? state.detail : null));
  const error = useContacts((state) => state.panelError);
  const name = detail === null ? '' : fullName(detail) || t('noName');
  return (
    <PanelFrame
      label={t('panel.label', { name })}
      title={detail === null ? <SkeletonLine width="180px" height={16} /> : name}
      under={
        detail === null ? undefined : (
          <span className={classes.phone}>
            <PhoneText phone={detail.phone} /> {detail.practice && <PracticeChip />}
          </span>
        )
      }
    >
      {error !== null && (
        <div className={classes.section}>
          <ErrorNote error={error} />
        </div>
      )}
      {detail === null && error === null && <Waiting />}
      {detail !== null && <Sections detail={detail} />}
    </PanelFrame>
  );
}

function Waiting() {
  return (
    <div className={classes.waiting} aria-busy>
      {['44%', '68%', '58%', '72%', '40%'].map((width) => (
        <SkeletonLine key={width} width={width} />
      ))}
    </div>
  );
}

function Sections({ detail }: { readonly detail: ContactDetail }) {
  const { t } = useTranslation('contacts');
  const tell = useUndoToast();

  async function remove() {
    const done = await contactsActions().delete([detail.id]);
    if (done === null) return;
    const message = t('delete.doneOne', { name: fullName(detail) || detail.phone });
    tell(done.undo === null ? { message } : { message, onUndo: done.undo });
  }

  return (
    <>
      <ContactOptOut detail={detail} />
      <ContactFields detail={detail} />
      <ContactGroups detail={detail} />
      <ContactHistory detail={detail} />
      <footer className={classes.footer}>
        <span>{t('panel.since', { day: formatDay(detail.createdAt) })}</span>
        <Button
          size="xs"
          variant="subtle"
          color="red"
          leftSection={<IconTrash size={14} stroke={1.75} />}
          onClick={() => void remove()}
        >
          {t('panel.delete')}
        </Button>
      </footer>
    </>
  );
}
