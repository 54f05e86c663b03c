import { describe, expect, it } from 'vitest';
import { appError } from '#core/kernel/errors.ts';
import type { GroupId } from '#core/kernel/ids.ts';
import type { StoreApi } from '#main/store/api.ts';
import { addAccount, codeOf, openStore } from '#test/support/open-store.ts';
import { phone, testNow } from '#test/support/plan.ts';

const remote = { uid: 'g-1', name: 'Remote' };

function groupOf(api: StoreApi, count: number): GroupId {
  const ids = Array.from({ length: count }, (_, i) => {
    const contact = { id: null, phone: phone(31_610_000_000 + i), firstName: `P${i}`, lastName: 'X', fields: {} };
    return api.contacts.save(contact, testNow).id;
  });
  const { id } = api.groups.create('Staff', testNow);
  api.groups.add(id, { ids });
  return id;
}

describe('a push', () => {
  it('lists the group’s people once, without those who opted out', () => {
    const { api } = openStore();
    const group = groupOf(api, 4);
    api.contacts.setOptOut({ query: 'P2', groupId: null }, true, 'STOP', testNow);
    const status = api.pushes.begin(group, addAccount(api), remote);
    expect(status).toMatchObject({ groupId: group, state: 'running', total: 3, done: 0, error: null });
    expect(api.pushes.waiting(group, 2)).toEqual([
      { seq: 1, phone: '+31610000000', firstName: 'P0', lastName: 'X' },
      { seq: 2, phone: '+31610000001', firstName: 'P1', lastName: 'X' },
    ]);
  });

  it('counts what became of each, and hands out only who waits', () => {
    const { api } = openStore();
    const group = groupOf(api, 4);
    api.pushes.begin(group, addAccount(api), remote);
    api.pushes.record(group, 1, 'created', null);
    api.pushes.record(group, 2, 'refused', 'is in the group already');
    api.pushes.record(group, 3, 'unclear', 'HTTP 500');
    expect(api.pushes.status(group)).toMatchObject({ total: 4, done: 3, created: 1, refused: 1, unclear: 1 });
    expect(api.pushes.waiting(group, 9).map(({ seq }) => seq)).toEqual([4]);
    expect(api.pushes.results(group).map(({ name, result, words }) => [name, result, words])).toEqual([
      ['P0 X', 'created', null],
      ['P1 X', 'refused', 'is in the group already'],
      ['P2 X', 'unclear', 'HTTP 500'],
      ['P3 X', 'waiting', null],
    ]);
  });

  it('ends with its reason; a new one begins anew', () => {
    const { api } = openStore();
    const group = groupOf(api, 2);
    const account = addAccount(api);
    api.pushes.begin(group, account, remote);
    api.pushes.record(group, 1, 'created', null);
    const error = appError('key_wrong', 'Unauthenticated.');
    expect(api.pushes.end(group, 'stopped', error)).toMatchObject({ state: 'stopped', error, done: 1 });
    expect(api.pushes.begin(group, account, remote)).toMatchObject({ state: 'running', error: null, done: 0 });
  });

  it('that a crash cut off is stopped at the next start', () => {
    const { api } = openStore();
    const group = groupOf(api, 2);
    api.pushes.begin(group, addAccount(api), remote);
    api.book.sweep(testNow);
    expect(api.pushes.status(group)?.state).toBe('stopped');
  });

  it('of nobody is refused, and goes with its group', () => {
    const { api } = openStore();
    const account = addAccount(api);
    const empty = api.groups.create('Empty', testNow).id;
    expect(codeOf(() => api.pushes.begin(empty, account, remote))).toBe('audience_empty');
    expect(api.pushes.status(empty)).toBeNull();
    const group = groupOf(api, 1);
    api.pushes.begin(group, account, remote);
    api.groups.remove(group, 'undo');
    expect(api.pushes.status(group)).toBeNull();
  });
});
