import { describe, expect, it } from 'vitest';
import type { ContactRow } from '#contract/contacts.ts';
import type { Output } from '#contract/contract.ts';
import type { Group, PushStatus } from '#contract/groups.ts';
import type { ContactId, GroupId } from '#core/kernel/ids.ts';
import { ManualClock } from '#core/kernel/manual-clock.ts';
import { pushError, pushParts } from '../../src/renderer/src/features/groups/push-parts.ts';
import { createServiceStore } from '../../src/renderer/src/features/groups/service-store.ts';
import { openGroup } from '../../src/renderer/src/features/groups/state.ts';
import { createGroupsStore } from '../../src/renderer/src/features/groups/store.ts';
import { rowAt } from '../../src/renderer/src/ui/row-pages.ts';
import { createFakeApi, failure, pending, settle } from './fake-api.ts';

const gid = (n: number) => n as GroupId;
const cid = (n: number) => n as ContactId;

function group(n: number, name: string, count = 5): Group {
  return { id: gid(n), name, count, optedOut: 0, createdAt: 1, remote: null };
}

function person(n: number): ContactRow {
  return {
    id: cid(n),
    phone: `+3161200${n}`,
    firstName: 'P',
    lastName: String(n),
    fields: {},
    optedOut: false,
    practice: false,
    updatedAt: 1,
  };
}

function setUp(start: readonly Group[] = [group(2, 'Volunteers'), group(1, 'choir 10'), group(3, 'Choir 9')]) {
  const clock = new ManualClock();
  let groups = [...start];
  const bin = new Map<string, Group>();
  const fake = createFakeApi({
    'groups.list': () => groups,
    'groups.create': ({ name }) => {
      const made = group(50, name, 0);
      groups = [...groups, made];
      return made;
    },
    'groups.rename': ({ id, name }) => ({ ...(groups.find((one) => one.id === id) ?? group(0, '')), name }),
    'groups.delete': ({ id }) => {
      const gone = groups.find((one) => one.id === id);
      groups = groups.filter((one) => one.id !== id);
      if (gone !== undefined) bin.set('u1', gone);
      return { undo: 'u1' };
    },
    'groups.empty': () => ({ count: 5, undo: 'u2' }),
    'groups.add': ({ who }) => ({ count: 'ids' in who ? who.ids.length : 0 }),
    'groups.remove': ({ who }) => ({ count: 'ids' in who ? who.ids.length : 0 }),
    'contacts.undo': ({ undo }) => {
      const back = bin.get(undo);
      if (back !== undefined) groups = [...groups, back];
      return { count: 5 };
    },
    'contacts.search': ({ groupId, query }) => ({
      total: query === '' ? 2 : 1,
      rows: [person((groupId ?? 0) * 10), person((groupId ?? 0) * 10 + 1)],
      indexing: false,
    }),
  });
  const store = createGroupsStore(fake.api, clock);
  return { ...fake, clock, state: () => store.getState() };
}

async function opened(start?: readonly Group[]) {
  const all = setUp(start);
  const close = all.state().open();
  await settle();
  return { ...all, close };
}

