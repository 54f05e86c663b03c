import { describe, expect, it, vi } from 'vitest';
import type { ContactId, ImportId } from '#core/kernel/ids.ts';
import type { StoreApi } from '#main/store/api.ts';
import { indexSlice } from '#main/store/contacts-search.ts';
import {
  addAccount,
  addImport,
  openStore,
  publishAll,
  publishing,
  run,
  type StagedTestRow,
  sealedCampaign,
} from '#test/support/open-store.ts';
import { phone, planWith, testNow } from '#test/support/plan.ts';

const columns = ['Phone:phone', 'First:first_name', 'City'];
const row = (last: number, ...cells: readonly string[]): StagedTestRow => ({
  phone: phone(31_610_000_000 + last),
  cells: [String(31_610_000_000 + last), ...cells],
});
const later = testNow + 60_000;

const everybody = (api: StoreApi) =>
  api.search
    .search({ query: '', groupId: null, show: 'all', sort: 'phone', offset: 0, limit: 500 })
    .rows.map(({ phone: number, firstName, fields, updatedAt }) => ({ phone: number, firstName, fields, updatedAt }));
const idOf = (api: StoreApi, last: number): ContactId =>
  api.search.search({
    query: `+${31_610_000_000 + last}`,
    groupId: null,
    show: 'all',
    sort: 'phone',
    offset: 0,
    limit: 1,
  }).rows[0]?.id as ContactId;
const save = (api: StoreApi, last: number, firstName: string, at = testNow) => {
  const number = phone(31_610_000_000 + last);
  return api.contacts.save({ id: null, phone: number, firstName, lastName: '', fields: {} }, at);
};
const undo = (api: StoreApi, id: ImportId) => run(api.tasks.undoImport(id));
const refused = (what: string) => ({ code: 'wrong_state', details: { what } });
const outcome = (reverted: number, keptEdited = 0, keptMessaged = 0, gone = 0) => ({
  reverted,
  keptEdited,
  keptMessaged,
  gone,
});

