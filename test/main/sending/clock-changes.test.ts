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

describe('messages that the service is to hold until a time', () => {
  /** Some are handed over; then it is that time. */
  async function halfHandedOver() {
    const service = await practice({ latencyMs: 20 });
    const clock = settableClock();
    const bench = await servicesBench({ clock, goOnByItself: true });
    const schedule = { scheduleBy: 'service', scheduleAt: Date.now() + hour } as const;
    const { id } = await bench.sealed(await bench.account(service.url), 40, { ...schedule, concurrency: 2 });
    await bench.services.campaigns.launch(id);
    await until(() => service.status().sendsSeen >= 6);
    return { service, clock, bench, id };
  }
  const held = (service: Awaited<ReturnType<typeof practice>>) =>
    service.ledger.list().map(({ schedule }) => schedule !== null);

  it('are not handed over after it: it asks, and who is sent then goes out at once', async () => {
    const { service, clock, bench, id } = await halfHandedOver();
    const { campaigns } = bench.services;
    clock.set(hour - 2_000);
    const paused = await campaigns.settled(id);
    expect(paused).toMatchObject({ state: 'paused', pauseReason: 'missed_time', counts: { rejected: 0 } });
    expect(held(service)).not.toContain(false);
    const went = service.ledger.totals().recipients;
    clock.set(10_000);
    await campaigns.resume(id);
    expect(await campaigns.settled(id)).toMatchObject({ state: 'finished', counts: { accepted: 40, rejected: 0 } });
    expect(held(service).slice(went)).not.toContain(true);
    expect(service.ledger.totals().repeated).toBe(0);
  });

  it('nor by a start of the app after it', async () => {
    const { service, clock, bench, id } = await halfHandedOver();
    await bench.close();
    const went = service.ledger.totals().recipients;
    clock.set(2 * hour);
    const next = await servicesBench({ clock, dataDir: bench.dataDir, keychain: bench.keychain, goOnByItself: true });
    await next.services.campaigns.restore(next.services.interrupted, true);
    expect(await next.services.campaigns.settled(id)).toMatchObject({ state: 'paused', pauseReason: 'missed_time' });
    expect(service.ledger.totals().recipients).toBe(went);
  });
});
