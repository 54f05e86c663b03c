import type { Progress } from '#contract/campaigns.ts';
import type { Gateway } from '#core/gateway/port.ts';
import type { Clock, Random } from '#core/kernel/clock.ts';
import type { AccountId, CampaignId } from '#core/kernel/ids.ts';
import type { StoreClient } from '../store/protocol.ts';
import type { AccountPaces } from './account-paces.ts';

/** What the campaign manager works with. */
export interface ManagerPorts {
  readonly store: StoreClient;
  readonly paces: AccountPaces;
  readonly gateway: (account: AccountId, connections: number) => Promise<Gateway>;
  readonly clock: Clock;
  readonly random: Random;
  /** At most ten a second per campaign. */
  readonly onProgress: (progress: Progress) => void;
  readonly onChanged: (id: CampaignId) => void;
  /** Attempts without a byte written before a campaign pauses as offline. */
  readonly notSentAllowed: number;
  /** Resumes campaigns when the reason of their pause is over; a command ends instead, and says why. */
  readonly goOnByItself: boolean;
}
