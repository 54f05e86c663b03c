import type { Clock, Random } from '#core/kernel/clock.ts';

/**
 * An id never used before: the time, the place in the ledger (a restart goes on counting) and 80 random bits
 * (two processes on one ledger do not meet). Looks like the reference's `msg_01hxabc123`.
 */
export function newId(prefix: string, clock: Clock, random: Random, sequence: number): string {
  const time = clock.now().toString(36).padStart(9, '0');
  return `${prefix}_${time}${sequence.toString(36)}${randomPart(random)}${randomPart(random)}`;
}

function randomPart(random: Random): string {
  return Math.floor(random.next() * 2 ** 40)
    .toString(32)
    .padStart(8, '0');
}
