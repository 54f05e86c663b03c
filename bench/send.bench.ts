import { Pool } from 'undici';
import { defaultPaths } from '#core/gateway/port.ts';
import { type Figure, figure, median, seconds } from './figure.ts';
import { openSendBench, phoneOf, type SendBench } from './send-bench.ts';

const people = 20_000;
const concurrency = 32;
const rounds = 9;
const million = 1_000_000;
const megabyte = 1_048_576;

/** The same requests in a bare loop: no disk, no rate, no outcome. */
async function rawLoop(base: string): Promise<void> {
  const pool = new Pool(base, { connections: concurrency, pipelining: 1 });
  let next = 0;
  const loop = async () => {
    while (next < people) {
      const i = next++;
      const { body } = await pool.request({
        path: `/api${defaultPaths.sendSms}`,
        method: 'POST',
        headers: { authorization: 'Api-Key bench-key', accept: 'application/json', 'content-type': 'application/json' },
        body: JSON.stringify({
          recipient: phoneOf(i).slice(1),
          sender_id: 'Bench',
          type: 'plain',
          message: `Hi Name${i}, see you.`,
        }),
      });
      await body.json();
    }
  };
  await Promise.all(Array.from({ length: concurrency }, loop));
  await pool.close();
}

/** Processor time of this process for each of `people`, microseconds; all its threads together. */
async function processorTime(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / people;
}

/**
 * Durable sending of personalised texts, one request each, beside a raw loop to the same server: messages a second,
 * processor time, and commits (each one fsync) for a message.
 */
export async function benchSend(): Promise<readonly Figure[]> {
  const bench = await openSendBench(people, concurrency);
  try {
    const ours: number[] = [];
    const raw: number[] = [];
    const ourTime: number[] = [];
    const rawTime: number[] = [];
    let commits = 0;
    // In turns, so that a slow moment of the machine strikes both. The first of each runs cold and has its own figure.
    for (let round = 0; round <= rounds; round++) {
      rawTime.push(
        await processorTime(async () => {
          raw.push(people / (await seconds(() => rawLoop(bench.base))));
        }),
      );
      const campaign = await bench.sealed();
      const before = bench.steps();
      ourTime.push(
        await processorTime(async () => {
          ours.push(people / (await bench.send(campaign)).seconds);
        }),
      );
      commits = (bench.steps() - before) / people;
      await bench.quiet();
    }
    const [cold = 0, coldRaw = 0] = [ours.shift(), raw.shift()];
    ourTime.shift();
    rawTime.shift();
    return [
      figure('send', { value: median(ours), baseline: median(raw), unit: 'messages/s', goal: '>= 0.5' }),
      figure('send-cold', { value: cold, baseline: coldRaw, unit: 'messages/s', goal: 'reported' }),
      figure('send-cpu', { value: median(ourTime), baseline: median(rawTime), unit: 'µs/message', goal: 'reported' }),
      // The baseline is what a commit for every message would be.
      figure('send-fsyncs', { value: commits, baseline: 1, unit: 'fsyncs/message', goal: 'reported' }),
    ];
  } finally {
    await bench.close();
  }
}

/** A million, sealed: how soon the first one leaves after the word to send, and how much memory sending them takes. */
export async function benchSendMillion(): Promise<readonly Figure[]> {
  const bench = await openSendBench(million, concurrency);
  try {
    const campaign = await bench.sealed();
    const before = process.memoryUsage().rss;
    let most = before;
    const watch = setInterval(() => {
      most = Math.max(most, process.memoryUsage().rss);
    }, 250);
    let first: number | null = null;
    bench.onRequest = (at) => {
      first ??= at;
    };
    const began = performance.now();
    const done = await bench.send(campaign);
    clearInterval(watch);
    const launch = ((first ?? Number.NaN) - began) / 1_000;
    return [
      figure('send-launch', { value: launch, baseline: 2, unit: 's', goal: '<= 1' }),
      figure('send-memory', {
        value: (most - before) / megabyte,
        baseline: 150,
        unit: 'MB of growth over a million',
        goal: '<= 1',
      }),
      figure('send-million', { value: million / done.seconds, baseline: 1, unit: 'messages/s', goal: 'reported' }),
    ];
  } finally {
    await bench.close();
  }
}

/** At a limit of 50 a second: the slowest and the quickest ten seconds, wherever they begin. */
export async function benchSendRate(): Promise<readonly Figure[]> {
  const limit = 50;
  const length = 40;
  const bench = await openSendBench(limit * length, concurrency);
  try {
    const sent = await sentAt(bench, limit);
    const [slowest, quickest] = windows(sent, 10_000);
    const common = { baseline: limit, unit: 'messages/s in ten seconds' };
    return [
      figure('send-rate-low', { value: slowest / 10, ...common, goal: '>= 0.98' }),
      figure('send-rate-high', { value: quickest / 10, ...common, goal: '<= 1' }),
    ];
  } finally {
    await bench.close();
  }
}

async function sentAt(bench: SendBench, ratePerSecond: number): Promise<readonly number[]> {
  const sent: number[] = [];
  bench.onRequest = (at) => sent.push(at);
  await bench.send(await bench.sealed({ ratePerSecond }));
  return sent;
}

/** The fewest and the most in any stretch of `ms`, begun at or right behind each request. */
function windows(sent: readonly number[], ms: number): readonly [fewest: number, most: number] {
  const last = sent.at(-1) ?? 0;
  let [fewest, most] = [Number.POSITIVE_INFINITY, 0];
  let end = 0;
  sent.forEach((from, at) => {
    if (from + ms > last) return;
    while (end < sent.length && (sent[end] ?? 0) < from + ms) end++;
    most = Math.max(most, end - at);
    fewest = Math.min(fewest, end - at - 1);
  });
  return [fewest, most];
}
