import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ContactDetail, ContactRow } from '#contract/contacts.ts';
import type { Timer } from '#core/kernel/clock.ts';
import type { ContactId, GroupId } from '#core/kernel/ids.ts';
import { asApiError } from '../../api.ts';
import { createRowLoader } from '../../ui/row-pages.ts';
import { type Timers, windowTimers } from '../../ui/timers.ts';
import { type BulkActions, createBulk, mostNamed } from './bulk.ts';
import { type ContactsApi, type ContactsState, emptyState, nobody, type Panel, type Show, type Sort } from './state.ts';

/** What a person can say about somebody; `phone` as typed. */
export interface Draft {
  readonly phone: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly fields: Readonly<Record<string, string>>;
}

export interface ContactsActions extends BulkActions {
  /** The screen is shown: loads, and follows changes until the answered function is called. */
  open(): () => void;
  search(query: string): void;
  filter(change: { readonly groupId?: GroupId | null; readonly show?: Show }): void;
  sortBy(sort: Sort): void;
  want(first: number, last: number): void;
  retry(): void;
  choose(ids: ReadonlySet<ContactId>): void;
  /** Everyone who matches, also those who are not loaded. */
  chooseAll(): Promise<void>;
  chooseNobody(): void;
  showPanel(panel: Panel): Promise<void>;
  /** Creates or changes a person. Throws for the form to show. */
  save(id: ContactId | null, draft: Draft): Promise<ContactDetail>;
}

export type ContactsStore = StoreApi<ContactsState & ContactsActions>;

const searchPause = 160;
const changePause = 250;
const indexingPause = 2_000;
/** The contract's largest page. */
const pageLimit = 500;

export function createContactsStore(api: ContactsApi, timers: Timers = windowTimers): ContactsStore {
  return createStore<ContactsState & ContactsActions>()((set, get) => {
    let typing: Timer | null = null;
    let changing: Timer | null = null;
    let polling: Timer | null = null;
    let isOpen = false;
    let latestDetail = 0;

    const question = () => {
      const { query, groupId, show, sort } = get();
      return { query: query.trim(), groupId, show, sort };
    };

    const loader = createRowLoader<ContactRow>({
      async fetch(offset, limit) {
        const { total, rows, indexing } = await api.call('contacts.search', { ...question(), offset, limit });
        set({ indexing });
        if (indexing) pollWhileIndexing();
        return { total, rows };
      },
      changed: (people) => set({ people, listError: null }),
      failed: (thrown) => set({ listError: asApiError(thrown) }),
    });

    const pollWhileIndexing = () => {
      if (!isOpen) return;
      polling?.cancel();
      polling = timers.after(indexingPause, () => {
        polling = null;
        if (isOpen) loader.refresh();
      });
    };

    /** The list asks something else: ticks made before would be out of sight, so they go. */
    const askAnew = (change: Partial<ContactsState>) => {
      typing?.cancel();
      typing = null;
      set({ ...change, chosen: nobody, actionError: null });
      loader.refresh({ fromTop: true });
    };

    const loadGroups = async () => {
      const groups = await api.call('groups.list').catch(() => get().groups);
      const { groupId } = get();
      set({ groups });
      // The filter's group was deleted elsewhere.
      if (groupId !== null && groups?.every((group) => group.id !== groupId)) askAnew({ groupId: null });
    };

    const loadDetail = async () => {
      const mine = ++latestDetail;
      const { panel } = get();
      if (panel.kind !== 'person') return;
      try {
        const detail = await api.call('contacts.get', { id: panel.id });
        if (mine === latestDetail) set({ detail, panelError: null });
      } catch (thrown) {
        if (mine === latestDetail) set({ panelError: asApiError(thrown), detail: null });
      }
    };

    const bookChanged = () => {
      if (!isOpen || changing !== null) return;
      // An import publishes in slices: one look at the book a moment later is enough.
      changing = timers.after(changePause, () => {
        changing = null;
        if (!isOpen) return;
        loader.refresh();
        void loadGroups();
        void loadDetail();
      });
    };

    api.on('contacts.changed', bookChanged);

    return {
      ...emptyState,
      ...createBulk({ api, set, get, changed: bookChanged }),

      open() {
        isOpen = true;
        loader.refresh();
        void loadGroups();
        void loadDetail();
        return () => {
          isOpen = false;
          for (const timer of [changing, polling]) timer?.cancel();
          changing = null;
          polling = null;
        };
      },

      search(query) {
        typing?.cancel();
        set({ query });
        typing = timers.after(searchPause, () => askAnew({}));
      },
      filter: (change) => askAnew(change),
      sortBy: (sort) => askAnew({ sort }),
      want: loader.want,
      retry: () => loader.refresh(),

      choose: (ids) => set({ chosen: get().chosen.kind === 'all' ? nobody : { kind: 'list', ids } }),
      chooseNobody: () => set({ chosen: nobody }),

      async chooseAll() {
        const total = get().people.total ?? 0;
        // Few enough to name: then single ticks can still be taken away.
        if (total > mostNamed) {
          set({ chosen: { kind: 'all' } });
          return;
        }
        set({ working: true, actionError: null });
        const asked = question();
        try {
          const ids = new Set<ContactId>();
          for (let offset = 0; offset < total; offset += pageLimit) {
            const { rows } = await api.call('contacts.search', { ...asked, offset, limit: pageLimit });
            for (const row of rows) ids.add(row.id);
          }
          if (JSON.stringify(asked) === JSON.stringify(question())) set({ chosen: { kind: 'list', ids } });
        } catch (thrown) {
          set({ actionError: asApiError(thrown) });
        } finally {
          set({ working: false });
        }
      },

      async showPanel(panel) {
        const { panel: before } = get();
        const same = before.kind === 'person' && panel.kind === 'person' && before.id === panel.id;
        set({ panel, panelError: null, ...(same ? {} : { detail: null }) });
        await loadDetail();
      },

      async save(id, draft) {
        const detail = await api.call('contacts.save', {
          id,
          phone: draft.phone.trim(),
          firstName: draft.firstName.trim(),
          lastName: draft.lastName.trim(),
          fields: { ...draft.fields },
        });
        latestDetail++;
        set({ panel: { kind: 'person', id: detail.id }, detail, panelError: null });
        loader.refresh();
        return detail;
      },
    };
  });
}
