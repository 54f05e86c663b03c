import { describe, expect, it } from 'vitest';
import type { ContactDetail, ContactRow, Selection } from '#contract/contacts.ts';
import type { Input } from '#contract/contract.ts';
import type { ContactId, GroupId } from '#core/kernel/ids.ts';
import { ManualClock } from '#core/kernel/manual-clock.ts';
import { chosenCount, isFiltered } from '../../src/renderer/src/features/contacts/state.ts';
import { createContactsStore } from '../../src/renderer/src/features/contacts/store.ts';
import { rowAt } from '../../src/renderer/src/ui/row-pages.ts';
import { createFakeApi, failure, pending, settle } from './fake-api.ts';

const id = (n: number) => n as ContactId;
const ids = (...numbers: number[]): ReadonlySet<ContactId> => new Set(numbers.map(id));

function person(n: number): ContactRow {
  return {
    id: id(n),
    phone: `+3161200${n}`,
    firstName: 'P',
    lastName: String(n),
    fields: {},
    optedOut: n % 10 === 0,
    practice: false,
    updatedAt: 1,
  };
}

function detail(n: number): ContactDetail {
  return {
    ...person(n),
    createdAt: 1,
    optedOutAt: null,
    optedOutReason: n % 10 === 0 ? 'asked' : null,
    groups: [],
    history: [],
  };
}

function setUp(total = 412_908) {
  const clock = new ManualClock();
  let undos = 0;
  const fake = createFakeApi({
    'contacts.search': ({ query, offset, limit }) => {
      const found = query === '' ? total : 25;
      const length = Math.max(0, Math.min(limit, found - offset));
      return { total: found, rows: Array.from({ length }, (_, at) => person(offset + at + 1)), indexing: false };
    },
    'contacts.get': ({ id: asked }) => detail(asked),
    'contacts.save': ({ id: saved, ...draft }) => ({ ...detail(saved ?? 99), ...draft }),
    'contacts.delete': (who) => ({ count: sizeOf(who, total), undo: `u${++undos}` }),
    'contacts.setOptOut': ({ who }) => ({ count: sizeOf(who, total) }),
    'contacts.undo': () => ({ count: 1 }),
    'groups.list': () => [{ id: 1 as GroupId, name: 'Choir', count: 2, optedOut: 0, createdAt: 1, remote: null }],
    'groups.create': ({ name }) => ({ id: 2 as GroupId, name, count: 0, optedOut: 0, createdAt: 1, remote: null }),
    'groups.add': ({ who }) => ({ count: sizeOf(who, total) }),
    'groups.remove': ({ who }) => ({ count: sizeOf(who, total) }),
  });
  const store = createContactsStore(fake.api, clock);
  return { ...fake, clock, store, state: () => store.getState() };
}

const sizeOf = (who: Selection, total: number) => ('ids' in who ? who.ids.length : total);

async function opened(total?: number) {
  const all = setUp(total);
  const close = all.state().open();
  await settle();
  return { ...all, close };
}

