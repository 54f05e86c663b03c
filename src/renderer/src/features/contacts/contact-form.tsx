import { Button, TextInput } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ApiError, asApiError } from '../../api.ts';
import { useSession } from '../../app/session.ts';
import { listCountries } from '../../ui/countries.ts';
import { useUndoToast } from '../../ui/undo-toast.tsx';
import classes from './contact-panel.module.css';
import { PanelFrame } from './panel-frame.tsx';
import { fullName } from './state.ts';
import { contactsActions } from './use-contacts.ts';
import { useSaveWords } from './use-save-words.ts';

const blank = { phone: '', firstName: '', lastName: '' };

/** One new person: a number, and a name when there is one. */
export function ContactForm() {
  const { t } = useTranslation(['contacts', 'common']);
  const tell = useUndoToast();
  const country = useCountryName();
  const words = useSaveWords();
  const [draft, setDraft] = useState(blank);
  const [error, setError] = useState<ApiError | null>(null);
  const [saving, setSaving] = useState(false);
  const change = (part: Partial<typeof blank>) => {
    setDraft({ ...draft, ...part });
    setError(null);
  };

  async function add() {
    setSaving(true);
    setError(null);
    try {
      const saved = await contactsActions().save(null, { ...draft, fields: {} });
      tell({ message: t('form.done', { name: fullName(saved) || saved.phone }) });
    } catch (thrown) {
      setError(asApiError(thrown));
      setSaving(false);
    }
  }

  return (
    <PanelFrame label={t('form.title')} title={t('form.title')}>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (draft.phone.trim() !== '') void add();
        }}
      >
        <TextInput
          autoFocus
          required
          withAsterisk={false}
          type="tel"
          dir="ltr"
          label={t('form.phone')}
          description={t('form.phoneHint', { country })}
          maxLength={60}
          value={draft.phone}
          error={error === null ? undefined : words(error)}
          onChange={(event) => change({ phone: event.currentTarget.value })}
        />
        <TextInput
          label={t('form.firstName')}
          maxLength={200}
          value={draft.firstName}
          onChange={(event) => change({ firstName: event.currentTarget.value })}
        />
        <TextInput
          label={t('form.lastName')}
          maxLength={200}
          value={draft.lastName}
          onChange={(event) => change({ lastName: event.currentTarget.value })}
        />
        <div className={classes.formActions}>
          <Button variant="default" onClick={() => void contactsActions().showPanel({ kind: 'none' })}>
            {t('common:cancel')}
          </Button>
          <Button type="submit" disabled={saving || draft.phone.trim() === ''}>
            {t('form.action')}
          </Button>
        </div>
      </form>
    </PanelFrame>
  );
}

function useCountryName(): string {
  const code = useSession((session) => session.settings?.country ?? null);
  return useMemo(() => listCountries().find((country) => country.code === code)?.name ?? code ?? '', [code]);
}
