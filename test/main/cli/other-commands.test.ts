import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readLedger } from '#main/practice/ledger-file.ts';
import { systemClock } from '#main/system.ts';
import { type CommandBench, commandBench, peopleCsv } from '#test/support/command-bench.ts';
import { readTree } from '#test/support/read-tree.ts';
import { servicesBench } from '#test/support/services-bench.ts';
import { practice, until } from '../../practice/helpers.ts';

const files = join(import.meta.dirname, '..', '..', 'fixtures', 'csv');

async function sent(bench: CommandBench, url: string, csvText: string, ...more: readonly string[]) {
  const csv = bench.file('people.csv', csvText);
  const args = [
    'send',
    '--csv',
    csv,
    '--message',
    'Hi {{Name}}',
    '--sender',
    'S',
    '--base-url',
    url,
    '--yes',
    '--json',
  ];
  return bench.run(...args, ...more);
}

describe('slipway results', () => {
  it('writes everybody once, in digits, with their states; nothing in it runs in a spreadsheet', async () => {
    const service = await practice();
    const bench = commandBench();
    const people = 'First name,Mobile\n=cmd(),+46701740605\n"Ng, ""W""",+46701740610\n@x,+46701740652\n';
    await sent(bench, service.url, people, '--concurrency', '1', '--message', '{{First name}}');
    const out = join(bench.dataDir, 'results.csv');
    expect(await bench.run('results', '--out', out, '--json')).toMatchObject({
      code: 0,
      json: { campaign: 1, rows: 3 },
    });
    const [header, ...rows] = readFileSync(out, 'utf8').trim().split('\r\n');
    expect(header).toBe('recipient,state,name,message_id,words,at,text');
    expect(rows.map((row) => row.split(',').slice(0, 2))).toEqual([
      ['46701740605', 'accepted'],
      ['46701740610', 'rejected'],
      ['46701740652', 'in_doubt'],
    ]);
    // Once as the name, once as the text.
    expect(rows[0]?.match(/,'=cmd\(\)/g)).toHaveLength(2);
    expect(rows[0]).toContain(service.ledger.list()[0]?.id);
    expect(rows[1]).toContain('"Ng, ""W"""');
    expect(rows[1]).toContain('not approved');
    expect(rows[2]).toContain("'@x");
  });

  it('after a crash nobody is called waiting whom the service has', async () => {
    const service = await practice({ latencyMs: 5 });
    const sender = await servicesBench();
    const { id } = await sender.sealed(await sender.account(service.url), 400, { concurrency: 4 });
    await sender.services.campaigns.launch(id);
    await until(() => service.status().sendsSeen >= 60);
    const had = service.ledger.list().flatMap(({ to }) => to);
    // As a kill leaves it: the last steps are in the journal alone.
    const bench = commandBench();
    cpSync(sender.dataDir, bench.dataDir, { recursive: true });
    await sender.close();
    const out = join(bench.dataDir, 'results.csv');
    expect((await bench.run('results', '--out', out)).code).toBe(0);
    const rows = readFileSync(out, 'utf8').split('\r\n');
    const waiting = new Set(rows.filter((row) => row.split(',')[1] === 'queued').map((row) => row.split(',')[0]));
    expect(had.filter((phone) => waiting.has(phone))).toEqual([]);
  });

  it('a folder that is not there', async () => {
    const service = await practice();
    const bench = commandBench();
    await sent(bench, service.url, peopleCsv(1));
    const end = await bench.run('results', '1', '--out', join(bench.dataDir, 'no', 'such.csv'), '--json');
    expect(end).toMatchObject({ code: 1, json: { error: { code: 'file_write_failed' } } });
  });
});

describe('slipway resume', () => {
  it('takes another service, rate and window along, and remembers them', async () => {
    const [dead, alive] = [await practice({ faults: [{ kind: 'unauthenticated', on: 'send' }] }), await practice()];
    const bench = commandBench();
    expect((await sent(bench, dead.url, peopleCsv(9))).code).toBe(3);
    const end = await bench.run(
      'resume',
      '1',
      '--base-url',
      alive.url,
      '--concurrency',
      '3',
      '--rate',
      '400',
      '--yes',
      '--json',
    );
    expect(end).toMatchObject({ code: 0, json: { state: 'finished', accepted: 9 } });
    expect([dead.ledger.totals().recipients, alive.ledger.totals().recipients]).toEqual([0, 9]);
    const again = await bench.run('resume', '--yes', '--json');
    expect(again).toMatchObject({ code: 0, json: { accepted: 9 } });
    expect(alive.status().sendsSeen).toBe(9);
  });
});

describe('slipway send --at', () => {
  it('waits for its time, says so, and can be stopped and resumed before', async () => {
    const service = await practice();
    // A clock that says it is a moment before noon.
    const shift = Date.UTC(2026, 0, 5, 10, 59, 57) - Date.now();
    const clock = { ...systemClock, now: () => Date.now() + shift };
    const bench = commandBench({ clock });
    const csv = bench.file('people.csv', peopleCsv(3));
    const args = [
      'send',
      '--csv',
      csv,
      '--message',
      'x',
      '--sender',
      'S',
      '--base-url',
      service.url,
      '--yes',
      '--json',
    ];
    const run = bench.start(...args, '--at', '12:00');
    const state = async () => (await bench.run('status', '--json')).json?.state;
    while ((await state()) !== 'scheduled') await new Promise((resolve) => setTimeout(resolve, 20));
    expect((await bench.run('status', '--json')).json).toMatchObject({ state: 'scheduled', queued: 3 });
    run.interrupt();
    expect(await run.ended).toMatchObject({ code: 3, json: { state: 'paused', queued: 3 } });
    expect(service.status().sendsSeen).toBe(0);

    const resumed = await bench.run('resume', '--yes', '--json');
    expect(resumed).toMatchObject({ code: 0, json: { state: 'finished', accepted: 3 } });
    expect(resumed.notes).toContain('Waiting until');
    // Written with the other clock: nothing left before noon.
    expect(Math.min(...service.ledger.list().map(({ at }) => at + shift))).toBeGreaterThanOrEqual(
      Date.UTC(2026, 0, 5, 11),
    );
  });

  it('leaves the waiting to the service when told to', async () => {
    const service = await practice();
    const bench = commandBench();
    const end = await sent(bench, service.url, peopleCsv(1), '--at', '2031-07-01 10:00', '--schedule-by', 'service');
    expect(end).toMatchObject({ code: 0, json: { accepted: 1 } });
    // The practice account lives in UTC and takes the written time at its word.
    expect(service.ledger.list()[0]?.schedule).toBe(Date.UTC(2031, 6, 1, 10));
  });
});

describe('slipway send --practice', () => {
  it('needs no key, brings its receipts home, and goes on with the same ledger', async () => {
    const bench = commandBench({ keyForThisRun: null });
    const csv = bench.file('people.csv', 'Mobile\n+46701740605\n+46701740620\n+46701740606\n');
    const args = ['send', '--csv', csv, '--message', 'x', '--sender', 'S', '--practice', '--yes', '--json'];
    const end = await bench.run(...args);
    expect(end).toMatchObject({ code: 0, json: { accepted: 3, delivered: 2, undelivered: 1 } });
    expect((await bench.run('status', '1', '--json')).json).toMatchObject({ delivered: 2, undelivered: 1 });
    await bench.run(...args);
    const out = join(bench.dataDir, 'r.csv');
    const ids = new Set<string>();
    for (const id of ['1', '2']) {
      await bench.run('results', id, '--out', out);
      for (const row of readFileSync(out, 'utf8').trim().split('\r\n').slice(1)) ids.add(row.split(',')[3] ?? '');
    }
    expect(ids.size).toBe(6);
    expect([...readLedger(join(bench.dataDir, 'practice')).values()]).toEqual([2, 2, 2]);
  });
});

describe('slipway parse', () => {
  it('prints each record as read, the header too', async () => {
    const bench = commandBench();
    const csv = bench.file('p.csv', '\ufeffa;"b ""x"""\r\n 1 ;"two\nlines"\r\n\r\n;\r\n');
    const end = await bench.run('parse', '--csv', csv);
    expect(end.out.map((line) => JSON.parse(line) as unknown)).toEqual([
      ['a', 'b "x"'],
      [' 1 ', 'two\nlines'],
      ['', ''],
    ]);
    expect((await bench.run('parse', '--csv', csv, '--json')).json).toEqual({ records: 3, warnings: [] });
  });

  it('takes what a person says about encoding and delimiter', async () => {
    const bench = commandBench();
    const csv = join(files, 'windows-1252-semicolons.csv');
    const end = await bench.run('parse', '--csv', csv, '--encoding', 'windows-1252', '--delimiter', ';');
    expect(end.code).toBe(0);
    expect(end.out.join('')).toMatch(/[éèüöåñ]/);
    expect((await bench.run('parse', '--csv', csv, '--encoding', 'klingon', '--json')).code).toBe(1);
  });
});

describe('slipway segments', () => {
  it.each([
    ['Hello', { encoding: 'GSM-7', units: 5, segments: 1, costly: [] }],
    ['€', { encoding: 'GSM-7', units: 2, segments: 1, costly: [] }],
    ['a😀', { encoding: 'UCS-2', units: 3, segments: 1, costly: [{ character: '😀', index: 1 }] }],
    ['x'.repeat(161), { encoding: 'GSM-7', units: 161, segments: 2, costly: [] }],
  ])('%s', async (message, expected) => {
    const { code, json } = await commandBench().run('segments', '--message', message, '--json');
    expect([code, json]).toEqual([0, expected]);
  });
});

describe('help and version', () => {
  it('go to stdout and need nothing', async () => {
    const bench = commandBench();
    expect(await bench.run('--version')).toMatchObject({ code: 0, out: ['1.2.3'] });
    expect((await bench.run('send', '--version', '--json')).json).toEqual({ version: '1.2.3' });
    expect((await bench.run('results', '--help')).out.join('\n')).toContain('--out FILE');
    expect((await bench.run('nonsense')).code).toBe(1);
  });
});

describe('the key for one run', () => {
  it('is nowhere afterwards: not in the data folder, not in the keychain, not in what was said (P13)', async () => {
    const canary = 'canary-key-7f3a9';
    const service = await practice();
    const bench = commandBench({ keyForThisRun: canary });
    const end = await sent(bench, service.url, peopleCsv(2));
    expect(end.json).toMatchObject({ pauseReason: 'key_wrong' });
    await bench.run('results', '--out', join(bench.dataDir, 'results.csv'));
    expect(end.out.join('\n') + end.notes).not.toContain(canary);
    expect(readTree(bench.dataDir).includes(canary)).toBe(false);
    const kept = await bench.run('resume', '--yes', '--json');
    expect(kept.json).toMatchObject({ pauseReason: 'key_wrong' });
  });
});
