import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CampaignId } from '#core/kernel/ids.ts';
import { sumCounts } from '#core/outbox/states.ts';
import type { Receipt } from '#core/receipts/port.ts';
import { meaningOf } from '#core/receipts/vocabulary.ts';
import type { StoreApi } from '#main/store/api.ts';
import { campaignTo, openStore } from '#test/support/open-store.ts';
import { testNow } from '#test/support/plan.ts';
import { exchangeStep, settlementOf } from '#test/support/sending.ts';

function receipt(
  messageId: string,
  status: string,
  at: number | null = testNow,
  reason: string | null = null,
): Receipt {
  return { messageId, status, meaning: meaningOf(status), at, reason, source: 'listener' };
}

/** Claims everybody; answers how to settle the nth request. */
function claimAll(api: StoreApi, id: CampaignId) {
  const { claimed } = exchangeStep(api, { campaignId: id, now: testNow, settled: [], want: 500 });
  return (n: number, messageId: string | null, state: 'accepted' | 'in_doubt' = 'accepted'): void => {
    const request = claimed[n];
    if (request === undefined) throw new Error(`no request ${n}`);
    const settled = [settlementOf(request, { at: testNow, state, messageId })];
    exchangeStep(api, { campaignId: id, now: testNow, settled, want: 0 });
  };
}
const people = (api: StoreApi, id: CampaignId) =>
  api.campaigns
    .recipients(id, { states: null, query: '' }, 0, 100)
    .rows.map(({ state, words, resolvedBy }) => [state, words, resolvedBy] as const);

describe('a receipt', () => {
  it('moves the one person it can belong to, with the service’s words', () => {
    const { api } = openStore();
    const { id } = campaignTo(api, 3);
    const settle = claimAll(api, id);
    settle(0, 'm-0');
    settle(1, 'm-1');
    const added = api.receipts.add(
      [receipt('m-0', 'Delivered'), receipt('m-1', 'Expired', testNow, 'too old')],
      testNow,
    );
    expect(added).toEqual({ added: 2, matched: 2, unmatched: 0, campaigns: [id], throttled: [] });
    expect(people(api, id)).toEqual([
      ['delivered', 'Delivered', null],
      ['undelivered', 'Expired: too old', null],
      ['sending', null, null],
    ]);
    expect(api.campaigns.get(id).counts).toMatchObject({ delivered: 1, undelivered: 1, accepted: 0, sending: 1 });
  });

  it('that comes before its answer waits for it', () => {
    const { api } = openStore();
    const { id } = campaignTo(api, 1);
    const settle = claimAll(api, id);
    expect(api.receipts.add([receipt('m-0', 'Delivered')], testNow)).toMatchObject({
      added: 1,
      matched: 0,
      unmatched: 1,
    });
    expect(people(api, id)).toEqual([['sending', null, null]]);
    settle(0, 'm-0');
    expect(people(api, id)).toEqual([['delivered', 'Delivered', null]]);
    expect(api.receipts.summary(testNow).unmatched).toBe(0);
  });

  it('that is not final settles nobody', () => {
    const { api } = openStore();
    const { id } = campaignTo(api, 1);
    claimAll(api, id)(0, 'm-0');
    api.receipts.add([receipt('m-0', 'Queued'), receipt('m-0', 'Sent'), receipt('m-0', 'Gone fishing')], testNow);
    expect(people(api, id)[0]?.[0]).toBe('accepted');
  });

  it('replayed changes nothing, and is counted once', () => {
    const { api } = openStore();
    const { id } = campaignTo(api, 1);
    claimAll(api, id)(0, 'm-0');
    api.receipts.add([receipt('m-0', 'Delivered')], testNow);
    const before = [people(api, id), api.receipts.summary(testNow)];
    const again = api.receipts.add([receipt('m-0', 'Delivered'), receipt('m-0', 'Delivered')], testNow);
    expect(again).toEqual({ added: 0, matched: 0, unmatched: 0, campaigns: [], throttled: [] });
    expect([people(api, id), api.receipts.summary(testNow)]).toEqual(before);
  });

  it('of a request that several people share says nothing about one of them', () => {
    const { api } = openStore();
    const { id } = campaignTo(api, 3, { recipientsPerRequest: 3 });
    claimAll(api, id)(0, 'm-0');
    expect(api.receipts.add([receipt('m-0', 'Delivered')], testNow)).toMatchObject({ added: 1, matched: 1 });
    expect(people(api, id).map(([state]) => state)).toEqual(['accepted', 'accepted', 'accepted']);
    expect(api.receipts.list('all', 0, 9).rows).toMatchObject([{ match: 'shared', people: 3, campaign: 'Test' }]);
  });

  it('of an id that two requests were given belongs to neither', () => {
    const { api } = openStore();
    const { id } = campaignTo(api, 2);
    const settle = claimAll(api, id);
    settle(0, 'same');
    settle(1, 'same');
    expect(api.receipts.add([receipt('same', 'Delivered')], testNow)).toMatchObject({ matched: 0, unmatched: 1 });
    expect(people(api, id).map(([state]) => state)).toEqual(['accepted', 'accepted']);
  });

  it('of nobody is kept and not trusted', () => {
    const { api } = openStore();
    const { id } = campaignTo(api, 1);
    claimAll(api, id)(0, null, 'in_doubt');
    api.receipts.add([receipt('unknown', 'Delivered')], testNow);
    expect(people(api, id)).toEqual([['in_doubt', null, null]]);
    expect(api.receipts.list('unmatched', 0, 9)).toMatchObject({ total: 1, rows: [{ match: 'unmatched', people: 0 }] });
    expect(api.receipts.list('matched', 0, 9).total).toBe(0);
  });

  it('is counted right when more of the same message wait already', () => {
    const { api } = openStore();
    api.receipts.add([receipt('m-0', 'Queued')], testNow);
    const added = api.receipts.add([receipt('m-0', 'Delivered'), receipt('m-9', 'Delivered')], testNow);
    expect(added).toMatchObject({ added: 2, matched: 0, unmatched: 2 });
  });
});

