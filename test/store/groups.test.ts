import { describe, expect, it } from 'vitest';
import type { Selection } from '#contract/contacts.ts';
import type { ContactId, GroupId } from '#core/kernel/ids.ts';
import type { StoreApi } from '#main/store/api.ts';
import { addAccount, codeOf, openStore } from '#test/support/open-store.ts';
import { phone, planWith, testNow } from '#test/support/plan.ts';

function people(api: StoreApi, count: number): Selection {
  const ids = Array.from({ length: count }, (_, i) => {
    const contact = { id: null, phone: phone(31_610_000_000 + i), firstName: `P${i}`, lastName: '', fields: {} };
    return api.contacts.save(contact, testNow).id;
  });
  return { ids };
}
const members = (api: StoreApi, groupId: GroupId): readonly string[] =>
  api.search
    .search({ query: '', groupId, show: 'all', sort: 'phone', offset: 0, limit: 100 })
    .rows.map(({ phone }) => phone);

describe('groups', () => {
  it('are made, renamed and found by name, whatever its case and outer blanks', () => {
    const { api } = openStore();
    const { id } = api.groups.create('  Staff ', testNow);
    expect(api.groups.get(id)).toMatchObject({ name: 'Staff', count: 0, remote: null });
    expect(api.groups.ensure('STAFF', testNow).id).toBe(id);
    expect(codeOf(() => api.groups.create('staff', testNow))).toBe('conflict');
    expect(codeOf(() => api.groups.create('  ', testNow))).toBe('invalid_input');
    expect(api.groups.rename(id, 'STAFF').name).toBe('STAFF');
    const other = api.groups.create('Other', testNow);
    expect(codeOf(() => api.groups.rename(other.id, 'Staff'))).toBe('conflict');
    expect(api.groups.list().map(({ name }) => name)).toEqual(['Other', 'STAFF']);
  });

  it('take people once, and count those who opted out', () => {
    const { api } = openStore();
    const everyone = people(api, 4);
    const { id } = api.groups.create('Staff', testNow);
    expect([api.groups.add(id, everyone), api.groups.add(id, everyone)]).toEqual([4, 0]);
    const [first, second] = 'ids' in everyone ? everyone.ids : [];
    api.contacts.setOptOut({ ids: [first as ContactId] }, true, 'STOP', testNow);
    expect(api.groups.get(id)).toMatchObject({ count: 4, optedOut: 1 });
    expect(api.groups.removeMembers(id, { ids: [second as ContactId] })).toBe(1);
    expect(api.groups.get(id).count).toBe(3);
    expect(api.contacts.count()).toBe(4);
  });

  it('can take everybody a search finds', () => {
    const { api } = openStore();
    people(api, 12);
    const { id } = api.groups.create('Ones', testNow);
    expect(api.groups.add(id, { query: 'P1', groupId: null })).toBe(3);
    expect(members(api, id)).toEqual(['+31610000001', '+31610000010', '+31610000011']);
  });

  it('emptying is undone', () => {
    const { api } = openStore();
    const { id } = api.groups.create('Staff', testNow);
    api.groups.add(id, people(api, 3));
    expect([api.groups.empty(id, 'undo'), api.groups.get(id).count]).toEqual([3, 0]);
    expect([api.book.undo('undo'), api.groups.get(id).count]).toEqual([3, 3]);
  });

  it('a deletion is undone whole', () => {
    const { api } = openStore();
    const { id } = api.groups.create('Staff', testNow);
    api.groups.add(id, people(api, 3));
    api.groups.link(id, { uid: 'g-1', name: 'Remote' }, testNow);
    const before = api.groups.get(id);
    api.groups.remove(id, 'undo');
    expect([api.groups.count(), api.contacts.count()]).toEqual([0, 3]);
    expect(api.book.undo('undo')).toBe(1);
    expect(api.groups.get(id)).toEqual(before);
  });

  it('undoing never puts people into a group made since', () => {
    const { api } = openStore();
    const staff = api.groups.create('Staff', testNow);
    api.groups.add(staff.id, people(api, 3));
    api.groups.remove(staff.id, 'undo');
    const other = api.groups.create('Board', testNow);
    expect(other.id).not.toBe(staff.id);
    api.book.undo('undo');
    expect([members(api, other.id), members(api, staff.id).length]).toEqual([[], 3]);
  });

  it('a draft to a group that is gone finds nobody, and never another group', () => {
    const { api } = openStore();
    const staff = api.groups.create('Staff', testNow);
    api.groups.remove(staff.id, 'undo');
    const board = api.groups.create('Board', testNow);
    api.groups.add(board.id, people(api, 3));
    const plan = planWith(addAccount(api), { audience: { groups: [staff.id], imports: [], phones: [] } });
    expect(codeOf(() => api.audience.survey(plan))).toBe('not_found');
  });

  it('an unknown one is not found', () => {
    const { api } = openStore();
    const nowhere = 9 as GroupId;
    for (const work of [
      () => api.groups.get(nowhere),
      () => api.groups.rename(nowhere, 'X'),
      () => api.groups.remove(nowhere, 'undo'),
      () => api.groups.add(nowhere, { ids: [] }),
    ]) {
      expect(codeOf(work)).toBe('not_found');
    }
  });
});
