import type { RateHints } from '../gateway/port.ts';

/** How fast an account may be called: a person's ceiling, the service's stated limit, and what its refusals taught. */
export interface RatePolicy {
  /** Requests a second a person allowed. Never exceeded. */
  readonly ceiling: number;
  /** Requests a second the service's headers allow; null while it said nothing. */
  readonly stated: number | null;
  /** Requests a second that refusals taught; null while they taught nothing, or all of it was won back. */
  readonly learned: number | null;
  /** Accepted requests since the last refusal. */
  readonly calm: number;
  /** Accepted requests in a row whose replies did not name the limit that is believed. */
  readonly unstated: number;
}

/** What refusals alone can slow down to, one request in ten seconds: fast enough to notice that it is over. */
const slowest = 0.1;
/** After this many accepted requests without a refusal the learned rate grows again. */
const calmBeforeGrowth = 20;
/** A limit that as many accepted replies no longer name is over: who has one names it in every reply. */
const unstatedBelieved = 10;

export function createRatePolicy(ceiling: number): RatePolicy {
  return { ceiling, stated: null, learned: null, calm: 0, unstated: 0 };
}

export function currentRate({ ceiling, learned, stated }: RatePolicy): number {
  return Math.min(ceiling, learned ?? Number.POSITIVE_INFINITY, stated ?? Number.POSITIVE_INFINITY);
}

/** A person allows more, or less. What refusals taught stays, also while less is allowed than that. */
export function allowUpTo(policy: RatePolicy, ceiling: number): RatePolicy {
  return ceiling === policy.ceiling ? policy : { ...policy, ceiling };
}

/** What every reply teaches. Headers count per minute (Laravel's throttle, the service's family). */
export function learnHints(policy: RatePolicy, hints: RateHints): RatePolicy {
  if (hints.limitPerMinute === null || hints.limitPerMinute <= 0) return policy;
  const stated = hints.limitPerMinute / 60;
  return stated === policy.stated && policy.unstated === 0 ? policy : { ...policy, stated, unstated: 0 };
}

/** An accepted reply that names no limit. One that was believed fades after some: the rate then grows from there. */
export function learnUnstated(policy: RatePolicy): RatePolicy {
  const { stated, learned, ceiling } = policy;
  if (stated === null) return policy;
  const unstated = policy.unstated + 1;
  if (unstated < unstatedBelieved) return { ...policy, unstated };
  const grown = stated < ceiling ? Math.min(stated, learned ?? stated) : learned;
  return { ...policy, stated: null, unstated: 0, calm: 0, learned: grown };
}

/** A refusal halves the rate. Replies to requests of one burst count once: `firstOfBurst` says so. */
export function learnRefusal(policy: RatePolicy, firstOfBurst: boolean): RatePolicy {
  if (!firstOfBurst) return { ...policy, calm: 0 };
  return { ...policy, learned: Math.max(slowest, currentRate(policy) / 2), calm: 0 };
}

export function learnAccepted(policy: RatePolicy): RatePolicy {
  // Calm at a slower rate says nothing about a faster one.
  if (policy.learned === null || policy.learned >= policy.ceiling) return policy;
  const calm = policy.calm + 1;
  if (calm < calmBeforeGrowth) return { ...policy, calm };
  const learned = policy.learned + policy.ceiling * 0.05;
  return { ...policy, calm: 0, learned: learned < policy.ceiling ? learned : null };
}
