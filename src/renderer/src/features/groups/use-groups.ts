import { useStore } from 'zustand';
import { api } from '../../api.ts';
import { createServiceStore, type ServiceActions, type ServiceState } from './service-store.ts';
import type { GroupsState } from './state.ts';
import { createGroupsStore, type GroupsActions } from './store.ts';

/** One of each for the life of the window: a push goes on, and is followed, while other screens are open. */
const groupsStore = createGroupsStore(api);
const serviceStore = createServiceStore(api);

export function useGroups<T>(select: (state: GroupsState & GroupsActions) => T): T {
  return useStore(groupsStore, select);
}

export function groupsActions(): GroupsActions {
  return groupsStore.getState();
}

export function useService<T>(select: (state: ServiceState & ServiceActions) => T): T {
  return useStore(serviceStore, select);
}

export function serviceActions(): ServiceActions {
  return serviceStore.getState();
}
