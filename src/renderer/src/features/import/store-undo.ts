import { ApiError } from '../../api.ts';
import type { UndoActions } from './actions.ts';
import type { ImportContext } from './store-context.ts';

/** Taking an import back, from its last step or from the list of recent ones. */
export function undoActions(context: ImportContext): UndoActions {
  const { api, get, set, attempt, failed } = context;

  api.on('import.progress', ({ token, step, ...pace }) => {
    const { undoing } = get();
    if (undoing !== null && step === 'undo' && token === String(undoing.id)) {
      set({ undoing: { ...undoing, ...pace } });
    }
  });

  return {
    async undoPlan(id) {
      let plan: Awaited<ReturnType<UndoActions['undoPlan']>> = null;
      await attempt(async () => {
        plan = await api.call('import.undoPlan', { id });
      });
      return plan;
    },

    async undo({ id, fileName }) {
      let undone: Awaited<ReturnType<UndoActions['undo']>> = null;
      await attempt(async () => {
        if (get().undoing !== null)
          throw new ApiError({ code: 'wrong_state', message: 'an import is being taken back' });
        set({ undoing: { id, fileName, done: 0, records: 0, perSecond: null, secondsLeft: null, paused: false } });
        try {
          const record = await api.call('import.undo', { id });
          undone = record;
          const { recent } = get();
          set({ recent: recent?.map((one) => (one.id === id ? record : one)) ?? null });
          if (get().record?.id === id) set({ record });
        } finally {
          set({ undoing: null });
        }
      });
      return undone;
    },

    async pauseUndo(paused) {
      const { undoing } = get();
      if (undoing === null) return;
      try {
        await api.call('import.pause', { token: String(undoing.id), paused });
        const now = get().undoing;
        if (now?.id === undoing.id) set({ undoing: { ...now, paused, secondsLeft: null } });
      } catch (thrown) {
        failed(thrown);
      }
    },
  };
}
