// Where things are in the source tree. Built-in modules only: this runs before anything is installed.

import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '..', '..');

/** @param {...string} parts */
export const inRoot = (...parts) => join(root, ...parts);

/** @param {string} file @returns {any} the parsed file, or undefined when it is missing or damaged */
export function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/** The toolchain's own Node (the dev dependency `node`), or undefined before it is installed. */
export function toolchainNode() {
  const file = inRoot('node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  return existsSync(file) ? file : undefined;
}

/** The toolchain's Node; the Node that runs this script stands in while it is missing. */
export const nodeBinary = () => toolchainNode() ?? process.execPath;

const electronFolder = inRoot('node_modules', 'electron');

/** The folder with Electron's runtime, as Electron's own package keeps it. */
export const electronDist = () => process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(electronFolder, 'dist');

/** Where the executable is inside the runtime's folder. */
export function electronExecutableName() {
  if (process.platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron';
  return process.platform === 'win32' ? 'electron.exe' : 'electron';
}

export const electronBinary = () => join(electronDist(), electronExecutableName());

/** Kept between checkouts, so that a second clone fetches nothing. */
export function cacheFolder() {
  const base =
    process.env.XDG_CACHE_HOME ||
    (process.platform === 'win32' && process.env.LOCALAPPDATA) ||
    (process.platform === 'darwin' ? join(homedir(), 'Library', 'Caches') : join(homedir(), '.cache'));
  return join(base, 'slipway-electron');
}

/** Whether a window can be shown as things are. */
export function hasDisplay() {
  if (process.platform !== 'linux') return true;
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

/** Chromium refuses to start its sandbox for root; nobody else may go without it. */
export const isRoot = () => process.platform === 'linux' && process.getuid?.() === 0;
