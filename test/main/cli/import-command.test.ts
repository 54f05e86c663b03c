import { existsSync, linkSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '#main/store/database.ts';
import { commandBench } from '#test/support/command-bench.ts';

describe('slipway import', () => {
  it('puts people in the book, and what it left out into a file that can be mended', async () => {
    const bench = commandBench();
    const csv = bench.file('p.csv', 'Name,Phone\nAnna,0612345678\nBo,12\nAnna,0612345678\nCy,\n');
    const rejects = join(bench.dataDir, '..', 'rejects.csv');
    const end = await bench.run('import', '--csv', csv, '--group', 'Staff', '--reject-file', rejects, '--json');
    expect(end).toMatchObject({
      code: 0,
      json: { records: 4, accepted: 1, added: 1, changed: 0, same: 0, invalid: 2, duplicate: 1, group: 'Staff' },
    });
    const [, ...rows] = readFileSync(rejects, 'utf8').trim().split('\r\n');
    expect(rows.map((row) => /(^|,)([345])(,|$)/.exec(row)?.[2])).toEqual(['3', '4', '5']);
    // Repeats that join the first row of their number are not left out, whether it is written or only tried.
    for (const also of ['--dry-run', '--json']) {
      await bench.run('import', '--csv', csv, '--on-repeat', 'update', '--reject-file', rejects, also);
      expect(readFileSync(rejects, 'utf8').trim().split('\r\n')).toHaveLength(1 + 2);
    }
    // Mended, it brings people and no line or reason.
    const again = bench.file('again.csv', readFileSync(rejects, 'utf8').replace('Bo,12', 'Bo,0611111111'));
    await bench.run('import', '--csv', again);
    const db = openDatabase(join(bench.dataDir, 'slipway.db'), 'read');
    expect(db.all("SELECT first_name, fields FROM contacts WHERE phone = '+31611111111'")).toEqual([
      { first_name: 'Bo', fields: '{}' },
    ]);
    expect(db.all('SELECT name FROM book_fields')).toEqual([]);
    db.close();
    const mended = bench.file('mended.csv', 'Name,Phone\nBo,0687654321\nAnna B,0612345678\n');
    expect((await bench.run('import', '--csv', mended, '--on-duplicate', 'skip', '--json')).json).toMatchObject({
      added: 1,
      same: 1,
    });
    expect((await bench.run('import', '--csv', mended, '--json')).json).toMatchObject({
      added: 0,
      changed: 1,
      same: 1,
    });
  });
});

describe('slipway import, its file of left-out rows', () => {
  it('has every row of a file whose numbers are all bad', async () => {
    const bench = commandBench();
    const csv = bench.file('p.csv', 'Name,Phone\nAnna,12\nBo,none\n');
    const rejects = join(bench.dataDir, '..', 'rejects.csv');
    const end = await bench.run('import', '--csv', csv, '--reject-file', rejects, '--json');
    expect(end).toMatchObject({ code: 0, json: { records: 2, added: 0, invalid: 2 } });
    expect(readFileSync(rejects, 'utf8').trim().split('\r\n')).toHaveLength(1 + 2);
  });

  it('is never the file that is read, by whatever name', async () => {
    const bench = commandBench();
    const text = 'Name,Phone\nAnna,0612345678\nBo,12\n';
    const csv = bench.file('p.csv', text);
    const named = (name: string) => join(bench.dataDir, '..', name);
    linkSync(csv, named('hard.csv'));
    symlinkSync(csv, named('soft.csv'));
    for (const rejects of [csv, join(bench.dataDir, '..', '.', 'p.csv'), named('hard.csv'), named('soft.csv')]) {
      const end = await bench.run('import', '--csv', csv, '--reject-file', rejects, '--json');
      expect(end).toMatchObject({ code: 1, json: { error: { code: 'usage' } } });
      expect(end.notes).toContain('--reject-file');
    }
    expect([readFileSync(csv, 'utf8'), existsSync(bench.dataDir)]).toEqual([text, false]);
  });

  it.skipIf(process.platform !== 'linux')(
    'stops nothing half way: a place that cannot be is refused before, and a failure then says what is done',
    async () => {
      const bench = commandBench();
      const csv = bench.file('p.csv', 'Name,Phone\nAnna,0612345678\nBo,12\n');
      const nowhere = join(bench.dataDir, 'none', 'r.csv');
      expect(await bench.run('import', '--csv', csv, '--reject-file', nowhere, '--json')).toMatchObject({
        ...{ code: 1, json: { error: { code: 'file_write_failed' } } },
      });
      expect(existsSync(bench.dataDir)).toBe(false);
      // A device that is always full.
      const tried = await bench.run('import', '--csv', csv, '--reject-file', '/dev/full', '--dry-run', '--json');
      expect(tried).toMatchObject({ code: 1, json: { import: null, added: 1, error: { code: 'file_write_failed' } } });
      expect(tried.notes).not.toContain('The import is done');
      const end = await bench.run('import', '--csv', csv, '--reject-file', '/dev/full', '--json');
      expect(end).toMatchObject({
        ...{ code: 1, json: { import: 2, added: 1, invalid: 1, error: { code: 'file_write_failed' } } },
      });
      expect(end.notes).toContain('--undo 2');
      expect(end.notes).toContain('The import is done');
      expect(end.notes).not.toContain('Nothing was lost');
      const db = openDatabase(join(bench.dataDir, 'slipway.db'), 'read');
      expect(db.all('SELECT id, state FROM imports')).toEqual([{ id: 2, state: 'committed' }]);
      db.close();
    },
  );
});

describe('slipway import, more of it', () => {
  const people = 'Name;Contact;Land\nAnna de Vries;0612345678;NL\nBo;0470 12 34 56;Belgium\nCy;31612345679.0;\n';

  it('a dry run counts and leaves the book as it was', async () => {
    const bench = commandBench();
    const csv = bench.file('p.csv', people);
    const dry = await bench.run('import', '--csv', csv, '--dry-run', '--group', 'Staff', '--json');
    expect(dry.json).toMatchObject({ import: null, records: 3, added: 2, invalid: 1 });
    expect((await bench.run('import', '--csv', csv, '--json')).json).toMatchObject({ import: 2, added: 2, same: 0 });
  });

  it('repairs what can be repaired when it is told to', async () => {
    const bench = commandBench();
    const csv = bench.file('p.csv', people);
    expect((await bench.run('import', '--csv', csv, '--repair', '--json')).json).toMatchObject({
      accepted: 3,
      added: 3,
      invalid: 0,
      repaired: 1,
    });
  });

  it('--mapping says what columns are, in pairs or in a file; a wrong one is named', async () => {
    const bench = commandBench();
    const csv = bench.file('p.csv', people);
    const pairs = ['--mapping', 'Name=full_name', '--mapping', 'Contact=phone', '--mapping', 'Land=country'];
    expect((await bench.run('import', '--csv', csv, ...pairs, '--json')).json).toMatchObject({ added: 2 });
    const spec = bench.file('mapping.json', JSON.stringify({ Name: 'last_name', Contact: 'phone', Land: 'ignore' }));
    // Without its country the Belgian number is none.
    expect((await bench.run('import', '--csv', csv, '--mapping', spec, '--json')).json).toMatchObject({
      added: 0,
      changed: 1,
      invalid: 2,
    });
    for (const wrong of ['Nobody=phone', 'Name=surname', 'gone.json']) {
      const end = await bench.run('import', '--csv', csv, '--mapping', wrong);
      expect(end.code).toBe(1);
      expect(end.notes).toContain(wrong.split('=')[wrong.startsWith('Name') ? 1 : 0]);
    }
  });

  it('takes an import back, and says whom it kept', async () => {
    const bench = commandBench();
    const csv = bench.file('p.csv', people);
    await bench.run('import', '--csv', csv, '--group', 'Staff');
    await bench.run('import', '--csv', bench.file('q.csv', 'Name,Phone\nAnne,0612345678\n'));
    const end = await bench.run('import', '--undo', '1', '--json');
    expect(end).toMatchObject({
      code: 0,
      json: { import: 1, reverted: 1, keptEdited: 1, keptMessaged: 0, gone: 0 },
    });
    const twice = await bench.run('import', '--undo', '1');
    expect([twice.code, twice.notes]).toEqual([1, expect.stringContaining('was taken back already')]);
    expect((await bench.run('import', '--undo', '77')).code).toBe(1);
    expect((await bench.run('import', '--undo', '2', '--csv', csv)).code).toBe(1);
    expect((await bench.run('import')).code).toBe(1);
  });

  it('reads single quotes, titles above the table, and files without a header as it is told', async () => {
    const bench = commandBench();
    const csv = bench.file('p.csv', "Members\n'Anna, A';0612345678\n'Bo';0612345679\n");
    const options = ['--quote', 'single', '--skip', '1', '--no-header', '--delimiter', ';'];
    expect((await bench.run('import', '--csv', csv, ...options, '--json')).json).toMatchObject({
      records: 2,
      added: 2,
    });
    expect((await bench.run('import', '--csv', csv, '--quote', 'french')).code).toBe(1);
  });

  it('a number twice in the file, as it is told', async () => {
    const bench = commandBench();
    const csv = bench.file('p.csv', 'Name,Phone\nAnna,0612345678\nAnne,0612345678\n');
    await bench.run('import', '--csv', csv, '--on-repeat', 'update');
    const again = bench.file('q.csv', 'Name,Phone\nAnne,0612345678\n');
    expect((await bench.run('import', '--csv', again, '--json')).json).toMatchObject({ same: 1, changed: 0 });
  });
});
