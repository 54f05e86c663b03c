// How the source tree starts Electron.

import { electronBinary, hasDisplay, isRoot, root } from './paths.mjs';

/**
 * Chromium's own words on stderr are of no use to a person who runs a command: only fatal ones stay.
 * Its switches go before the app's path, and nothing behind `--` is one.
 */
const QUIET = ['--log-level=3'];

/**
 * The file and arguments that start the app of this source tree.
 * @param {readonly string[]} args the app's own
 * @param {{headless?: boolean}} [options] headless: no window will be shown
 * @returns {[string, string[]]}
 */
export function electronCommand(args, { headless = !hasDisplay() } = {}) {
  const switches = [...QUIET];
  if (isRoot()) switches.push('--no-sandbox');
  if (headless && process.platform === 'linux') switches.push('--ozone-platform=headless', '--disable-gpu');
  return [electronBinary(), [...switches, root, ...(args.length > 0 ? ['--', ...args] : [])]];
}

/** The environment the app gets: nothing of what would turn Electron into something else. */
export function electronEnv() {
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env;
  return env;
}