describe('undoing an import', () => {
  it('leaves the book exactly as it was: people, values, groups, field names, search', () => {
    const { db, api } = openStore();
    save(api, 1, 'Anna');
    save(api, 2, 'Bo');
    const kept = api.groups.create('Old', testNow);
    api.groups.add(kept.id, { ids: [idOf(api, 1)] });
    const before = everybody(api);
    const id = addImport(api, columns, [row(1, 'Ann', 'Delft'), row(2), row(3, 'Cy'), row(4, 'Di', 'Gouda')]);
    publishAll(api, id, 'update', 'Fresh');
    expect(api.groups.list().map(({ name, count }) => [name, count])).toEqual([
      ['Fresh', 4],
      ['Old', 1],
    ]);
    while (indexSlice(db, 100)) {
      // To the end: the undo has to take people out of the search too.
    }
    expect(api.undoing.undoPlan(id)).toEqual(outcome(4));
    expect(undo(api, id)).toEqual(outcome(4));
    expect(everybody(api)).toEqual(before);
    expect(api.groups.list().map(({ name, count }) => [name, count])).toEqual([['Old', 1]]);
    expect(api.contacts.bookFields()).toEqual([]);
    expect(db.all('SELECT rowid FROM contacts_search')).toHaveLength(2);
    expect(api.imports.get(id)).toMatchObject({ state: 'undone', undone: outcome(4) });
    expect(db.get('SELECT (SELECT count(*) FROM import_added) + (SELECT count(*) FROM import_changes) AS n')).toEqual({
      n: 0,
    });
    for (const again of [() => undo(api, id), () => api.undoing.undoPlan(id), () => api.imports.discard(id)]) {
      expect(again).toThrow(expect.objectContaining({ error: expect.objectContaining(refused('import_undone')) }));
    }
    const waiting = addImport(api, columns, [row(7)]);
    const wrong = expect.objectContaining({ error: expect.objectContaining(refused('import_waiting')) });
    expect(() => undo(api, waiting)).toThrow(wrong);
  });

  it('keeps whom a person edited since, whether the import brought or changed them', () => {
    const { api } = openStore();
    save(api, 1, 'Anna');
    const id = addImport(api, columns, [row(1, 'Ann'), row(2, 'Bo'), row(3, 'Cy')]);
    publishAll(api, id);
    const edit = (last: number, firstName: string) => {
      const number = phone(31_610_000_000 + last);
      api.contacts.save({ id: idOf(api, last), phone: number, firstName, lastName: '', fields: {} }, later);
    };
    edit(1, 'Annie');
    edit(2, 'Bob');
    expect(api.undoing.undoPlan(id)).toEqual(outcome(1, 2));
    expect(undo(api, id)).toEqual(outcome(1, 2));
    expect(everybody(api).map(({ firstName }) => firstName)).toEqual(['Annie', 'Bob']);
  });

  it('keeps whom another import changed, and whom somebody put into another group', () => {
    const { api } = openStore();
    const first = addImport(api, columns, [row(1, 'Anna'), row(2, 'Bo'), row(3, 'Cy')]);
    publishAll(api, first);
    publishAll(api, addImport(api, columns, [row(1, 'Ann')]), 'update', null, testNow);
    const group = api.groups.create('By hand', testNow);
    api.groups.add(group.id, { ids: [idOf(api, 2)] });
    expect(undo(api, first)).toEqual(outcome(1, 2));
  });

  it('keeps whom a message went to since, but not whom it never reached', () => {
    const { db, api } = openStore();
    save(api, 1, 'Anna');
    const id = addImport(api, columns, [row(1, 'Ann'), row(2, 'Bo'), row(3, 'Cy'), row(4, 'Di')]);
    publishAll(api, id, 'update', 'All');
    const [group] = api.groups.list();
    api.groups.removeMembers(group?.id as never, { ids: [idOf(api, 4)] });
    const audience = { groups: [group?.id as never], imports: [], phones: [] };
    const { id: campaign } = sealedCampaign(api, planWith(addAccount(api), { audience }));
    db.run('UPDATE campaigns SET sealed_at = ? WHERE id = ?', later, campaign);
    db.run("UPDATE recipients SET state = 'cancelled' WHERE phone = ?", phone(31_610_000_003));
    expect(api.undoing.undoPlan(id)).toEqual(outcome(2, 0, 2));
    expect(undo(api, id)).toEqual(outcome(2, 0, 2));
    expect(everybody(api).map(({ firstName }) => firstName)).toEqual(['Ann', 'Bo']);
  });

  it.each([-1, 0, 1])('tells since and before apart when the clock jumps a day: %i', (days) => {
    const { db, api } = openStore();
    const account = addAccount(api);
    const to = (last: number) => ({ audience: { groups: [], imports: [], phones: [phone(31_610_000_000 + last)] } });
    sealedCampaign(api, planWith(account, to(1)));
    const id = addImport(api, columns, [row(1, 'Ann'), row(2, 'Bo')]);
    publishAll(api, id, 'update', null, testNow + days * 86_400_000);
    expect(api.undoing.undoPlan(id)).toEqual(outcome(2));
    sealedCampaign(api, planWith(account, to(2)));
    // The rule of imports that kept no id.
    const clock = days > 0 ? outcome(2) : outcome(0, 0, 2);
    expect(api.undoing.undoPlan(id)).toEqual(outcome(1, 0, 1));
    db.run('UPDATE imports SET recipients_before = NULL WHERE id = ?', id);
    expect(api.undoing.undoPlan(id)).toEqual(clock);
  });

  it('names of fields go when nobody has them any more, a thousand in one pass over the book', () => {
    const { db, api } = openStore();
    const names = Array.from({ length: 1_000 }, (_, i) => `F${i}`);
    const id = addImport(api, ['Phone:phone', ...names, '__proto__'], [row(1, ...names, 'x'), row(2, 'a', '', 'c')]);
    publishAll(api, id);
    const number = phone(31_610_000_009);
    const fields = Object.fromEntries([
      ['F7', ''],
      ['__proto__', 'y'],
    ]);
    api.contacts.save({ id: null, phone: number, firstName: 'F8":', lastName: '', fields }, testNow);
    const deletes = vi.spyOn(db, 'run');
    expect(undo(api, id)).toEqual(outcome(2));
    expect(deletes.mock.calls.filter(([sql]) => sql.includes('book_fields'))).toHaveLength(1);
    expect(api.contacts.bookFields()).toEqual(['F7', '__proto__']);
  });

  it('counts whom somebody deleted meanwhile', () => {
    const { api } = openStore();
    const id = addImport(api, columns, [row(1), row(2), row(3)]);
    publishAll(api, id);
    api.contacts.remove({ ids: [idOf(api, 2)] }, 'undo-1');
    expect(api.undoing.undoPlan(id)).toEqual(outcome(2, 0, 0, 1));
    expect(undo(api, id)).toEqual(outcome(2, 0, 0, 1));
  });

  it('an opt-out outlives the undo', () => {
    const { api } = openStore();
    const id = addImport(api, columns, [row(1)]);
    publishAll(api, id);
    api.contacts.setOptOut({ ids: [idOf(api, 1)] }, true, 'asked', later);
    undo(api, id);
    save(api, 1, 'Anna', later);
    expect(api.contacts.get(idOf(api, 1)).optedOut).toBe(true);
  });

  it('a group that was there before, or was filled by hand, stays', () => {
    const { api } = openStore();
    save(api, 9, 'Zoe');
    const id = addImport(api, columns, [row(1)]);
    publishAll(api, id, 'update', 'Mixed');
    const [group] = api.groups.list();
    api.groups.add(group?.id as never, { ids: [idOf(api, 9)] });
    undo(api, id);
    expect(api.groups.list().map(({ name, count }) => [name, count])).toEqual([['Mixed', 1]]);
  });
});

