import { create } from 'zustand';
import type { Output } from '#contract/contract.ts';
import type { ListenerView } from '#contract/receipts.ts';
import { type ApiError, api, asApiError } from '../../api.ts';
import { soon } from '../../ui/soon.ts';

export const shows = ['all', 'matched', 'unmatched'] as const;
export type Show = (typeof shows)[number];

interface ReceiptsStore {
  readonly listener: ListenerView | null;
  readonly summary: Output<'receipts.summary'> | null;
  readonly show: Show;
  /** Grows when the table's rows are stale. */
  readonly round: number;
  readonly error: ApiError | null;
  readonly choose: (show: Show) => void;
  /** Follows the listener; answers the function that stops it. */
  readonly follow: () => () => void;
}

export const useReceipts = create<ReceiptsStore>((set, get) => ({
  listener: null,
  summary: null,
  show: 'all',
  round: 0,
  error: null,

  choose(show) {
    set({ show });
  },

  follow() {
    let ended = false;
    async function load() {
      try {
        const [listener, summary] = await Promise.all([api.call('receipts.listener'), api.call('receipts.summary')]);
        if (!ended) set({ listener, summary, round: get().round + 1, error: null });
      } catch (thrown) {
        if (!ended) set({ error: asApiError(thrown) });
      }
    }
    void load();
    const loadSoon = soon(1_000, () => void load());
    const end = api.on('receipts.changed', loadSoon.ask);
    return () => {
      ended = true;
      loadSoon.cancel();
      end();
    };
  },
}));
