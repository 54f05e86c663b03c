import { Button, Group, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account, ProfileView } from '#contract/accounts.ts';
import { type ApiError, api, asApiError } from '../../api.ts';
import { useSession } from '../../app/session.ts';
import { ConnectionResult } from '../../ui/connection-result.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { KeyField } from '../../ui/key-field.tsx';
import { useUndoToast } from '../../ui/undo-toast.tsx';
import classes from './settings.module.css';

interface AddAccountProps {
  readonly opened: boolean;
  readonly onClose: (added: Account['id'] | null) => void;
}

export function AddAccount({ opened, onClose }: AddAccountProps) {
  const { t } = useTranslation('settings');
  return (
    <Dialog opened={opened} onClose={() => onClose(null)} title={t('accounts.addTitle')} size={520}>
      <Form onDone={onClose} />
    </Dialog>
  );
}

function Form({ onDone }: { readonly onDone: (added: Account['id']) => void }) {
  const { t } = useTranslation(['settings', 'onboarding']);
  const toast = useUndoToast();
  const [name, setName] = useState('');
  const [key, setKey] = useState('');
  const [baseUrl, setBaseUrl] = useState('');
  const [busy, setBusy] = useState(false);
  const [profile, setProfile] = useState<ProfileView | null>(null);
  const [error, setError] = useState<ApiError | null>(null);
  const address = baseUrl === '' ? {} : { baseUrl };

  async function attempt(work: () => Promise<void>) {
    setBusy(true);
    setError(null);
    try {
      await work();
    } catch (thrown) {
      setError(asApiError(thrown));
    } finally {
      setBusy(false);
    }
  }
  const test = () =>
    attempt(async () => {
      const found = await api.call('accounts.test', { key, ...address });
      setProfile(found);
      if (name === '' && found.name !== null) setName(found.name);
    });
  const keep = () =>
    attempt(async () => {
      const made = await api.call('accounts.create', {
        name: name || t('onboarding:key.defaultName'),
        key,
        ...address,
      });
      if (made.kept === 'session') toast({ message: t('accounts.keySession') });
      // With the kept key: a key that failed before is kept all the same, and the account says so.
      await api.call('accounts.test', { id: made.account.id }).catch(() => undefined);
      await useSession.getState().refreshAccounts();
      onDone(made.account.id);
    });

  return (
    <form
      className={classes.fields}
      onSubmit={(event) => {
        event.preventDefault();
        if (key !== '') void (profile === null ? test() : keep());
      }}
    >
      <KeyField
        label={t('onboarding:key.label')}
        value={key}
        disabled={busy}
        onChange={(value) => {
          setKey(value);
          setProfile(null);
        }}
      />
      <TextInput label={t('accounts.name')} value={name} onChange={(event) => setName(event.currentTarget.value)} />
      <TextInput
        label={t('accounts.addAddress')}
        description={t('accounts.addAddressHint')}
        value={baseUrl}
        spellCheck={false}
        onChange={(event) => {
          setBaseUrl(event.currentTarget.value.trim());
          setProfile(null);
        }}
      />
      {error !== null && <ErrorNote error={error} />}
      {profile !== null && <ConnectionResult profile={profile} />}
      <Group justify="flex-end">
        {profile === null && key !== '' && (
          <Button variant="subtle" disabled={busy} onClick={() => void keep()}>
            {t('accounts.addAction')}
          </Button>
        )}
        <Button type="submit" loading={busy} disabled={key === ''}>
          {t(profile === null ? 'accounts.test' : 'accounts.addAction')}
        </Button>
      </Group>
    </form>
  );
}
