import { createServer, type Socket } from 'node:net';
import tls from 'node:tls';
import { afterAll, expect, it, onTestFinished } from 'vitest';
import type { PauseReason } from '#core/campaigns/campaign.ts';
import { localhostCertificate, testKey } from '#test/main/http/certificates.ts';
import { listen } from '#test/main/http/hostile.ts';
import { faultBench, judge, sent } from './fault-bench.ts';
import { printTable } from './long.ts';

const people = 24;
const rows: (readonly (string | number)[])[] = [];

afterAll(() => {
  printTable('No byte left, or the connection died between two', ['fault', 'then', 'queued', 'in doubt', 'sent'], rows);
});

it('refused: queued again until somebody listens, or until it has gone on for too long', async () => {
  const made = await faultBench();
  await made.proxy.refuse();
  const campaign = await made.sealed(await made.account(made.url), people, { concurrency: 4 });
  const end = await sent(made, campaign, 'launch');
  expect([end.state, end.pauseReason, end.counts.queued]).toEqual(['paused', 'offline', people]);
  await judge(made, end, people);
  rows.push(['refused', end.pauseReason ?? '', end.counts.queued, end.counts.in_doubt, made.ledger().size]);

  // Somebody listens again before the sender has given up: it goes on by itself.
  const going = sent(made, campaign, 'resume');
  setTimeout(() => void made.proxy.listen(), 15);
  const done = await going;
  expect([done.state, done.counts.accepted]).toEqual(['finished', people]);
  await judge(made, done, people);
  rows.push(['refused, then not', done.state, done.counts.queued, done.counts.in_doubt, made.ledger().size]);
});

it('a service that goes away in the middle: whoever was in flight is in doubt, everybody else waits', async () => {
  const made = await faultBench();
  made.proxy.strike({ latencyMs: 30 });
  const campaign = await made.sealed(await made.account(made.url), people, { concurrency: 4 });
  const going = sent(made, campaign, 'launch');
  await expect.poll(() => made.proxy.asked.length).toBeGreaterThan(8);
  await made.proxy.refuse();
  const end = await going;
  expect([end.state, end.pauseReason]).toEqual(['paused', expect.stringMatching(/^(offline|three_doubts)$/)]);
  expect(end.counts.in_doubt).toBeLessThanOrEqual(4);
  await judge(made, end, people);
  await made.proxy.listen();
  const done = await sent(made, campaign, 'resume');
  expect([done.state, done.counts.in_doubt]).toEqual(['finished', end.counts.in_doubt]);
  await judge(made, done, people);
  rows.push(['goes away in the middle', end.pauseReason ?? '', 0, done.counts.in_doubt, made.ledger().size]);
});

it('connections that the service closes while they are idle', async () => {
  const made = await faultBench();
  const account = await made.account(made.url);
  let doubts = 0;
  for (const closeAfterMs of [0, 1, 2, 3, 5]) {
    made.proxy.strike({ closeAfterMs });
    // Slow enough for a close to come before, with and after the next request.
    const campaign = await made.sealed(account, people, { concurrency: 2, ratePerSecond: 300 });
    let end = await sent(made, campaign, 'launch');
    for (let again = 0; end.state === 'paused' && again < people; again++) end = await sent(made, campaign, 'resume');
    expect(end.state).toBe('finished');
    await judge(made, end, people);
    doubts += end.counts.in_doubt;
  }
  // Each costs a doubt at most, and never a repeat.
  expect(made.ledger().size).toBeGreaterThanOrEqual(people * 5 - doubts);
  rows.push(['closed while idle, after 0 to 5 ms', 'finished', 0, doubts, made.ledger().size]);
});

const silent = (socket: Socket): void => void socket.on('error', () => {});
const hangUp = (socket: Socket): void => void socket.on('error', () => {}).once('data', () => socket.resetAndDestroy());

it.each<readonly [string, PauseReason, (() => Promise<string>) | string]>([
  ['a name nobody has', 'offline', 'https://no-such-host.invalid/api'],
  [
    'a certificate nobody signed',
    'certificate',
    async () => serverAt(tls.createServer({ key: testKey, cert: localhostCertificate }, silent)),
  ],
  ['a TLS handshake that never ends', 'offline', async () => serverAt(createServer(silent))],
  ['a TLS handshake that is reset', 'offline', async () => serverAt(createServer(hangUp))],
])('%s: nobody is burnt', { timeout: 60_000 }, async (name, reason, where) => {
  const made = await faultBench({ totalMs: 8_000 });
  const url = typeof where === 'string' ? where : await where();
  const campaign = await made.sealed(await made.account(url), people, { concurrency: 4 });
  const end = await sent(made, campaign, 'launch');
  expect([end.state, end.pauseReason, end.counts.queued]).toEqual(['paused', reason, people]);
  rows.push([name, reason, end.counts.queued, end.counts.in_doubt, made.ledger().size]);
});

async function serverAt(server: ReturnType<typeof createServer>): Promise<string> {
  const open = new Set<Socket>();
  server.on('connection', (socket) => open.add(socket));
  onTestFinished(() => {
    for (const socket of open) socket.destroy();
    server.close();
  });
  return `https://localhost:${await listen(server)}/api`;
}
