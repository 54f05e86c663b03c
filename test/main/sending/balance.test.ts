import { describe, expect, it } from 'vitest';
import { practice } from '#test/practice/helpers.ts';
import { servicesBench } from '#test/support/services-bench.ts';

describe('the balance as evidence', () => {
  it('is asked before the first request, and after the last when somebody is in doubt', async () => {
    const service = await practice({
      latencyMs: 1,
      balance: 500,
      faults: [{ kind: 'reset_after_accept', from: 4, count: 1 }],
    });
    const bench = await servicesBench();
    const { campaigns, store } = bench.services;
    const { id } = await bench.sealed(await bench.account(service.url), 8);
    await campaigns.launch(id);
    const done = await campaigns.settled(id);
    expect(done.counts).toMatchObject({ accepted: 7, in_doubt: 1 });
    // The service took eight: the one in doubt went out, and the balance says so.
    expect(service.ledger.totals().recipients).toBe(8);
    expect(await store.calls.doubts.ledger(id)).toMatchObject({
      before: { value: 500 },
      after: { value: 492 },
      groups: [{ people: 1, requests: 1 }],
    });
  });

  it('a service that does not say it, or does not answer, holds nobody up', async () => {
    const service = await practice({ faults: [{ kind: 'html_page', on: 'all', from: 1, count: 1 }] });
    const bench = await servicesBench();
    const { campaigns, store } = bench.services;
    const { id } = await bench.sealed(await bench.account(service.url), 3);
    await campaigns.launch(id);
    expect((await campaigns.settled(id)).counts.accepted).toBe(3);
    expect(await store.calls.doubts.ledger(id)).toMatchObject({ before: null, after: null });
  });
});
