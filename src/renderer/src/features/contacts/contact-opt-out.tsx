import { Button } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContactDetail } from '#contract/contacts.ts';
import { formatDay } from '../../ui/numbers.ts';
import { Pill, StatePill } from '../../ui/state-pill.tsx';
import { useUndoToast } from '../../ui/undo-toast.tsx';
import classes from './contact-panel.module.css';
import { OptOutDialog } from './opt-out-dialog.tsx';
import { fullName } from './state.ts';
import { contactsActions, useContacts } from './use-contacts.ts';

/** Whether this person wants messages. The mark belongs to the number: it keeps them out of every campaign. */
export function ContactOptOut({ detail }: { readonly detail: ContactDetail }) {
  const { t } = useTranslation('contacts');
  const tell = useUndoToast();
  const working = useContacts((state) => state.working);
  const [asking, setAsking] = useState(false);
  const { id, optedOut, optedOutAt, optedOutReason } = detail;
  const name = fullName(detail) || detail.phone;

  async function mark(out: boolean, reason: string) {
    const done = await contactsActions().setOptOut(out, reason, [id]);
    if (done === null) return;
    const message = out ? t('optOut.doneOne', { name }) : t('optIn.doneOne', { name });
    tell(done.undo === null ? { message } : { message, onUndo: done.undo });
  }

  return (
    <section className={classes.section}>
      <div className={classes.line}>
        {optedOut ? (
          <StatePill state="suppressed" />
        ) : (
          <Pill tone="ok" icon={IconCheck}>
            {t('panel.receives')}
          </Pill>
        )}
        <Button
          size="xs"
          variant="default"
          disabled={working}
          onClick={() => (optedOut ? void mark(false, '') : setAsking(true))}
        >
          {optedOut ? t('panel.optIn') : t('panel.optOut')}
        </Button>
      </div>
      {optedOut && (
        <p className={classes.quiet}>
          {optedOutAt !== null && <>{t('panel.optedOutAt', { day: formatDay(optedOutAt) })}. </>}
          {optedOutReason ? t('panel.reason', { reason: optedOutReason }) : t('panel.noReason')}
        </p>
      )}
      <OptOutDialog
        opened={asking}
        onClose={() => setAsking(false)}
        title={t('optOut.titleOne', { name })}
        action={t('optOut.titleOne', { name })}
        onConfirm={(reason) => mark(true, reason)}
      />
    </section>
  );
}
