import { create } from 'zustand';
import type { CampaignView, DoubtLedger } from '#contract/campaigns.ts';
import type { Output } from '#contract/contract.ts';
import type { CampaignId, RecipientId } from '#core/kernel/ids.ts';
import type { DoubtDecision } from '#core/outbox/states.ts';
import { type ApiError, api, asApiError } from '../../api.ts';
import { soon } from '../../ui/soon.ts';

/** Whom a person decides about: all, those of whom the same was seen, those of one earlier decision, or named ones. */
export type Doubtful = 'all' | { readonly seen: string } | { readonly decidedAt: number } | readonly RecipientId[];

interface ResultsStore {
  readonly campaign: CampaignView | null;
  readonly reasons: Output<'campaigns.reasons'>;
  /** Null while nobody is in doubt. */
  readonly doubts: DoubtLedger | null;
  /** Grows when the table's rows are stale. */
  readonly round: number;
  readonly busy: boolean;
  readonly error: ApiError | null;
  /** Follows a campaign (receipts come in late); answers the function that stops it. */
  readonly follow: (id: CampaignId) => () => void;
  /** Answers when the decision was made, to undo it by; null when it failed. */
  readonly resolve: (recipients: Doubtful, how: DoubtDecision) => Promise<number | null>;
  readonly retryRejected: () => Promise<boolean>;
}

export const useResults = create<ResultsStore>((set, get) => {
  /** Runs one change; whoever was queued again is sent at once, because that is what was asked for. */
  async function change<T extends CampaignView>(
    work: (id: CampaignId) => Promise<T>,
    send: boolean,
  ): Promise<T | null> {
    const { campaign } = get();
    if (campaign === null) return null;
    set({ busy: true, error: null });
    try {
      const changed = await work(campaign.id);
      if (send && changed.state === 'paused') await api.call('campaigns.resume', { id: campaign.id });
      return changed;
    } catch (thrown) {
      set({ error: asApiError(thrown) });
      return null;
    } finally {
      set({ busy: false });
    }
  }

  return {
    campaign: null,
    reasons: [],
    doubts: null,
    round: 0,
    busy: false,
    error: null,

    follow(id) {
      let ended = false;
      set({ campaign: null, reasons: [], doubts: null, busy: false, error: null });
      async function load() {
        try {
          const [campaign, reasons] = await Promise.all([
            api.call('campaigns.get', { id }),
            api.call('campaigns.reasons', { id }),
          ]);
          const doubts = campaign.counts.in_doubt === 0 ? null : await api.call('campaigns.doubts', { id });
          if (!ended) set({ campaign, reasons, doubts, round: get().round + 1 });
        } catch (thrown) {
          if (!ended) set({ error: asApiError(thrown) });
        }
      }
      const loadSoon = soon(1_000, () => void load());
      void load();
      const ends = [
        api.on('receipts.changed', loadSoon.ask),
        api.on('campaigns.changed', (changed) => {
          if (changed.id === null || changed.id === id) void load();
        }),
        api.on('campaigns.progress', (progress) => {
          if (progress.id === id) loadSoon.ask();
        }),
      ];
      return () => {
        ended = true;
        loadSoon.cancel();
        for (const end of ends) end();
      };
    },

    async resolve(recipients, how) {
      const who = Array.isArray(recipients)
        ? [...recipients]
        : (recipients as Exclude<Doubtful, readonly RecipientId[]>);
      const decided = await change(
        (id) => api.call('campaigns.resolve', { id, recipients: who, how }),
        how === 'again',
      );
      return decided?.decidedAt ?? null;
    },

    async retryRejected() {
      return (await change((id) => api.call('campaigns.retryRejected', { id }), true)) !== null;
    },
  };
});
