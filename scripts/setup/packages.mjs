// What the lock file says, installed. Built-in modules only.

import { existsSync } from 'node:fs';
import { inRoot, readJson, root, toolchainNode } from '../lib/paths.mjs';
import { capture, lastLines, npm } from '../lib/run.mjs';
import { Trouble } from '../lib/say.mjs';

/** @returns {string | undefined} why the packages have to be installed; undefined when they are as the lock file says */
export function packagesAreStale() {
  const installed = readJson(inRoot('node_modules', '.package-lock.json'))?.packages;
  if (!installed) return 'not installed yet';
  const wanted = readJson(inRoot('package-lock.json'))?.packages;
  if (!wanted) throw new Trouble('package-lock.json is missing or damaged. Restore it: git checkout package-lock.json');
  for (const [path, entry] of Object.entries(wanted)) {
    // Builds for other platforms stay away, and nobody else is optional here.
    if (path === '' || entry.optional) continue;
    if (installed[path]?.version !== entry.version) return `${path.replace(/^.*node_modules\//, '')} differs`;
  }
  return undefined;
}

/**
 * Installs the packages of the lock file when they are missing or stale.
 * @returns {Promise<string | undefined>} what was done
 */
export async function installPackages(/** @type {(line: string) => void} */ before) {
  const reason = packagesAreStale();
  if (reason === undefined) return undefined;
  before(`packages: ${reason}; installing what package-lock.json says (about half a minute)`);
  // Windows cannot delete the running Node, which is one of the packages; there npm mends what differs instead.
  const command = process.platform === 'win32' && existsSync(inRoot('node_modules')) ? 'install' : 'ci';
  const result = await npm([command, '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: root });
  if (result.code !== 0) {
    throw new Trouble(
      `npm ${command} failed:\n${lastLines(result.stderr + result.stdout)}\n\n` +
        'Check that this machine reaches its npm registry (npm ping), then run the same command again.\n' +
        'Behind a company mirror: npm config set registry <its address>.',
    );
  }
  return 'packages: installed';
}

/**
 * The dev dependency `node` gets its executable from an install script, which a cautious npm does not run.
 * @returns {Promise<string | undefined>} what was done
 */
export async function ensureToolchainNode() {
  const wanted = readJson(inRoot('node_modules', 'node', 'package.json'))?.version;
  if (toolchainNode()) return undefined;
  const cwd = inRoot('node_modules', 'node');
  const result = await capture(process.execPath, ['installArchSpecificPackage.js'], { cwd });
  if (!toolchainNode()) {
    throw new Trouble(
      `Node ${wanted}, which the tools run on, could not be installed:\n${lastLines(result.stderr + result.stdout)}\n\n` +
        'Check that this machine reaches its npm registry, then run: npm rebuild node',
    );
  }
  return `Node ${wanted}: installed for the tools`;
}
