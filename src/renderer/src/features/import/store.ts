import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ImportActions } from './actions.ts';
import { emptyState, type ImportApi, type ImportState } from './state.ts';
import { checkActions } from './store-check.ts';
import { createContext } from './store-context.ts';
import { fileActions } from './store-file.ts';
import { runActions } from './store-run.ts';
import { undoActions } from './store-undo.ts';

export type ImportStore = StoreApi<ImportState & ImportActions>;

/** The import wizard. It lives as long as the window, so that leaving the screen stops nothing. */
export function createImportStore(api: ImportApi): ImportStore {
  return createStore<ImportState & ImportActions>()((set, get) => {
    const context = createContext(api, get, set);
    return {
      ...emptyState,
      ...fileActions(context),
      ...runActions(context),
      ...checkActions(context),
      ...undoActions(context),
    };
  });
}