describe('groups', () => {
  it('stand by name as people sort, and the first one is open', async () => {
    const { state } = await opened();
    expect(state().groups?.map((one) => one.name)).toEqual(['Choir 9', 'choir 10', 'Volunteers']);
    expect(openGroup(state())?.id).toBe(3);
    expect(rowAt(state().people, 0)?.id).toBe(30);
  });

  it('show the people of the one that is open, never those of the one before', async () => {
    const { state, answer } = await opened();
    const slow = pending<Output<'contacts.search'>>();
    answer('contacts.search', ({ groupId }) =>
      groupId === 2 ? slow.promise : { total: 1, rows: [person(10)], indexing: false },
    );
    state().show(gid(2));
    expect(state().people.total).toBeNull();
    state().show(gid(1));
    await settle();
    slow.resolve({ total: 1, rows: [person(20)], indexing: false });
    await settle();
    expect(rowAt(state().people, 0)?.id).toBe(10);
  });

  it('open the one that was just made', async () => {
    const { state } = await opened();
    await state().create('  Board ');
    expect(openGroup(state())?.name).toBe('Board');
    expect(state().groups?.[0]?.name).toBe('Board');
  });

  it('leave a name that is taken to the form', async () => {
    const { state, answer } = await opened();
    answer('groups.create', () => Promise.reject(failure('conflict')));
    await expect(state().create('Choir 9')).rejects.toMatchObject({ code: 'conflict' });
    expect(state().actionError).toBeNull();
  });

  it('come back with Undo, open', async () => {
    const { state } = await opened();
    const done = await state().delete(gid(3));
    expect(state().groups).toHaveLength(2);
    expect(openGroup(state())?.id).toBe(1);
    await done?.undo?.();
    await settle();
    expect(state().groups).toHaveLength(3);
    expect(openGroup(state())?.id).toBe(3);
  });

  it('may all be deleted', async () => {
    const { state } = await opened([group(1, 'Only')]);
    await state().delete(gid(1));
    expect(state()).toMatchObject({ groups: [], openId: null });
  });

  it('are emptied with Undo', async () => {
    const { state, inputs } = await opened();
    state().choose(new Set([cid(30)]));
    const done = await state().empty(gid(3));
    expect(done?.count).toBe(5);
    expect(state().chosen.size).toBe(0);
    await done?.undo?.();
    expect(inputs('contacts.undo')).toEqual([{ undo: 'u2' }]);
  });

  it('offer Undo for adding only when everyone was new', async () => {
    const { state, answer, inputs } = await opened();
    const done = await state().add(gid(3), [cid(1), cid(2)]);
    await done?.undo?.();
    expect(inputs('groups.remove')).toEqual([{ id: 3, who: { ids: [1, 2] } }]);
    answer('groups.add', () => ({ count: 1 }));
    expect(await state().add(gid(3), [cid(1), cid(2)])).toEqual({ count: 1, undo: null });
  });

  it('lose the chosen people, and get them back', async () => {
    const { state, inputs } = await opened();
    state().choose(new Set([cid(30), cid(31)]));
    const done = await state().removeChosen();
    expect(done?.count).toBe(2);
    expect(state().chosen.size).toBe(0);
    await done?.undo?.();
    expect(inputs('groups.add')).toEqual([{ id: 3, who: { ids: [30, 31] } }]);
  });

  it('show a failed change and go on working', async () => {
    const { state, answer } = await opened();
    answer('groups.delete', () => Promise.reject(failure('storage_full')));
    expect(await state().delete(gid(3))).toBeNull();
    expect(state()).toMatchObject({ actionError: { code: 'storage_full' }, working: false });
    expect(state().groups).toHaveLength(3);
  });

  it('follow the book while they are on the screen', async () => {
    const { state, answer, emit, clock, close } = await opened();
    answer('groups.list', () => [group(9, 'Imported', 12_230)]);
    emit('contacts.changed', undefined);
    await clock.advance(300);
    expect(openGroup(state())).toMatchObject({ name: 'Imported', count: 12_230 });
    close();
    expect(clock.waiting).toBe(0);
  });
});

const status = (change: Partial<PushStatus>): PushStatus => ({
  groupId: gid(1),
  state: 'running',
  total: 10,
  done: 0,
  created: 0,
  refused: 0,
  unclear: 0,
  error: null,
  ...change,
});

function setUpService() {
  const clock = new ManualClock();
  const fake = createFakeApi({
    'remote.groups': ({ page }) => ({
      items: [{ uid: `g${page}`, name: `Group ${page}`, description: null, contacts: 3 }],
      page,
      lastPage: 3,
      total: 3,
      more: page < 3,
    }),
    'remote.contacts': ({ page, groupUid }) => ({
      items: [{ uid: `${groupUid}-${page}`, groupUid, phone: '31612345678', firstName: null, lastName: null }],
      page,
      lastPage: null,
      total: null,
      more: true,
    }),
    'remote.createGroup': ({ name, description }) => ({ uid: 'new', name, description, contacts: 0 }),
    'remote.push': () => status({}),
    'remote.stopPush': () => undefined,
    'remote.pushResults': () => ({ status: status({ done: 4, created: 4 }), rows: [] }),
  });
  const store = createServiceStore(fake.api, clock);
  return { ...fake, clock, state: () => store.getState() };
}

