import { describe, expect, it } from 'vitest';
import type { RecipientId } from '#core/kernel/ids.ts';
import type { StoreApi } from '#main/store/api.ts';
import { createStoreApi } from '#main/store/api.ts';
import { behindItsMark, openMark } from '#main/store/open-marks.ts';
import { campaignTo, codeOf, openStore, run } from '#test/support/open-store.ts';
import { testNow } from '#test/support/plan.ts';
import { exchangeStep, settlementOf } from '#test/support/sending.ts';

const ids = (api: StoreApi, id: Parameters<StoreApi['campaigns']['get']>[0]): readonly RecipientId[] =>
  api.campaigns.recipients(id, { states: null, query: '' }, 0, 100).rows.map((one) => one.id);

describe('a sealed campaign of which nothing was sent', () => {
  it('becomes a draft with its plan, and can be sealed again', () => {
    const { api } = openStore();
    const sealed = campaignTo(api, 3, { name: 'Spring', template: 'Hi' });
    const draft = api.campaigns.unseal(sealed.id, testNow + 1);
    expect(draft).toMatchObject({
      state: 'draft',
      name: 'Spring',
      template: 'Hi',
      sealed: 0,
      digest: null,
      sealedAt: null,
    });
    expect(draft.counts.queued).toBe(0);
    expect(ids(api, sealed.id)).toEqual([]);
    run(api.tasks.seal(sealed.id, draft, testNow + 2));
    expect(api.campaigns.get(sealed.id)).toMatchObject({ state: 'sealed', sealed: 3, counts: { queued: 3 } });
    expect(api.campaigns.readLog(sealed.id).map(({ code }) => code)).toEqual(['sealed', 'unsealed', 'sealed']);
  });

  it('can be deleted, texts and people with it', () => {
    const { api, db } = openStore();
    const { id } = campaignTo(api, 3);
    api.campaigns.remove(id);
    expect(codeOf(() => api.campaigns.get(id))).toBe('not_found');
    for (const table of ['recipients', 'texts', 'campaign_counts']) {
      expect(db.get<{ n: number }>(`SELECT count(*) AS n FROM ${table}`)?.n).toBe(0);
    }
  });

  it.each(['scheduled', 'paused'] as const)('also when it is %s', (state) => {
    const { api } = openStore();
    const { id } = campaignTo(api, 1);
    api.campaigns.move(id, state, testNow);
    expect(api.campaigns.unseal(id, testNow).state).toBe('draft');
  });

  it('gives no id of its people, texts or itself to another one: what was sent before an import is told by them', () => {
    const { api } = openStore();
    const first = campaignTo(api, 2);
    const before = ids(api, first.id);
    api.campaigns.remove(first.id);
    const second = campaignTo(api, 2);
    expect(second.id).toBeGreaterThan(first.id);
    expect(Math.min(...ids(api, second.id))).toBeGreaterThan(Math.max(...before));
  });
});

describe('a campaign of which something was sent, or is about to be', () => {
  it.each(['accepted', 'in_doubt', 'queued'] as const)('stays when a request ended as %s', (state) => {
    const { api } = openStore();
    const { id } = campaignTo(api, 2);
    const [request] = exchangeStep(api, { campaignId: id, now: testNow, settled: [], want: 1 }).claimed;
    if (request === undefined) throw new Error('nothing was claimed');
    exchangeStep(api, {
      campaignId: id,
      now: testNow,
      settled: [settlementOf(request, { at: testNow, state })],
      want: 0,
    });
    expect(codeOf(() => api.campaigns.unseal(id, testNow))).toBe('wrong_state');
    expect(codeOf(() => api.campaigns.remove(id))).toBe('wrong_state');
    expect(ids(api, id)).toHaveLength(2);
  });

  it('stays while it runs, and after it was stopped', () => {
    const { api } = openStore();
    const { id } = campaignTo(api, 1);
    api.campaigns.move(id, 'running', testNow);
    expect(codeOf(() => api.campaigns.unseal(id, testNow))).toBe('wrong_state');
    api.campaigns.cancel(id, testNow);
    expect(codeOf(() => api.campaigns.remove(id))).toBe('wrong_state');
  });
});

describe('requests that are gone', () => {
  it('still count for the largest number that ever left', () => {
    const { api, db } = openStore();
    const practice = api.accounts.create(
      { ...api.accounts.get(campaignTo(api, 1).accountId), uid: 'p', kind: 'practice' },
      testNow,
    );
    const { id } = campaignTo(api, 1, { accountId: practice.id }, 31_620_000_000);
    const mark = openMark(db);
    const sender = createStoreApi(db, mark);
    const [request] = exchangeStep(sender, { campaignId: id, now: testNow, settled: [], want: 1 }).claimed;
    if (request === undefined) throw new Error('nothing was claimed');
    const settled = [settlementOf(request, { at: testNow, state: 'accepted' })];
    exchangeStep(sender, { campaignId: id, now: testNow, settled, want: 0 });
    mark.close();
    sender.practice.remove('undo');
    expect(behindItsMark(db)).toBeNull();
  });
});
