/** Somebody who wants a part: how much they count, and the most they can use. */
export interface Wish {
  readonly weight: number;
  readonly most: number;
}

/**
 * Divides `total` by weight, never giving anybody more than they can use: what one leaves, the others share (weighted
 * max-min fairness). The parts add up to `total`, or to all wishes when those are smaller. Same order as `wishes`.
 */
export function fairShares(total: number, wishes: readonly Wish[]): readonly number[] {
  const shares = wishes.map(() => 0);
  let left = total;
  let open = wishes.map((wish, at) => ({ ...wish, at }));
  while (open.length > 0) {
    const weights = open.reduce((sum, { weight }) => sum + weight, 0);
    const content = open.filter(({ most, weight }) => most <= (left * weight) / weights);
    if (content.length === 0) {
      for (const { at, weight } of open) shares[at] = (left * weight) / weights;
      break;
    }
    for (const { at, most } of content) {
      shares[at] = most;
      left -= most;
    }
    open = open.filter((wish) => !content.includes(wish));
  }
  return shares;
}
