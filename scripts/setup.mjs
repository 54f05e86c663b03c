#!/usr/bin/env node
// Makes a fresh clone ready: packages, the tools' own Node, an Electron runtime, the system's libraries.
// Built-in modules only, on any Node from 20.19. Everything it says goes to stderr.
//
//   node scripts/setup.mjs [--test]     --test: also what the tests need (a screen, a session bus, a keyring)

import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withLock } from './lib/lock.mjs';
import { inRoot, readJson } from './lib/paths.mjs';
import { main, say, Trouble } from './lib/say.mjs';
import { ensureSystemParts } from './setup/debian.mjs';
import { checkSandbox, ensureElectron, installedRuntime } from './setup/electron.mjs';
import { ensureToolchainNode, installPackages } from './setup/packages.mjs';

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  throw new Trouble(
    `Slipway's tools need Node 20.19 or newer; this is ${process.versions.node}. Install a newer Node.`,
  );
}

/**
 * Sets up what is missing.
 * @param {{test?: boolean, quiet?: boolean}} [options] test: what the tests need too; quiet: not a word about what is
 *   there already
 */
export async function setUp({ test = false, quiet = false } = {}) {
  checkNode();
  /** @param {string | undefined} done @param {() => string} already */
  const tell = (done, already) => {
    if (done !== undefined) say(done);
    else if (!quiet) say(already());
  };
  await withLock('setup', async () => {
    tell(await installPackages(say), () => 'packages: as package-lock.json says');
    const node = readJson(inRoot('node_modules', 'node', 'package.json'))?.version;
    tell(await ensureToolchainNode(), () => `Node ${node}: there for the tools`);
    tell(await ensureSystemParts({ test, before: say }), () => 'system: nothing missing');
    tell(await ensureElectron(say), () => `Electron ${installedRuntime()}: there`);
    await checkSandbox();
  });
}

if (resolve(process.argv[1] ?? '') === fileURLToPath(import.meta.url)) {
  await main(() => setUp({ test: process.argv.includes('--test'), quiet: process.argv.includes('--quiet') }));
}
