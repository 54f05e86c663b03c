import { describe, expect, it } from 'vitest';
import type { Selection } from '#contract/contacts.ts';
import type { ContactId } from '#core/kernel/ids.ts';
import type { StoreApi } from '#main/store/api.ts';
import { addImport, campaignTo, codeOf, openStore, publishAll } from '#test/support/open-store.ts';
import { phone, testNow } from '#test/support/plan.ts';

function add(
  api: StoreApi,
  digits: number,
  firstName = 'Anna',
  fields: Readonly<Record<string, string>> = {},
): ContactId {
  return api.contacts.save({ id: null, phone: phone(digits), firstName, lastName: 'Berg', fields }, testNow).id;
}
const these = (...ids: readonly ContactId[]): Selection => ({ ids: [...ids] });

describe('contacts', () => {
  it('are kept, edited and dated', () => {
    const { api } = openStore();
    const id = add(api, 31_610_000_001, 'Anna', { City: 'Delft' });
    expect(api.contacts.get(id)).toMatchObject({
      phone: '+31610000001',
      firstName: 'Anna',
      fields: { City: 'Delft' },
      optedOut: false,
      groups: [],
      history: [],
      createdAt: testNow,
    });
    const edit = { id, phone: phone(31_610_000_002), firstName: 'Åsa', lastName: '', fields: { Plan: 'B' } };
    expect(api.contacts.save(edit, testNow + 5)).toMatchObject({ ...edit, createdAt: testNow, updatedAt: testNow + 5 });
    expect(api.contacts.bookFields()).toEqual(['City', 'Plan']);
    expect(api.contacts.count()).toBe(1);
  });

  it('two with one number are refused, as new ones and by editing', () => {
    const { api } = openStore();
    add(api, 31_610_000_001);
    const other = add(api, 31_610_000_002);
    const twin = { phone: phone(31_610_000_001), firstName: 'X', lastName: '', fields: {} };
    expect(codeOf(() => api.contacts.save({ ...twin, id: null }, testNow))).toBe('conflict');
    expect(codeOf(() => api.contacts.save({ ...twin, id: other }, testNow))).toBe('conflict');
    expect(api.contacts.get(other).phone).toBe('+31610000002');
    expect(codeOf(() => api.contacts.save({ ...twin, phone: phone(1), id: 99 as ContactId }, testNow))).toBe(
      'not_found',
    );
  });

  it('a deletion is undone whole: the person, their fields and their groups', () => {
    const { api } = openStore();
    const [a, b] = [add(api, 31_610_000_001, 'Anna', { City: 'Delft' }), add(api, 31_610_000_002)];
    const group = api.groups.create('Staff', testNow);
    api.groups.add(group.id, these(a, b));
    const before = api.contacts.get(a);
    expect(api.contacts.remove(these(a, b), 'undo-1')).toBe(2);
    expect([api.contacts.count(), api.groups.get(group.id).count]).toEqual([0, 0]);
    expect(api.book.undo('undo-1')).toBe(2);
    expect(api.contacts.get(a)).toEqual(before);
    expect(api.groups.get(group.id).count).toBe(2);
    expect(api.book.undo('undo-1')).toBe(0);
  });

  it('undoing never takes a stranger for the one who was deleted', () => {
    const { api } = openStore();
    add(api, 31_610_000_001);
    const gone = add(api, 31_610_000_002, 'Gone');
    const group = api.groups.create('Staff', testNow);
    api.groups.add(group.id, these(gone));
    api.contacts.remove(these(gone), 'undo');
    const stranger = add(api, 31_610_000_003, 'Stranger');
    expect(stranger).not.toBe(gone);
    expect(api.book.undo('undo')).toBe(1);
    expect(api.contacts.get(gone).firstName).toBe('Gone');
    expect(api.contacts.get(stranger).groups).toEqual([]);
    expect(api.contacts.get(gone).groups.map(({ name }) => name)).toEqual(['Staff']);
  });

  it('undoing leaves alone whoever has the number by now', () => {
    const { api } = openStore();
    const gone = add(api, 31_610_000_001, 'Old');
    api.contacts.remove(these(gone), 'undo');
    add(api, 31_610_000_001, 'New');
    expect(api.book.undo('undo')).toBe(0);
    expect(
      api.search.search({ query: '', groupId: null, show: 'all', sort: 'name', offset: 0, limit: 9 }),
    ).toMatchObject({
      total: 1,
      rows: [{ firstName: 'New' }],
    });
  });

  it('an opt-out belongs to the number: it outlives the contact and a new import', () => {
    const { api } = openStore();
    const id = add(api, 31_610_000_001);
    expect(api.contacts.setOptOut(these(id), true, 'STOP', testNow)).toBe(1);
    expect(api.contacts.setOptOut(these(id), true, 'again', testNow + 9)).toBe(0);
    expect(api.contacts.get(id)).toMatchObject({ optedOut: true, optedOutAt: testNow, optedOutReason: 'STOP' });
    api.contacts.remove(these(id), 'undo');
    const imported = addImport(api, ['Phone:phone'], [{ cells: ['x'], phone: '+31610000001' }]);
    expect(publishAll(api, imported)).toMatchObject({ added: 1, suppressed: 1 });
    const [row] = api.search.search({
      query: '',
      groupId: null,
      show: 'opted_out',
      sort: 'name',
      offset: 0,
      limit: 9,
    }).rows;
    expect(row).toMatchObject({ phone: '+31610000001', optedOut: true });
    expect(api.contacts.setOptOut(these((row?.id ?? 0) as ContactId), false, '', testNow)).toBe(1);
    expect(api.contacts.get((row?.id ?? 0) as ContactId).optedOut).toBe(false);
  });

  it('show what they were sent, newest first, but no drafts', () => {
    const { api } = openStore();
    const id = add(api, 31_610_000_000);
    campaignTo(api, 1, { name: 'First', template: 'One' });
    campaignTo(api, 1, { name: 'Second', template: 'Two' });
    expect(api.contacts.get(id).history.map(({ campaign, text, state }) => [campaign, text, state])).toEqual([
      ['Second', 'Two', 'queued'],
      ['First', 'One', 'queued'],
    ]);
  });

  it('the trash and unfinished work are swept at a start', () => {
    const { api } = openStore();
    const id = add(api, 31_610_000_001);
    api.contacts.remove(these(id), 'undo');
    api.book.sweep(testNow);
    expect(api.book.undo('undo')).toBe(0);
  });
});
