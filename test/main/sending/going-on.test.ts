import { createServer } from 'node:http';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { CampaignPlan } from '#core/campaigns/campaign.ts';
import type { CampaignId } from '#core/kernel/ids.ts';
import type { PracticeService } from '#main/practice/service.ts';
import { networkGate } from '#test/support/gate.ts';
import { type BenchSettings, type ServicesBench, servicesBench } from '#test/support/services-bench.ts';
import { listen, practice, until } from '../../practice/helpers.ts';

/** The shortest waits: two seconds between questions, none between attempts. */
const quick: BenchSettings = { goOnByItself: true, random: { next: () => 0 } };

const codes = async ({ services }: ServicesBench, id: CampaignId) =>
  (await services.store.calls.campaigns.readLog(id))
    .map(({ code, details }) => (code === 'paused' ? `paused ${details.reason}` : code))
    .filter((code) => !code.startsWith('balance'))
    .reverse();

const stands = async ({ services }: ServicesBench, id: CampaignId) => {
  if (services.campaigns.isRunning(id)) return 'running';
  const { state, pauseReason } = await services.store.calls.campaigns.get(id);
  return pauseReason ?? state;
};

async function becomes(bench: ServicesBench, id: CampaignId, wanted: string): Promise<void> {
  await expect.poll(() => stands(bench, id), { timeout: 10_000, interval: 20 }).toBe(wanted);
}

/** Nothing has happened, long enough for it to. */
const aWhile = () => new Promise((resolve) => setTimeout(resolve, 400));

const onceEach = (service: PracticeService, people: number) =>
  expect(service.ledger.totals()).toMatchObject({ recipients: people, repeated: 0 });

describe('a network that goes and comes back', () => {
  it('a campaign paused as offline goes on by itself, and the log says why', async () => {
    const service = await practice();
    const gate = await networkGate(service.url, 'shut');
    const bench = await servicesBench(quick);
    const { campaigns } = bench.services;
    const { id } = await bench.sealed(await bench.account(gate.url), 8);
    await campaigns.launch(id);
    expect(await campaigns.settled(id)).toMatchObject({ state: 'paused', pauseReason: 'offline' });
    campaigns.networkChanged();
    await aWhile();
    expect(await stands(bench, id)).toBe('offline');

    await gate.become('open');
    campaigns.networkChanged();
    await becomes(bench, id, 'finished');
    onceEach(service, 8);
    expect(await codes(bench, id)).toEqual([
      'sealed',
      'started',
      'offline_retry',
      'offline_retry',
      'paused offline',
      'network_back',
      'finished',
    ]);
  });

  it('it is asked for now and then, also where nobody says that the network changed', async () => {
    const service = await practice();
    const gate = await networkGate(service.url, 'shut');
    const bench = await servicesBench(quick);
    const { id } = await bench.sealed(await bench.account(gate.url), 2);
    await bench.services.campaigns.launch(id);
    await becomes(bench, id, 'offline');
    await gate.become('open');
    await becomes(bench, id, 'finished');
  });

  it('a person who keeps it paused is obeyed', async () => {
    const service = await practice();
    const gate = await networkGate(service.url, 'shut');
    const bench = await servicesBench(quick);
    const { campaigns } = bench.services;
    const { id } = await bench.sealed(await bench.account(gate.url), 2);
    await campaigns.launch(id);
    await becomes(bench, id, 'offline');
    await campaigns.pause(id);
    expect(await stands(bench, id)).toBe('person');
    await gate.become('open');
    campaigns.networkChanged();
    await aWhile();
    expect(await stands(bench, id)).toBe('person');
    expect(service.status().sendsSeen).toBe(0);
  });

  it('a command does not wait: it ends as offline', async () => {
    const service = await practice();
    const gate = await networkGate(service.url, 'shut');
    const bench = await servicesBench({ random: { next: () => 0 } });
    const { campaigns } = bench.services;
    const { id } = await bench.sealed(await bench.account(gate.url), 2);
    await campaigns.launch(id);
    await becomes(bench, id, 'offline');
    await gate.become('open');
    campaigns.networkChanged();
    await aWhile();
    expect(await stands(bench, id)).toBe('offline');
  });

  it('a run that waits to try again tries at once', async () => {
    const service = await practice();
    const gate = await networkGate(service.url, 'shut');
    // Every wait at its longest: half a minute after a handful of attempts.
    const bench = await servicesBench({ goOnByItself: true, notSentAllowed: 50, random: { next: () => 0.999 } });
    const { campaigns } = bench.services;
    const { id } = await bench.sealed(await bench.account(gate.url), 2);
    await campaigns.launch(id);
    await expect.poll(() => bench.progress.at(-1)?.waiting?.why).toBe('offline');
    await expect
      .poll(async () => (await codes(bench, id)).filter((code) => code === 'offline_retry').length)
      .toBeGreaterThan(0);
    await new Promise((resolve) => setTimeout(resolve, 1_800));
    await gate.become('open');
    const began = Date.now();
    campaigns.networkChanged();
    await becomes(bench, id, 'finished');
    // Left alone it would be two seconds and more.
    expect(Date.now() - began).toBeLessThan(1_500);
  });
});

