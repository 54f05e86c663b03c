import { Button, NumberInput, Select, Switch, Textarea, TextInput } from '@mantine/core';
import { IconCopy, IconRefresh } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListenerView } from '#contract/receipts.ts';
import { type ApiError, api, asApiError } from '../../api.ts';
import { Card } from '../../ui/card.tsx';
import { useConfirm } from '../../ui/confirm.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Note } from '../../ui/note.tsx';
import { useNow, useRelativeTime } from '../../ui/relative-time.tsx';
import { SkeletonCard } from '../../ui/skeletons.tsx';
import { Pill } from '../../ui/state-pill.tsx';
import { useUndoToast } from '../../ui/undo-toast.tsx';
import classes from './settings.module.css';

const tones = { off: 'wait', listening: 'ok', failed: 'bad' } as const;

/** Where the service's receipts come in: the address to give it, and who may reach it. */
export function ReceiptsSection() {
  const { t } = useTranslation('settings');
  const confirm = useConfirm();
  const toast = useUndoToast();
  const [listener, setListener] = useState<ListenerView | null>(null);
  const [draft, setDraft] = useState({ port: 0, host: '127.0.0.1' as '127.0.0.1' | '0.0.0.0', hosts: '' });
  const [error, setError] = useState<ApiError | null>(null);

  const take = (next: ListenerView) => {
    setListener(next);
    setDraft({
      port: next.port,
      host: next.host === '0.0.0.0' ? '0.0.0.0' : '127.0.0.1',
      hosts: next.allowedHosts.join('\n'),
    });
  };
  async function attempt(work: () => Promise<void>) {
    setError(null);
    try {
      await work();
    } catch (thrown) {
      setError(asApiError(thrown));
    }
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: read once, then followed by event
  useEffect(() => {
    void attempt(async () => take(await api.call('receipts.listener')));
    return api.on('receipts.changed', () => void api.call('receipts.listener').then(setListener));
  }, []);

  if (listener === null) return error === null ? <SkeletonCard /> : <ErrorNote error={error} />;
  const enabled = listener.state !== 'off';
  const hosts = draft.hosts.split(/\s+/).filter((host) => host !== '');
  const dirty =
    draft.port !== listener.port || draft.host !== listener.host || hosts.join() !== listener.allowedHosts.join();
  const configure = (on: boolean) =>
    attempt(async () => {
      take(
        await api.call('receipts.configure', { enabled: on, port: draft.port, host: draft.host, allowedHosts: hosts }),
      );
      toast({ message: t('receipts.saved') });
    });
  const renew = () =>
    attempt(async () => {
      const yes = await confirm({
        title: t('receipts.renewConfirm'),
        body: t('receipts.renewBody'),
        action: t('receipts.renewAction'),
      });
      if (yes) take(await api.call('receipts.renewSecret'));
    });
  const copy = () =>
    attempt(async () => {
      await api.call('app.copy', { text: listener.url ?? '' });
      toast({ message: t('receipts.copied') });
    });

  return (
    <div className={classes.narrow}>
      {error !== null && <ErrorNote error={error} />}
      {listener.state === 'failed' && listener.error !== null && error === null && (
        <Note tone="bad" title={t('receipts.state.failed')}>
          {listener.error}
        </Note>
      )}
      <Card
        title={t('section.receipts')}
        aside={
          <>
            <Freshness listener={listener} />
            <Pill tone={tones[listener.state]}>{t(`receipts.state.${listener.state}`)}</Pill>
          </>
        }
      >
        <div className={classes.fields}>
          <Switch
            label={t('receipts.on')}
            description={t('receipts.onHint')}
            checked={enabled}
            onChange={(event) => void configure(event.currentTarget.checked)}
          />
          {listener.url !== null && (
            <>
              <div className={classes.address}>
                <TextInput
                  readOnly
                  label={t('receipts.address')}
                  value={listener.url}
                  onFocus={(event) => event.currentTarget.select()}
                />
                <Button
                  variant="default"
                  leftSection={<IconCopy size={16} stroke={1.75} />}
                  onClick={() => void copy()}
                >
                  {t('receipts.copy')}
                </Button>
              </div>
              <p className={classes.text}>{t('receipts.addressHint')}</p>
            </>
          )}
          <div className={classes.pair}>
            <NumberInput
              label={t('receipts.port')}
              description={t('receipts.portHint')}
              inputWrapperOrder={['label', 'input', 'description', 'error']}
              min={0}
              max={65_535}
              allowDecimal={false}
              value={draft.port}
              onChange={(port) => setDraft({ ...draft, port: Number(port) || 0 })}
            />
            <Select
              label={t('receipts.host')}
              description={t('receipts.hostHint')}
              inputWrapperOrder={['label', 'input', 'description', 'error']}
              allowDeselect={false}
              data={[
                { value: '127.0.0.1', label: t('receipts.hosts.loopback') },
                { value: '0.0.0.0', label: t('receipts.hosts.network') },
              ]}
              value={draft.host}
              onChange={(host) => setDraft({ ...draft, host: host === '0.0.0.0' ? host : '127.0.0.1' })}
            />
          </div>
          <Textarea
            label={t('receipts.allowed')}
            description={t('receipts.allowedHint')}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            autosize
            minRows={1}
            maxRows={5}
            spellCheck={false}
            value={draft.hosts}
            onChange={(event) => setDraft({ ...draft, hosts: event.currentTarget.value })}
          />
          <div className={classes.buttons}>
            <Button disabled={!dirty} onClick={() => void configure(enabled)}>
              {t('receipts.save')}
            </Button>
            <Button
              className={classes.end}
              variant="subtle"
              leftSection={<IconRefresh size={16} stroke={1.75} />}
              onClick={() => void renew()}
            >
              {t('receipts.renew')}
            </Button>
          </div>
        </div>
      </Card>
      <Note>{t('receipts.replies')}</Note>
    </div>
  );
}

function Freshness({ listener }: { readonly listener: ListenerView }) {
  const { t } = useTranslation('settings');
  const ago = useRelativeTime();
  const now = useNow(15_000);
  if (listener.lastAt === null) return t('receipts.never');
  return `${t('receipts.received', { count: listener.received })} · ${t('receipts.last', { ago: ago(listener.lastAt, now) })}`;
}
