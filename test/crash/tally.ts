import type { Failpoint } from '#main/failpoint.ts';

/** When to kill: while people are being sent, while the process is only just starting, or at a named point. */
export type KillPlan =
  | { readonly kind: 'flight'; readonly afterSends: number; readonly waitMs: number }
  | { readonly kind: 'start'; readonly afterMs: number }
  | { readonly kind: 'failpoint'; readonly name: Failpoint; readonly nth: number };

export function wayOf(plan: KillPlan): string {
  if (plan.kind === 'failpoint') return plan.name;
  return plan.kind === 'start' ? 'at any moment of a start' : 'at any moment of sending';
}

export interface WayCount {
  kills: number;
  doubts: number;
  /** The most one kill put in doubt, as a share of its window: promised is 1 at most. */
  largestShare: number;
}

/** What came of a loop of kills. */
export interface Tally {
  /** At moments nobody chose. */
  kills: number;
  /** At named points, on top of those. */
  killsAtPoints: number;
  campaigns: number;
  people: number;
  accepted: number;
  inDoubt: number;
  /** Of those in doubt, the ones the service had taken. */
  inDoubtAndSent: number;
  readonly ways: Map<string, WayCount>;
}

export function emptyTally(): Tally {
  return {
    ...{ kills: 0, killsAtPoints: 0, campaigns: 0, people: 0, accepted: 0, inDoubt: 0, inDoubtAndSent: 0 },
    ways: new Map(),
  };
}

/** Counts what one kill did to one campaign. */
export function addKill(tally: Tally, plan: KillPlan, doubts: number, window: number): void {
  if (plan.kind === 'failpoint') tally.killsAtPoints++;
  else tally.kills++;
  addToWay(tally.ways, wayOf(plan), { kills: 1, doubts, largestShare: doubts / window });
}

/** Adds to what one way of killing has done so far. */
export function addToWay(ways: Map<string, WayCount>, way: string, more: Readonly<WayCount>): void {
  const before = ways.get(way) ?? { kills: 0, doubts: 0, largestShare: 0 };
  ways.set(way, {
    kills: before.kills + more.kills,
    doubts: before.doubts + more.doubts,
    largestShare: Math.max(before.largestShare, more.largestShare),
  });
}

export function sumOf(tallies: readonly Tally[]): Tally {
  const sum = emptyTally();
  const keys = ['kills', 'killsAtPoints', 'campaigns', 'people', 'accepted', 'inDoubt', 'inDoubtAndSent'] as const;
  for (const tally of tallies) {
    for (const key of keys) sum[key] += tally[key];
    for (const [way, count] of tally.ways) addToWay(sum.ways, way, count);
  }
  return sum;
}
