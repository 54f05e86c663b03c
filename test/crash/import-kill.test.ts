import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { openDatabase } from '#main/store/database.ts';
import { type SeededRandom, seededRandom } from '#test/support/seeded-random.ts';
import { type Run, startCommand } from './processes.ts';

const kills = Number(process.env.SLIPWAY_IMPORT_KILLS ?? 6);
const seed = Number(process.env.SLIPWAY_KILL_SEED ?? Date.now() % 1_000_000);

/** A digest of everything an import may touch. */
function bookOf(path: string): string {
  const db = openDatabase(path, 'read');
  try {
    const book = JSON.stringify([
      db.all('SELECT id, phone, first_name, last_name, fields, updated_at FROM contacts ORDER BY id'),
      db.all('SELECT name FROM groups ORDER BY name'),
      db.all('SELECT group_id, contact_id FROM group_members ORDER BY 1, 2'),
      db.all('SELECT name FROM book_fields ORDER BY name'),
    ]);
    return createHash('sha256').update(book).digest('hex');
  } finally {
    db.close();
  }
}

/** The newest import: its id and state. */
function newest(path: string): { readonly id: number; readonly state: string } | null {
  if (!existsSync(path)) return null;
  const db = openDatabase(path, 'read');
  try {
    return db.get<{ id: number; state: string }>('SELECT id, state FROM imports ORDER BY id DESC LIMIT 1') ?? null;
  } finally {
    db.close();
  }
}

async function finish(...args: readonly string[]) {
  const { code, stdout, stderr } = await startCommand([...args, '--json'], 'no-key').ended;
  if (code !== 0) throw new Error(`${args[0]} ended with ${code}: ${stderr}`);
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? 'null') as Readonly<Record<string, number>>;
}

/** Strikes in this state of the import, some milliseconds after it is first seen; answers whether it did. */
async function killIn(run: Run, path: string, state: string, random: SeededRandom): Promise<boolean> {
  while (!run.isOver()) {
    if (newest(path)?.state === state) {
      await sleep(random.int(0, 120));
      run.kill();
      await run.ended;
      // Between the look and the kill it may have come to its end.
      return newest(path)?.state === state;
    }
    await sleep(5);
  }
  return false;
}

it(`${kills} kills in mid-import leave the book as it was (seed ${seed})`, {
  timeout: 60_000 + kills * 20_000,
}, async () => {
  const random = seededRandom(seed);
  const dir = mkdtempSync(join(tmpdir(), 'slipway-import-kill-'));
  try {
    const dataDir = join(dir, 'data');
    const database = join(dataDir, 'slipway.db');
    const csv = (name: string, people: number, step: number, city: string) => {
      const rows = Array.from({ length: people }, (_, i) => `P${i},0${610_000_000 + i * step},${city} ${i % 9}\n`);
      writeFileSync(join(dir, name), `First name,Mobile,City\n${rows.join('')}`);
      return join(dir, name);
    };
    const base = csv('base.csv', 500, 80, 'Delft');
    const big = csv('big.csv', 40_000, 1, 'Gouda');
    await finish('import', '--csv', base, '--group', 'Old', '--data-dir', dataDir);
    const before = bookOf(database);
    let struck = 0;
    for (let kill = 0; kill < kills; kill++) {
      const run = startCommand(['import', '--csv', big, '--group', 'New', '--data-dir', dataDir], 'no-key');
      if (await killIn(run, database, kill % 3 === 0 ? 'judging' : 'committing', random)) struck++;
      const { id, state } = newest(database) ?? { id: 0, state: 'none' };
      // One that was quicker than the kill is in the book, and is taken back in the ordinary way.
      if (state === 'committed') await finish('import', '--undo', String(id), '--data-dir', dataDir);
      // Whatever opens the folder next puts it right, before it does anything else.
      await finish('import', '--csv', base, '--dry-run', '--data-dir', dataDir);
      expect(bookOf(database)).toBe(before);
    }
    // A loop that never struck in the middle would prove nothing.
    expect(struck).toBeGreaterThan(kills / 3);
    const done = await finish('import', '--csv', big, '--group', 'New', '--data-dir', dataDir);
    expect(done).toMatchObject({ records: 40_000, added: 39_500, changed: 500 });
    await finish('import', '--undo', String(done.import), '--data-dir', dataDir);
    expect(bookOf(database)).toBe(before);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
});
