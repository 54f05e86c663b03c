import { describe, expect, it } from 'vitest';
import type { CampaignState } from '#core/campaigns/campaign.ts';
import type { CampaignId, RecipientId } from '#core/kernel/ids.ts';
import { sumCounts } from '#core/outbox/states.ts';
import type { ClaimedRequest, Settlement } from '#core/sending/outbox-port.ts';
import type { StoreApi } from '#main/store/api.ts';
import { addAccount, campaignTo, codeOf, openStore } from '#test/support/open-store.ts';
import { planWith, testNow } from '#test/support/plan.ts';
import { exchangeStep, settlementOf } from '#test/support/sending.ts';

type Outcome = Settlement['state'] | 'cut';

/** Sends to the first people of a campaign, one outcome each; `cut` leaves its request in flight. */
function sendTo(api: StoreApi, id: CampaignId, outcomes: readonly Outcome[], at = testNow): void {
  const { claimed } = exchangeStep(api, { campaignId: id, now: at, settled: [], want: outcomes.length });
  const settled = claimed.flatMap((request, i): Settlement[] => {
    const state = outcomes[i] ?? 'cut';
    if (state === 'cut') return [];
    const messageId = state === 'accepted' ? `m-${request.requestId}` : null;
    return [settlementOf(request, { at, state, messageId, words: `${state} words` })];
  });
  exchangeStep(api, { campaignId: id, now: at, settled, want: 0 });
}
const people = (api: StoreApi, id: CampaignId) =>
  api.campaigns.recipients(id, { states: null, query: '' }, 0, 500).rows;
const states = (api: StoreApi, id: CampaignId) => people(api, id).map(({ state }) => state);

