import { describe, expect, it } from 'vitest';
import { defaultPaths } from '#core/gateway/port.ts';
import type { AccountId } from '#core/kernel/ids.ts';
import { addAccount, campaignTo, codeOf, openStore } from '#test/support/open-store.ts';
import { testNow } from '#test/support/plan.ts';

describe('accounts', () => {
  it('come back as they were given, the first one active', () => {
    const { api } = openStore();
    const first = api.accounts.get(addAccount(api, 'One'));
    const second = api.accounts.get(addAccount(api, 'Two'));
    expect(first).toMatchObject({ name: 'One', uid: 'uid-One', paths: defaultPaths, active: true, concurrency: 8 });
    expect(second.active).toBe(false);
    expect(api.accounts.list()).toEqual([first, second]);
  });

  it('change what is named and nothing else', () => {
    const { api } = openStore();
    const id = addAccount(api);
    const before = api.accounts.get(id);
    const paths = { ...defaultPaths, profile: '/me' };
    expect(api.accounts.update(id, { ratePerSecond: 0.5, paths })).toEqual({ ...before, ratePerSecond: 0.5, paths });
    expect(api.accounts.update(id, {})).toEqual({ ...before, ratePerSecond: 0.5, paths });
  });

  it('exactly one is active, also after the active one was removed', () => {
    const { api } = openStore();
    const [one, two, three] = ['One', 'Two', 'Three'].map((name) => addAccount(api, name)) as [
      AccountId,
      AccountId,
      AccountId,
    ];
    const active = () => api.accounts.list().flatMap((account) => (account.active ? [account.id] : []));
    api.accounts.activate(three);
    expect(active()).toEqual([three]);
    api.accounts.remove(three);
    expect(active()).toEqual([one]);
    api.accounts.remove(two);
    expect(active()).toEqual([one]);
  });

  it('cannot be removed while campaigns name them, nor the practice account ever', () => {
    const { api } = openStore();
    const id = addAccount(api);
    campaignTo(api, 1, { accountId: id });
    expect(codeOf(() => api.accounts.remove(id))).toBe('conflict');
    const practice = api.accounts.create({ ...api.accounts.get(id), uid: 'practice', kind: 'practice' }, testNow);
    expect(codeOf(() => api.accounts.remove(practice.id))).toBe('wrong_state');
    expect(api.accounts.list()).toHaveLength(2);
  });

  it('an unknown one is not found, whatever is asked of it', () => {
    const { api } = openStore();
    const nobody = 99 as AccountId;
    for (const work of [
      () => api.accounts.get(nobody),
      () => api.accounts.update(nobody, {}),
      () => api.accounts.remove(nobody),
      () => api.accounts.activate(nobody),
    ]) {
      expect(codeOf(work)).toBe('not_found');
    }
    expect(api.accounts.readProfile(nobody)).toBeNull();
  });

  it('remember the last profile', () => {
    const { api } = openStore();
    const id = addAccount(api);
    expect(api.accounts.readProfile(id)).toBeNull();
    const profile = { url: 'u', name: 'n', email: null, balanceText: '₱427', balance: 427, at: testNow };
    api.accounts.writeProfile(id, profile);
    expect(api.accounts.readProfile(id)).toEqual(profile);
  });
});
