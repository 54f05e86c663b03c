import { createServer } from 'node:http';
import { expect, it, onTestFinished } from 'vitest';
import type { CampaignId } from '#core/kernel/ids.ts';
import { listen, until } from '#test/practice/helpers.ts';
import { servicesBench } from '#test/support/services-bench.ts';

const hour = 3_600_000;

/** Takes every request but the fifth, which it answers with "in an hour". */
async function service() {
  const seen = { sends: 0 };
  const server = createServer((request, response) => {
    request.resume();
    request.on('end', () => {
      response.setHeader('content-type', 'application/json');
      if (request.method === 'POST' && ++seen.sends === 5) {
        response.statusCode = 429;
        response.setHeader('retry-after', '3600');
      }
      response.end(JSON.stringify({ status: 'success', message_id: `m${seen.sends}`, data: { balance: '9' } }));
    });
  });
  const port = await listen(server);
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${port}/api`, seen };
}

it('the silence one campaign was asked for is told by every campaign of the account, and by one that starts in it', async () => {
  const { url, seen } = await service();
  const bench = await servicesBench();
  const { campaigns, store } = bench.services;
  const account = await bench.account(url);
  const refused = await bench.sealed(account, 50, { concurrency: 1 });
  const later = await bench.sealed(account, 50, { concurrency: 1 });
  await campaigns.launch(refused.id);
  const told = (one: CampaignId) => bench.progress.some(({ id, waiting }) => id === one && waiting !== null);
  await until(() => told(refused.id));
  await campaigns.launch(later.id);
  const wait = { why: 'throttled', until: expect.any(Number) };
  expect(await campaigns.progress(later.id)).toMatchObject({ state: 'running', waiting: wait });
  const { waiting } = await campaigns.progress(later.id);
  expect(Math.abs((waiting?.until ?? 0) - Date.now() - hour)).toBeLessThan(60_000);
  // Told without anybody asking: no answer of its own will ever do it.
  await until(() => told(later.id));
  expect((await store.calls.campaigns.readLog(later.id)).map(({ code }) => code)).toContain('throttled');

  await campaigns.pause(refused.id);
  await campaigns.resume(refused.id);
  expect(await campaigns.progress(refused.id)).toMatchObject({ state: 'running', waiting: wait });
  expect(seen.sends).toBe(5);
});
