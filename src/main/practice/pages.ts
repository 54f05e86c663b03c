/** What Laravel's paginator puts under `data`. */
export interface LaravelPage<T> {
  readonly current_page: number;
  readonly data: readonly T[];
  readonly first_page_url: string;
  readonly from: number | null;
  readonly last_page: number;
  readonly last_page_url: string;
  readonly next_page_url: string | null;
  readonly path: string;
  readonly per_page: number;
  readonly prev_page_url: string | null;
  readonly to: number | null;
  readonly total: number;
}

export const perPage = 25;

/** One page of `all`; a page past the end is empty, as Laravel's is. `page` is the query's own word. */
export function paginate<T>(all: readonly T[], page: unknown, path: string): LaravelPage<T> {
  const asked = Number(page ?? 1);
  const current = Number.isSafeInteger(asked) && asked >= 1 ? asked : 1;
  const last = Math.max(1, Math.ceil(all.length / perPage));
  const start = (current - 1) * perPage;
  const data = all.slice(start, start + perPage);
  const url = (number: number): string => `${path}?page=${number}`;
  return {
    current_page: current,
    data,
    first_page_url: url(1),
    from: data.length === 0 ? null : start + 1,
    last_page: last,
    last_page_url: url(last),
    next_page_url: current < last ? url(current + 1) : null,
    path,
    per_page: perPage,
    prev_page_url: current > 1 ? url(current - 1) : null,
    to: data.length === 0 ? null : start + data.length,
    total: all.length,
  };
}
