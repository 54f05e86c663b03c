import type { FileToken } from '#contract/app.ts';
import { withNumbers } from '#core/mapping/guess-numbers.ts';
import { ApiError } from '../../api.ts';
import type { FileActions } from './actions.ts';
import { nameWithoutExtension } from './figures.ts';
import { movePhone, setNumbers, setTarget } from './mapping-edits.ts';
import { emptyState, isOver, type Preview, type ReadChoice } from './state.ts';
import type { ImportContext } from './store-context.ts';

/** The first two steps: the file, how it is read, what its columns are. */
export function fileActions(context: ImportContext): FileActions {
  const { api, get, set, attempt, failed } = context;
  let latestRead = 0;
  /** The header set the mapping was made for. */
  let mappedFor = '';
  /** The country of a file that nobody chose one for. */
  let home: string | null = null;

  const countryFor = (found: Preview, from: 'guess' | 'remembered') => {
    if (get().countryChosen) return get().country;
    return found.country ?? (from === 'remembered' ? found.remembered?.country : null) ?? home ?? get().country;
  };

  const adopt = (found: Preview) => {
    const { mapping, mappingFrom } = get();
    // What a person said about the columns holds while the columns are the same.
    if (mapping !== null && mappedFor === found.fingerprint) {
      return { mapping: withNumbers(mapping, found.numbers), mappingFrom };
    }
    mappedFor = found.fingerprint;
    const from = found.remembered === null ? 'guess' : 'remembered';
    return {
      mapping: found.remembered?.mapping ?? found.mapping,
      mappingFrom: from,
      country: countryFor(found, from),
    } as const;
  };

  const preview = async (file: FileToken, chosen: ReadChoice) => {
    const mine = ++latestRead;
    set({ reading: true });
    try {
      const { country, countryChosen } = get();
      const asked = { token: file.token, chosen, ...(countryChosen && { country }) };
      const found = await api.call('import.preview', asked);
      if (mine === latestRead) set({ preview: found, options: found.options, ...adopt(found) });
    } catch (thrown) {
      if (mine !== latestRead) return;
      // What was shown no longer says how the file would be read.
      set({ preview: null });
      throw thrown;
    } finally {
      if (mine === latestRead) set({ reading: false });
    }
  };

  /** An empty first step; the rest of the window's wizard goes on. */
  const clear = () => {
    const { recent, onDuplicate, onRepeat, undoing, country, listing } = get();
    latestRead++;
    mappedFor = '';
    set({ ...emptyState, recent, onDuplicate, onRepeat, undoing, listing, country: home ?? country });
  };

  const take = (file: FileToken) =>
    attempt(async () => {
      const running = get().progress?.step;
      if (running === 'commit') throw new ApiError({ code: 'wrong_state', message: 'an import is being written' });
      if (running === 'judge') await get().cancel();
      await context.dropJudged();
      clear();
      set({ file, groupName: nameWithoutExtension(file.fileName) });
      await preview(file, {});
    });

  return {
    async open() {
      try {
        const [settings, recent] = await Promise.all([api.call('settings.get'), api.call('import.list')]);
        home = settings.country;
        // An import that is over is reached through the recent ones: here the next one begins.
        if (isOver(get()) && !get().shown) clear();
        set({ shown: false });
        const { file } = get();
        set(file === null && !get().countryChosen ? { country: settings.country, recent } : { recent });
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
    paste: (text) => attempt(async () => take(await api.call('import.paste', { text }))),
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
      const { preview: seen } = get();
      if (mapping === null) return;
      set({ mapping: withNumbers(setTarget(mapping, index, target), seen?.numbers ?? []), error: null });
    },
    setNumbers(index, numbers) {
      const { mapping } = get();
      if (mapping !== null) set({ mapping: setNumbers(mapping, index, numbers) });
    },
    movePhone(index, by) {
      const { mapping } = get();
      if (mapping !== null) set({ mapping: movePhone(mapping, index, by) });
    },
    beginWith(from) {
      const found = get().preview;
      const mapping = from === 'guess' ? found?.mapping : found?.remembered?.mapping;
      if (found === null || mapping === undefined) return;
      set({ countryChosen: false });
      set({ mapping, mappingFrom: from, country: countryFor(found, from), error: null });
    },
    setCountry(country) {
      set({ country, countryChosen: true });
      const { file, chosen } = get();
      // The columns stay as they are; what the numbers in them are is guessed anew.
      if (file !== null && get().preview !== null) void attempt(() => preview(file, chosen));
    },

    goTo(step) {
      const { preview: seen, progress } = get();
      // After Import there is no way back into the same file, and nothing is skipped on the way forward.
      if (isOver(get()) || progress !== null) return;
      if (step === 'file' || (step === 'columns' && seen !== null)) set({ step, error: null, stopped: null });
    },

    showRecord(record) {
      clear();
      set({ step: 'done', record, shown: true });
    },

    async startOver() {
      await context.dropJudged();
      clear();
      await context.refreshRecent();
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
}
