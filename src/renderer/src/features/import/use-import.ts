import { useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { Output } from '#contract/contract.ts';
import type { ImportRecord } from '#contract/import.ts';
import { type ApiError, api, asApiError } from '../../api.ts';
import { createRowLoader, noPages, type RowPages } from '../../ui/row-pages.ts';
import type { Reason } from './figures.ts';
import type { ImportState } from './state.ts';
import { createImportStore, type ImportActions } from './store.ts';

/** One wizard for the life of the window: leaving the screen stops nothing. */
export const importStore = createImportStore(api);

export function useImport<T>(select: (state: ImportState & ImportActions) => T): T {
  return useStore(importStore, select);
}

/** What a person can do in the wizard; the functions never change. */
export function importActions(): ImportActions {
  return importStore.getState();
}

export type ImportRow = Output<'import.rows'>['rows'][number];

/** The rows of one outcome, page by page. `reason` null lists the accepted ones. */
export function useImportRows(id: ImportRecord['id'], reason: Reason | null) {
  const [rows, setRows] = useState<RowPages<ImportRow>>(noPages);
  const [error, setError] = useState<ApiError | null>(null);
  const loader = useMemo(
    () =>
      createRowLoader<ImportRow>({
        fetch: (offset, limit) => api.call('import.rows', { id, reason, offset, limit }),
        changed: setRows,
        failed: (thrown) => setError(asApiError(thrown)),
      }),
    [id, reason],
  );
  useEffect(() => {
    setError(null);
    loader.clear();
    loader.refresh({ fromTop: true });
    return () => loader.clear();
  }, [loader]);
  return { rows, error, want: loader.want };
}

/** True once `on` has held for a moment, so that something quick never flashes on the screen. */
export function useLasting(on: boolean, ms = 180): boolean {
  const [lasting, setLasting] = useState(false);
  useEffect(() => {
    if (!on) {
      setLasting(false);
      return;
    }
    const timer = setTimeout(() => setLasting(true), ms);
    return () => clearTimeout(timer);
  }, [on, ms]);
  return on && lasting;
}