describe('a campaign', () => {
  it('comes back as it was planned', () => {
    const { api } = openStore();
    const plan = planWith(addAccount(api), {
      kind: 'mms',
      mediaUrl: 'https://example.org/a.png',
      dltTemplateId: '1107',
      scheduleAt: testNow + 1_000,
      scheduleBy: 'service',
      zone: 'Asia/Kolkata',
      bestBefore: testNow + 2_000,
      recipientsPerRequest: 5,
      ratePerSecond: 2.5,
      concurrency: 3,
    });
    const made = api.campaigns.create(plan, testNow);
    expect(made).toMatchObject({ ...plan, state: 'draft', sealed: 0, digest: null, startedAt: null, requests: 0 });
    const changed = { ...plan, name: 'Other', ratePerSecond: null };
    expect(api.campaigns.update(made.id, changed, testNow + 5)).toMatchObject({ ...changed, updatedAt: testNow + 5 });
    api.campaigns.remove(made.id);
    expect(codeOf(() => api.campaigns.get(made.id))).toBe('not_found');
  });

  it('the last one is the newest that was sealed', () => {
    const { api } = openStore();
    expect(api.campaigns.last()).toBeNull();
    const sealed = campaignTo(api, 1);
    api.campaigns.create(planWith(sealed.accountId), testNow);
    expect(api.campaigns.last()?.id).toBe(sealed.id);
    expect(api.campaigns.list(['draft'], 0, 10)).toMatchObject({ total: 1, rows: [{ state: 'draft' }] });
    expect(api.campaigns.list(null, 0, 1)).toMatchObject({ total: 2, rows: [{ state: 'draft' }] });
  });

  it.each<readonly [CampaignState, readonly CampaignState[]]>([
    ['sealed', ['running', 'scheduled', 'paused', 'cancelled']],
    ['scheduled', ['running', 'paused', 'cancelled']],
    ['running', ['paused', 'finished', 'cancelled']],
    ['paused', ['running', 'scheduled', 'cancelled', 'finished']],
    ['finished', ['running', 'paused']],
    ['cancelled', []],
  ])('%s may become %j only', (from, allowed) => {
    const all: readonly CampaignState[] = [
      'draft',
      'sealed',
      'scheduled',
      'running',
      'paused',
      'finished',
      'cancelled',
    ];
    const { db, api } = openStore();
    const { id } = campaignTo(api, 1);
    for (const to of all.filter((state) => state !== from)) {
      db.run('UPDATE campaigns SET state = ? WHERE id = ?', from, id);
      const moved = codeOf(() => api.campaigns.move(id, to, testNow)) === 'nothing was thrown';
      expect([to, moved]).toEqual([to, allowed.includes(to)]);
    }
  });

  it('says why it is paused, only while it is, and how long it has worked', () => {
    const { api } = openStore();
    const { id } = campaignTo(api, 1);
    api.campaigns.move(id, 'running', testNow, { startedAt: testNow });
    const paused = { pauseReason: 'offline', pauseDetail: 'refused', seconds: 1.5 } as const;
    expect(api.campaigns.move(id, 'paused', testNow + 1, paused)).toMatchObject(paused);
    expect(api.campaigns.move(id, 'running', testNow + 2, { startedAt: testNow + 2 })).toMatchObject({
      pauseReason: null,
      pauseDetail: null,
      startedAt: testNow,
    });
    const done = api.campaigns.move(id, 'finished', testNow + 3, { finishedAt: testNow + 3, seconds: 2 });
    expect(done).toMatchObject({ finishedAt: testNow + 3, seconds: 3.5 });
  });

  it('may go elsewhere and faster after sealing, and nothing else', () => {
    const { api } = openStore();
    const { id, ...before } = campaignTo(api, 1);
    const other = addAccount(api, 'Other');
    expect(api.campaigns.retune(id, { accountId: other, concurrency: 2 })).toEqual({
      ...before,
      id,
      accountId: other,
      concurrency: 2,
    });
    expect(api.campaigns.retune(id, { ratePerSecond: 3 })).toMatchObject({ ratePerSecond: 3, concurrency: 2 });
  });

  it('cancelling keeps who was sent and drops who waits', () => {
    const { api } = openStore();
    const { id } = campaignTo(api, 5);
    sendTo(api, id, ['accepted', 'rejected', 'in_doubt']);
    const cancelled = api.campaigns.cancel(id, testNow);
    expect(cancelled).toMatchObject({
      state: 'cancelled',
      counts: { accepted: 1, rejected: 1, in_doubt: 1, cancelled: 2 },
    });
    expect(sumCounts(cancelled.counts)).toBe(5);
    expect(codeOf(() => api.campaigns.cancel(id, testNow))).toBe('nothing was thrown');
    expect(api.campaigns.get(id).counts).toEqual(cancelled.counts);
  });
});

