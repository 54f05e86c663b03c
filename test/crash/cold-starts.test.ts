import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readLedger, readSent } from '#main/practice/ledger-file.ts';
import { checkFully } from '#main/store/check.ts';
import { openDatabase } from '#main/store/database.ts';
import { seededRandom } from '#test/support/seeded-random.ts';
import { long, printTable } from './long.ts';
import { writePeople } from './people.ts';
import { startCommand, startPracticeProcess } from './processes.ts';

const starts = long ? 20 : 6;

it(`${starts} sends at the same moment into a folder that is not there yet: one has it, the others change nothing (P10)`, {
  timeout: 120_000 + starts * 10_000,
}, async () => {
  const dir = mkdtempSync(join(tmpdir(), 'slipway-cold-'));
  const ledgerDir = join(dir, 'ledger');
  const dataDir = join(dir, 'data');
  const practice = await startPracticeProcess(ledgerDir);
  try {
    // Each start has people of its own, so that the ledger tells who sent.
    const files = Array.from({ length: starts }, (_, i) =>
      writePeople(join(dir, `people-${i}.csv`), i, 40, seededRandom(i)),
    );
    const common = ['--message', 'Hello', '--sender', 'Slipway', '--country', 'NL', '--yes', '--json', '--rate', '8'];
    const runs = files.map(({ path }) =>
      startCommand(['send', '--csv', path, ...common, '--base-url', practice.url, '--data-dir', dataDir], practice.key),
    );
    const ends = await Promise.all(runs.map(({ ended }) => ended));
    const ledger = readLedger(ledgerDir);
    const owners: number[] = [];
    ends.forEach(({ code, stdout, stderr }, i) => {
      const times = files[i]?.digits.map((digits) => ledger.get(digits) ?? 0) ?? [];
      if (code === 0) {
        owners.push(i);
        expect(new Set(times)).toEqual(new Set([1]));
        return;
      }
      expect([code, stdout], stderr).toEqual([1, expect.stringContaining('"already_running"')]);
      expect(new Set(times)).toEqual(new Set([0]));
    });
    // A straggler may come when the first has ended; two at the same time would take turns in the ledger.
    const turns = readSent(ledgerDir)
      .map(({ to }) => files.findIndex(({ digits }) => digits.includes(to[0] ?? '')))
      .filter((one, i, all) => one !== all[i - 1]);
    expect(turns.toSorted()).toEqual(owners.toSorted());
    expect(owners.length).toBeGreaterThan(0);
    expect(owners.length).toBeLessThan(starts);
    const db = openDatabase(join(dataDir, 'slipway.db'), 'read');
    expect(checkFully(db)).toBeNull();
    const campaigns = db.get<{ n: number }>('SELECT count(*) AS n FROM campaigns')?.n;
    db.close();
    expect(campaigns).toBe(owners.length);
    printTable(
      'Sends at the same moment into a new folder',
      ['starts', 'had the folder', 'told that it is taken', 'campaigns made', 'sent', 'twice'],
      [
        [
          ...[starts, owners.length, starts - owners.length, campaigns ?? 0, ledger.size],
          [...ledger.values()].filter((times) => times > 1).length,
        ],
      ],
    );
  } finally {
    await practice.stop();
    rmSync(dir, { recursive: true, force: true });
  }
});
