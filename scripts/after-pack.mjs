// What electron-builder calls when an app is laid out and not yet packed: takes away what belongs to the bare runtime.

import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { registryRuntime } from './setup/registry-runtime.mjs';

/** @param {{appOutDir: string, packager: {getResourcesDir(folder: string): string}}} context */
export default async function afterPack({ appOutDir, packager }) {
  await rm(join(packager.getResourcesDir(appOutDir), 'default_app.asar'), { force: true });
  await rm(join(appOutDir, registryRuntime.markFile), { force: true });
}