describe('after a start', () => {
  it('whoever was being sent is in doubt, and the campaign says where it stood', () => {
    const { api } = openStore();
    const cut = campaignTo(api, 6, { name: 'Cut' });
    api.campaigns.move(cut.id, 'running', testNow, { startedAt: testNow });
    sendTo(api, cut.id, ['accepted', 'cut', 'cut']);
    const calm = campaignTo(api, 2, { name: 'Calm' }, 31_620_000_000);
    const interrupted = api.campaigns.recover(testNow + 5);
    expect(interrupted.map(({ id, state, pauseReason }) => [id, state, pauseReason])).toEqual([
      [cut.id, 'paused', 'interrupted'],
    ]);
    expect(states(api, cut.id)).toEqual(['accepted', 'in_doubt', 'in_doubt', 'queued', 'queued', 'queued']);
    expect(interrupted[0]?.counts).toMatchObject({ accepted: 1, in_doubt: 2, queued: 3, sending: 0 });
    expect(api.campaigns.readLog(cut.id)[0]).toEqual({
      at: testNow + 5,
      code: 'recovered',
      details: { done: 3, sealed: 6, inDoubt: 2 },
    });
    expect(api.campaigns.get(calm.id).state).toBe('sealed');
  });

  it('a start that was cut off itself says the same again, and changes nothing', () => {
    const { api } = openStore();
    const { id } = campaignTo(api, 3);
    api.campaigns.move(id, 'running', testNow);
    sendTo(api, id, ['cut']);
    const first = api.campaigns.recover(testNow);
    expect(api.campaigns.recover(testNow + 9)).toEqual(first);
    expect(api.campaigns.readLog(id).filter(({ code }) => code === 'recovered')).toHaveLength(1);
    // Once a person has paused it, it no longer goes on by itself.
    api.campaigns.move(id, 'paused', testNow, { pauseReason: 'person' });
    expect(api.campaigns.recover(testNow)).toEqual([]);
  });

  it('nobody in doubt is given out again, ever', () => {
    const { api } = openStore();
    const { id } = campaignTo(api, 2);
    sendTo(api, id, ['cut']);
    api.campaigns.recover(testNow);
    const { claimed } = exchangeStep(api, { campaignId: id, now: testNow, settled: [], want: 10 });
    expect(claimed.flatMap(({ recipients }) => recipients.map(({ phone }) => phone))).toEqual(['+31610000001']);
  });

  it('a settlement from before it comes too late', () => {
    const { api } = openStore();
    const { id } = campaignTo(api, 1);
    const step = { campaignId: id, now: testNow };
    const [request] = exchangeStep(api, { ...step, settled: [], want: 1 }).claimed;
    api.campaigns.recover(testNow);
    const late = settlementOf(request as ClaimedRequest, { at: testNow, state: 'queued' });
    exchangeStep(api, { ...step, settled: [late], want: 0 });
    expect(states(api, id)).toEqual(['in_doubt']);
  });
});

