import { useStore } from 'zustand';
import { api } from '../../api.ts';
import type { ContactsState } from './state.ts';
import { type ContactsActions, createContactsStore } from './store.ts';

/** Filters and place in the list stay while the window is open. */
const contactsStore = createContactsStore(api);

export function useContacts<T>(select: (state: ContactsState & ContactsActions) => T): T {
  return useStore(contactsStore, select);
}

/** What a person can do here; the functions never change. */
export function contactsActions(): ContactsActions {
  return contactsStore.getState();
}
