import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readLedger } from '#main/practice/ledger-file.ts';
import { checkFully } from '#main/store/check.ts';
import { openDatabase } from '#main/store/database.ts';
import { seededRandom } from '#test/support/seeded-random.ts';
import { long, printTable } from './long.ts';
import { writePeople } from './people.ts';
import { startCommand, startPracticeProcess } from './processes.ts';

const starts = long ? 20 : 4;

it(`${starts} starts at once on one folder: one owns it, the others are told, nobody is sent twice (P10)`, {
  timeout: 60_000 + starts * 10_000,
}, async () => {
  const dir = mkdtempSync(join(tmpdir(), 'slipway-starts-'));
  const ledgerDir = join(dir, 'ledger');
  const practice = await startPracticeProcess(ledgerDir);
  try {
    await practice.configure({ latencyMs: 100 });
    const dataDir = join(dir, 'data');
    const file = writePeople(join(dir, 'people.csv'), 2, starts * 15, seededRandom(1));
    const what = ['--csv', file.path, '--message', 'Hello {{name|you}}', '--sender', 'Slipway', '--country', 'NL'];
    const common = ['--yes', '--json', '--data-dir', dataDir, '--rate', '20', '--concurrency', '4'];
    // The first one sends for some seconds; all others come while it does, and want to go on with the same campaign.
    const first = startCommand(['send', ...what, '--base-url', practice.url, ...common], practice.key);
    while (!first.isOver() && (await practice.sends()) < 5) await new Promise((resolve) => setTimeout(resolve, 20));
    const others = Array.from({ length: starts - 1 }, () => startCommand(['resume', ...common], practice.key));
    const ends = await Promise.all(others.map(({ ended }) => ended));
    const owner = await first.ended;
    const refused = ends.filter(({ stdout }) => stdout.includes('already_running')).length;
    // On a slow machine one may come when the first is done; it then finds that nothing is left to do.
    const late = ends.filter(({ stdout }) => stdout.includes('"state":"finished"')).length;
    printTable(
      'Starts at once',
      ['starts', 'owners', 'told that it runs', 'came when it was over', 'sent', 'twice'],
      [
        [
          starts,
          1,
          refused,
          late,
          readLedger(ledgerDir).size,
          [...readLedger(ledgerDir).values()].filter((n) => n > 1).length,
        ],
      ],
    );
    expect([owner.code, refused + late, refused > 0]).toEqual([0, starts - 1, true]);
    const ledger = readLedger(ledgerDir);
    expect([ledger.size, Math.max(...ledger.values())]).toEqual([file.digits.length, 1]);
    const db = openDatabase(join(dataDir, 'slipway.db'), 'read');
    expect(checkFully(db)).toBeNull();
    db.close();
  } finally {
    await practice.stop();
    rmSync(dir, { recursive: true, force: true });
  }
});
