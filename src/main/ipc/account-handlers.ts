import type { Account } from '#contract/accounts.ts';
import { checkPath } from '#core/gateway/base-url.ts';
import type { ServicePaths } from '#core/gateway/port.ts';
import { Failure } from '#core/kernel/errors.ts';
import type { StoredAccount } from '../store/accounts-store.ts';
import type { Handlers } from './bridge.ts';
import type { HandlerContext } from './context.ts';

export function accountHandlers({ services, bridge }: HandlerContext): Handlers {
  const { accounts, store, reader } = services;
  const view = async (account: StoredAccount): Promise<Account> => ({
    id: account.id,
    name: account.name,
    kind: account.kind,
    baseUrl: account.baseUrl,
    paths: account.paths,
    ratePerSecond: account.ratePerSecond,
    concurrency: account.concurrency,
    smsType: account.smsType,
    defaultSender: account.defaultSender,
    key: await accounts.keyState(account),
    active: account.active,
    lastTest: account.lastTest,
  });
  const changed = () => bridge.emit('accounts.changed', undefined);
  return {
    'accounts.list': async () => {
      const all = await accounts.list();
      return Promise.all(all.map(view));
    },
    'accounts.create': async ({ name, baseUrl, key }) => {
      const { account, kept } = await accounts.create(name, baseUrl, key);
      changed();
      return { account: await view(account), kept };
    },
    'accounts.update': async ({ id, ...change }) => {
      for (const [name, path] of Object.entries(change.paths ?? {})) {
        const checked = checkPath(name as keyof ServicePaths, path);
        if (!checked.ok) throw new Failure(checked.error);
      }
      const named = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
      const account = await accounts.update(id, named);
      changed();
      return view(account);
    },
    'accounts.remove': async ({ id }) => {
      await accounts.remove(id);
      changed();
      return undefined;
    },
    'accounts.activate': async ({ id }) => {
      await store.calls.accounts.activate(id);
      changed();
      return undefined;
    },
    'accounts.setKey': async ({ id, key }) => {
      const kept = await accounts.setKey(id, key);
      changed();
      return { kept };
    },
    'accounts.removeKey': async ({ id }) => {
      await services.campaigns.pauseAccount(id, 'key_missing');
      await accounts.removeKey(id);
      changed();
      return undefined;
    },
    'accounts.test': (input) =>
      'id' in input ? accounts.profile(input.id) : accounts.test(input.baseUrl, input.profilePath, input.key),
    'accounts.balance': async ({ id, refresh }) => {
      const account = id ?? (await accounts.active()).id;
      return refresh ? accounts.profile(account) : reader.calls.accounts.readProfile(account);
    },
    'accounts.keychain': async () => ({ state: await services.keychain.state() }),
  };
}
