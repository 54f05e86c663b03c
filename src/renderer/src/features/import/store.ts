import { createStore, type StoreApi } from 'zustand/vanilla';
import type { FileToken } from '#contract/app.ts';
import type { ImportRecord } from '#contract/import.ts';
import type { ColumnTarget } from '#core/mapping/mapping.ts';
import { ApiError, asApiError } from '../../api.ts';
import { nameWithoutExtension, type Plan, type ProblemKey, problemsOf } from './figures.ts';
import { movePhone, setTarget } from './mapping-edits.ts';
import {
  emptyState,
  hasPhone,
  type ImportApi,
  type ImportState,
  type OnDuplicate,
  type ReadChoice,
  type Step,
} from './state.ts';

export interface ImportActions {
  /** Loads what the first step shows: the default country and the recent imports. */
  open(): Promise<void>;
  pick(): Promise<void>;
  sample(): Promise<void>;
  /** A file that was admitted elsewhere: dropped on the window, opened with the app. */
  take(file: FileToken): Promise<void>;
  /** Reads the first rows again with another encoding, delimiter or header. */
  read(choice: ReadChoice): Promise<void>;
  setTarget(index: number, target: ColumnTarget): void;
  movePhone(index: number, by: -1 | 1): void;
  setCountry(country: string): void;
  /** Reads and judges the whole file, unless it was judged just so already. */
  judge(): Promise<void>;
  setRule(rule: OnDuplicate): Promise<void>;
  setGroupName(name: string): void;
  show(problem: ProblemKey): void;
  commit(): Promise<void>;
  cancel(): Promise<void>;
  /** Back to an earlier step, or on to the columns; Check is reached through `judge`, Done through `commit`. */
  goTo(step: Step): void;
  /** Back to an empty first step. A judged file that was not imported is dropped. */
  startOver(): Promise<void>;
  /** Null when the person closed the dialog. */
  saveLeftOut(id: ImportRecord['id']): Promise<{ fileName: string; rows: number } | null>;
  discard(id: ImportRecord['id']): Promise<void>;
}

export type ImportStore = StoreApi<ImportState & ImportActions>;

