import type { ImportRecord } from '#contract/import.ts';
import { asApiError } from '../../api.ts';
import type { ImportActions } from './actions.ts';
import type { ImportApi, ImportState } from './state.ts';

type Everything = ImportState & ImportActions;

/** What the parts of the wizard's store share. */
export interface ImportContext {
  readonly api: ImportApi;
  readonly get: () => Everything;
  readonly set: (change: Partial<ImportState>) => void;
  /** Shows a failure, unless the person asked for it by pressing Stop. */
  failed(thrown: unknown): void;
  attempt(work: () => Promise<void>): Promise<void>;
  /** Asks what importing would do with the record and the rules of now. Answers of an older question are dropped. */
  askPlan(): Promise<void>;
  /** Forgets the judged rows, here and in the book's staging. */
  dropJudged(): Promise<void>;
  /** The recent imports; what is shown stays when they cannot be fetched. */
  refreshRecent(): Promise<void>;
  /** What the last judged record was judged with. */
  judgedAs: string;
}

export function createContext(
  api: ImportApi,
  get: ImportContext['get'],
  set: (change: Partial<ImportState>) => void,
): ImportContext {
  let latestPlan = 0;

  const context: ImportContext = {
    api,
    get,
    set,
    judgedAs: '',

    failed(thrown) {
      const error = asApiError(thrown);
      set({ error: error.code === 'cancelled' ? null : error });
    },

    async attempt(work) {
      set({ error: null });
      try {
        await work();
      } catch (thrown) {
        context.failed(thrown);
      }
    },

    async askPlan() {
      const mine = ++latestPlan;
      const { record, onDuplicate, onRepeat } = get();
      set({ plan: null });
      if (record === null) return;
      try {
        const plan = await api.call('import.plan', { id: record.id, onDuplicate, onRepeat });
        if (mine === latestPlan) set({ plan });
      } catch (thrown) {
        if (mine === latestPlan) throw thrown;
      }
    },

    async dropJudged() {
      const record: ImportRecord | null = get().record;
      context.judgedAs = '';
      latestPlan++;
      set({ record: null, plan: null, mended: [], alike: null });
      if (record?.state === 'judged') await api.call('import.discard', { id: record.id }).catch(() => undefined);
    },

    async refreshRecent() {
      const recent = await api.call('import.list').catch(() => get().recent);
      set({ recent });
    },
  };
  return context;
}
