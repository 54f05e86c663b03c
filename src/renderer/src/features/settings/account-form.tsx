import { Button, Collapse, NumberInput, Select, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconChevronDown } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account } from '#contract/accounts.ts';
import { parseBaseUrl } from '#core/gateway/base-url.ts';
import { defaultPaths } from '#core/gateway/port.ts';
import { type ApiError, api, asApiError } from '../../api.ts';
import { useAccountSwitch } from '../../shared/accounts/use-account-switch.ts';
import { Card } from '../../ui/card.tsx';
import { useConfirm } from '../../ui/confirm.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Note } from '../../ui/note.tsx';
import { useUndoToast } from '../../ui/undo-toast.tsx';
import classes from './settings.module.css';

const pathNames = [
  'sendSms',
  'sendMms',
  'profile',
  'listGroups',
  'createGroup',
  'listContacts',
  'createContact',
] as const satisfies readonly (keyof Account['paths'])[];

type Values = Pick<
  Account,
  'name' | 'defaultSender' | 'baseUrl' | 'ratePerSecond' | 'concurrency' | 'smsType' | 'paths'
>;

const valuesOf = ({ name, defaultSender, baseUrl, ratePerSecond, concurrency, smsType, paths }: Account): Values => ({
  name,
  defaultSender,
  baseUrl,
  ratePerSecond,
  concurrency,
  smsType,
  paths,
});

/** The host a kept key would be new to; null where the origin is the same, or the address is refused anyway. */
function otherHost(before: string, typed: string): string | null {
  const checked = parseBaseUrl(typed);
  if (!checked.ok) return null;
  const url = new URL(checked.value);
  return url.origin === new URL(before).origin ? null : url.host;
}

/** What an account is called and how its service is spoken to. Saved together; the last saving can be undone. */
export function AccountForm({ account }: { readonly account: Account }) {
  const { t } = useTranslation('settings');
  const confirm = useConfirm();
  const switchAccount = useAccountSwitch();
  const toast = useUndoToast();
  const [showPaths, setShowPaths] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);
  const form = useForm<Values>({ initialValues: valuesOf(account) });
  const practice = account.kind === 'practice';

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
  const save = (values: Values) =>
    attempt(async () => {
      const host = practice || account.key === 'none' ? null : otherHost(account.baseUrl, values.baseUrl);
      if (host !== null) {
        const yes = await confirm({
          title: t('accounts.otherHostConfirm', { host }),
          body: t('accounts.otherHostBody', { host, name: account.name, old: new URL(account.baseUrl).host }),
          action: t('accounts.otherHostAction', { host }),
        });
        if (!yes) return;
      }
      const before = valuesOf(account);
      // The practice account's address changes with every start and is none of a person's business.
      const { baseUrl, paths, ...rest } = values;
      const saved = await api.call('accounts.update', {
        id: account.id,
        ...(practice ? rest : { ...rest, baseUrl, paths }),
      });
      form.setInitialValues(valuesOf(saved));
      form.setValues(valuesOf(saved));
      toast({
        message:
          host === null
            ? t('accounts.saved', { name: saved.name })
            : t('accounts.otherHostSaved', { name: saved.name, host }),
        onUndo: async () => {
          const { baseUrl: url, paths: oldPaths, ...old } = before;
          const undone = await api.call('accounts.update', {
            id: account.id,
            ...(practice ? old : { ...old, baseUrl: url, paths: oldPaths }),
          });
          form.setInitialValues(valuesOf(undone));
          form.setValues(valuesOf(undone));
        },
      });
    });
  const remove = () =>
    attempt(async () => {
      const yes = await confirm({
        title: t('accounts.removeConfirm', { name: account.name }),
        body: t('accounts.removeBody'),
        action: t('accounts.removeAction'),
        tone: 'danger',
      });
      if (yes) await api.call('accounts.remove', { id: account.id });
    });

  return (
    <Card
      title={t('accounts.details')}
      aside={
        !account.active && (
          <Button size="xs" title={t('accounts.useHint')} onClick={() => void attempt(() => switchAccount(account))}>
            {t('accounts.use')}
          </Button>
        )
      }
    >
      <form className={classes.fields} onSubmit={form.onSubmit((values) => void save(values))}>
        <div className={classes.pair}>
          <TextInput label={t('accounts.name')} {...form.getInputProps('name')} />
          <TextInput
            label={t('accounts.sender')}
            description={t('accounts.senderHint')}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            spellCheck={false}
            {...form.getInputProps('defaultSender')}
          />
        </div>
        {practice ? (
          <Note tone="orange">{t('accounts.practiceNote')}</Note>
        ) : (
          <TextInput
            label={t('accounts.address')}
            description={t('accounts.addressHint')}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            spellCheck={false}
            {...form.getInputProps('baseUrl')}
          />
        )}
        <div className={classes.pair}>
          <NumberInput
            label={t('accounts.rate')}
            description={t('accounts.rateHint')}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            min={0.1}
            max={10_000}
            {...form.getInputProps('ratePerSecond')}
          />
          <NumberInput
            label={t('accounts.concurrency')}
            description={t('accounts.concurrencyHint')}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            min={1}
            max={256}
            allowDecimal={false}
            {...form.getInputProps('concurrency')}
          />
        </div>
        {!practice && (
          <>
            <Select
              label={t('accounts.type')}
              data={[
                { value: 'plain', label: t('accounts.typePlain') },
                { value: 'auto', label: t('accounts.typeAuto') },
              ]}
              allowDeselect={false}
              {...form.getInputProps('smsType')}
            />
            <div>
              <Button
                size="xs"
                variant="subtle"
                aria-expanded={showPaths}
                rightSection={<IconChevronDown size={16} stroke={1.75} />}
                onClick={() => setShowPaths(!showPaths)}
              >
                {t('accounts.paths')}
              </Button>
              <Collapse expanded={showPaths} transitionDuration={140}>
                <div className={classes.fields} style={{ paddingBlockStart: 8 }}>
                  <p className={classes.text}>{t('accounts.pathsHint')}</p>
                  <div className={classes.pair}>
                    {pathNames.map((name) => (
                      <TextInput
                        key={name}
                        label={t(`accounts.path.${name}`)}
                        spellCheck={false}
                        {...form.getInputProps(`paths.${name}`)}
                      />
                    ))}
                  </div>
                  <div>
                    <Button
                      size="xs"
                      variant="default"
                      onClick={() => form.setFieldValue('paths', { ...defaultPaths })}
                    >
                      {t('accounts.pathsReset')}
                    </Button>
                  </div>
                </div>
              </Collapse>
            </div>
          </>
        )}
        {error !== null && <ErrorNote error={error} />}
        <div className={classes.buttons}>
          <Button type="submit" disabled={!form.isDirty()} loading={busy}>
            {t('accounts.save')}
          </Button>
          {!practice && (
            <Button className={classes.end} variant="subtle" color="red" disabled={busy} onClick={() => void remove()}>
              {t('accounts.remove')}
            </Button>
          )}
        </div>
      </form>
    </Card>
  );
}
