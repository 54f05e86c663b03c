import { create } from 'zustand';
import type { CampaignView, Progress } from '#contract/campaigns.ts';
import type { CallName, Output } from '#contract/contract.ts';
import type { CampaignId, RecipientId } from '#core/kernel/ids.ts';
import type { DoubtDecision } from '#core/outbox/states.ts';
import { type ApiError, api, asApiError } from '../../api.ts';
import { soon } from '../../ui/soon.ts';

export type LogLines = Output<'campaigns.log'>;

/** One recipient, or those of one earlier decision. */
type Decided = [RecipientId] | { decidedAt: number };

type Action = 'pause' | 'resume' | 'stop' | 'launch' | 'unseal' | 'delete';

const calls = {
  pause: 'campaigns.pause',
  resume: 'campaigns.resume',
  stop: 'campaigns.cancel',
  launch: 'campaigns.launch',
  unseal: 'campaigns.unseal',
  delete: 'campaigns.delete',
} as const satisfies Readonly<Record<Action, CallName>>;

interface ProgressStore {
  readonly campaign: CampaignView | null;
  readonly progress: Progress | null;
  readonly log: LogLines;
  /** Grows when the table's rows are stale. */
  readonly round: number;
  readonly busy: Action | null;
  readonly error: ApiError | null;
  /** Follows a campaign; answers the function that stops it. */
  readonly follow: (id: CampaignId) => () => void;
  /** Answers whether it was done. */
  readonly act: (what: Action) => Promise<boolean>;
  /** Answers when the decision was made, to undo it by; null when it failed. */
  readonly resolve: (recipients: Decided, how: DoubtDecision) => Promise<number | null>;
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
        if (changed.id === null || changed.id === id) void load();
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
    if (campaign === null) return false;
    set({ busy: what, error: null });
    try {
      await api.call(calls[what], { id: campaign.id });
      return true;
    } catch (thrown) {
      set({ error: asApiError(thrown) });
      return false;
    } finally {
      set({ busy: null });
    }
  },

  async resolve(recipients, how) {
    const { campaign } = get();
    if (campaign === null) return null;
    try {
      return (await api.call('campaigns.resolve', { id: campaign.id, recipients, how })).decidedAt;
    } catch (thrown) {
      set({ error: asApiError(thrown) });
      return null;
    }
  },
}));

function newestFirst(log: LogLines): LogLines {
  return log.toSorted((a, b) => b.at - a.at);
}
