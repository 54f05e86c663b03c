// Starts the app named on the command line, as the official runtime's own default app does:
// `electron [switches] <folder or file> [arguments]`.
//
// It awaits the app's entry at its own top level: Electron holds `ready` back until its main module has loaded, and
// the app's must register its schemes before that.

import { readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';

/** The first argument that is no switch; Playwright puts a module to load before it behind `-r`. */
function commandLine() {
  const modules = [];
  const args = process.argv.slice(1);
  for (let index = 0; index < args.length; index++) {
    const argument = args[index] ?? '';
    if (argument === '-r' || argument === '--require') modules.push(args[++index] ?? '');
    else if (argument === '-v' || argument === '--version') return { path: '', version: true, modules };
    else if (!argument.startsWith('-')) return { path: resolve(argument), version: false, modules };
  }
  return { path: '', version: false, modules };
}

/** @param {string} folder @returns {any} */
function descriptionIn(folder) {
  try {
    return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  } catch {
    return {};
  }
}

const { path, version, modules } = commandLine();
if (version) {
  console.log(`v${process.versions.electron}`);
  process.exit(0);
}
if (path === '') {
  console.error('Say which app to start: electron <path>');
  process.exit(1);
}

Object.assign(process, { defaultApp: true });
const require = createRequire(join(path, 'package.json'));
for (const module of modules) require(module);

const isFolder = statSync(path).isDirectory();
const folder = isFolder ? path : dirname(path);
const description = descriptionIn(folder);
// Electron has these two without documenting them; its own default app uses them the same way.
const undocumented = /** @type {{setVersion(version: string): void, setAppPath(path: string): void}} */ (
  /** @type {unknown} */ (app)
);
app.setName(description.productName ?? description.name ?? app.getName());
if (description.version) undocumented.setVersion(description.version);
undocumented.setAppPath(folder);
app.setPath('userData', join(app.getPath('appData'), app.getName()));
await import(pathToFileURL(isFolder ? resolve(path, description.main ?? 'index.js') : path).href);
