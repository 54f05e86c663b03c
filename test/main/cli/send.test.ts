import { describe, expect, it } from 'vitest';
import { readLedger } from '#main/practice/ledger-file.ts';
import { commandBench, peopleCsv } from '#test/support/command-bench.ts';
import { freshDir, practice, until } from '../../practice/helpers.ts';

const message = 'Hello {{Name|friend}}';
const summaryKeys = [
  'campaign',
  'account',
  'state',
  'sealed',
  'queued',
  'accepted',
  'markedSent',
  'delivered',
  'undelivered',
  'rejected',
  'inDoubt',
  'cancelled',
  'expired',
  'suppressed',
  'skipped',
  'requests',
  'seconds',
];

describe('slipway send', () => {
  it('sends everybody once and says so', async () => {
    const service = await practice();
    const bench = commandBench();
    const csv = bench.file(
      'people.csv',
      'Name;Phone;First name\nAnna;06-12345678;An\n;+31 6 87654321;\nTwice;0612345678;Tw\nNobody;;No\n',
    );
    const args = ['send', '--csv', csv, '--message', '{{First name|friend}} of {{NAME|none}}', '--sender', 'Slipway'];
    const end = await bench.run(...args, '--base-url', service.url, '--yes', '--json', '--name', 'Spring');
    expect(end.code).toBe(0);
    expect(end.notes).not.toContain('BUG');
    expect(end.json).toMatchObject({
      campaign: 1,
      state: 'finished',
      sealed: 2,
      queued: 0,
      accepted: 2,
      inDoubt: 0,
      skipped: { invalid: 1, duplicate: 1, suppressed: 0 },
      requests: 2,
    });
    const sent = service.ledger.list().map(({ to, text, sender, kind }) => [to.join(), text, sender, kind]);
    expect(sent.sort()).toEqual([
      ['31612345678', 'An of Anna', 'Slipway', 'sms'],
      ['31687654321', 'friend of none', 'Slipway', 'sms'],
    ]);
    expect(end.out).toContain('Campaign 1: Spring');
  });

  it('prints the object that is promised', async () => {
    const service = await practice();
    const bench = commandBench();
    const csv = bench.file('people.csv', peopleCsv(3));
    const { json } = await bench.run(
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
    );
    expect(Object.keys(json ?? {})).toEqual(expect.arrayContaining(summaryKeys));
    expect(json?.account).toEqual({ name: new URL(service.url).host, kind: 'live' });
    // Beside what is promised only the name and the reason of a pause.
    expect(Object.keys(json ?? {}).filter((key) => !summaryKeys.includes(key))).toEqual(['pauseReason', 'warnings']);
    const { sealed, queued, accepted, markedSent, rejected, inDoubt, cancelled, expired, suppressed } = json as Record<
      string,
      number
    >;
    const parts = [queued, accepted, markedSent, rejected, inDoubt, cancelled, expired, suppressed] as number[];
    expect(parts.reduce((sum, n) => sum + n, 0)).toBe(sealed);
    expect(typeof json?.seconds).toBe('number');
  });

  it('holds the rate from the first request on, and never exceeds the window', async () => {
    const service = await practice();
    const bench = commandBench();
    const csv = bench.file('people.csv', peopleCsv(20));
    const began = Date.now();
    const args = ['--csv', csv, '--message', message, '--sender', 'S', '--base-url', service.url, '--yes'];
    const { code } = await bench.run('send', ...args, '--rate', '20', '--concurrency', '8');
    expect([code, service.ledger.totals().recipients]).toEqual([0, 20]);
    expect(Date.now() - began).toBeGreaterThan(900);
    const times = service.ledger.list().map(({ at }) => at);
    for (const from of times)
      expect(times.filter((at) => at >= from && at < from + 500).length).toBeLessThanOrEqual(12);
  });

  it('says which of two moments a time means that comes twice, and takes the other with its offset', async () => {
    const service = await practice();
    const bench = commandBench();
    const csv = bench.file('people.csv', peopleCsv(2));
    const october = new Date(Date.UTC(new Date().getUTCFullYear() + 1, 9, 31));
    const sunday = new Date(october.getTime() - october.getUTCDay() * 86_400_000).toISOString().slice(0, 10);
    const send = (time: string) =>
      bench.run(
        ...['send', '--csv', csv, '--message', message, '--sender', 'S', '--base-url', service.url],
        ...['--yes', '--best-before', time],
      );
    expect((await send(`${sunday} 02:30`)).notes).toContain(
      `${sunday} 02:30 comes twice in Europe/Amsterdam, because the clocks go back. ` +
        `Slipway uses ${sunday}T02:30+02:00; for the other one, write ${sunday}T02:30+01:00.`,
    );
    expect((await send(`${sunday}T02:30+01:00`)).notes).toContain(`Slipway uses ${sunday}T02:30+01:00`);
    expect((await send(`${sunday} 03:30`)).notes).not.toContain('comes twice');
  });

  it('puts equal texts into shared requests when told to', async () => {
    const service = await practice();
    const bench = commandBench();
    const csv = bench.file('people.csv', peopleCsv(12));
    const args = ['--csv', csv, '--message', 'Same', '--sender', 'S', '--base-url', service.url, '--yes', '--json'];
    const { json } = await bench.run('send', ...args, '--recipients-per-request', '5');
    expect(json).toMatchObject({ accepted: 12, requests: 3 });
    expect(service.ledger.list().map(({ to }) => to.length)).toEqual([5, 5, 2]);
  });

  it('sends an MMS with its picture, and a DLT template', async () => {
    const service = await practice();
    const bench = commandBench();
    const csv = bench.file('people.csv', peopleCsv(1));
    const common = ['--csv', csv, '--sender', 'S', '--base-url', service.url, '--yes'];
    await bench.run('send', ...common, '--message', 'Look', '--media-url', 'https://example.org/a.png');
    await bench.run('send', ...common, '--message', 'Hi', '--dlt-template-id', '1107');
    expect(service.ledger.list()).toMatchObject([
      { kind: 'mms', media: 'https://example.org/a.png', text: 'Look' },
      { kind: 'sms', dlt: '1107', text: 'Hi' },
    ]);
  });

  it('keeps the people in a group too', async () => {
    const service = await practice();
    const bench = commandBench();
    const csv = bench.file('people.csv', peopleCsv(4));
    const args = [
      '--csv',
      csv,
      '--message',
      'x',
      '--sender',
      'S',
      '--base-url',
      service.url,
      '--yes',
      '--group',
      'Staff',
    ];
    expect((await bench.run('send', ...args)).code).toBe(0);
    const again = await bench.run('import', '--csv', csv, '--json');
    expect(again.json).toMatchObject({ added: 0, same: 4 });
  });

  it('ends with 2 when somebody was refused or is in doubt, and says the doubt is never sent again', async () => {
    const service = await practice();
    const bench = commandBench();
    const csv = bench.file('people.csv', 'Phone\n+46701740605\n+46701740610\n+46701740631\n+46701740606\n');
    const args = ['--csv', csv, '--message', 'x', '--sender', 'S', '--base-url', service.url, '--yes', '--json'];
    const end = await bench.run('send', ...args, '--concurrency', '1');
    expect(end.code).toBe(2);
    expect(end.json).toMatchObject({ state: 'finished', accepted: 2, rejected: 1, inDoubt: 1 });
    expect(end.out.join('\n')).toContain('never sent again by themselves');
    const resumed = await bench.run('resume', '--yes', '--json');
    expect([resumed.code, service.ledger.countOf('46701740631'), service.status().sendsSeen]).toEqual([2, 1, 4]);
  });

  it('stops cleanly on a signal, and resume completes it with nobody twice', async () => {
    const dir = freshDir();
    const service = await practice({ latencyMs: 30 }, dir);
    const bench = commandBench();
    const csv = bench.file('people.csv', peopleCsv(60));
    const args = ['--csv', csv, '--message', message, '--sender', 'S', '--base-url', service.url, '--yes', '--json'];
    const run = bench.start('send', ...args, '--concurrency', '4');
    await until(() => service.status().sendsSeen >= 10);
    run.interrupt();
    const stopped = await run.ended;
    expect(stopped.code).toBe(3);
    expect(stopped.json).toMatchObject({ state: 'paused', pauseReason: 'signal', sealed: 60, inDoubt: 0 });
    expect(stopped.json?.accepted).toBe(service.ledger.totals().recipients);
    expect(stopped.notes).toContain('slipway resume 1');
    const status = await bench.run('status', '--json');
    expect(status.json).toMatchObject({ state: 'paused', accepted: stopped.json?.accepted });

    const resumed = await bench.run('resume', '--yes', '--json', '--rate', '500', '--concurrency', '16');
    expect(resumed.code).toBe(0);
    expect(resumed.json).toMatchObject({ state: 'finished', accepted: 60, requests: 60 });
    expect([...readLedger(dir).values()]).toEqual(Array.from({ length: 60 }, () => 1));
  });

  it('a signal while the file is read leaves nothing behind', async () => {
    const service = await practice();
    const bench = commandBench();
    const csv = bench.file('people.csv', peopleCsv(20_000));
    const run = bench.start(
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
    );
    run.interrupt();
    expect((await run.ended).code).toBe(3);
    expect((await bench.run('status', '--json')).json).toMatchObject({ error: { code: 'not_found' } });
    expect(service.status().sendsSeen).toBe(0);
  });

  it('says where it stands while it sends, and lets nobody else send meanwhile', async () => {
    const service = await practice({ latencyMs: 40 });
    const bench = commandBench();
    const csv = bench.file('people.csv', peopleCsv(90));
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
    const run = bench.start(...args, '--concurrency', '2');
    await until(() => service.status().sendsSeen >= 5);
    const status = await bench.run('status', '--json');
    expect(status).toMatchObject({ code: 0, json: { state: 'running', sealed: 90, inDoubt: 0 } });
    const { queued, accepted } = status.json as Record<string, number>;
    expect((queued ?? 0) + (accepted ?? 0)).toBe(90);
    for (const command of [args, ['resume', '--yes', '--json'], ['import', '--csv', csv, '--json']]) {
      const refused = await bench.run(...command);
      expect([refused.code, refused.json]).toMatchObject([1, { error: { code: 'already_running' } }]);
      expect(refused.notes.length).toBeGreaterThan(20);
    }
    for (const command of [['segments', '--message', 'x'], ['parse', '--csv', csv], ['--help'], ['send', '--help']]) {
      expect((await bench.run(...command)).code).toBe(0);
    }
    expect((await run.ended).code).toBe(0);
    expect(service.ledger.totals()).toMatchObject({ recipients: 90, repeated: 0 });
  });

  it('asks before it sends, and sends nothing on a no', async () => {
    const service = await practice();
    const asked: string[] = [];
    let answer = false;
    const bench = commandBench({
      canAsk: true,
      ask: (question) => {
        asked.push(question);
        return Promise.resolve(answer);
      },
    });
    const csv = bench.file('people.csv', peopleCsv(3));
    const args = ['send', '--csv', csv, '--message', 'x', '--sender', 'Slipway', '--base-url', service.url];
    expect((await bench.run(...args)).code).toBe(1);
    expect([asked.length, service.status().sendsSeen]).toEqual([1, 0]);
    expect(asked[0]).toContain('3 messages');
    answer = true;
    expect((await bench.run(...args)).code).toBe(0);
    expect(service.ledger.totals().recipients).toBe(3);
  });
});
