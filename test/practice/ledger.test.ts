import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { defaultPaths } from '#core/gateway/port.ts';
import { ledgerPath, readLedger, readSent } from '#main/practice/ledger-file.ts';
import { call, freshDir, practice, sms } from './helpers.ts';

const number = '46701740605';

describe('the ledger over restarts', () => {
  it('keeps counts, balance, groups and contacts', async () => {
    const dir = freshDir();
    const first = await practice({ balance: 10 }, dir);
    await sms(first.url, number);
    const group = (await call(first.url, defaultPaths.createGroup, { name: 'Staff' })).json.data as { uid: string };
    const store = defaultPaths.createContact.replace('{group_id}', group.uid);
    await call(first.url, store, { phone: number });
    await first.close();
    const second = await practice({}, dir);
    expect(second.balance()).toBe(9);
    expect(second.ledger.countOf(number)).toBe(1);
    expect((await call(second.url, store, { phone: number })).json.status).toBe('error');
    await sms(second.url, number);
    expect(readLedger(dir)).toEqual(new Map([[number, 2]]));
  });

  it('never gives an id twice, even with a clock and randomness that stand still', async () => {
    const dir = freshDir();
    const { startPractice } = await import('#main/practice/service.ts');
    const { ManualClock } = await import('#core/kernel/manual-clock.ts');
    const ids = new Set<unknown>();
    for (let run = 0; run < 3; run++) {
      const options = { dir, port: 0, key: 'practice-key', clock: new ManualClock(), random: { next: () => 0.5 } };
      const service = await startPractice(options);
      for (let index = 0; index < 5; index++) ids.add((await sms(service.url, number)).json.message_id);
      await service.close();
    }
    expect(ids.size).toBe(15);
  });

  it('two services on one ledger write whole lines and different ids', async () => {
    const dir = freshDir();
    const services = [await practice({}, dir), await practice({}, dir)];
    const calls = Array.from({ length: 200 }, (_unused, index) => sms(services[index % 2]?.url ?? '', number));
    const ids = new Set((await Promise.all(calls)).map((answer) => answer.json.message_id));
    expect(ids.size).toBe(200);
    expect(readLedger(dir).get(number)).toBe(200);
  });

  it('cuts a torn last line and goes on', async () => {
    const dir = freshDir();
    const first = await practice({}, dir);
    await sms(first.url, number);
    await first.close();
    const whole = statSync(ledgerPath(dir)).size;
    appendFileSync(ledgerPath(dir), '{"t":"sent","at":1,"id":"msg_torn","to":["4670');
    expect(readLedger(dir).get(number)).toBe(1);
    const second = await practice({}, dir);
    expect(statSync(ledgerPath(dir)).size).toBe(whole);
    await sms(second.url, number);
    expect(readSent(dir)).toHaveLength(2);
    for (const line of readFileSync(ledgerPath(dir), 'utf8').trimEnd().split('\n')) JSON.parse(line);
  });

  it('steps over a damaged line in the middle', () => {
    const dir = freshDir();
    mkdirSync(dir, { recursive: true });
    const good = JSON.stringify({ t: 'sent', at: 1, id: 'a', to: [number], cost: 1, receipt: null });
    writeFileSync(ledgerPath(dir), `${good}\n\u0000garbage{\n[]\nnull\n{"t":"sent"}\n${good}\n`);
    expect(readLedger(dir)).toEqual(new Map([[number, 2]]));
  });

  it('reads lines that cross the blocks it is read in', () => {
    const dir = freshDir();
    const line = (index: number): string =>
      `${JSON.stringify({ t: 'sent', at: 1, id: `m${index}`, to: [String(46_000_000 + index)], text: 'ü€'.repeat(200), cost: 1, receipt: null })}\n`;
    writeFileSync(ledgerPath(dir), Array.from({ length: 4_000 }, (_unused, index) => line(index)).join(''));
    expect(statSync(ledgerPath(dir)).size).toBeGreaterThan(3 << 20);
    expect(readSent(dir).map((event) => event.id)).toEqual(
      Array.from({ length: 4_000 }, (_unused, index) => `m${index}`),
    );
    expect(readLedger(dir).size).toBe(4_000);
  });

  it('an empty folder is an empty ledger', () => {
    expect(readLedger(freshDir())).toEqual(new Map());
  });
});

// A process of its own runs the TypeScript source, which needs a Node that strips types.
describe.skipIf(!('typescript' in process.features && process.features.typescript))('as a process of its own', () => {
  const entry = fileURLToPath(new URL('../../src/main/practice/standalone.ts', import.meta.url));

  async function start(dir: string, more: readonly string[] = []): Promise<{ child: ChildProcess; url: string }> {
    const child = spawn(process.execPath, [entry, '--json', '--dir', dir, ...more], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
    const ready = JSON.parse(line) as { url: string; key: string; ledger: string };
    expect(ready).toMatchObject({ key: 'practice-key', ledger: ledgerPath(dir) });
    return { child, url: ready.url };
  }

  it('ends cleanly on SIGTERM and SIGINT', async () => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      const { child } = await start(freshDir());
      child.kill(signal);
      expect(await once(child, 'exit')).toEqual([0, null]);
    }
  });

  it('holds every recipient whose reply left, whenever it is killed', async () => {
    const dir = freshDir();
    const confirmed = new Map<string, number>();
    const asked = new Set<string>();
    const ids: unknown[] = [];
    let next = 46_700_000_000;
    for (let round = 0; round < 5; round++) {
      const { child, url } = await start(dir);
      const sender = async (): Promise<void> => {
        for (;;) {
          const digits = String(next++);
          asked.add(digits);
          const answer = await sms(url, digits).catch(() => null);
          if (answer === null) return;
          expect(answer.status).toBe(200);
          ids.push(answer.json.message_id);
          confirmed.set(digits, 1);
        }
      };
      const senders = Array.from({ length: 16 }, sender);
      setTimeout(() => child.kill('SIGKILL'), 100 + round * 37);
      await Promise.all(senders);
    }
    const counts = readLedger(dir);
    expect(confirmed.size).toBeGreaterThan(50);
    for (const digits of confirmed.keys()) expect([digits, counts.get(digits)]).toEqual([digits, 1]);
    for (const [digits, times] of counts) expect([asked.has(digits), times]).toEqual([true, 1]);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('says what is wrong with its arguments', async () => {
    const child = spawn(process.execPath, [entry, '--port', 'x'], { stdio: ['ignore', 'ignore', 'pipe'] });
    let words = '';
    child.stderr.on('data', (chunk) => {
      words += String(chunk);
    });
    expect(await once(child, 'close')).toEqual([1, null]);
    expect(words).toContain('--port takes a whole number, not "x"');
  });

  it('says when its port is taken', async () => {
    const { url } = await start(freshDir());
    const port = new URL(url).port;
    const child = spawn(process.execPath, [entry, '--port', port, '--dir', freshDir()], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let words = '';
    child.stderr.on('data', (chunk) => {
      words += String(chunk);
    });
    expect(await once(child, 'close')).toEqual([1, null]);
    expect(words).toContain(`port ${port} is taken`);
  });
});