describe('receipts in any order', () => {
  const history = [
    receipt('m-0', 'Queued', testNow + 1),
    receipt('m-0', 'Undelivered', testNow + 2, 'absent'),
    receipt('m-0', 'Delivered', testNow + 3),
    receipt('m-0', 'Delivered', testNow + 3, 'handset'),
    receipt('m-0', 'Failed', null),
    receipt('m-1', 'Expired', testNow + 5),
    receipt('m-1', 'Expired', testNow + 6, 'again'),
  ];

  it('with answers in between and repeats, end in the same place', () => {
    const { api } = openStore();
    const outcome = (order: readonly number[], answersAt: readonly number[]) => {
      const { id } = campaignTo(api, 2);
      // Ids of its own for every course: a receipt is known by its message.
      const own = (messageId: string) => `${messageId}-${id}`;
      const settle = claimAll(api, id);
      const answered = new Set<number>();
      const answer = (n: number): void => {
        if (!answered.has(n)) settle(n, own(`m-${n}`));
        answered.add(n);
      };
      order.forEach((pick, step) => {
        for (const [n, at] of answersAt.entries()) if (at === step) answer(n);
        const next = history[pick % history.length];
        if (next !== undefined) api.receipts.add([{ ...next, messageId: own(next.messageId) }], testNow + 99);
      });
      for (const n of [0, 1]) answer(n);
      expect(sumCounts(api.campaigns.get(id).counts)).toBe(2);
      return people(api, id);
    };
    const inOrder = outcome([0, 1, 2, 3, 4, 5, 6], [0, 0]);
    expect(inOrder.map(([state]) => state)).toEqual(['delivered', 'undelivered']);
    const order = fc
      .shuffledSubarray([0, 1, 2, 3, 4, 5, 6, 0, 3, 5], { minLength: 10 })
      .filter((picks) => new Set(picks).size === 7);
    fc.assert(
      fc.property(order, fc.tuple(fc.nat({ max: 11 }), fc.nat({ max: 11 })), (picks, answersAt) => {
        expect(outcome(picks, answersAt)).toEqual(inOrder);
      }),
      { numRuns: 40 },
    );
  });
});

describe('what the receipts add up to', () => {
  it('by meaning, by hour and by reason', () => {
    const { api } = openStore();
    const hour = 3_600_000;
    api.receipts.add([receipt('a', 'Delivered'), receipt('b', 'Failed', testNow, 'absent')], testNow - 2 * hour);
    api.receipts.add(
      [receipt('c', 'Failed', testNow, 'absent'), receipt('d', 'Throttled'), receipt('e', 'Sent')],
      testNow,
    );
    const summary = api.receipts.summary(testNow + 60_000);
    expect(summary).toMatchObject({
      total: 5,
      unmatched: 5,
      lastAt: testNow,
      byMeaning: { delivered: 1, undelivered: 2, pending: 1, throttled: 1 },
      byReason: [{ reason: 'absent', count: 2 }],
    });
    expect(summary.byHour).toHaveLength(24);
    expect(summary.byHour.slice(-3)).toEqual([
      { hour: testNow - 2 * hour, delivered: 1, undelivered: 1, other: 0 },
      { hour: testNow - hour, delivered: 0, undelivered: 0, other: 0 },
      { hour: testNow, delivered: 0, undelivered: 1, other: 2 },
    ]);
  });

  it('the first screen counts each person once, on the day they were sent', () => {
    const { api } = openStore();
    const { id } = campaignTo(api, 3);
    const settle = claimAll(api, id);
    settle(0, 'm-0');
    settle(1, 'm-1');
    settle(2, null, 'in_doubt');
    api.receipts.add([receipt('m-0', 'Delivered')], testNow);
    const overview = api.book.overview(testNow + 3_600_000, 0, 'live');
    expect(overview).toMatchObject({ inDoubt: 1, contacts: 0, drafts: 0 });
    expect(overview.days).toHaveLength(7);
    expect(overview.days.at(-1)).toEqual({
      day: '2026-01-05',
      accepted: 2,
      delivered: 1,
      undelivered: 0,
      rejected: 0,
      inDoubt: 1,
      markedSent: 0,
    });
    // Far enough west it is still Sunday there.
    expect(api.book.overview(testNow, -10 * 60, 'live').days.at(-1)).toMatchObject({ day: '2026-01-04', accepted: 2 });
  });
});
