import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ContactRow, Selection } from '#contract/contacts.ts';
import type { Group } from '#contract/groups.ts';
import type { Timer } from '#core/kernel/clock.ts';
import type { ContactId, GroupId } from '#core/kernel/ids.ts';
import { asApiError } from '../../api.ts';
import { createRowLoader } from '../../ui/row-pages.ts';
import { type Timers, windowTimers } from '../../ui/timers.ts';
import { emptyState, type GroupsApi, type GroupsState } from './state.ts';

/** A change that was made, and how to take it back. */
export interface Done {
  readonly count: number;
  readonly undo: (() => Promise<void>) | null;
}

export interface GroupsActions {
  /** The screen is shown: loads, and follows changes until the answered function is called. */
  open(): () => void;
  retry(): void;
  show(id: GroupId | null): void;
  search(query: string): void;
  want(first: number, last: number): void;
  choose(ids: ReadonlySet<ContactId>): void;
  /** Everyone the search finds in the group that is open. */
  chooseAll(): Promise<void>;
  /** Throws for the form to show: a name that exists already is the person's to change. */
  create(name: string): Promise<Group>;
  rename(id: GroupId, name: string): Promise<Group>;
  delete(id: GroupId): Promise<Done | null>;
  empty(id: GroupId): Promise<Done | null>;
  add(id: GroupId, ids: readonly ContactId[]): Promise<Done | null>;
  removeChosen(): Promise<Done | null>;
  /** People to add, by what was typed. Throws. */
  find(query: string): Promise<{ readonly total: number; readonly rows: readonly ContactRow[] }>;
}

export type GroupsStore = StoreApi<GroupsState & GroupsActions>;

const searchPause = 160;
const changePause = 250;
const found = 50;

