import { useEffect, useMemo, useRef, useState } from 'react';
import { type ApiError, asApiError } from '../api.ts';
import { createRowLoader, noPages, type RowPages, rowAt } from './row-pages.ts';

type Fetch<Row> = (offset: number, limit: number) => Promise<{ readonly total: number; readonly rows: readonly Row[] }>;

export interface PagedRows<Row> {
  /** Null until the first answer. */
  readonly total: number | null;
  readonly getRow: (index: number) => Row | undefined;
  readonly onRange: (first: number, last: number) => void;
  readonly refresh: () => void;
  readonly error: ApiError | null;
}

/** A long list for a `DataTable`, fetched as it comes into view. `question` says what is asked: when it changes, the list starts again. */
export function useRowPages<Row>(question: string, fetch: Fetch<Row>): PagedRows<Row> {
  const [pages, setPages] = useState<RowPages<Row>>(noPages);
  const [error, setError] = useState<ApiError | null>(null);
  const latest = useRef(fetch);
  latest.current = fetch;

  const loader = useMemo(
    () =>
      createRowLoader<Row>({
        fetch: (offset, limit) => latest.current(offset, limit),
        changed: (next) => {
          setPages(next);
          setError(null);
        },
        failed: (thrown) => setError(asApiError(thrown)),
      }),
    [],
  );

  // biome-ignore lint/correctness/useExhaustiveDependencies: the question is what starts the list again
  useEffect(() => {
    loader.refresh({ fromTop: true });
    loader.want(0, 60);
  }, [loader, question]);

  return useMemo(
    () => ({
      total: pages.total,
      getRow: (index: number) => rowAt(pages, index),
      onRange: (first: number, last: number) => loader.want(first, last),
      refresh: () => loader.refresh(),
      error,
    }),
    [pages, loader, error],
  );
}
