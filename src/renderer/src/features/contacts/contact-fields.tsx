import { Button, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContactDetail } from '#contract/contacts.ts';
import { formatPhone } from '../../ui/phone-number.tsx';
import { useUndoToast } from '../../ui/undo-toast.tsx';
import fieldClasses from './contact-fields.module.css';
import classes from './contact-panel.module.css';
import { InlineField } from './inline-field.tsx';
import type { Draft } from './store.ts';
import { contactsActions } from './use-contacts.ts';

/** Everything known about a person, each value edited in place and taken back with Undo. */
export function ContactFields({ detail }: { readonly detail: ContactDetail }) {
  const { t } = useTranslation('contacts');
  const save = useSave(detail);
  return (
    <section className={classes.section}>
      <h3 className={classes.heading}>{t('panel.details')}</h3>
      <InlineField
        label={t('panel.firstName')}
        value={detail.firstName}
        onSave={(firstName) => save(t('panel.firstName'), { firstName })}
      />
      <InlineField
        label={t('panel.lastName')}
        value={detail.lastName}
        onSave={(lastName) => save(t('panel.lastName'), { lastName })}
      />
      <InlineField
        label={t('panel.phone')}
        value={detail.phone}
        shown={formatPhone(detail.phone)}
        required
        tel
        onSave={(phone) => save(t('panel.phone'), { phone })}
      />
      {Object.entries(detail.fields).map(([name, value]) => (
        <InlineField
          key={name}
          label={name}
          value={value}
          onSave={(next) => save(name, { fields: { ...detail.fields, [name]: next } })}
        />
      ))}
      <NewField detail={detail} />
    </section>
  );
}

/** Saves a change, then tells, with the values from before as Undo. */
function useSave(detail: ContactDetail) {
  const { t } = useTranslation('contacts');
  const tell = useUndoToast();
  const { id, phone, firstName, lastName, fields } = detail;
  const before: Draft = { phone, firstName, lastName, fields };
  return async (field: string, change: Partial<Draft>) => {
    await contactsActions().save(id, { ...before, ...change });
    tell({ message: t('panel.saved', { field }), onUndo: () => contactsActions().save(id, before) });
  };
}

function NewField({ detail }: { readonly detail: ContactDetail }) {
  const { t } = useTranslation(['contacts', 'common']);
  const save = useSave(detail);
  const [open, setOpen] = useState(false);
  const [name, setName] = useState('');
  const [value, setValue] = useState('');
  const wanted = name.trim();
  const taken = Object.keys(detail.fields).some((known) => known.toLowerCase() === wanted.toLowerCase());

  if (!open) {
    return (
      <Button
        size="xs"
        variant="subtle"
        className={fieldClasses.add}
        leftSection={<IconPlus size={14} stroke={2} />}
        onClick={() => setOpen(true)}
      >
        {t('panel.addField')}
      </Button>
    );
  }

  async function add() {
    if (wanted === '' || taken) return;
    await save(wanted, { fields: { ...detail.fields, [wanted]: value.trim() } });
    setOpen(false);
    setName('');
    setValue('');
  }

  return (
    <form
      className={fieldClasses.form}
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        setOpen(false);
      }}
    >
      <TextInput
        autoFocus
        label={t('panel.fieldName')}
        maxLength={200}
        value={name}
        error={taken ? t('panel.fieldTaken') : undefined}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <TextInput
        label={t('panel.fieldValue')}
        maxLength={5_000}
        value={value}
        onChange={(event) => setValue(event.currentTarget.value)}
      />
      <div className={fieldClasses.actions}>
        <Button size="xs" variant="default" onClick={() => setOpen(false)}>
          {t('common:cancel')}
        </Button>
        <Button size="xs" type="submit" disabled={wanted === '' || taken}>
          {t('common:add')}
        </Button>
      </div>
    </form>
  );
}
