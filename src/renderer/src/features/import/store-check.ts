import type { ImportRecord } from '#contract/import.ts';
import type { CheckActions } from './actions.ts';
import { isOfKind, isReason, problemsOf } from './figures.ts';
import { withMended } from './mended-rows.ts';
import type { ImportRow } from './shapes.ts';
import type { Alike, ImportState } from './state.ts';
import type { ImportContext } from './store-context.ts';

/** The third step: the rules, and the rows that are mended before anything is written. */
export function checkActions(context: ImportContext): CheckActions {
  const { api, get, set, attempt, failed } = context;
  let latestAlike = 0;
  let waiting = 0;
  let line: Promise<unknown> = Promise.resolve();

  /** One change of rows after the other: each answer holds the counts after it, so the last one is the newest. */
  const inTurn = <T>(work: (record: ImportRecord) => Promise<T>, otherwise: T): Promise<T> => {
    const { record } = get();
    if (record === null || record.state !== 'judged') return Promise.resolve(otherwise);
    waiting++;
    set({ mending: true, error: null });
    const mine = line.then(async () => {
      try {
        return get().record?.id === record.id ? await work(record) : otherwise;
      } catch (thrown) {
        failed(thrown);
        return otherwise;
      } finally {
        waiting--;
        if (waiting === 0) set({ mending: false });
      }
    });
    line = mine;
    return mine;
  };

  /** Takes the counts of an answer, unless another file was taken meanwhile. */
  const adopt = (record: ImportRecord, change: Partial<ImportState>): boolean => {
    if (get().record?.id !== record.id) return false;
    set({ record, ...change });
    void context.askPlan().catch(failed);
    return true;
  };

  /** Many rows changed: the list is fetched again, and a kind that has none left gives way to the next. */
  const afterMany = (record: ImportRecord) => {
    const { problem, listing } = get();
    const left = record.summary.reasons.find(({ reason }) => reason === problem)?.count ?? 0;
    const next = isReason(problem) && left === 0 ? (problemsOf(record.summary, null)[0]?.key ?? 'ready') : problem;
    latestAlike++;
    adopt(record, { problem: next, listing: listing + 1, mended: [], alike: null });
  };

  const offerAlike = async (record: ImportRecord, offer: Omit<Alike, 'rows'>) => {
    const mine = ++latestAlike;
    const phone = get().mapping?.phoneOrder.includes(offer.column) === true;
    // People without a number do not share one.
    if (phone && offer.from.trim() === '') return;
    const { column, from } = offer;
    const answer = await api.call('import.countAlike', { id: record.id, column, value: from }).catch(() => null);
    if (answer === null || answer.rows === 0 || mine !== latestAlike || get().record?.id !== record.id) return;
    set({ alike: { ...offer, rows: answer.rows } });
  };

  const place = (at: number, row: ImportRow, left: boolean) =>
    set({ mended: withMended(get().mended, { at, row, left }) });

  return {
    setRule: (onDuplicate) =>
      attempt(() => {
        set({ onDuplicate });
        return context.askPlan();
      }),
    setRepeat: (onRepeat) =>
      attempt(() => {
        set({ onRepeat });
        return context.askPlan();
      }),
    setGroupName: (groupName) => set({ groupName }),
    count: () => attempt(() => context.askPlan()),

    show(problem) {
      if (get().problem === problem) return;
      latestAlike++;
      set({ problem, mended: [], alike: null, listing: get().listing + 1 });
    },

    async mend(at, row, column, text) {
      const shown = get().problem;
      const already = get().mended.find((one) => one.row.row === row.row);
      const from = (already?.row ?? row).cells[column] ?? '';
      if (from === text) return;
      latestAlike++;
      set({ alike: null });
      // The typed value stands there at once; the verdict follows.
      const typed = withCell(already?.row ?? row, column, text);
      place(at, typed, already?.left ?? false);
      const still = (record: ImportRecord) => get().problem === shown && get().record?.id === record.id;
      const mended = await inTurn(async (record) => {
        // A mend of the same row may have been answered since.
        const before = get().mended.find((one) => one.row.row === row.row)?.row ?? typed;
        const cells = withCell(before, column, text).cells;
        try {
          const answer = await api.call('import.mend', { id: record.id, row: row.row, cells: [...cells] });
          if (!adopt(answer.record, {})) return null;
          if (still(record)) place(at, answer.row, !isOfKind(answer.row, shown));
          return record;
        } catch (thrown) {
          if (still(record))
            place(
              at,
              { ...withCell(before, column, from), repair: (already?.row ?? row).repair },
              already?.left ?? false,
            );
          throw thrown;
        }
      }, null);
      if (mended !== null && still(mended)) await offerAlike(mended, { column, from, to: text });
    },

    async takeOther(at, row, phone) {
      if (row.phoneColumn !== null) await get().mend(at, row, row.phoneColumn, phone);
    },

    async mendAlike() {
      const { alike } = get();
      if (alike === null) return 0;
      const { column, from, to } = alike;
      return inTurn(async (record) => {
        const answer = await api.call('import.mendAlike', { id: record.id, column, from, to });
        afterMany(answer.record);
        return answer.mended;
      }, 0);
    },
    leaveAlike() {
      latestAlike++;
      set({ alike: null });
    },

    repair: (reason) =>
      inTurn(async (record) => {
        const answer = await api.call('import.repair', { id: record.id, reason });
        afterMany(answer.record);
        return answer.mended;
      }, 0),
  };
}

/** A row with another value in one cell; cells that the line did not have are blank. */
function withCell(row: ImportRow, column: number, text: string): ImportRow {
  const cells = Array.from({ length: Math.max(row.cells.length, column + 1) }, (_, index) =>
    index === column ? text : (row.cells[index] ?? ''),
  );
  return { ...row, cells, repair: null };
}
