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

interface WayCount {
  kills: number;
  doubts: number;
  /** The most one kill put in doubt, as a share of its window: promised is 1 at most. */
  largestShare: number;
}

/** What came of a loop of kills. */
export interface Tally {
  kills: number;
  campaigns: number;
  people: number;
  accepted: number;
  inDoubt: number;
  /** Of those in doubt, the ones the service had taken. */
  inDoubtAndSent: number;
  readonly ways: Map<string, WayCount>;
}

export function emptyTally(): Tally {
  return { kills: 0, campaigns: 0, people: 0, accepted: 0, inDoubt: 0, inDoubtAndSent: 0, ways: new Map() };
}

export function addKill(tally: Tally, way: string, doubts: number, window: number): void {
  const count = tally.ways.get(way) ?? { kills: 0, doubts: 0, largestShare: 0 };
  tally.ways.set(way, {
    kills: count.kills + 1,
    doubts: count.doubts + doubts,
    largestShare: Math.max(count.largestShare, doubts / window),
  });
  tally.kills++;
}

export function sumOf(tallies: readonly Tally[]): Tally {
  const sum = emptyTally();
  for (const tally of tallies) {
    for (const key of ['kills', 'campaigns', 'people', 'accepted', 'inDoubt', 'inDoubtAndSent'] as const) {
      sum[key] += tally[key];
    }
    for (const [way, count] of tally.ways) {
      const before = sum.ways.get(way) ?? { kills: 0, doubts: 0, largestShare: 0 };
      sum.ways.set(way, {
        kills: before.kills + count.kills,
        doubts: before.doubts + count.doubts,
        largestShare: Math.max(before.largestShare, count.largestShare),
      });
    }
  }
  return sum;
}