describe('a sign-in page in between', () => {
  it('costs one doubt; once the service answers a call that sends nothing, the rest go', async () => {
    const service = await practice();
    const gate = await networkGate(service.url, 'portal');
    const bench = await servicesBench(quick);
    const { campaigns } = bench.services;
    const { id } = await bench.sealed(await bench.account(gate.url), 6, { concurrency: 4 });
    await campaigns.launch(id);
    await becomes(bench, id, 'unclear_answer');
    campaigns.networkChanged();
    await aWhile();
    expect(await stands(bench, id)).toBe('unclear_answer');

    await gate.become('open');
    campaigns.networkChanged();
    await becomes(bench, id, 'finished');
    expect(await campaigns.settled(id)).toMatchObject({ counts: { in_doubt: 1, accepted: 5 } });
    onceEach(service, 5);
  });

  it('a service that is there and unclear is left to a person', async () => {
    const service = await practice({ faults: [{ kind: 'no_id', from: 1, count: 100 }] });
    const bench = await servicesBench(quick);
    const { campaigns } = bench.services;
    const { id } = await bench.sealed(await bench.account(service.url), 6);
    await campaigns.launch(id);
    await becomes(bench, id, 'unclear_answer');
    campaigns.networkChanged();
    await aWhile();
    campaigns.networkChanged();
    await aWhile();
    expect(await stands(bench, id)).toBe('unclear_answer');
    expect(service.status().sendsSeen).toBe(1);
  });

  it('one that goes and comes back, unclear each time, costs two doubts and is then left to a person', async () => {
    let looks = 0;
    const server = createServer((request, response) => {
      // Away and back in turns for whoever looks, and a broken gateway for every message.
      if (request.method === 'GET' && looks++ % 2 === 1) return void response.end('{"data":{"name":"x"}}');
      response.writeHead(request.method === 'GET' ? 503 : 502).end('{"message":"bad gateway"}');
    });
    const port = await listen(server);
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    const bench = await servicesBench(quick);
    const { campaigns } = bench.services;
    const { id } = await bench.sealed(await bench.account(`http://127.0.0.1:${port}/api`), 8);
    await campaigns.launch(id);
    for (let times = 0; times < 12; times++) {
      campaigns.networkChanged();
      await aWhile();
    }
    expect(await stands(bench, id)).toBe('unclear_answer');
    expect((await bench.services.store.calls.campaigns.get(id)).counts).toMatchObject({ in_doubt: 2, queued: 6 });
  });
});