export function createGroupsStore(api: GroupsApi, timers: Timers = windowTimers): GroupsStore {
  return createStore<GroupsState & GroupsActions>()((set, get) => {
    let typing: Timer | null = null;
    let changing: Timer | null = null;
    let isOpen = false;

    const loader = createRowLoader<ContactRow>({
      async fetch(offset, limit) {
        const { openId, query } = get();
        if (openId === null) return { total: 0, rows: [] };
        const asked = { query: query.trim(), groupId: openId, show: 'all', sort: 'name', offset, limit } as const;
        return api.call('contacts.search', asked);
      },
      changed: (people) => set({ people, peopleError: null }),
      failed: (thrown) => set({ peopleError: asApiError(thrown) }),
    });

    const loadGroups = async () => {
      try {
        const groups = byName(await api.call('groups.list'));
        const { openId } = get();
        const known = groups.some((group) => group.id === openId);
        set({ groups, listError: null });
        // Something is always open when there is something: an empty half of a screen tells nothing.
        if (!known) get().show(groups[0]?.id ?? null);
      } catch (thrown) {
        set({ listError: asApiError(thrown) });
      }
    };

    const bookChanged = () => {
      if (!isOpen || changing !== null) return;
      changing = timers.after(changePause, () => {
        changing = null;
        if (!isOpen) return;
        void loadGroups();
        if (get().openId !== null) loader.refresh();
      });
    };

    api.on('contacts.changed', bookChanged);
    // A finished sending links the group to the service's.
    api.on('remote.push', ({ state }) => {
      if (state !== 'running') bookChanged();
    });

    const attempt = async (work: () => Promise<Done>): Promise<Done | null> => {
      set({ working: true, actionError: null });
      try {
        return await work();
      } catch (thrown) {
        set({ actionError: asApiError(thrown) });
        return null;
      } finally {
        set({ working: false });
        bookChanged();
      }
    };

    const putBack = (undo: string) => async () => {
      await api.call('contacts.undo', { undo });
      await loadGroups();
      loader.refresh();
    };

    return {
      ...emptyState,

      open() {
        isOpen = true;
        void loadGroups();
        if (get().openId !== null) loader.refresh();
        return () => {
          isOpen = false;
          changing?.cancel();
          changing = null;
        };
      },
      retry() {
        void loadGroups();
        if (get().openId !== null) loader.refresh();
      },

      show(id) {
        if (id === get().openId) return;
        typing?.cancel();
        set({ openId: id, query: '', chosen: new Set(), actionError: null, peopleError: null });
        loader.clear();
        if (id !== null) loader.refresh({ fromTop: true });
      },
      search(query) {
        typing?.cancel();
        set({ query });
        typing = timers.after(searchPause, () => {
          set({ chosen: new Set() });
          loader.refresh({ fromTop: true });
        });
      },
      want: loader.want,
      choose: (chosen) => set({ chosen }),
      async chooseAll() {
        const { openId, query } = get();
        if (openId === null) return;
        const asked = { query: query.trim(), groupId: openId, show: 'all', sort: 'name' } as const;
        set({ working: true, actionError: null });
        try {
          const ids = new Set<ContactId>();
          for (;;) {
            const { rows, total } = await api.call('contacts.search', { ...asked, offset: ids.size, limit: pageLimit });
            for (const row of rows) ids.add(row.id);
            if (rows.length === 0 || ids.size >= total) break;
          }
          // Another group or search may be on the screen by now.
          if (get().openId === openId && get().query === query) set({ chosen: ids });
        } catch (thrown) {
          set({ actionError: asApiError(thrown) });
        } finally {
          set({ working: false });
        }
      },

      async create(name) {
        const group = await api.call('groups.create', { name: name.trim() });
        set({ groups: byName([...(get().groups ?? []), group]) });
        get().show(group.id);
        bookChanged();
        return group;
      },
      async rename(id, name) {
        const group = await api.call('groups.rename', { id, name: name.trim() });
        set({ groups: byName((get().groups ?? []).map((other) => (other.id === id ? group : other))) });
        return group;
      },
      delete: (id) =>
        attempt(async () => {
          const group = get().groups?.find((known) => known.id === id);
          const { undo } = await api.call('groups.delete', { id });
          const groups = (get().groups ?? []).filter((other) => other.id !== id);
          set({ groups });
          if (get().openId === id) get().show(groups[0]?.id ?? null);
          const back = putBack(undo);
          return {
            count: group?.count ?? 0,
            undo: async () => {
              await back();
              get().show(id);
            },
          };
        }),
      empty: (id) =>
        attempt(async () => {
          const { count, undo } = await api.call('groups.empty', { id });
          set({ chosen: new Set() });
          return { count, undo: putBack(undo) };
        }),
      add: (id, ids) =>
        attempt(async () => {
          const who: Selection = { ids: [...ids] };
          const { count } = await api.call('groups.add', { id, who });
          const undo = async () => {
            await api.call('groups.remove', { id, who });
            bookChanged();
          };
          // Who was in before stays in: undo is offered only when everyone was new.
          return { count, undo: count === ids.length && count > 0 ? undo : null };
        }),
      removeChosen: () =>
        attempt(async () => {
          const { openId, chosen } = get();
          if (openId === null || chosen.size === 0) return { count: 0, undo: null };
          const parts = selectionsOf([...chosen]);
          let count = 0;
          for (const who of parts) count += (await api.call('groups.remove', { id: openId, who })).count;
          set({ chosen: new Set() });
          const undo = async () => {
            for (const who of parts) await api.call('groups.add', { id: openId, who });
            bookChanged();
          };
          return { count, undo: count > 0 ? undo : null };
        }),

      find: (query) =>
        api.call('contacts.search', {
          query: query.trim(),
          groupId: null,
          show: 'all',
          sort: 'name',
          offset: 0,
          limit: found,
        }),
    };
  });
}

/** Named people as the contract takes them: at most ten thousand at a time. */
function selectionsOf(ids: readonly ContactId[]): readonly Selection[] {
  const most = 10_000;
  return Array.from({ length: Math.ceil(ids.length / most) }, (_, part) => ({
    ids: ids.slice(part * most, (part + 1) * most),
  }));
}

/** The contract's largest page. */
const pageLimit = 500;

const compare = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' }).compare;

function byName(groups: readonly Group[]): readonly Group[] {
  return [...groups].sort((a, b) => compare(a.name, b.name));
}
