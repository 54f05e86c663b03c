import { describe, expect, it } from 'vitest';
import { ManualClock } from '#core/kernel/manual-clock.ts';
import { askService, checkOne } from '#main/sending/check-service.ts';
import { systemClock } from '#main/system.ts';
import { servicesBench } from '#test/support/services-bench.ts';
import { practice } from '../../practice/helpers.ts';

describe('the check before sending', () => {
  it('gathers people, key and balance into one list', async () => {
    const service = await practice({ balance: 2 });
    const bench = await servicesBench();
    const { reader, accounts } = bench.services;
    const campaign = await bench.sealed(await bench.account(service.url), 3, { senderId: 'CloudMessaging' });
    const { items, preview } = await checkOne({ reader: reader.calls, accounts, clock: systemClock }, campaign);
    expect(preview).toMatchObject({ people: 3, segments: { total: 3 } });
    const level = (id: string) => items.find((item) => item.id === id)?.level;
    expect(['key', 'service', 'audience', 'balance', 'sender'].map(level)).toEqual([
      'pass',
      'pass',
      'pass',
      'warn',
      'warn',
    ]);
    expect(items.find(({ id }) => id === 'balance')?.details).toMatchObject({ balance: '2', segments: 3 });
    expect([service.status().requestsSeen, service.status().sendsSeen, bench.most.open]).toEqual([1, 0, 0]);
  });

  it('does not ask a service it has no key for', async () => {
    const service = await practice();
    const bench = await servicesBench();
    const { accounts } = bench.services;
    const accountId = await bench.account(service.url);
    await accounts.removeKey(accountId);
    expect(await askService(accounts, systemClock, { accountId })).toMatchObject({
      keyProblem: { code: 'key_missing' },
      profile: null,
    });
    expect(service.status().requestsSeen).toBe(0);
  });

  it('says that a service is slow instead of waiting for ever', async () => {
    const service = await practice({ latencyMs: 1_200 });
    const bench = await servicesBench();
    const clock = new ManualClock();
    const accountId = await bench.account(service.url);
    const asked = askService(bench.services.accounts, clock, { accountId });
    while (clock.waiting === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await clock.advance(6_000);
    expect(await asked).toMatchObject({ keyProblem: null, profile: { ok: false, error: { code: 'timeout' } } });
  });
});