describe('a laptop that sleeps', () => {
  const slow: Partial<CampaignPlan> = { concurrency: 4 };

  it('stops with what is in flight awaited, and goes on when it wakes, the first alone', async () => {
    const service = await practice({ latencyMs: 25 });
    const bench = await servicesBench(quick);
    const { campaigns } = bench.services;
    const { id } = await bench.sealed(await bench.account(service.url), 40, slow);
    await campaigns.launch(id);
    await until(() => service.status().sendsSeen >= 8);
    await campaigns.suspend();
    const went = service.ledger.totals().recipients;
    expect(await stands(bench, id)).toBe('sleep');
    await aWhile();
    expect(service.ledger.totals().recipients).toBe(went);
    campaigns.wake();
    await becomes(bench, id, 'finished');
    onceEach(service, 40);
    expect(await codes(bench, id)).toEqual(['sealed', 'started', 'paused sleep', 'awake', 'finished']);
    const [first = 0, second = 0] = service.ledger
      .list()
      .map(({ at }) => at)
      .sort((a, b) => a - b)
      .slice(went);
    // Alone: the next left after its answer, a latency later.
    expect(second - first).toBeGreaterThanOrEqual(20);
  });

  it('a request that slept with the machine ends as what it is, and the rest go on after it', async () => {
    const service = await practice({ latencyMs: 500 });
    const bench = await servicesBench(quick);
    const { campaigns } = bench.services;
    const { id } = await bench.sealed(await bench.account(service.url), 3, slow);
    await campaigns.launch(id);
    await until(() => service.status().sendsSeen >= 1);
    const asleep = campaigns.suspend();
    campaigns.wake();
    await asleep;
    await becomes(bench, id, 'finished');
    onceEach(service, 3);
  });

  it('paused by a person while it fell asleep, it stays so', async () => {
    const service = await practice({ latencyMs: 200 });
    const bench = await servicesBench(quick);
    const { campaigns } = bench.services;
    const { id } = await bench.sealed(await bench.account(service.url), 9, slow);
    await campaigns.launch(id);
    await until(() => service.status().sendsSeen >= 1);
    const asleep = campaigns.suspend();
    await campaigns.pause(id);
    await asleep;
    campaigns.wake();
    await aWhile();
    expect(await stands(bench, id)).toBe('person');
  });

  it('one that never woke goes on with the next start', async () => {
    const service = await practice({ latencyMs: 20 });
    const first = await servicesBench(quick);
    const { id } = await first.sealed(await first.account(service.url), 20, slow);
    await first.services.campaigns.launch(id);
    await until(() => service.status().sendsSeen >= 4);
    await first.services.campaigns.suspend();
    await first.close();
    const second = await servicesBench({ ...quick, dataDir: first.dataDir, keychain: first.keychain });
    expect(await stands(second, id)).toBe('sleep');
    await second.services.campaigns.restore(second.services.interrupted, true);
    await becomes(second, id, 'finished');
    onceEach(service, 20);
  });
});

describe('a keychain that is locked', () => {
  /** A campaign that stands still for it, and the service that it has not reached. */
  async function lockedOut() {
    const service = await practice();
    const bench = await servicesBench(quick);
    const { id } = await bench.sealed(await bench.account(service.url), 3);
    bench.keychain.become('locked');
    await expect(bench.services.campaigns.launch(id)).rejects.toThrow('locked');
    expect(await stands(bench, id)).toBe('keychain_locked');
    return { service, bench, id };
  }

  it('once it gives a key the campaign goes on by itself, and the log says why', async () => {
    const { service, bench, id } = await lockedOut();
    bench.keychain.become('ready');
    await aWhile();
    expect(await stands(bench, id), 'nobody asks it meanwhile: the system would ask a person each time').toBe(
      'keychain_locked',
    );
    bench.services.campaigns.keychainUnlocked();
    await becomes(bench, id, 'finished');
    onceEach(service, 3);
    expect(await codes(bench, id)).toEqual(['sealed', 'paused keychain_locked', 'unlocked', 'finished']);
  });

  it('locked again at that moment, it stands still as before and goes on the next time', async () => {
    const { service, bench, id } = await lockedOut();
    bench.services.campaigns.keychainUnlocked();
    await aWhile();
    expect(await stands(bench, id)).toBe('keychain_locked');
    bench.keychain.become('ready');
    bench.services.campaigns.keychainUnlocked();
    await becomes(bench, id, 'finished');
    onceEach(service, 3);
  });

  it('a person who keeps it paused is obeyed', async () => {
    const { service, bench, id } = await lockedOut();
    await bench.services.campaigns.pause(id);
    bench.keychain.become('ready');
    bench.services.campaigns.keychainUnlocked();
    await aWhile();
    expect(await stands(bench, id)).toBe('person');
    expect(service.status().sendsSeen).toBe(0);
  });

  it('unlocked while the app was closed, it goes on with the next start', async () => {
    const { service, bench, id } = await lockedOut();
    await bench.close();
    const again = async () => {
      const next = await servicesBench({ ...quick, dataDir: bench.dataDir, keychain: bench.keychain });
      await next.services.campaigns.restore(next.services.interrupted, true);
      return next;
    };
    const locked = await again();
    expect(await stands(locked, id)).toBe('keychain_locked');
    await locked.close();
    bench.keychain.become('ready');
    await becomes(await again(), id, 'finished');
    onceEach(service, 3);
  });
});
