import { Button, Group, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecipientView } from '#contract/campaigns.ts';
import { type ApiError, api, asApiError } from '../../api.ts';
import { useSession } from '../../app/session.ts';
import { useIsPractice } from '../../shared/accounts/practice-chip.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Note } from '../../ui/note.tsx';
import { StatePill } from '../../ui/state-pill.tsx';
import { useCompose } from './store.ts';
import classes from './test-send.module.css';

interface TestSendProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly text: string;
}

/** One message to one typed number: asks, sends, says what the service answered. */
export function TestSend({ opened, onClose, text }: TestSendProps) {
  const { t } = useTranslation('compose');
  return (
    <Dialog opened={opened} onClose={onClose} title={t('test.title')}>
      <Form text={text} />
    </Dialog>
  );
}

function Form({ text }: { readonly text: string }) {
  const { t } = useTranslation('compose');
  const accountId = useCompose((store) => store.plan?.accountId);
  const practice = useIsPractice(accountId);
  const account = useSession(({ accounts }) => accounts.find(({ id }) => id === accountId)?.name ?? '');
  const [phone, setPhone] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);
  const [result, setResult] = useState<RecipientView | null>(null);

  async function send() {
    const { plan } = useCompose.getState();
    if (plan === null || phone.trim() === '') return;
    setBusy(true);
    setError(null);
    setResult(null);
    try {
      setResult((await api.call('campaigns.testSend', { plan, phone, text })).recipient);
    } catch (thrown) {
      setError(asApiError(thrown));
    } finally {
      setBusy(false);
    }
  }

  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <div>
        <div className={classes.label}>{t('test.text')}</div>
        <div className={classes.text}>{text}</div>
      </div>
      <TextInput
        data-autofocus
        type="tel"
        label={t('test.phone')}
        value={phone}
        onChange={(event) => setPhone(event.currentTarget.value)}
      />
      <Note tone={practice ? 'orange' : 'info'}>{practice ? t('test.practice') : t('test.live', { account })}</Note>
      {error !== null && <ErrorNote error={error} />}
      {result !== null && (
        <div className={classes.result} role="status">
          <StatePill state={result.state} />
          <span>
            {t(
              practice && result.state === 'accepted'
                ? 'test.result.acceptedPractice'
                : `test.result.${known(result.state)}`,
            )}
            {result.words !== null && ` ${t('test.said', { words: result.words })}`}
          </span>
        </div>
      )}
      <Group justify="flex-end">
        <Button type="submit" loading={busy} disabled={phone.trim() === ''}>
          {t(result === null ? 'test.action' : 'test.another')}
        </Button>
      </Group>
    </form>
  );
}

function known(state: RecipientView['state']): 'accepted' | 'delivered' | 'rejected' | 'in_doubt' | 'other' {
  return state === 'accepted' || state === 'delivered' || state === 'rejected' || state === 'in_doubt'
    ? state
    : 'other';
}
