import { asApiError } from '../../api.ts';
import type { RunActions } from './actions.ts';
import { problemsOf } from './figures.ts';
import { openGuesses } from './open-guesses.ts';
import { hasPhone, type Progress } from './state.ts';
import type { ImportContext } from './store-context.ts';

const beginning = { done: 0, records: 0, perSecond: null, secondsLeft: null, paused: false, stopping: false } as const;

/** The two passes over the whole file: judging every row, and writing the people. */
export function runActions(context: ImportContext): RunActions {
  const { api, get, set, attempt, failed } = context;

  api.on('import.progress', ({ token, step, ...pace }) => {
    const { file, progress } = get();
    if (progress !== null && file?.token === token && progress.step === step)
      set({ progress: { ...progress, ...pace } });
  });

  /** Runs a pass with its progress on the screen; being stopped is remembered, for a word about it. */
  const pass = async (step: Progress['step'], work: () => Promise<void>) => {
    set({ progress: { step, ...beginning }, stopped: null });
    try {
      await work();
    } catch (thrown) {
      if (asApiError(thrown).code === 'cancelled') set({ stopped: step });
      throw thrown;
    } finally {
      set({ progress: null });
    }
  };

  return {
    judge: () =>
      attempt(async () => {
        const { file, preview: seen, mapping, country, record: before, progress } = get();
        if (file === null || seen === null || progress !== null || !hasPhone(mapping)) return;
        const warnings = [...openGuesses(get())];
        const asked = JSON.stringify([file.token, seen.options, mapping, country, warnings]);
        const { countryChosen, mappingFrom } = get();
        const isRemembered = mappingFrom === 'remembered' && seen.remembered?.country === country;
        if (before !== null && context.judgedAs === asked) {
          set({ step: 'check' });
          return;
        }
        await context.dropJudged();
        await pass('judge', async () => {
          const record = await api.call('import.judge', {
            token: file.token,
            options: seen.options,
            mapping: { ...mapping, columns: [...mapping.columns], phoneOrder: [...mapping.phoneOrder] },
            country,
            countryChosen: countryChosen || isRemembered,
            warnings,
          });
          context.judgedAs = asked;
          set({ record, step: 'check', problem: problemsOf(record.summary, null)[0]?.key ?? 'ready' });
        });
        await context.askPlan();
      }),

    async judgeWith(country) {
      set({ country, countryChosen: true });
      // How numbers are written is guessed anew with the other country.
      await get().read({});
      if (get().error === null) await get().judge();
    },

    commit: () =>
      attempt(async () => {
        const { file, record, groupName, onDuplicate, onRepeat, progress, mending } = get();
        if (file === null || record === null || record.state !== 'judged' || progress !== null || mending) return;
        await pass('commit', async () => {
          const name = groupName.trim();
          const committed = await api.call('import.commit', {
            id: record.id,
            token: file.token,
            groupName: name === '' ? null : name,
            onDuplicate,
            onRepeat,
          });
          set({ record: committed, step: 'done', alike: null });
        });
        await context.refreshRecent();
      }),

    async pause(paused) {
      const { file, progress } = get();
      if (file === null || progress === null || progress.stopping) return;
      try {
        await api.call('import.pause', { token: file.token, paused });
        const now = get().progress;
        if (now !== null && now.step === progress.step) set({ progress: { ...now, paused, secondsLeft: null } });
      } catch (thrown) {
        failed(thrown);
      }
    },

    async cancel() {
      const { file, progress } = get();
      if (file === null || progress === null || progress.stopping) return;
      set({ progress: { ...progress, stopping: true } });
      try {
        await api.call('import.cancel', { token: file.token });
      } catch (thrown) {
        const now = get().progress;
        if (now !== null) set({ progress: { ...now, stopping: false } });
        failed(thrown);
      }
    },
  };
}
