import { crc32 } from 'node:zlib';
import type { CampaignId } from '#core/kernel/ids.ts';

/**
 * What a sealed person's row is held against before anybody is sent: SQLite keeps no checksums, so a flipped bit in a
 * number or a text would otherwise go out as it is.
 */
export function sealSum(campaignId: CampaignId, phone: string, text: string): number {
  return crc32(`${campaignId}\u0000${phone}\u0000${text}`);
}