describe('a person’s decision', () => {
  it('"it went" and "send again" move those they name, are told apart, and are written down', () => {
    const { api } = openStore();
    const { id } = campaignTo(api, 4);
    api.campaigns.move(id, 'running', testNow);
    sendTo(api, id, ['in_doubt', 'in_doubt', 'in_doubt', 'accepted']);
    api.campaigns.move(id, 'finished', testNow, { finishedAt: testNow });
    const [first, second] = people(api, id).map((person) => person.id) as [RecipientId, RecipientId];
    const went = api.campaigns.resolve(id, [first], 'went', 'Robin', testNow + 1);
    expect(went).toMatchObject({ state: 'finished', counts: { accepted: 1, marked_sent: 1, in_doubt: 2 } });
    const again = api.campaigns.resolve(id, [second], 'again', 'Robin', testNow + 2);
    expect(again).toMatchObject({ state: 'paused', counts: { queued: 1, in_doubt: 1 } });
    expect(people(api, id).map(({ state, resolvedBy }) => [state, resolvedBy])).toEqual([
      ['marked_sent', 'person'],
      ['queued', 'person'],
      ['in_doubt', null],
      ['accepted', null],
    ]);
    expect(api.campaigns.readLog(id).map(({ code, details }) => [code, details.people])).toEqual([
      ['requeued', 1],
      ['resolved', 1],
      ['sealed', 4],
    ]);
  });

  it('about everybody leaves alone who is not in doubt', () => {
    const { api } = openStore();
    const { id } = campaignTo(api, 3);
    sendTo(api, id, ['in_doubt', 'rejected']);
    const all = people(api, id).map((person) => person.id);
    expect(api.campaigns.resolve(id, all, 'went', 'Robin', testNow).counts).toMatchObject({
      marked_sent: 1,
      rejected: 1,
      queued: 1,
    });
    expect(api.campaigns.resolve(id, 'all', 'again', 'Robin', testNow).counts).toMatchObject({
      marked_sent: 1,
      rejected: 1,
      queued: 1,
    });
  });

  it('about those of whom the same was seen leaves the others in doubt', () => {
    const { api } = openStore();
    const { id } = campaignTo(api, 4);
    sendTo(api, id, ['in_doubt', 'in_doubt', 'cut', 'accepted']);
    api.campaigns.recover(testNow + 9);
    const { groups } = api.doubts.ledger(id);
    expect(groups).toEqual([
      { words: 'in_doubt words', people: 2, requests: 2, first: testNow, last: testNow },
      { words: '', people: 1, requests: 1, first: testNow + 9, last: testNow + 9 },
    ]);
    const { counts } = api.campaigns.resolve(id, { seen: '' }, 'went', 'Robin', testNow);
    expect(counts).toMatchObject({ in_doubt: 2, marked_sent: 1, accepted: 1 });
    expect(api.campaigns.readLog(id)[0]?.details).toEqual({ people: 1, by: 'Robin' });
  });

  it('marked as sent can be taken back, one or all, and a receipt that comes later still counts', () => {
    const { api } = openStore();
    const { id } = campaignTo(api, 3);
    sendTo(api, id, ['in_doubt', 'in_doubt', 'in_doubt']);
    api.campaigns.resolve(id, 'all', 'went', 'Robin', testNow);
    const [first] = people(api, id);
    expect(api.campaigns.resolve(id, [first?.id as RecipientId], 'reopen', 'Robin', testNow).counts).toMatchObject({
      in_doubt: 1,
      marked_sent: 2,
    });
    expect(people(api, id)[0]).toMatchObject({ state: 'in_doubt', resolvedBy: null });
    expect(api.campaigns.resolve(id, 'all', 'reopen', 'Robin', testNow).counts).toMatchObject({ in_doubt: 3 });
    expect(
      api.campaigns
        .readLog(id)
        .map(({ code, details }) => [code, details.people])
        .slice(0, 3),
    ).toEqual([
      ['reopened', 2],
      ['reopened', 1],
      ['resolved', 3],
    ]);
  });

  it('nobody of another campaign is moved', () => {
    const { api } = openStore();
    const [one, two] = [campaignTo(api, 1), campaignTo(api, 1)];
    sendTo(api, two.id, ['in_doubt']);
    const [other] = people(api, two.id);
    api.campaigns.resolve(one.id, [other?.id as RecipientId], 'again', 'Robin', testNow);
    expect(states(api, two.id)).toEqual(['in_doubt']);
  });

  it('a cancelled campaign sends nobody again', () => {
    const { api } = openStore();
    const { id } = campaignTo(api, 1);
    sendTo(api, id, ['in_doubt']);
    api.campaigns.cancel(id, testNow);
    expect(codeOf(() => api.campaigns.resolve(id, 'all', 'again', 'Robin', testNow))).toBe('wrong_state');
    expect(codeOf(() => api.campaigns.retryRejected(id, testNow))).toBe('wrong_state');
    expect(api.campaigns.resolve(id, 'all', 'went', 'Robin', testNow).counts.marked_sent).toBe(1);
  });

  it('the rejected go again one by one, so that one bad number takes nobody down twice', () => {
    const { api } = openStore();
    const { id } = campaignTo(api, 6, { recipientsPerRequest: 3 });
    api.campaigns.move(id, 'running', testNow);
    sendTo(api, id, ['rejected', 'accepted']);
    api.campaigns.move(id, 'finished', testNow);
    expect(api.campaigns.retryRejected(id, testNow)).toMatchObject({
      state: 'paused',
      counts: { queued: 3, rejected: 0 },
    });
    const { claimed } = exchangeStep(api, { campaignId: id, now: testNow, settled: [], want: 10 });
    expect(claimed.map(({ recipients }) => recipients.length)).toEqual([1, 1, 1]);
  });
});

