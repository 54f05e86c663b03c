import { create } from 'zustand';
import type { CampaignView, Progress } from '#contract/campaigns.ts';
import type { AccountKind } from '#core/accounts/account-kind.ts';
import type { CampaignId } from '#core/kernel/ids.ts';
import { type ApiError, api, asApiError } from '../../api.ts';

interface OverviewStore {
  /** Null until the first answer. */
  readonly running: readonly CampaignView[] | null;
  readonly needsPerson: readonly CampaignView[];
  readonly waits: readonly CampaignView[];
  readonly progress: Readonly<Record<number, Progress>>;
  readonly error: ApiError | null;
  /** Follows everything; answers the function that stops it. */
  readonly follow: (kind: AccountKind) => () => void;
}

const looked = 200;

export const useOverview = create<OverviewStore>((set, get) => ({
  running: null,
  needsPerson: [],
  waits: [],
  progress: {},
  error: null,

  follow(kind) {
    let ended = false;
    set({ running: null, needsPerson: [], waits: [] });
    async function load() {
      try {
        const list = (states: Parameters<typeof ask>[0]) => ask(states, kind);
        const [running, stood, waits] = await Promise.all([
          list(['running']),
          list(['paused', 'finished', 'cancelled']),
          list(['draft', 'sealed', 'scheduled']),
        ]);
        if (ended) return;
        const needsPerson = stood.filter(({ state, counts }) => state === 'paused' || counts.in_doubt > 0);
        set({ running, needsPerson, waits, error: null });
        await Promise.all(running.map(({ id }) => loadProgress(id)));
      } catch (thrown) {
        if (!ended) set({ error: asApiError(thrown) });
      }
    }
    async function loadProgress(id: CampaignId) {
      const progress = await api.call('campaigns.progress', { id });
      if (!ended) set({ progress: { ...get().progress, [id]: progress } });
    }
    void load();
    const ends = [
      api.on('campaigns.changed', () => void load()),
      api.on('campaigns.progress', (progress) => set({ progress: { ...get().progress, [progress.id]: progress } })),
    ];
    return () => {
      ended = true;
      for (const end of ends) end();
    };
  },
}));

async function ask(states: CampaignView['state'][], kind: AccountKind): Promise<readonly CampaignView[]> {
  return (await api.call('campaigns.list', { states, kind, offset: 0, limit: looked })).rows;
}
