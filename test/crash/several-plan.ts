import type { Priority } from '#core/campaigns/campaign.ts';

/** A campaign among those that one process sends at once. */
interface Planned {
  readonly name: string;
  /** Which of the two accounts. */
  readonly account: 0 | 1;
  readonly digits: readonly string[];
  /** Recipients per request. */
  readonly per: number;
  readonly concurrency: number;
  readonly priority: Priority;
}

const block = (first: number, count: number): readonly string[] =>
  Array.from({ length: count }, (_, i) => String(first + i));

/** Two share an account, one has its own; what one does may not spoil the others. */
export const severalCampaigns: readonly Planned[] = [
  { name: 'first', account: 0, digits: block(31_610_000_000, 300), per: 1, concurrency: 4, priority: 'first' },
  { name: 'last', account: 0, digits: block(31_620_000_000, 500), per: 5, concurrency: 3, priority: 'last' },
  { name: 'other', account: 1, digits: block(31_630_000_000, 300), per: 1, concurrency: 8, priority: 'normal' },
];
