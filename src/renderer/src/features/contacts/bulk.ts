import type { ContactRow, Selection } from '#contract/contacts.ts';
import type { Group } from '#contract/groups.ts';
import type { ContactId, GroupId } from '#core/kernel/ids.ts';
import { asApiError } from '../../api.ts';
import { loadedRows } from '../../ui/row-pages.ts';
import { type ContactsApi, type ContactsState, nobody } from './state.ts';

/** As many people as one call may name. */
export const mostNamed = 10_000;

/** What a change did, and how to take it back; `undo` is null where that would change more than the change did. */
export interface Done {
  readonly count: number;
  readonly undo: (() => Promise<void>) | null;
}

/** Changes to the chosen people, or to the ones that are named. Each answers null when it failed (see `actionError`). */
export interface BulkActions {
  addToGroup(
    group: { readonly id: GroupId } | { readonly name: string },
    ids?: readonly ContactId[],
  ): Promise<(Done & { readonly group: string }) | null>;
  removeFromGroup(groupId: GroupId, ids?: readonly ContactId[]): Promise<Done | null>;
  setOptOut(optedOut: boolean, reason: string, ids?: readonly ContactId[]): Promise<Done | null>;
  delete(ids?: readonly ContactId[]): Promise<Done | null>;
}

interface BulkParts {
  readonly api: ContactsApi;
  readonly set: (change: Partial<ContactsState>) => void;
  readonly get: () => ContactsState;
  /** The book is other than what is shown. */
  readonly changed: () => void;
}

export function createBulk({ api, set, get, changed: bookChanged }: BulkParts): BulkActions {
  /** The chosen people as the contract names them: several calls when they are many. */
  const selections = (ids?: readonly ContactId[]): Selection[] => {
    const { chosen, query, groupId, show } = get();
    if (ids === undefined && chosen.kind === 'all') return [{ query: query.trim(), groupId, show }];
    const named = ids ?? (chosen.kind === 'list' ? [...chosen.ids] : []);
    const parts: Selection[] = [];
    for (let at = 0; at < named.length; at += mostNamed) parts.push({ ids: named.slice(at, at + mostNamed) });
    return parts;
  };

  const named = (ids?: readonly ContactId[]): readonly ContactId[] | null => {
    const { chosen } = get();
    return ids ?? (chosen.kind === 'list' ? [...chosen.ids] : null);
  };

  const attempt = async <T>(work: () => Promise<T>): Promise<T | null> => {
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

  const each = async (parts: readonly Selection[], work: (who: Selection) => Promise<{ readonly count: number }>) => {
    let count = 0;
    for (const who of parts) count += (await work(who)).count;
    return count;
  };

  const undoing =
    (ids: readonly ContactId[], work: (who: Selection) => Promise<{ readonly count: number }>) => async () => {
      await each(selections(ids), work);
      bookChanged();
    };

  return {
    addToGroup: (target, ids) =>
      attempt(async () => {
        const parts = selections(ids);
        const people = named(ids);
        const group: Pick<Group, 'id' | 'name'> =
          'id' in target
            ? (get().groups?.find((known) => known.id === target.id) ?? { id: target.id, name: '' })
            : await api.call('groups.create', { name: target.name.trim() });
        const count = await each(parts, (who) => api.call('groups.add', { id: group.id, who }));
        if (ids === undefined) set({ chosen: nobody });
        // Taking everyone out again is right only when nobody was in before.
        const undo = undoing(people ?? [], (who) => api.call('groups.remove', { id: group.id, who }));
        return {
          count,
          group: group.name,
          undo: people !== null && people.length === count && count > 0 ? undo : null,
        };
      }),

    removeFromGroup: (groupId, ids) =>
      attempt(async () => {
        const people = named(ids);
        const count = await each(selections(ids), (who) => api.call('groups.remove', { id: groupId, who }));
        if (ids === undefined) set({ chosen: nobody });
        const undo = undoing(people ?? [], (who) => api.call('groups.add', { id: groupId, who }));
        return { count, undo: people !== null && people.length === count && count > 0 ? undo : null };
      }),

    setOptOut: (optedOut, reason, ids) =>
      attempt(async () => {
        const people = named(ids);
        const parts = selections(ids);
        // Undo touches only those whose mark really changed: someone who opted out before must not be let in by it.
        const rows = people === null ? [] : knownRows(get(), people);
        const changed = rows.filter((row) => row.optedOut !== optedOut).map((row) => row.id);
        const { detail } = get();
        const before = people?.length === 1 && detail?.id === people[0] ? (detail?.optedOutReason ?? '') : '';
        const count = await each(parts, (who) =>
          api.call('contacts.setOptOut', { who, optedOut, reason: reason.trim() }),
        );
        if (ids === undefined) set({ chosen: nobody });
        const undo = undoing(changed, (who) =>
          api.call('contacts.setOptOut', { who, optedOut: !optedOut, reason: before }),
        );
        const complete = people !== null && rows.length === people.length && changed.length > 0;
        return { count, undo: complete ? undo : null };
      }),

    delete: (ids) =>
      attempt(async () => {
        const undone: string[] = [];
        const count = await each(selections(ids), async (who) => {
          const { count: deleted, undo } = await api.call('contacts.delete', who);
          undone.push(undo);
          return { count: deleted };
        });
        const { panel } = get();
        const gone = panel.kind === 'person' && (ids === undefined || ids.includes(panel.id));
        set({
          ...(ids === undefined ? { chosen: nobody } : {}),
          ...(gone ? { panel: { kind: 'none' as const }, detail: null } : {}),
        });
        const undo = async () => {
          for (const token of undone) await api.call('contacts.undo', { undo: token });
          bookChanged();
        };
        return { count, undo: count > 0 ? undo : null };
      }),
  };
}

/** What is known of the people named, from the table and the panel. */
function knownRows({ people, detail }: ContactsState, ids: readonly ContactId[]): readonly ContactRow[] {
  const wanted = new Set(ids);
  const found = new Map<ContactId, ContactRow>();
  for (const row of loadedRows(people)) if (wanted.has(row.id)) found.set(row.id, row);
  if (detail !== null && wanted.has(detail.id)) found.set(detail.id, detail);
  return [...found.values()];
}
