// The system's own parts that a window needs on Linux, and those that the tests need. Built-in modules only.

import { isRoot } from '../lib/paths.mjs';
import { capture, lastLines, which } from '../lib/run.mjs';
import { Trouble } from '../lib/say.mjs';

/** Shared library → the Debian packages that carry it, newest name first. */
const LIBRARIES = {
  'libgtk-3.so.0': ['libgtk-3-0t64', 'libgtk-3-0'],
  'libnss3.so': ['libnss3'],
  'libasound.so.2': ['libasound2t64', 'libasound2'],
  'libgbm.so.1': ['libgbm1'],
  'libsecret-1.so.0': ['libsecret-1-0'],
  'libnotify.so.4': ['libnotify4'],
};

/** Program → its package, for the tests: a screen, a session bus, a keyring, a look at what the app asks of the kernel. */
const PROGRAMS = {
  Xvfb: ['xvfb'],
  'dbus-daemon': ['dbus'],
  'dbus-send': ['dbus'],
  'gnome-keyring-daemon': ['gnome-keyring'],
  strace: ['strace'],
};

/** @param {boolean} test @returns {Promise<string[][]>} the packages that are missing, as lists of alternatives */
async function missing(test) {
  const ldconfig = which('ldconfig');
  const known = ldconfig ? (await capture(ldconfig, ['-p'])).stdout : '';
  // Without ldconfig (Alpine and the like) there is no cheap way to know; a missing library will name itself.
  const libraries = known === '' ? [] : Object.entries(LIBRARIES).filter(([name]) => !known.includes(`\t${name} `));
  const programs = test ? Object.entries(PROGRAMS).filter(([name]) => !which(name)) : [];
  return [...new Map([...libraries, ...programs].map(([, packages]) => [packages[0], packages])).values()];
}

/** @param {string[]} alternatives @returns {Promise<string>} the first name this release of the system knows */
async function nameHere(alternatives) {
  const last = alternatives.at(-1) ?? '';
  for (const name of alternatives.slice(0, -1)) {
    if (/Candidate: (?!\(none\))/.test((await capture('apt-cache', ['policy', name])).stdout)) return name;
  }
  return last;
}

/**
 * Makes sure that the libraries (for tests the programs too) are there: installs them as root, otherwise says how.
 * @param {{test: boolean, before: (line: string) => void}} options
 * @returns {Promise<string | undefined>} what was done
 */
export async function ensureSystemParts({ test, before }) {
  if (process.platform !== 'linux') return undefined;
  const lacking = await missing(test);
  if (lacking.length === 0) return undefined;
  const plain = lacking.map((names) => names.at(-1) ?? '');
  if (!which('apt-get')) {
    throw new Trouble(
      `The system lacks parts that the app needs. Install your system's packages for: ${plain.join(' ')}`,
    );
  }
  if (!isRoot()) {
    const names = await Promise.all(lacking.map(nameHere));
    throw new Trouble(
      'The system lacks parts that the app needs. Run this, then the same command again:\n\n' +
        `  sudo apt-get update && sudo apt-get install -y --no-install-recommends ${names.join(' ')}`,
    );
  }
  before(`system: installing ${plain.join(' ')}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const update = await capture('apt-get', ['update', '-q'], { env });
  const names = await Promise.all(lacking.map(nameHere));
  const install = await capture(
    'apt-get',
    ['-o', 'DPkg::Lock::Timeout=120', 'install', '-y', '-q', '--no-install-recommends', ...names],
    { env },
  );
  if (install.code !== 0) {
    throw new Trouble(
      `apt-get could not install ${names.join(' ')}:\n${lastLines(update.stderr + install.stderr)}\n\n` +
        'Put its package sources in order (apt-get update), then run the same command again.',
    );
  }
  return `system: installed ${names.join(' ')}`;
}
