import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cli } from '#core/words/en/cli.ts';
import { openDatabase } from '#main/store/database.ts';
import { takeOwnerLock } from '#main/store/owner-lock.ts';
import { type CommandBench, commandBench, peopleCsv } from '#test/support/command-bench.ts';
import { practice } from '../../practice/helpers.ts';

/** A data folder with a finished campaign of three, and so with a backup. */
async function used(): Promise<CommandBench> {
  const service = await practice();
  const bench = commandBench();
  const csv = bench.file('people.csv', peopleCsv(3));
  const what = ['--csv', csv, '--message', 'Hi {{Name}}', '--sender', 'S', '--base-url', service.url, '--yes'];
  expect((await bench.run('send', ...what)).code).toBe(0);
  return bench;
}

const database = ({ dataDir }: CommandBench) => join(dataDir, 'slipway.db');
const backups = ({ dataDir }: CommandBench) => readdirSync(join(dataDir, 'backups'));

describe('slipway backup', () => {
  it('adds one to the backups, also while somebody has the folder', async () => {
    const bench = await used();
    const lock = takeOwnerLock(bench.dataDir);
    const end = await bench.run('backup', '--json');
    lock.release();
    expect(end).toMatchObject({ code: 0, json: { backup: expect.stringMatching(/^slipway-.*-schema\d+\.db$/) } });
    expect(backups(bench)).toHaveLength(2);
  });

  it('is made at the end of a day’s first command that changed something', async () => {
    const bench = commandBench();
    const csv = bench.file('people.csv', peopleCsv(3));
    for (let i = 0; i < 3; i++) expect((await bench.run('import', '--csv', csv)).code).toBe(0);
    expect(backups(bench)).toHaveLength(1);
  });

  it('writes one to a file, never over another', async () => {
    const bench = await used();
    const to = join(bench.dataDir, '..', 'copy.db');
    expect(await bench.run('backup', '--to', to, '--json')).toMatchObject({ code: 0, json: { backup: to } });
    const again = await bench.run('backup', '--to', to, '--json');
    expect(again).toMatchObject({ code: 1, json: { error: { code: 'conflict' } } });
    expect(again.notes).toContain('There is a file of that name already');
  });

  it('says that there is nothing yet, and makes nothing', async () => {
    const bench = commandBench();
    const end = await bench.run('backup');
    expect([end.code, existsSync(bench.dataDir)]).toEqual([1, false]);
    expect(end.notes).toContain('There is no data here yet');
  });
});

describe('slipway restore', () => {
  it('wants to be told which, and shows what there is', async () => {
    const bench = await used();
    const end = await bench.run('restore');
    expect(end.code).toBe(1);
    expect(end.notes).toContain(backups(bench)[0]);
    expect(end.notes).toContain(cli.restore.which);
  });

  it('asks first, and without anybody to ask wants --yes', async () => {
    const bench = await used();
    expect(await bench.run('restore', 'latest', '--json')).toMatchObject({
      code: 1,
      json: { error: { code: 'confirmation_needed' } },
    });
    expect(readdirSync(bench.dataDir).some((name) => name.includes('before-restore'))).toBe(false);
  });

  it('puts the last one back, says what it did and keeps what was there', async () => {
    const bench = await used();
    const end = await bench.run('restore', 'latest', '--yes', '--json');
    expect(end).toMatchObject({ code: 0, json: { from: backups(bench).at(0), paused: 0, inDoubt: 0, lost: [] } });
    expect(readdirSync(bench.dataDir).filter((name) => /^slipway\.db\.before-restore-.*Z$/.test(name))).toHaveLength(1);
    expect(await bench.run('status', '--json')).toMatchObject({ code: 0, json: { accepted: 3, state: 'finished' } });
  });

  it('brings a damaged or lost one back; until then every command says what to do', async () => {
    const bench = await used();
    truncateSync(database(bench), 20_000);
    const refused = await bench.run('resume', '--yes', '--json');
    expect(refused).toMatchObject({ code: 1, json: { error: { code: 'storage_damaged' } } });
    expect(refused.notes).toContain('slipway restore latest');
    expect((await bench.run('restore', 'latest', '--yes')).code).toBe(0);
    expect(await bench.run('status', '--json')).toMatchObject({ json: { accepted: 3 } });
    rmSync(database(bench));
    expect(await bench.run('resume', '--yes', '--json')).toMatchObject({
      json: { error: { code: 'storage_missing' } },
    });
    expect((await bench.run('restore', 'latest', '--yes')).code).toBe(0);
    expect(await bench.run('status', '--json')).toMatchObject({ json: { accepted: 3 } });
  });

  it('is refused while somebody has the folder, and for what is no backup', async () => {
    const bench = await used();
    const lock = takeOwnerLock(bench.dataDir);
    const taken = await bench.run('restore', 'latest', '--yes', '--json');
    lock.release();
    expect(taken).toMatchObject({ code: 1, json: { error: { code: 'already_running' } } });
    const other = bench.file('other.db', 'no database at all');
    for (const [which, code] of [
      [other, 'storage_damaged'],
      ['slipway-none.db', 'not_found'],
    ] as const) {
      expect(await bench.run('restore', which, '--yes', '--json')).toMatchObject({
        code: 1,
        json: { error: { code } },
      });
    }
    expect(await bench.run('status', '--json')).toMatchObject({ json: { accepted: 3 } });
  });
});

