import { useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { Input } from '#contract/contract.ts';
import type { ImportRecord } from '#contract/import.ts';
import { type ApiError, api, asApiError } from '../../api.ts';
import { createRowLoader, noPages, type RowPages, rowAt } from '../../ui/row-pages.ts';
import type { ImportActions } from './actions.ts';
import { inPlace, withoutLeft } from './mended-rows.ts';
import type { ImportRow } from './shapes.ts';
import type { ImportState } from './state.ts';
import { createImportStore } from './store.ts';

/** One wizard for the life of the window: leaving the screen stops nothing. */
export const importStore = createImportStore(api);

export function useImport<T>(select: (state: ImportState & ImportActions) => T): T {
  return useStore(importStore, select);
}

/** What a person can do in the wizard; the functions never change. */
export function importActions(): ImportActions {
  return importStore.getState();
}

export type RowKind = Input<'import.rows'>['kind'];

/** The rows of one kind, page by page, with those that were mended meanwhile still in their places. */
export function useImportRows(id: ImportRecord['id'], kind: RowKind) {
  const [rows, setRows] = useState<RowPages<ImportRow>>(noPages);
  const [error, setError] = useState<ApiError | null>(null);
  const listing = useImport((state) => state.listing);
  const mended = useImport((state) => state.mended);
  const loader = useMemo(
    () =>
      createRowLoader<ImportRow>({
        async fetch(offset, limit) {
          const before = importStore.getState().mended;
          const found = await api.call('import.rows', { id, kind, ...withoutLeft(before, offset, limit) });
          return inPlace(before, offset, limit, found);
        },
        changed(next) {
          setRows(next);
          setError(null);
        },
        failed: (thrown) => setError(asApiError(thrown)),
      }),
    [id, kind],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new listing is what starts the list again
  useEffect(() => {
    loader.refresh({ fromTop: true });
  }, [loader, listing]);
  useEffect(() => () => loader.clear(), [loader]);
  const placed = useMemo(() => new Map(mended.map(({ at, row }) => [at, row])), [mended]);
  return {
    total: rows.total,
    getRow: (index: number): ImportRow | undefined => placed.get(index) ?? rowAt(rows, index),
    error,
    want: loader.want,
  };
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
