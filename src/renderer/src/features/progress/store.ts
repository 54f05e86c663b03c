import { create } from 'zustand';
import type { CampaignView, Progress } from '#contract/campaigns.ts';
import type { Output } from '#contract/contract.ts';
import type { CampaignId } from '#core/kernel/ids.ts';
import { type ApiError, api, asApiError } from '../../api.ts';
import { soon } from '../../ui/soon.ts';

export type LogLines = Output<'campaigns.log'>;

interface ProgressStore {
  readonly campaign: CampaignView | null;
  readonly progress: Progress | null;
  readonly log: LogLines;
  /** Grows when the table's rows are stale. */
  readonly round: number;
  readonly busy: 'pause' | 'resume' | 'stop' | 'launch' | null;
  readonly error: ApiError | null;
  /** Follows a campaign; answers the function that stops it. */
  readonly follow: (id: CampaignId) => () => void;
  readonly act: (what: 'pause' | 'resume' | 'stop' | 'launch') => Promise<void>;
  readonly resolve: (recipient: number, how: 'went' | 'again') => Promise<void>;
}

/** Rows and log are read again at most this often while people are being sent. */
const settleMs = 1_500;

export const useProgress = create<ProgressStore>((set, get) => ({
  campaign: null,
  progress: null,
  log: [],
  round: 0,
  busy: null,
  error: null,

  follow(id) {
    let ended = false;
    set({ campaign: null, progress: null, log: [], busy: null, error: null });

    async function load() {
      try {
        const [campaign, progress, log] = await Promise.all([
          api.call('campaigns.get', { id }),
          api.call('campaigns.progress', { id }),
          api.call('campaigns.log', { id }),
        ]);
        if (!ended) set({ campaign, progress, log: newestFirst(log), round: get().round + 1 });
      } catch (thrown) {
        if (!ended) set({ error: asApiError(thrown) });
      }
    }
    const loadSoon = soon(settleMs, () => void load());
    void load();
    const ends = [
      api.on('campaigns.progress', (progress) => {
        if (progress.id !== id) return;
        set({ progress });
        loadSoon.ask();
      }),
      api.on('campaigns.changed', (changed) => {
        if (changed.id === id) void load();
      }),
    ];
    return () => {
      ended = true;
      loadSoon.cancel();
      for (const end of ends) end();
    };
  },

  async act(what) {
    const { campaign } = get();
    if (campaign === null) return;
    const { id } = campaign;
    set({ busy: what, error: null });
    try {
      if (what === 'pause') await api.call('campaigns.pause', { id });
      else if (what === 'stop') await api.call('campaigns.cancel', { id });
      else await api.call(what === 'resume' ? 'campaigns.resume' : 'campaigns.launch', { id });
    } catch (thrown) {
      set({ error: asApiError(thrown) });
    } finally {
      set({ busy: null });
    }
  },

  async resolve(recipient, how) {
    const { campaign } = get();
    if (campaign === null) return;
    try {
      await api.call('campaigns.resolve', { id: campaign.id, recipients: [recipient as never], how });
    } catch (thrown) {
      set({ error: asApiError(thrown) });
    }
  },
}));

function newestFirst(log: LogLines): LogLines {
  return log.toSorted((a, b) => b.at - a.at);
}