describe('slipway doctor', () => {
  const check = async (bench: CommandBench) => {
    const end = await bench.run('doctor', '--json');
    // A state without words would stand there as its key.
    expect(end.out.join('\n')).not.toContain('doctor.');
    const { checks, result } = end.json as { checks: { check: string; state: string }[]; result: string };
    return {
      code: end.code,
      out: end.out.join('\n'),
      result,
      ...Object.fromEntries(checks.map((c) => [c.check, c.state])),
    };
  };

  it('finds a folder in use well, and says so of each thing', async () => {
    const bench = await used();
    await bench.keychain.set('x', 'y');
    expect(await check(bench)).toMatchObject({
      code: 0,
      result: 'ok',
      ...{ folder: 'writable', owner: 'free', space: 'enough', database: 'there', schema: 'same', whole: 'yes' },
      ...{ backups: 'recent', latest: 'whole', keychain: 'ready' },
    });
    const lock = takeOwnerLock(bench.dataDir);
    expect(await check(bench)).toMatchObject({ code: 0, owner: 'running' });
    lock.release();
  });

  it.each([
    ['damage', (bench: CommandBench) => truncateSync(database(bench), 20_000), { whole: 'no' }],
    [
      'no database at all',
      (bench: CommandBench) => writeFileSync(database(bench), 'words '.repeat(999)),
      { whole: 'no' },
    ],
    [
      'an older copy in the place of the file',
      (bench: CommandBench) => {
        const [backup = ''] = backups(bench);
        copyFileSync(join(bench.dataDir, 'backups', backup), database(bench));
        writeFileSync(`${database(bench)}-mark`, Buffer.from([9, 0, 0, 0, 0, 0, 0, 0]));
      },
      { whole: 'no' },
    ],
    ['a lost file', (bench: CommandBench) => rmSync(database(bench)), { database: 'lost' }],
    ['an empty file', (bench: CommandBench) => truncateSync(database(bench), 0), { database: 'lost' }],
    [
      'a newer schema',
      (bench: CommandBench) => {
        const db = openDatabase(database(bench), 'write');
        db.script('PRAGMA user_version = 99');
        db.close();
      },
      { schema: 'newer' },
    ],
  ])('%s stops it, with advice', async (_what, spoil, found) => {
    const bench = await used();
    spoil(bench);
    const end = await check(bench);
    expect(end).toMatchObject({ code: 1, result: 'stop', ...found });
    expect(end.out).toMatch(/slipway restore latest|newer version/);
  });

  it('a backup that cannot be read back, or none, is worth a word', async () => {
    const bench = await used();
    truncateSync(join(bench.dataDir, 'backups', backups(bench)[0] ?? ''), 9_000);
    expect(await check(bench)).toMatchObject({ code: 0, result: 'warn', latest: 'unfit' });
    rmSync(join(bench.dataDir, 'backups', backups(bench)[0] ?? ''));
    expect(await check(bench)).toMatchObject({ code: 0, result: 'warn', backups: 'none' });
  });

  it('a folder that is not there, an empty one, a locked keychain', async () => {
    const bench = commandBench();
    expect(await check(bench)).toMatchObject({ code: 1, folder: 'missing' });
    mkdirSync(bench.dataDir);
    bench.keychain.become('locked');
    expect(await check(bench)).toMatchObject({ code: 0, result: 'warn', database: 'none', keychain: 'locked' });
    expect(readdirSync(bench.dataDir)).toEqual([]);
  });
});
