/** What a list shows of a longer one: how long it is, and the pages that are here. */
export interface RowPages<Row> {
  /** Null until the first answer. */
  readonly total: number | null;
  readonly pages: ReadonlyMap<number, readonly Row[]>;
}

export const noPages: RowPages<never> = { total: null, pages: new Map() };

const pageSize = 200;
/** Pages kept around what is on the screen: 40 × 200 rows. */
const pagesKept = 40;
/** Requests at once: a scrollbar dragged over a million rows asks for what it stops at, not for what it passed. */
const atOnce = 2;

export function rowAt<Row>({ pages }: RowPages<Row>, index: number): Row | undefined {
  return pages.get(Math.floor(index / pageSize))?.[index % pageSize];
}

/** Every row that is here, in order. */
export function* loadedRows<Row>({ pages }: RowPages<Row>): Generator<Row> {
  for (const page of [...pages.keys()].sort((a, b) => a - b)) yield* pages.get(page) ?? [];
}

export interface RowLoader {
  /** Rows `first` to `last` (inclusive) are on the screen: fetches what is missing of them. */
  want(first: number, last: number): void;
  /**
   * Everything may have changed. What is shown stays until its new rows come, so that nothing jumps;
   * `fromTop` when the question changed and the list starts again at its first row.
   */
  refresh(options?: { readonly fromTop?: boolean }): void;
  /** Forgets everything, also what is on its way. */
  clear(): void;
}

interface RowSource<Row> {
  readonly fetch: (offset: number, limit: number) => Promise<{ readonly total: number; readonly rows: readonly Row[] }>;
  readonly changed: (pages: RowPages<Row>) => void;
  readonly failed: (thrown: unknown) => void;
}

/** Fetches a long list page by page as it comes into view, and keeps a bounded part of it. */
export function createRowLoader<Row>({ fetch, changed, failed }: RowSource<Row>): RowLoader {
  let shown: RowPages<Row> = noPages;
  /** Pages of the present question; the others in `shown` are left from the one before. */
  let fresh = new Set<number>();
  let asked = new Set<number>();
  /** Not asked for again by scrolling, only by a refresh. */
  let broken = new Set<number>();
  let forgetOld = false;
  let wanted = { first: 0, last: 0 };
  let question = 0;

  const show = (next: RowPages<Row>) => {
    shown = next;
    changed(next);
  };

  const nextMissing = (): number | undefined => {
    const end = shown.total === null || fresh.size === 0 ? wanted.last : Math.min(wanted.last, shown.total - 1);
    for (let page = Math.floor(wanted.first / pageSize); page <= Math.floor(Math.max(end, 0) / pageSize); page++) {
      if (!fresh.has(page) && !asked.has(page) && !broken.has(page)) return page;
    }
    return undefined;
  };

  const pump = () => {
    while (asked.size < atOnce) {
      const page = nextMissing();
      if (page === undefined) return;
      asked.add(page);
      void load(page, question);
    }
  };

  const load = async (page: number, mine: number) => {
    try {
      const { total, rows } = await fetch(page * pageSize, pageSize);
      if (mine !== question) return;
      asked.delete(page);
      const before = forgetOld && fresh.size === 0 ? [] : [...shown.pages];
      const pages = new Map(before.filter(([number]) => number * pageSize < total));
      pages.delete(page);
      pages.set(page, rows);
      fresh.add(page);
      forgetFar(pages);
      show({ total, pages });
      pump();
    } catch (thrown) {
      if (mine !== question) return;
      asked.delete(page);
      broken.add(page);
      failed(thrown);
      pump();
    }
  };

  const forgetFar = (pages: Map<number, readonly Row[]>) => {
    const middle = (wanted.first + wanted.last) / 2 / pageSize;
    while (pages.size > pagesKept) {
      const far = [...pages.keys()].reduce((a, b) => (Math.abs(a - middle) >= Math.abs(b - middle) ? a : b));
      pages.delete(far);
      fresh.delete(far);
    }
  };

  const restart = () => {
    question++;
    fresh = new Set();
    asked = new Set();
    broken = new Set();
  };

  return {
    want(first, last) {
      wanted = { first, last };
      pump();
    },
    refresh({ fromTop = false } = {}) {
      restart();
      forgetOld = fromTop;
      if (fromTop) wanted = { first: 0, last: Math.min(wanted.last - wanted.first, pageSize) };
      pump();
    },
    clear() {
      restart();
      wanted = { first: 0, last: 0 };
      show(noPages);
    },
  };
}
