import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Output } from '#contract/contract.ts';
import type { Group, PushStatus, RemoteGroupView } from '#contract/groups.ts';
import type { Timer } from '#core/kernel/clock.ts';
import type { GroupId } from '#core/kernel/ids.ts';
import { type ApiError, asApiError } from '../../api.ts';
import { type Timers, windowTimers } from '../../ui/timers.ts';
import type { GroupsApi } from './state.ts';

export type RemoteGroupPage = Output<'remote.groups'>;
export type RemoteContactPage = Output<'remote.contacts'>;
export type PushRow = Output<'remote.pushResults'>['rows'][number];

/** One page of a list at the service: the last good one stays on the screen while the next is asked for. */
export interface Paged<Page> {
  readonly page: number;
  readonly shown: Page | null;
  readonly loading: boolean;
  readonly error: ApiError | null;
}

export interface ServiceState {
  readonly groups: Paged<RemoteGroupPage>;
  /** The service's group whose people are shown. */
  readonly open: RemoteGroupView | null;
  readonly contacts: Paged<RemoteContactPage>;
  /** The newest push of each local group that was seen running or asked for. */
  readonly pushes: ReadonlyMap<GroupId, PushStatus>;
  /** The name of the service's group that each local group was last sent to, as far as this window knows. */
  readonly targets: ReadonlyMap<GroupId, string>;
  /** The local group whose push is looked at. */
  readonly watched: GroupId | null;
  readonly rows: readonly PushRow[] | null;
  readonly pushError: ApiError | null;
  /** Stop was pressed and the push has not ended yet. */
  readonly stopping: boolean;
}

export interface ServiceActions {
  loadGroups(page?: number): Promise<void>;
  show(group: RemoteGroupView | null): Promise<void>;
  loadContacts(page?: number): Promise<void>;
  /** Throws for the form to show. */
  createGroup(name: string, description: string): Promise<RemoteGroupView>;
  watch(groupId: GroupId | null): Promise<void>;
  /** Creates the people of a local group in a group of the service. */
  push(group: Pick<Group, 'id'>, remote: Pick<RemoteGroupView, 'uid' | 'name'>): Promise<void>;
  stop(): Promise<void>;
}

export type ServiceStore = StoreApi<ServiceState & ServiceActions>;

const nothingYet = { page: 1, shown: null, loading: false, error: null } as const;
const rowsPause = 700;

export function createServiceStore(api: GroupsApi, timers: Timers = windowTimers): ServiceStore {
  return createStore<ServiceState & ServiceActions>()((set, get) => {
    let latestGroups = 0;
    let latestContacts = 0;
    let latestRows = 0;
    let rowsSoon: Timer | null = null;

    const keepPush = (status: PushStatus) => {
      set({ pushes: new Map(get().pushes).set(status.groupId, status) });
    };

    const loadRows = async () => {
      const { watched } = get();
      if (watched === null) return;
      const mine = ++latestRows;
      try {
        const { status, rows } = await api.call('remote.pushResults', { groupId: watched });
        if (mine !== latestRows) return;
        // An event may have overtaken this answer: what has ended does not run again by being read.
        const ended = (get().pushes.get(watched)?.state ?? 'running') !== 'running';
        if (status !== null && !(ended && status.state === 'running')) keepPush(status);
        set({ rows });
      } catch (thrown) {
        if (mine === latestRows) set({ pushError: asApiError(thrown) });
      }
    };

    api.on('remote.push', (status) => {
      keepPush(status);
      if (status.groupId !== get().watched) return;
      if (status.state !== 'running') {
        rowsSoon?.cancel();
        rowsSoon = null;
        set({ stopping: false });
        void loadRows();
        // The service now counts more people in its groups.
        if (get().groups.shown !== null) void get().loadGroups();
        if (get().open !== null) void get().loadContacts();
      } else
        rowsSoon ??= timers.after(rowsPause, () => {
          rowsSoon = null;
          void loadRows();
        });
    });

    return {
      groups: nothingYet,
      open: null,
      contacts: nothingYet,
      pushes: new Map(),
      targets: new Map(),
      watched: null,
      rows: null,
      pushError: null,
      stopping: false,

      async loadGroups(page = get().groups.page) {
        const mine = ++latestGroups;
        set({ groups: { ...get().groups, page, loading: true, error: null } });
        try {
          const shown = await api.call('remote.groups', { page });
          if (mine === latestGroups) set({ groups: { page, shown, loading: false, error: null } });
        } catch (thrown) {
          if (mine === latestGroups) set({ groups: { ...get().groups, loading: false, error: asApiError(thrown) } });
        }
      },

      async show(open) {
        set({ open, contacts: nothingYet });
        latestContacts++;
        if (open !== null) await get().loadContacts(1);
      },

      async loadContacts(page = get().contacts.page) {
        const { open } = get();
        if (open === null) return;
        const mine = ++latestContacts;
        set({ contacts: { ...get().contacts, page, loading: true, error: null } });
        try {
          const shown = await api.call('remote.contacts', { groupUid: open.uid, page });
          if (mine === latestContacts) set({ contacts: { page, shown, loading: false, error: null } });
        } catch (thrown) {
          if (mine === latestContacts)
            set({ contacts: { ...get().contacts, loading: false, error: asApiError(thrown) } });
        }
      },

      async createGroup(name, description) {
        const wanted = description.trim();
        const group = await api.call('remote.createGroup', {
          name: name.trim(),
          description: wanted === '' ? null : wanted,
        });
        // The service decides where a new group stands: its own first page tells.
        await get().loadGroups(1);
        await get().show(group);
        return group;
      },

      async watch(groupId) {
        rowsSoon?.cancel();
        rowsSoon = null;
        latestRows++;
        set({ watched: groupId, rows: null, pushError: null, stopping: false });
        await loadRows();
      },

      async push(group, remote) {
        const targets = new Map(get().targets).set(group.id, remote.name);
        set({ targets, watched: group.id, rows: null, pushError: null, stopping: false });
        try {
          keepPush(
            await api.call('remote.push', { groupId: group.id, remote: { uid: remote.uid, name: remote.name } }),
          );
          await loadRows();
        } catch (thrown) {
          set({ pushError: asApiError(thrown) });
        }
      },

      async stop() {
        const { watched } = get();
        if (watched === null || get().pushes.get(watched)?.state !== 'running') return;
        set({ stopping: true });
        try {
          await api.call('remote.stopPush', { groupId: watched });
        } catch (thrown) {
          set({ stopping: false, pushError: asApiError(thrown) });
        }
      },
    };
  });
}
