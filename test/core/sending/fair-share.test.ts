import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fairShares } from '#core/sending/fair-share.ts';

const wish = fc.record({
  weight: fc.integer({ min: 1, max: 10 }),
  most: fc.integer({ min: 0, max: 200 }),
});

describe('fair shares', () => {
  it.each([
    ['one alone gets all', 10, [{ weight: 3, most: 99 }], [10]],
    ['equals get equally', 9, [1, 1, 1].map((weight) => ({ weight, most: 99 })), [3, 3, 3]],
    ['weight counts', 13, [8, 4, 1].map((weight) => ({ weight, most: 99 })), [8, 4, 1]],
    [
      'what one cannot use the others share',
      10,
      [
        { weight: 1, most: 2 },
        { weight: 1, most: 99 },
      ],
      [2, 8],
    ],
    [
      'nobody gets more than they can use',
      100,
      [
        { weight: 1, most: 2 },
        { weight: 5, most: 3 },
      ],
      [2, 3],
    ],
    ['nobody there', 10, [], []],
  ] as const)('%s', (_name, total, wishes, shares) => {
    expect(fairShares(total, wishes)).toEqual(shares);
  });

  it('add up, exceed nobody’s wish, and no one gets less by weight than another who could give', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.array(wish, { minLength: 1, maxLength: 8 }), (total, wishes) => {
        const shares = fairShares(total, wishes);
        const sum = shares.reduce((all, share) => all + share, 0);
        const wanted = wishes.reduce((all, { most }) => all + most, 0);
        expect(sum).toBeCloseTo(Math.min(total, wanted), 6);
        shares.forEach((share, at) => {
          const own = wishes[at];
          if (own === undefined) return;
          expect(share).toBeLessThanOrEqual(own.most + 1e-9);
          if (share >= own.most - 1e-9) return;
          // Unsatisfied: nobody else has more for their weight.
          shares.forEach((other, i) => {
            expect(other / (wishes[i]?.weight ?? 1)).toBeLessThanOrEqual(share / own.weight + 1e-6);
          });
        });
      }),
    );
  });
});
