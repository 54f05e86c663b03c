// One set-up and one build at a time in a source tree, however many commands are started at once.

import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { root } from './paths.mjs';

const digest = createHash('sha256').update(root).digest('hex').slice(0, 16);
// Outside node_modules: installing replaces that folder.
const folder = join(tmpdir(), `slipway-${userInfo().username}-${digest}`);

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}

/**
 * @template T
 * @param {string} name
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(name, work) {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${name}.lock`);
  for (;;) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
    }
    let owner = '';
    try {
      owner = readFileSync(file, 'utf8');
    } catch {
      continue;
    }
    // An owner that was killed leaves its file behind. An empty file is one just being written.
    if (owner !== '' && !isAlive(Number(owner))) rmSync(file, { force: true });
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}
