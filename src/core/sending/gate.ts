import type { Instant } from '../kernel/clock.ts';

/** What is known about one recipient at the moment before sending. */
export interface GateFacts {
  readonly now: Instant;
  readonly suppressed: boolean;
  readonly bestBefore: Instant | null;
}

export type GateVerdict = 'send' | 'suppressed' | 'expired';

/**
 * The one gate every recipient passes at the moment of sending, whatever was checked at preparation.
 * Rules that come later (quiet hours, duplicate guard) belong here and nowhere else.
 */
export function passGate(facts: GateFacts): GateVerdict {
  if (facts.suppressed) return 'suppressed';
  if (facts.bestBefore !== null && facts.now >= facts.bestBefore) return 'expired';
  return 'send';
}