/** The import wizard. It lives as long as the window, so that leaving the screen stops nothing. */
export function createImportStore(api: ImportApi): ImportStore {
  return createStore<ImportState & ImportActions>()((set, get) => {
    // Answers of an older question are dropped: only the newest of each kind may change the screen.
    let latestRead = 0;
    let latestPlan = 0;
    /** What the last judged record was judged with, and the header set the mapping was made for. */
    let judgedAs = '';
    let mappedFor = '';
    let countryChosen = false;

    api.on('import.progress', ({ token, step, done, records }) => {
      const { file, progress } = get();
      if (progress !== null && file?.token === token && progress.step === step)
        set({ progress: { step, done, records } });
    });

    const failed = (thrown: unknown) => {
      const error = asApiError(thrown);
      // The person asked for it: that is no failure.
      set({ error: error.code === 'cancelled' ? null : error });
    };

    const attempt = async (work: () => Promise<void>) => {
      set({ error: null });
      try {
        await work();
      } catch (thrown) {
        failed(thrown);
      }
    };

    const dropJudged = async () => {
      const { record } = get();
      judgedAs = '';
      set({ record: null, plan: null });
      if (record?.state === 'judged') await api.call('import.discard', { id: record.id }).catch(() => undefined);
    };

    const preview = async (file: FileToken, chosen: ReadChoice) => {
      const mine = ++latestRead;
      set({ reading: true });
      try {
        const found = await api.call('import.preview', { token: file.token, chosen });
        if (mine !== latestRead) return;
        const { mapping } = get();
        // What a person said about the columns holds while the columns are the same.
        const keep = mapping !== null && mappedFor === found.fingerprint;
        mappedFor = found.fingerprint;
        set({ preview: found, options: found.options, mapping: keep ? mapping : found.mapping });
      } catch (thrown) {
        if (mine !== latestRead) return;
        // What was shown no longer says how the file would be read.
        set({ preview: null });
        throw thrown;
      } finally {
        if (mine === latestRead) set({ reading: false });
      }
    };

    const plan = async (record: ImportRecord, rule: OnDuplicate): Promise<Plan | null> => {
      const mine = ++latestPlan;
      const found = await api.call('import.plan', { id: record.id, onDuplicate: rule });
      return mine === latestPlan ? found : null;
    };

    const take = (file: FileToken) =>
      attempt(async () => {
        const running = get().progress?.step;
        if (running === 'commit') throw new ApiError({ code: 'wrong_state', message: 'an import is being written' });
        if (running === 'judge') await actions.cancel();
        await dropJudged();
        mappedFor = '';
        const { country, recent, onDuplicate } = get();
        set({ ...emptyState, country, recent, onDuplicate, file, groupName: nameWithoutExtension(file.fileName) });
        await preview(file, {});
      });

    const actions: ImportActions = {
      async open() {
        try {
          const [settings, recent] = await Promise.all([api.call('settings.get'), api.call('import.list')]);
          set(countryChosen ? { recent } : { country: settings.country, recent });
        } catch (thrown) {
          failed(thrown);
        }
      },

      pick: () =>
        attempt(async () => {
          const file = await api.call('import.pick');
          if (file !== null) await take(file);
        }),
      sample: () => attempt(async () => take(await api.call('import.sample'))),
      take,

      read: (choice) =>
        attempt(async () => {
          const { file, chosen } = get();
          if (file === null) return;
          const next = { ...chosen, ...choice };
          set({ chosen: next });
          await preview(file, next);
        }),

      setTarget(index, target) {
        const { mapping } = get();
        if (mapping !== null) set({ mapping: setTarget(mapping, index, target), error: null });
      },
      movePhone(index, by) {
        const { mapping } = get();
        if (mapping !== null) set({ mapping: movePhone(mapping, index, by) });
      },
      setCountry(country) {
        countryChosen = true;
        set({ country });
      },

      judge: () =>
        attempt(async () => {
          const { file, preview: seen, mapping, country, onDuplicate, record: before } = get();
          if (file === null || seen === null || !hasPhone(mapping)) return;
          const asked = JSON.stringify([file.token, seen.options, mapping, country]);
          if (before !== null && judgedAs === asked) {
            set({ step: 'check' });
            return;
          }
          await dropJudged();
          set({ progress: { step: 'judge', done: 0, records: 0 } });
          try {
            const record = await api.call('import.judge', {
              token: file.token,
              options: seen.options,
              mapping: { columns: [...mapping.columns], phoneOrder: [...mapping.phoneOrder] },
              country,
            });
            const planned = await plan(record, onDuplicate);
            judgedAs = asked;
            set({
              record,
              plan: planned,
              step: 'check',
              problem: problemsOf(record.summary, planned)[0]?.key ?? 'ready',
            });
          } finally {
            set({ progress: null });
          }
        }),

      setRule: (rule) =>
        attempt(async () => {
          const { record } = get();
          set({ onDuplicate: rule, plan: null });
          if (record === null) return;
          const planned = await plan(record, rule);
          if (planned !== null) set({ plan: planned });
        }),

      setGroupName: (groupName) => set({ groupName }),
      show: (problem) => set({ problem }),

      commit: () =>
        attempt(async () => {
          const { file, record, groupName, onDuplicate, progress } = get();
          if (file === null || record === null || record.state !== 'judged' || progress !== null) return;
          set({ progress: { step: 'commit', done: 0, records: 0 } });
          try {
            const name = groupName.trim();
            const result = await api.call('import.commit', {
              id: record.id,
              token: file.token,
              groupName: name === '' ? null : name,
              onDuplicate,
            });
            const groupId = result.groupId;
            const committed = {
              ...record,
              state: 'committed' as const,
              groupId,
              groupName: groupId === null ? null : name,
            };
            set({ result, plan: result.plan, record: committed, step: 'done' });
          } finally {
            set({ progress: null });
          }
          const recent = await api.call('import.list').catch(() => get().recent);
          set({ recent });
        }),

      async cancel() {
        const { file, progress } = get();
        if (file === null || progress === null) return;
        await api.call('import.cancel', { token: file.token }).catch(failed);
      },

      goTo(step) {
        const { preview: seen, result, progress } = get();
        // After Import there is no way back into the same file, and nothing is skipped on the way forward.
        if (result !== null || progress !== null) return;
        if (step === 'file' || (step === 'columns' && seen !== null)) set({ step, error: null });
      },

      async startOver() {
        await dropJudged();
        latestRead++;
        const { country, recent } = get();
        set({ ...emptyState, country, recent });
        set({ recent: await api.call('import.list').catch(() => recent) });
      },

      async saveLeftOut(id) {
        let saved: { fileName: string; rows: number } | null = null;
        await attempt(async () => {
          saved = await api.call('import.saveRejects', { id });
        });
        return saved;
      },

      discard: (id) =>
        attempt(async () => {
          await api.call('import.discard', { id });
          set({ recent: await api.call('import.list') });
        }),
    };
    return { ...emptyState, ...actions };
  });
}
