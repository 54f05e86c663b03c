import type { Progress } from '#contract/campaigns.ts';
import { type Campaign, type LogCode, priorityWeights } from '#core/campaigns/campaign.ts';
import type { Gateway } from '#core/gateway/port.ts';
import type { Clock, Random } from '#core/kernel/clock.ts';
import type { ErrorDetails } from '#core/kernel/errors.ts';
import type { PaceShare } from '#core/sending/account-pace.ts';
import { CampaignRun } from '#core/sending/campaign-run.ts';
import type { Outbox, Settlement } from '#core/sending/outbox-port.ts';
import { guardDate, guardHeld, type SteadyTime } from '#core/sending/steady-time.ts';
import type { StoredAccount } from '../store/accounts-store.ts';
import { RunProgress } from './progress.ts';
import { heldUntil, requestShape } from './request-shape.ts';

export interface RunParts {
  readonly campaign: Campaign;
  readonly account: StoredAccount;
  readonly gateway: Gateway;
  readonly pace: PaceShare;
  readonly outbox: Outbox;
  /** What time it can be at the latest. */
  readonly time: SteadyTime;
  /** What an earlier run could not write down. */
  readonly unsaved: readonly Settlement[];
  readonly notSentAllowed: number;
  readonly clock: Clock;
  readonly random: Random;
  readonly onProgress: (progress: Progress) => void;
  readonly onLog: (code: LogCode, details: ErrorDetails) => void;
  /** Called with every answer while the service makes the sender wait. */
  readonly onWaiting: () => void;
}

/** A campaign that is being sent. */
export interface Active {
  readonly run: CampaignRun;
  /** Resolves when it stands still or is finished, with what it is then. */
  readonly ended: Promise<Campaign>;
  readonly campaign: Campaign;
  readonly progress: RunProgress;
}

/** A run with all it works with, not started yet, and what is told of it. */
export function prepareRun(parts: RunParts): { readonly run: CampaignRun; readonly progress: RunProgress } {
  const { campaign, pace, clock, onLog } = parts;
  const now = clock.now();
  const progress = new RunProgress(campaign, { pace, clock, emit: parts.onProgress });
  const silentUntil = pace.silentUntil;
  // Refused before this run began: it stands still from its first moment on, and its log says why.
  if (silentUntil !== null) onLog('throttled', { seconds: Math.ceil((silentUntil - clock.now()) / 1_000) });
  const run: CampaignRun = new CampaignRun(
    {
      outbox: guardDate(
        guardHeld(parts.outbox, {
          heldUntil: heldUntil(campaign, now),
          onOver: () => run.stop('missed_time', null),
        }),
        {
          bestBefore: campaign.bestBefore,
          time: parts.time,
          onSetBack: () => run.stop('clock_set_back', null),
        },
      ),
      gateway: parts.gateway,
      pace,
      clock,
      random: parts.random,
      onCounts: (counts, waiting) => {
        if (waiting !== null) parts.onWaiting();
        progress.update(counts, waiting);
      },
      onLog,
    },
    {
      campaignId: campaign.id,
      shape: requestShape(campaign, parts.account, now),
      notSentAllowed: parts.notSentAllowed,
      unsaved: parts.unsaved,
    },
  );
  return { run, progress };
}

/** What a campaign claims of its account's pace. */
export function shareOf({ priority, ratePerSecond, concurrency }: Campaign) {
  return { weight: priorityWeights[priority], rate: ratePerSecond, concurrency };
}