describe('what is known of a doubt', () => {
  it('every attempt at a person, latest first, and only theirs', () => {
    const { api } = openStore();
    const { id } = campaignTo(api, 2);
    sendTo(api, id, ['in_doubt', 'accepted'], testNow + 1);
    const [person, other] = people(api, id).map((one) => one.id) as [RecipientId, RecipientId];
    api.campaigns.resolve(id, [person], 'again', 'Robin', testNow + 2);
    sendTo(api, id, ['accepted'], testNow + 3);
    expect(api.doubts.attempts(id, person)).toMatchObject([
      { claimedAt: testNow + 3, outcome: 'accepted', messageId: 'm-3', people: 1 },
      { claimedAt: testNow + 1, outcome: 'in_doubt', words: 'in_doubt words', httpStatus: 200 },
    ]);
    expect(api.doubts.attempts(id, other)).toMatchObject([{ outcome: 'accepted', messageId: 'm-2' }]);
    expect(api.doubts.attempts((id + 1) as CampaignId, other)).toEqual([]);
  });

  it('a shared request is the attempt of each of its people', () => {
    const { api } = openStore();
    const { id } = campaignTo(api, 3, { recipientsPerRequest: 3, template: 'Same' });
    sendTo(api, id, ['in_doubt']);
    for (const one of people(api, id)) {
      expect(api.doubts.attempts(id, one.id)).toMatchObject([{ people: 3, outcome: 'in_doubt' }]);
    }
    expect(api.doubts.ledger(id).groups).toMatchObject([{ people: 3, requests: 1 }]);
  });

  it('nobody in doubt is left out, also where of each something else was seen', () => {
    const { api } = openStore();
    const { id } = campaignTo(api, 60);
    api.campaigns.move(id, 'running', testNow);
    const { claimed } = exchangeStep(api, { campaignId: id, now: testNow, settled: [], want: 60 });
    const settled = claimed.map((request, i) =>
      settlementOf(request, { at: testNow, state: 'in_doubt', words: `HTTP 502, request ${i}` }),
    );
    exchangeStep(api, { campaignId: id, now: testNow, settled, want: 0 });
    const { groups } = api.doubts.ledger(id);
    expect(groups.reduce((sum, { people }) => sum + people, 0)).toBe(60);
  });

  it('the balance before the first request, and after the last', () => {
    const { api } = openStore();
    const { id } = campaignTo(api, 1);
    expect(api.doubts.ledger(id)).toMatchObject({ before: null, after: null });
    const seen = ['90', '80', '70', '60'].map((text) => ({ text, value: Number(text) }));
    seen.forEach((balance, i) => {
      api.campaigns.log(id, testNow + i, i % 2 === 0 ? 'balance_before' : 'balance_after', balance);
    });
    expect(api.doubts.ledger(id)).toMatchObject({
      before: { at: testNow, text: '90', value: 90 },
      after: { at: testNow + 3, text: '60', value: 60 },
    });
  });
});

describe('results', () => {
  it('come in order, page by page, and are searched by name and number', () => {
    const { api } = openStore();
    const { id } = campaignTo(api, 5);
    sendTo(api, id, ['accepted', 'rejected']);
    const first = api.campaigns.results(id, 0, 3);
    const second = api.campaigns.results(id, first.at(-1)?.id ?? 0, 3);
    expect([...first, ...second].map(({ phone }) => phone.slice(-1))).toEqual(['0', '1', '2', '3', '4']);
    expect(first[0]).toMatchObject({ state: 'accepted', words: 'accepted words', messageId: 'm-1', at: testNow });
    const find = (query: string) => api.campaigns.recipients(id, { states: null, query }, 0, 9).total;
    expect([find('+31 6 1000 0003'), find('0000004'), find('%'), find('Row 2')]).toEqual([1, 1, 0, 0]);
    expect(api.campaigns.recipients(id, { states: ['rejected', 'queued'], query: '' }, 1, 2)).toMatchObject({
      total: 4,
    });
    expect(api.campaigns.reasons(id)).toEqual([{ state: 'rejected', words: 'rejected words', count: 1 }]);
    api.contacts.save({ id: null, phone: '+31610000004' as never, firstName: '', lastName: '', fields: {} }, testNow);
    api.contacts.setOptOut({ query: '', groupId: null }, true, 'STOP', testNow);
    expect(api.campaigns.suppressedSince(id)).toBe(1);
  });
});