describe('the list', () => {
  it('loads what is in sight', async () => {
    const { state, inputs } = await opened();
    expect(state().people.total).toBe(412_908);
    expect(rowAt(state().people, 0)?.id).toBe(1);
    state().want(200_000, 200_030);
    await settle();
    expect(rowAt(state().people, 200_010)?.id).toBe(200_011);
    expect(inputs('contacts.search').length).toBeLessThanOrEqual(3);
  });

  it('asks when the typing rests, once', async () => {
    const { state, inputs, clock } = await opened();
    for (const query of ['z', 'zo', 'zoë ']) {
      state().search(query);
      await clock.advance(100);
    }
    expect(state().query).toBe('zoë ');
    expect(inputs('contacts.search')).toHaveLength(1);
    await clock.advance(100);
    expect(
      inputs('contacts.search')
        .slice(1)
        .map((input) => input.query),
    ).toEqual(['zoë']);
    expect(state().people.total).toBe(25);
  });

  it('never shows an answer to an older search', async () => {
    const { state, answer, clock } = await opened();
    const slow = pending<{ total: number; rows: ContactRow[]; indexing: boolean }>();
    answer('contacts.search', ({ query }) =>
      query === 'slow' ? slow.promise : { total: 1, rows: [person(7)], indexing: false },
    );
    state().search('slow');
    await clock.advance(200);
    state().search('quick');
    await clock.advance(200);
    slow.resolve({ total: 2, rows: [person(8), person(9)], indexing: false });
    await settle();
    expect(state().people.total).toBe(1);
    expect(rowAt(state().people, 0)?.id).toBe(7);
  });

  it('asks again while the index is being built, and stops when it is', async () => {
    const { state, answer, inputs, clock } = await opened();
    answer('contacts.search', () => ({ total: 3, rows: [], indexing: true }));
    state().retry();
    await settle();
    expect(state().indexing).toBe(true);
    answer('contacts.search', () => ({ total: 4, rows: [], indexing: false }));
    await clock.advance(2_000);
    expect(state()).toMatchObject({ indexing: false, people: { total: 4 } });
    const asked = inputs('contacts.search').length;
    await clock.advance(20_000);
    expect(inputs('contacts.search')).toHaveLength(asked);
  });

  it('follows the book, gently, while it is on the screen', async () => {
    const { emit, inputs, clock, close } = await opened();
    const before = inputs('contacts.search').length;
    for (let slice = 0; slice < 20; slice++) emit('contacts.changed', undefined);
    await clock.advance(300);
    expect(inputs('contacts.search')).toHaveLength(before + 1);
    close();
    emit('contacts.changed', undefined);
    await clock.advance(1_000);
    expect(inputs('contacts.search')).toHaveLength(before + 1);
    expect(clock.waiting).toBe(0);
  });

  it('shows a failure, and forgets it when it works again', async () => {
    const { state, answer } = await opened();
    answer('contacts.search', () => Promise.reject(failure('storage_failed')));
    state().retry();
    await settle();
    expect(state().listError?.code).toBe('storage_failed');
    expect(rowAt(state().people, 0)?.id).toBe(1);
    answer('contacts.search', () => ({ total: 0, rows: [], indexing: false }));
    state().retry();
    await settle();
    expect(state()).toMatchObject({ listError: null, people: { total: 0 } });
  });

  it('leaves the filter of a group that is gone', async () => {
    const { state, answer, emit, clock } = await opened();
    state().filter({ groupId: 1 as GroupId });
    await settle();
    expect(isFiltered(state())).toBe(true);
    answer('groups.list', () => []);
    emit('contacts.changed', undefined);
    await clock.advance(300);
    expect(state().groupId).toBeNull();
  });
});

describe('choosing people', () => {
  it('names few, and says “everyone” of many', async () => {
    const few = await opened(1_234);
    await few.state().chooseAll();
    expect(few.state().chosen).toMatchObject({ kind: 'list' });
    expect(chosenCount(few.state())).toBe(1_234);

    const many = await opened();
    await many.state().chooseAll();
    expect(many.state().chosen).toEqual({ kind: 'all' });
    expect(chosenCount(many.state())).toBe(412_908);
  });

  it('never reaches beyond the opted-out filter: the selection names it', async () => {
    const { state, inputs } = await opened();
    state().filter({ show: 'opted_out' });
    await settle();
    await state().chooseAll();
    expect(chosenCount(state())).toBe(state().people.total);
    await state().setOptOut(false, '');
    expect(inputs('contacts.setOptOut')[0]).toMatchObject({ who: { query: '', show: 'opted_out' } });
  });

  it('is forgotten when the list asks something else', async () => {
    const { state, clock } = await opened();
    state().choose(ids(1, 2));
    state().search('zoë');
    await clock.advance(200);
    expect(chosenCount(state())).toBe(0);
  });

  it('of everyone is left by a single tick, never silently turned into one person', async () => {
    const { state } = await opened();
    await state().chooseAll();
    state().choose(ids(5));
    expect(chosenCount(state())).toBe(0);
  });
});

