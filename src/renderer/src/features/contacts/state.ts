import type { ContactDetail, ContactRow } from '#contract/contacts.ts';
import type { Input } from '#contract/contract.ts';
import type { Group } from '#contract/groups.ts';
import type { ContactId, GroupId } from '#core/kernel/ids.ts';
import type { ApiError, api } from '../../api.ts';
import { noPages, type RowPages } from '../../ui/row-pages.ts';

/** What this feature needs of the bridge; tests hand in their own. */
export type ContactsApi = Pick<typeof api, 'call' | 'on'>;

export type Sort = Input<'contacts.search'>['sort'];
export type Show = Input<'contacts.search'>['show'];

/** `list` are the ticked people; `all` is everyone the search finds, loaded or not. */
export type Chosen = { readonly kind: 'list'; readonly ids: ReadonlySet<ContactId> } | { readonly kind: 'all' };

/** What stands in the side panel. */
export type Panel =
  | { readonly kind: 'none' }
  | { readonly kind: 'new' }
  | { readonly kind: 'person'; readonly id: ContactId };

export interface ContactsState {
  readonly query: string;
  readonly groupId: GroupId | null;
  readonly show: Show;
  readonly sort: Sort;
  readonly people: RowPages<ContactRow>;
  /** The search index is still being built: the newest people may be missing from a search. */
  readonly indexing: boolean;
  readonly listError: ApiError | null;
  readonly groups: readonly Group[] | null;
  readonly chosen: Chosen;
  /** A bulk change, or the gathering of a selection, is under way. */
  readonly working: boolean;
  readonly actionError: ApiError | null;
  readonly panel: Panel;
  readonly detail: ContactDetail | null;
  readonly panelError: ApiError | null;
}

export const nobody: Chosen = { kind: 'list', ids: new Set() };

export const emptyState: ContactsState = {
  query: '',
  groupId: null,
  show: 'all',
  sort: 'name',
  people: noPages,
  indexing: false,
  listError: null,
  groups: null,
  chosen: nobody,
  working: false,
  actionError: null,
  panel: { kind: 'none' },
  detail: null,
  panelError: null,
};

/** How many people are chosen. */
export function chosenCount({ chosen, people }: Pick<ContactsState, 'chosen' | 'people'>): number {
  return chosen.kind === 'all' ? (people.total ?? 0) : chosen.ids.size;
}

/** Whether anything narrows the list down. */
export function isFiltered({ query, groupId, show }: Pick<ContactsState, 'query' | 'groupId' | 'show'>): boolean {
  return query.trim() !== '' || groupId !== null || show !== 'all';
}

/** "Zoë de Vries", or an empty string. */
export function fullName({ firstName, lastName }: Pick<ContactRow, 'firstName' | 'lastName'>): string {
  return [firstName.trim(), lastName.trim()].filter(Boolean).join(' ');
}
