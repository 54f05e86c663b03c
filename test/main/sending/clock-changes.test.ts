import { describe, expect, it } from 'vitest';
import type { CampaignId } from '#core/kernel/ids.ts';
import { type ServicesBench, servicesBench } from '#test/support/services-bench.ts';
import { settableClock } from '#test/support/set-clock.ts';
import { practice, until } from '../../practice/helpers.ts';

const minute = 60_000;
const hour = 60 * minute;
const aWhile = () => new Promise((resolve) => setTimeout(resolve, 300));

const logged = async ({ services }: ServicesBench, id: CampaignId, code: string) =>
  (await services.store.calls.campaigns.readLog(id)).filter((line) => line.code === code);

/** A campaign to two people, whose time came `late` milliseconds before the machine woke. */
async function wokenLate(late: number) {
  const service = await practice();
  const clock = settableClock();
  const bench = await servicesBench({ clock });
  const { campaigns } = bench.services;
  const { id } = await bench.sealed(await bench.account(service.url), 2, { scheduleAt: Date.now() + hour });
  await campaigns.launch(id);
  clock.set(hour + late);
  campaigns.wake();
  return { service, bench, campaigns, id };
}

describe('a campaign whose time came while the machine slept', () => {
  it('starts when it is a little late', async () => {
    const { campaigns, id } = await wokenLate(9 * minute);
    expect(await campaigns.settled(id)).toMatchObject({ state: 'finished', counts: { accepted: 2 } });
  });

  it('asks when it is more than that, and starts when a person says so', async () => {
    const { service, bench, campaigns, id } = await wokenLate(11 * minute);
    expect(await campaigns.settled(id)).toMatchObject({ state: 'paused', pauseReason: 'missed_time' });
    expect(bench.progress.at(-1)).toMatchObject({ id, state: 'paused', pauseReason: 'missed_time' });
    expect(service.status().sendsSeen).toBe(0);
    await campaigns.resume(id);
    expect((await campaigns.settled(id)).counts.accepted).toBe(2);
  });

  it('asks too when the app was closed at that time', async () => {
    const service = await practice();
    const first = await servicesBench();
    const { id } = await first.sealed(await first.account(service.url), 2, { scheduleAt: Date.now() + hour });
    await first.services.campaigns.launch(id);
    await first.close();
    const clock = settableClock();
    clock.set(3 * hour);
    const second = await servicesBench({ clock, dataDir: first.dataDir, keychain: first.keychain });
    await second.services.campaigns.restore(second.services.interrupted, true);
    expect(await second.services.campaigns.settled(id)).toMatchObject({ pauseReason: 'missed_time' });
    expect(service.status().sendsSeen).toBe(0);
  });

  it('is not started twice by a clock that is set back', async () => {
    const service = await practice({ latencyMs: 20 });
    const clock = settableClock();
    const bench = await servicesBench({ clock });
    const { campaigns } = bench.services;
    const scheduleAt = Date.now() + hour;
    const { id } = await bench.sealed(await bench.account(service.url), 20, { scheduleAt, concurrency: 2 });
    await campaigns.launch(id);
    clock.set(hour + minute);
    campaigns.wake();
    await until(() => service.status().sendsSeen >= 4);
    await campaigns.pause(id);
    clock.set(-2 * hour);
    campaigns.wake();
    await aWhile();
    expect(await campaigns.settled(id)).toMatchObject({ state: 'paused', pauseReason: 'person' });
    // It has begun: it does not wait for its time once more.
    expect(await campaigns.resume(id)).toMatchObject({ state: 'running' });
    expect(await campaigns.settled(id)).toMatchObject({ state: 'finished' });
    expect(await logged(bench, id, 'started')).toHaveLength(1);
    expect(service.ledger.totals()).toMatchObject({ recipients: 20, repeated: 0 });
  });
});

describe('a best-before time', () => {
  it('that passes during a pause leaves out whoever waits, and the log says how many', async () => {
    const service = await practice({ latencyMs: 15 });
    const clock = settableClock();
    const bench = await servicesBench({ clock });
    const { campaigns, store } = bench.services;
    const bestBefore = Date.now() + hour;
    const { id } = await bench.sealed(await bench.account(service.url), 30, { bestBefore, concurrency: 2 });
    await campaigns.launch(id);
    await until(() => service.status().sendsSeen >= 6);
    await campaigns.pause(id);
    const went = service.ledger.totals().recipients;
    clock.set(2 * hour);
    await campaigns.resume(id);
    expect(await campaigns.settled(id)).toMatchObject({
      state: 'finished',
      counts: { accepted: went, expired: 30 - went, queued: 0 },
    });
    expect(service.ledger.totals().recipients).toBe(went);
    expect(await logged(bench, id, 'expired')).toMatchObject([{ details: { people: 30 - went, at: bestBefore } }]);
    const { rows } = await store.calls.campaigns.recipients(id, { states: ['expired'], query: '' }, 0, 100);
    expect(rows).toHaveLength(30 - went);
  });

  it('is not put off by a clock that is set back: it stands still and asks', async () => {
    const service = await practice({ latencyMs: 30 });
    const clock = settableClock();
    const bench = await servicesBench({ clock });
    const { campaigns } = bench.services;
    const bestBefore = Date.now() + 1_500;
    const { id } = await bench.sealed(await bench.account(service.url), 200, { bestBefore, concurrency: 2 });
    await campaigns.launch(id);
    await until(() => service.status().sendsSeen >= 5);
    clock.set(-hour);
    expect(await campaigns.settled(id)).toMatchObject({
      state: 'paused',
      pauseReason: 'clock_set_back',
      counts: { expired: 0, sending: 0, in_doubt: 0 },
    });
    const last = Math.max(...service.ledger.list().map(({ at }) => at));
    expect(last).toBeLessThan(bestBefore + 100);
    // Whoever resumes has looked at the clock.
    await campaigns.resume(id);
    await until(() => campaigns.isRunning(id) && Math.max(...service.ledger.list().map(({ at }) => at)) > last + 100);
    await campaigns.pause(id);
    expect(service.ledger.totals().repeated).toBe(0);
  });
});