describe('changes', () => {
  it('to everyone go out as the search, not as names', async () => {
    const { state, inputs, clock } = await opened();
    state().filter({ groupId: 1 as GroupId });
    await settle();
    await state().chooseAll();
    await state().delete();
    await clock.advance(300);
    expect(inputs('contacts.delete')).toEqual([{ query: '', groupId: 1, show: 'all' }]);
  });

  it('to more than one call may name go out in several', async () => {
    const { state, inputs } = await opened();
    state().choose(new Set(Array.from({ length: 25_000 }, (_, at) => id(at + 1))));
    const done = await state().delete();
    expect(inputs('contacts.delete').map((who) => sizeOf(who, 0))).toEqual([10_000, 10_000, 5_000]);
    await done?.undo?.();
    expect(inputs('contacts.undo')).toEqual([{ undo: 'u1' }, { undo: 'u2' }, { undo: 'u3' }]);
  });

  it('close the panel of somebody who is deleted, and only then', async () => {
    const { state } = await opened();
    await state().showPanel({ kind: 'person', id: id(3) });
    await state().delete([id(4)]);
    expect(state().panel).toEqual({ kind: 'person', id: 3 });
    await state().delete([id(3)]);
    expect(state()).toMatchObject({ panel: { kind: 'none' }, detail: null });
  });

  it('to one person in the panel leave the ticks alone', async () => {
    const { state } = await opened();
    state().choose(ids(1, 2));
    await state().setOptOut(true, 'asked', [id(3)]);
    expect(chosenCount(state())).toBe(2);
  });

  it('of an opt-out are taken back only for those whose mark changed', async () => {
    const { state, inputs } = await opened();
    // 10 and 20 opted out before.
    state().choose(ids(9, 10, 11, 20));
    const done = await state().setOptOut(true, ' Replied STOP ');
    expect(inputs('contacts.setOptOut')[0]).toMatchObject({ optedOut: true, reason: 'Replied STOP' });
    await done?.undo?.();
    expect(inputs('contacts.setOptOut')[1]).toMatchObject({ who: { ids: [9, 11] }, optedOut: false });
  });

  it('that cannot be taken back exactly offer no Undo', async () => {
    const { state } = await opened();
    await state().chooseAll();
    expect(await state().setOptOut(true, '')).toMatchObject({ undo: null });
    state().choose(ids(10, 20));
    expect(await state().setOptOut(true, '')).toMatchObject({ undo: null });
  });

  it('put back the reason of somebody who was let in again', async () => {
    const { state, inputs } = await opened();
    await state().showPanel({ kind: 'person', id: id(10) });
    const done = await state().setOptOut(false, '', [id(10)]);
    await done?.undo?.();
    expect(inputs('contacts.setOptOut')[1]).toMatchObject({ optedOut: true, reason: 'asked' });
  });

  it('to a group are taken back only when everyone was new there', async () => {
    const { state, answer, inputs } = await opened();
    state().choose(ids(1, 2));
    const both = await state().addToGroup({ id: 1 as GroupId });
    expect(both).toMatchObject({ count: 2, group: 'Choir' });
    await both?.undo?.();
    expect(inputs('groups.remove')).toEqual([{ id: 1, who: { ids: [1, 2] } }]);
    answer('groups.add', () => ({ count: 1 }));
    state().choose(ids(1, 2));
    expect(await state().addToGroup({ id: 1 as GroupId })).toMatchObject({ count: 1, undo: null });
  });

  it('may make the group first', async () => {
    const { state, inputs } = await opened();
    state().choose(ids(1));
    expect(await state().addToGroup({ name: ' Staff ' })).toMatchObject({ group: 'Staff' });
    expect(inputs('groups.create')).toEqual([{ name: 'Staff' }]);
    expect(inputs('groups.add')[0]?.id).toBe(2);
  });

  it('that fail say why and keep the selection', async () => {
    const { state, answer } = await opened();
    answer('contacts.delete', () => Promise.reject(failure('storage_full')));
    state().choose(ids(1, 2));
    expect(await state().delete()).toBeNull();
    expect(state().actionError?.code).toBe('storage_full');
    expect(chosenCount(state())).toBe(2);
    expect(state().working).toBe(false);
  });
});

describe('one person', () => {
  it('is the newest one asked for', async () => {
    const { state, answer } = await opened();
    const slow = pending<ContactDetail>();
    answer('contacts.get', ({ id: asked }) => (asked === 1 ? slow.promise : detail(asked)));
    const first = state().showPanel({ kind: 'person', id: id(1) });
    await state().showPanel({ kind: 'person', id: id(2) });
    slow.resolve(detail(1));
    await first;
    expect(state().detail?.id).toBe(2);
  });

  it('who is saved is trimmed and stands in the panel', async () => {
    const { state, inputs } = await opened();
    await state().showPanel({ kind: 'new' });
    await state().save(null, { phone: ' 06 12345678 ', firstName: ' Zoë ', lastName: '', fields: {} });
    const expected: Input<'contacts.save'> = {
      id: null,
      phone: '06 12345678',
      firstName: 'Zoë',
      lastName: '',
      fields: {},
    };
    expect(inputs('contacts.save')).toEqual([expected]);
    expect(state().panel).toEqual({ kind: 'person', id: 99 });
    expect(state().detail?.firstName).toBe('Zoë');
  });

  it('who cannot be saved is the form’s to tell', async () => {
    const { state, answer } = await opened();
    await state().showPanel({ kind: 'new' });
    answer('contacts.save', () => Promise.reject(failure('conflict')));
    await expect(state().save(null, { phone: '1', firstName: '', lastName: '', fields: {} })).rejects.toMatchObject({
      code: 'conflict',
    });
    expect(state()).toMatchObject({ panel: { kind: 'new' }, actionError: null });
  });

  it('who is gone says so', async () => {
    const { state, answer } = await opened();
    answer('contacts.get', () => Promise.reject(failure('not_found')));
    await state().showPanel({ kind: 'person', id: id(1) });
    expect(state()).toMatchObject({ detail: null, panelError: { code: 'not_found' } });
  });
});
