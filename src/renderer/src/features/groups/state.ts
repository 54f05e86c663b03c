import type { ContactRow } from '#contract/contacts.ts';
import type { Group } from '#contract/groups.ts';
import type { ContactId, GroupId } from '#core/kernel/ids.ts';
import type { ApiError, api } from '../../api.ts';
import { noPages, type RowPages } from '../../ui/row-pages.ts';

/** What this feature needs of the bridge; tests hand in their own. */
export type GroupsApi = Pick<typeof api, 'call' | 'on'>;

export interface GroupsState {
  /** By name; null until the first answer. */
  readonly groups: readonly Group[] | null;
  readonly listError: ApiError | null;
  readonly openId: GroupId | null;
  readonly people: RowPages<ContactRow>;
  readonly peopleError: ApiError | null;
  /** Narrows the open group's people down. */
  readonly query: string;
  readonly chosen: ReadonlySet<ContactId>;
  readonly working: boolean;
  readonly actionError: ApiError | null;
}

export const emptyState: GroupsState = {
  groups: null,
  listError: null,
  openId: null,
  people: noPages,
  peopleError: null,
  query: '',
  chosen: new Set(),
  working: false,
  actionError: null,
};

export function openGroup({ groups, openId }: Pick<GroupsState, 'groups' | 'openId'>): Group | null {
  return groups?.find((group) => group.id === openId) ?? null;
}

/** "Zoë de Vries", or an empty string. */
export function fullName({
  firstName,
  lastName,
}: {
  readonly firstName: string | null;
  readonly lastName: string | null;
}): string {
  return [firstName?.trim(), lastName?.trim()].filter(Boolean).join(' ');
}
