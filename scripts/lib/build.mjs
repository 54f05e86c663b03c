// The app, built into out/ when that is missing or older than what it is made of.

import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withLock } from './lock.mjs';
import { inRoot, nodeBinary, root } from './paths.mjs';
import { lastLines } from './run.mjs';
import { say, Trouble } from './say.mjs';

const INPUTS = ['src', 'electron.vite.config.ts', 'package.json', 'package-lock.json'];
const markFile = inRoot('out', '.built-from');

/** @param {string} path @returns {string[]} the files at and under it */
function filesUnder(path) {
  if (!existsSync(path)) return [];
  const entries = readdirSync(path, { withFileTypes: true, recursive: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

/** What the build is made of, in one word. Contents and not times: a checkout touches files without changing them. */
function fingerprint() {
  const hash = createHash('sha256');
  const files = INPUTS.flatMap((name) => (name === 'src' ? filesUnder(inRoot(name)) : [inRoot(name)])).sort();
  for (const file of files) {
    if (!existsSync(file)) continue;
    hash.update(file.slice(root.length)).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

export const isBuilt = () => existsSync(markFile) && readFileSync(markFile, 'utf8') === fingerprint();

/** @returns {Promise<{code: number, output: string}>} */
function electronViteBuild() {
  return new Promise((resolve) => {
    const args = [inRoot('node_modules', 'electron-vite', 'bin', 'electron-vite.js'), 'build'];
    const child = spawn(nodeBinary(), args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (data) => {
        output += data;
      });
    }
    child.on('error', (error) => resolve({ code: 1, output: error.message }));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

/**
 * Builds the app when it is missing or stale. What it says goes to stderr.
 * @param {{always?: boolean}} [options]
 */
export async function ensureBuilt({ always = false } = {}) {
  if (!always && isBuilt()) return;
  await withLock('build', async () => {
    // Another command may have built it while this one waited.
    if (!always && isBuilt()) return;
    say(existsSync(markFile) ? 'build: the source has changed; building' : 'build: building the app');
    const before = fingerprint();
    rmSync(inRoot('out'), { recursive: true, force: true });
    const { code, output } = await electronViteBuild();
    if (code !== 0) throw new Trouble(`The build failed:\n${lastLines(output, 40)}`);
    writeFileSync(markFile, before);
    say('build: done');
  });
}
