import { createServer } from 'node:http';
import { describe, expect, it, onTestFinished } from 'vitest';
import { servicesBench } from '#test/support/services-bench.ts';
import { settableClock } from '#test/support/set-clock.ts';
import { listen } from '../../practice/helpers.ts';

const hour = 3_600_000;

/** Asks to wait for two hours until it is told to answer; every request is counted. */
async function patientService() {
  const seen = { sends: 0, answers: false };
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      if (request.method === 'GET') return response.writeHead(200).end('{"status":"success","data":{"balance":"9"}}');
      seen.sends++;
      if (seen.answers) return response.writeHead(200).end(`{"status":"success","message_id":"m${seen.sends}"}`);
      return response.writeHead(429, { 'retry-after': String((2 * hour) / 1_000) }).end('{"message":"Too many."}');
    });
  });
  onTestFinished(() => void server.close());
  return { seen, url: `http://127.0.0.1:${await listen(server)}/api` };
}

describe('a wait of more than an hour', () => {
  it('pauses the campaign, says until when, and resumes automatically then, after a restart as well', async () => {
    const { seen, url } = await patientService();
    const clock = settableClock();
    const settings = { clock, goOnByItself: true, random: { next: () => 0 } };
    const first = await servicesBench(settings);
    const { id } = await first.sealed(await first.account(url), 3, { concurrency: 1 });
    const asked = clock.now();
    await first.services.campaigns.launch(id);
    const paused = await first.services.campaigns.settled(id);
    expect(paused).toMatchObject({ state: 'paused', pauseReason: 'throttled', counts: { queued: 3, in_doubt: 0 } });
    const until = Date.parse(paused.pauseDetail ?? '');
    expect(until - asked).toBeGreaterThanOrEqual(2 * hour);
    expect(until - asked).toBeLessThan(2 * hour + 10_000);
    expect(seen.sends).toBe(1);
    await first.close();

    seen.answers = true;
    const second = await servicesBench({ ...settings, dataDir: first.dataDir, keychain: first.keychain });
    await second.services.campaigns.restore(second.services.interrupted, true);
    expect((await second.services.store.calls.campaigns.get(id)).pauseReason).toBe('throttled');
    expect(seen.sends).toBe(1);
    await second.close();

    // The machine slept: only the wall clock knows that the wait is over.
    clock.set(2 * hour + 11_000);
    const third = await servicesBench({ ...settings, dataDir: first.dataDir, keychain: first.keychain });
    await third.services.campaigns.restore(third.services.interrupted, true);
    await expect
      .poll(async () => (await third.services.store.calls.campaigns.get(id)).state, { timeout: 8_000 })
      .toBe('finished');
    expect(seen.sends).toBe(4);
    const codes = (await third.services.store.calls.campaigns.readLog(id)).map(({ code }) => code);
    expect(codes).toContain('wait_over');
  });

  it('holds for every campaign of the account', async () => {
    const { seen, url } = await patientService();
    const bench = await servicesBench({ goOnByItself: true, random: { next: () => 0 } });
    const account = await bench.account(url);
    const { id } = await bench.sealed(account, 2, { concurrency: 1 });
    await bench.services.campaigns.launch(id);
    await bench.services.campaigns.settled(id);
    const other = await bench.sealed(account, 2, {});
    await bench.services.campaigns.launch(other.id);
    await expect.poll(async () => (await bench.services.campaigns.progress(other.id)).waiting?.why).toBe('throttled');
    expect(seen.sends).toBe(1);
  });
});