describe('groups at the service', () => {
  it('are turned page by page; the newest page wins', async () => {
    const { state, answer } = setUpService();
    await state().loadGroups();
    const slow = pending<Output<'remote.groups'>>();
    answer('remote.groups', ({ page }) =>
      page === 2 ? slow.promise : { items: [], page, lastPage: 3, total: 3, more: false },
    );
    const two = state().loadGroups(2);
    await state().loadGroups(3);
    slow.resolve({ items: [], page: 2, lastPage: 3, total: 3, more: true });
    await two;
    expect(state().groups).toMatchObject({ page: 3, loading: false, shown: { page: 3 } });
  });

  it.each(['key_missing', 'offline', 'throttled'] as const)(
    'keep the last good page when it fails: %s',
    async (code) => {
      const { state, answer } = setUpService();
      await state().loadGroups();
      answer('remote.groups', () => Promise.reject(failure(code)));
      await state().loadGroups(2);
      expect(state().groups).toMatchObject({ loading: false, error: { code }, shown: { page: 1 } });
    },
  );

  it('show the contacts of the one that is open', async () => {
    const { state, inputs } = setUpService();
    await state().loadGroups();
    const first = state().groups.shown?.items[0];
    if (first === undefined) throw new Error('a group was expected');
    await state().show(first);
    await state().loadContacts(2);
    expect(inputs('remote.contacts')).toEqual([
      { groupUid: 'g1', page: 1 },
      { groupUid: 'g1', page: 2 },
    ]);
    expect(state().contacts.shown?.items[0]?.uid).toBe('g1-2');
  });

  it('are made there, with a blank description as none', async () => {
    const { state, inputs } = setUpService();
    await state().createGroup(' Volunteers ', '  ');
    expect(inputs('remote.createGroup')).toEqual([{ name: 'Volunteers', description: null }]);
    expect(state().open?.uid).toBe('new');
  });
});

describe('sending people to the service', () => {
  it('is followed live, and its rows are fetched now and then, and at the end', async () => {
    const { state, emit, inputs, clock } = setUpService();
    await state().push({ id: gid(1) }, { uid: 'g1', name: 'There' });
    expect(inputs('remote.pushResults')).toHaveLength(1);
    for (let done = 1; done <= 5; done++) emit('remote.push', status({ done, created: done }));
    expect(state().pushes.get(gid(1))?.done).toBe(5);
    await clock.advance(800);
    expect(inputs('remote.pushResults')).toHaveLength(2);
    emit('remote.push', status({ state: 'finished', done: 10, created: 10 }));
    await settle();
    expect(inputs('remote.pushResults')).toHaveLength(3);
    expect(clock.waiting).toBe(0);
    expect(state().targets.get(gid(1))).toBe('There');
  });

  it('of another group does not touch the one that is looked at', async () => {
    const { state, emit, inputs } = setUpService();
    await state().push({ id: gid(1) }, { uid: 'g1', name: 'There' });
    emit('remote.push', status({ groupId: gid(2), state: 'finished' }));
    await settle();
    expect(inputs('remote.pushResults')).toHaveLength(1);
    expect(state().pushes.get(gid(2))?.state).toBe('finished');
  });

  it('is stopped once, and says so until it has stopped', async () => {
    const { state, emit, inputs } = setUpService();
    await state().push({ id: gid(1) }, { uid: 'g1', name: 'There' });
    emit('remote.push', status({ done: 2, created: 2 }));
    await state().stop();
    expect(inputs('remote.stopPush')).toEqual([{ groupId: 1 }]);
    expect(state().stopping).toBe(true);
    emit('remote.push', status({ state: 'stopped', done: 3, created: 3 }));
    await settle();
    expect(state().stopping).toBe(false);
    await state().stop();
    expect(inputs('remote.stopPush')).toHaveLength(1);
  });

  it('that cannot begin says why', async () => {
    const { state, answer } = setUpService();
    answer('remote.push', () => Promise.reject(failure('key_missing')));
    await state().push({ id: gid(1) }, { uid: 'g1', name: 'There' });
    expect(state().pushError?.code).toBe('key_missing');
  });

  it('counts parts that add up to the whole', () => {
    const parts = pushParts(status({ done: 7, created: 4, refused: 2, unclear: 1 }));
    expect(parts.reduce((sum, part) => sum + part.value, 0)).toBe(10);
    expect(parts.find((part) => part.id === 'waiting')?.value).toBe(3);
  });

  it('tells a code it does not know as a fault', () => {
    expect(pushError(status({ error: { code: 'offline', message: 'm' } }))?.code).toBe('offline');
    expect(pushError(status({ error: { code: 'brand_new', message: 'm' } }))?.code).toBe('internal');
    expect(pushError(status({}))).toBeNull();
  });
});
