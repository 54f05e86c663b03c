import type { RateHints } from '../gateway/port.ts';

/** How fast an account may be called: a person's ceiling, the service's stated limit, and what its refusals taught. */
export interface RatePolicy {
  /** Requests a second a person allowed. Never exceeded. */
  readonly ceiling: number;
  /** Requests a second the service's headers allow; null while it said nothing. */
  readonly stated: number | null;
  /** Requests a second learned from refusals; only ever below the other two. */
  readonly learned: number;
  /** Accepted requests since the last refusal. */
  readonly calm: number;
}

/** What refusals alone can slow down to, one request in ten seconds: fast enough to notice that it is over. */
const slowest = 0.1;
/** After this many accepted requests without a refusal the learned rate grows again. */
const calmBeforeGrowth = 20;

export function createRatePolicy(ceiling: number): RatePolicy {
  return { ceiling, stated: null, learned: ceiling, calm: 0 };
}

export function currentRate(policy: RatePolicy): number {
  return Math.min(policy.ceiling, policy.learned, policy.stated ?? Number.POSITIVE_INFINITY);
}

/** A person allows more, or less. What refusals taught stays, unless they taught nothing. */
export function allowUpTo(policy: RatePolicy, ceiling: number): RatePolicy {
  if (ceiling === policy.ceiling) return policy;
  const learned = policy.learned >= policy.ceiling ? ceiling : Math.min(policy.learned, ceiling);
  return { ...policy, ceiling, learned };
}

/** What every reply teaches. Headers count per minute (Laravel's throttle, the service's family). */
export function learnHints(policy: RatePolicy, hints: RateHints): RatePolicy {
  if (hints.limitPerMinute === null || hints.limitPerMinute <= 0) return policy;
  const stated = hints.limitPerMinute / 60;
  return stated === policy.stated ? policy : { ...policy, stated };
}

/** A refusal halves the rate. Replies to requests of one burst count once: `firstOfBurst` says so. */
export function learnRefusal(policy: RatePolicy, firstOfBurst: boolean): RatePolicy {
  if (!firstOfBurst) return { ...policy, calm: 0 };
  return { ...policy, learned: Math.max(slowest, currentRate(policy) / 2), calm: 0 };
}

export function learnAccepted(policy: RatePolicy): RatePolicy {
  if (policy.learned >= policy.ceiling) return policy;
  const calm = policy.calm + 1;
  if (calm < calmBeforeGrowth) return { ...policy, calm };
  return { ...policy, calm: 0, learned: Math.min(policy.ceiling, policy.learned + policy.ceiling * 0.05) };
}