describe('an import that is cut off', () => {
  const rows = Array.from({ length: 12_000 }, (_, i) => row(i, `P${i}`, i % 3 === 0 ? 'Delft' : ''));
  const prepared = () => {
    const store = openStore();
    for (let i = 0; i < 200; i++) save(store.api, i * 50, 'Old');
    return { ...store, before: everybody(store.api), id: addImport(store.api, columns, rows) };
  };

  it.each([1, 2, 3])('in mid-publishing, after %i slices, leaves nothing after the next start', (slices) => {
    const { api, path, close, before, id } = prepared();
    const task = publishing(api, id, { onDuplicate: 'update', onRepeat: 'skip' }, 'New', testNow + 1);
    for (let i = 0; i < slices; i++) task.next();
    close();
    const { api: next } = openStore(path);
    expect(next.contacts.count()).toBeGreaterThan(before.length - 1);
    for (const cut of next.undoing.unfinished()) undo(next, cut);
    expect(everybody(next)).toEqual(before);
    expect(next.contacts.count()).toBe(before.length);
    expect(next.groups.list()).toEqual([]);
    expect(next.contacts.bookFields()).toEqual([]);
    expect(next.imports.get(id)).toMatchObject({ state: 'judged', result: null, undone: null });
    // And it can be imported as if nothing had happened.
    expect(publishAll(next, id, 'update', 'New', testNow + 2)).toEqual({
      added: 11_800,
      changed: 200,
      same: 0,
      suppressed: 0,
    });
  });

  it('in mid-undoing goes on at the next start, and the outcome adds up', () => {
    const { api, path, close, before, id } = prepared();
    publishAll(api, id, 'update', 'New', testNow + 1);
    const task = api.tasks.undoImport(id);
    task.next();
    close();
    const { api: next } = openStore(path);
    expect(next.undoing.unfinished()).toEqual([id]);
    expect(undo(next, id)).toEqual(outcome(12_000));
    expect(everybody(next)).toEqual(before);
  });
});
