import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { finalState, mergeReceipt, mergeReceipts } from '#core/receipts/merge.ts';
import type { Receipt } from '#core/receipts/port.ts';
import { meaningOf } from '#core/receipts/vocabulary.ts';

function receipt(status: string, at: number | null, reason: string | null = null): Receipt {
  return { messageId: 'm', status, meaning: meaningOf(status), at, reason, source: 'listener' };
}

/** Every order of a few items. */
function permutations<T>(items: readonly T[]): readonly (readonly T[])[] {
  if (items.length <= 1) return [items];
  return items.flatMap((item, index) =>
    permutations([...items.slice(0, index), ...items.slice(index + 1)]).map((rest) => [item, ...rest]),
  );
}

describe('what a message’s receipts add up to, in every order', () => {
  it.each<readonly [string, readonly Receipt[], string | null]>([
    [
      'pending never takes back a final word',
      [receipt('Delivered', 5), receipt('Queued', 9), receipt('Sent', 7)],
      'delivered',
    ],
    [
      'the later final word counts',
      [receipt('Undelivered', 5), receipt('Delivered', 9), receipt('Queued', 1)],
      'delivered',
    ],
    ['also when it is the bad one', [receipt('Delivered', 5), receipt('Expired', 9)], 'undelivered'],
    ['delivered wins a tie', [receipt('Delivered', 5), receipt('Failed', 5), receipt('Expired', 5)], 'delivered'],
    ['a word without a time is the oldest', [receipt('Failed', null), receipt('Delivered', 0)], 'delivered'],
    ['two without a time', [receipt('Failed', null), receipt('Delivered', null)], 'delivered'],
    ['unknown words settle nobody', [receipt('Gone fishing', 9), receipt('Throttled', 3)], null],
    ['unknown words take nothing back', [receipt('Gone fishing', 9), receipt('Failed', 3)], 'undelivered'],
    ['nothing', [], null],
  ])('%s', (_name, receipts, state) => {
    for (const order of permutations(receipts)) {
      expect(finalState(order)?.state ?? null).toBe(state);
      // Replays at any place change nothing.
      expect(mergeReceipts([...order, ...order])).toEqual(mergeReceipts(receipts));
    }
  });

  it('carries the service’s words and time', () => {
    expect(finalState([receipt('Expired', 9, 'Validity period')])).toEqual({
      state: 'undelivered',
      words: 'Expired: Validity period',
      at: 9,
    });
    expect(finalState([receipt('DELIVRD', null)])).toEqual({ state: 'delivered', words: 'DELIVRD', at: null });
  });

  const any = fc
    .record({
      status: fc.constantFrom('Delivered', 'delivered', 'Failed', 'Expired', 'Queued', 'Sent', 'Throttled', 'odd'),
      at: fc.option(fc.integer({ min: 0, max: 3 })),
      reason: fc.option(fc.constantFrom('', 'a', 'b')),
    })
    .map((made) => receipt(made.status, made.at, made.reason));

  it('does not depend on order, grouping or repeats', () => {
    fc.assert(
      fc.property(
        fc.array(any, { minLength: 1, maxLength: 8 }),
        fc.nat(),
        fc.infiniteStream(fc.nat()),
        (all, cut, picks) => {
          const expected = mergeReceipts(all);
          const shuffled = [...all].sort(() => ((picks.next().value ?? 0) % 3) - 1);
          expect(mergeReceipts(shuffled)).toEqual(expected);
          const at = cut % all.length;
          const left = mergeReceipts(all.slice(0, at));
          const right = mergeReceipts(all.slice(at));
          expect(right === null ? left : mergeReceipt(left, right)).toEqual(expected);
          expect(mergeReceipts([...all, ...shuffled, ...all])).toEqual(expected);
        },
      ),
      { numRuns: 3_000 },
    );
  });

  it('a few in every order, exhaustively', () => {
    fc.assert(
      fc.property(fc.array(any, { minLength: 1, maxLength: 5 }), (all) => {
        const expected = mergeReceipts(all);
        for (const order of permutations(all)) expect(mergeReceipts(order)).toEqual(expected);
      }),
      { numRuns: 200 },
    );
  });
});
