import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { isOwned, takeOwnerLock } from '#main/store/owner-lock.ts';
import { codeOf } from '#test/support/open-store.ts';
import { tempDir } from '#test/support/temp-dir.ts';

/** Another process with a connection to the lock: `own` keeps it, `probe` looks at it again and again, as `status` does. */
async function otherProcess(dir: string, what: 'own' | 'probe'): Promise<ChildProcess> {
  const program = `
    const { DatabaseSync } = require('@photostructure/sqlite');
    const take = () => {
      const db = new DatabaseSync(process.argv[1], { timeout: 0 });
      try {
        db.exec('PRAGMA journal_mode = MEMORY');
        db.exec('BEGIN EXCLUSIVE');
        return db;
      } catch (e) {
        db.close();
        return null;
      }
    };
    if (process.argv[2] === 'own') globalThis.lock = take();
    else setInterval(() => take()?.close(), 1);
    setInterval(() => {}, 1000);
    console.log('ready');
  `;
  const lib = createRequire(import.meta.url).resolve('@photostructure/sqlite');
  const child = spawn(process.execPath, ['-e', program, join(dir, 'owner.lock'), what], {
    stdio: ['ignore', 'pipe', 'inherit'],
    cwd: lib.slice(0, lib.indexOf('node_modules')),
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  await new Promise((resolve, reject) => {
    child.stdout?.once('data', resolve);
    child.once('exit', reject);
  });
  return child;
}

describe('the lock on a data folder', () => {
  it('has one owner, and is free again when let go', () => {
    const dir = tempDir();
    expect(isOwned(dir)).toBe(false);
    const lock = takeOwnerLock(dir);
    expect(isOwned(dir)).toBe(true);
    expect(codeOf(() => takeOwnerLock(dir))).toBe('already_running');
    lock.release();
    expect(isOwned(dir)).toBe(false);
    takeOwnerLock(dir).release();
  });

  it('looking at it neither takes it nor frees it', () => {
    const dir = tempDir();
    const lock = takeOwnerLock(dir);
    for (let i = 0; i < 20; i++) expect(isOwned(dir)).toBe(true);
    expect(codeOf(() => takeOwnerLock(dir))).toBe('already_running');
    lock.release();
  });

  it('folders are owned apart', () => {
    const [one, two] = [tempDir(), tempDir()];
    const lock = takeOwnerLock(one);
    expect(isOwned(two)).toBe(false);
    takeOwnerLock(two).release();
    lock.release();
  });

  it('is let go by the system when its owner is killed', async () => {
    const dir = tempDir();
    const owner = await otherProcess(dir, 'own');
    expect(codeOf(() => takeOwnerLock(dir))).toBe('already_running');
    expect(isOwned(dir)).toBe(true);
    const gone = new Promise((resolve) => owner.once('exit', resolve));
    owner.kill('SIGKILL');
    await gone;
    expect(isOwned(dir)).toBe(false);
    takeOwnerLock(dir).release();
  });

  it('is not refused because somebody only looked', async () => {
    const dir = tempDir();
    await otherProcess(dir, 'probe');
    for (let i = 0; i < 500; i++) takeOwnerLock(dir).release();
  });

  it('a folder that cannot be written is no other owner', () => {
    const dir = tempDir();
    mkdirSync(join(dir, 'owner.lock'));
    expect(() => takeOwnerLock(dir)).toThrow();
    expect(isOwned(dir)).toBe(false);
  });
});
