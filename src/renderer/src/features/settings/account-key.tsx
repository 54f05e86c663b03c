import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account, ProfileView } from '#contract/accounts.ts';
import { type ApiError, api, asApiError } from '../../api.ts';
import { Card } from '../../ui/card.tsx';
import { useConfirm } from '../../ui/confirm.tsx';
import { ConnectionResult } from '../../ui/connection-result.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { KeyField } from '../../ui/key-field.tsx';
import { Pill } from '../../ui/state-pill.tsx';
import { useUndoToast } from '../../ui/undo-toast.tsx';
import classes from './settings.module.css';

const tones = { kept: 'ok', session: 'doubt', none: 'bad', locked: 'doubt' } as const;

/** The key of one account: where it is, whether it works, replacing and removing it. It is never shown again. */
export function AccountKey({ account }: { readonly account: Account }) {
  const { t } = useTranslation('settings');
  const confirm = useConfirm();
  const toast = useUndoToast();
  const [key, setKey] = useState('');
  const [wanted, setReplacing] = useState(false);
  // Also after the address was changed: the key is then missing until it is typed again.
  const replacing = wanted || account.key === 'none';
  const [busy, setBusy] = useState<'test' | 'keep' | 'remove' | null>(null);
  const [profile, setProfile] = useState<ProfileView | null>(null);
  const [error, setError] = useState<ApiError | null>(null);

  async function attempt(what: 'test' | 'keep' | 'remove', work: () => Promise<void>) {
    setBusy(what);
    setError(null);
    setProfile(null);
    try {
      await work();
    } catch (thrown) {
      setError(asApiError(thrown));
    } finally {
      setBusy(null);
    }
  }
  const test = () => attempt('test', async () => setProfile(await api.call('accounts.test', { id: account.id })));
  const keep = () =>
    attempt('keep', async () => {
      const { kept } = await api.call('accounts.setKey', { id: account.id, key });
      setKey('');
      setReplacing(false);
      toast({ message: t(kept === 'session' ? 'accounts.keySession' : 'accounts.keyReplaced') });
    });
  const remove = () =>
    attempt('remove', async () => {
      const yes = await confirm({
        title: t('accounts.removeKeyConfirm', { name: account.name }),
        body: t('accounts.removeKeyBody'),
        action: t('accounts.removeKey'),
        tone: 'danger',
      });
      if (!yes) return;
      await api.call('accounts.removeKey', { id: account.id });
      toast({ message: t('accounts.keyRemoved') });
    });

  return (
    <Card
      title={t('accounts.keyTitle')}
      aside={<Pill tone={tones[account.key]}>{t(`accounts.key.${account.key}`)}</Pill>}
    >
      <form
        className={classes.fields}
        onSubmit={(event) => {
          event.preventDefault();
          if (key !== '') void keep();
        }}
      >
        {replacing && (
          <KeyField label={t('accounts.keyLabel')} value={key} disabled={busy !== null} onChange={setKey} />
        )}
        {error !== null && <ErrorNote error={error} />}
        {profile !== null && <ConnectionResult profile={profile} />}
        <div className={classes.buttons}>
          {replacing ? (
            <Button type="submit" disabled={key === ''} loading={busy === 'keep'}>
              {t('accounts.addKey')}
            </Button>
          ) : (
            <Button variant="default" onClick={() => setReplacing(true)}>
              {t('accounts.replace')}
            </Button>
          )}
          {account.key !== 'none' && (
            <>
              <Button variant="default" loading={busy === 'test'} onClick={() => void test()}>
                {t('accounts.test')}
              </Button>
              <Button
                className={classes.end}
                variant="subtle"
                color="red"
                loading={busy === 'remove'}
                onClick={() => void remove()}
              >
                {t('accounts.removeKey')}
              </Button>
            </>
          )}
        </div>
      </form>
    </Card>
  );
}
