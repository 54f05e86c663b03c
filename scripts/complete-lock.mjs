#!/usr/bin/env node
// Completes package-lock.json after dependencies changed.
//
// Tools with native parts list one optional package for each platform. npm leaves a platform out of the lock file
// when the registry in use does not carry it, and `npm ci` then refuses the lock file everywhere. This adds what is
// missing: version and platform, without a checksum, which npm fills in on a registry that has the package.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const SYSTEMS = [
  'android',
  'darwin',
  'linux',
  'win32',
  'freebsd',
  'openharmony',
  'openbsd',
  'netbsd',
  'sunos',
  'aix',
  'wasi',
];
const PROCESSORS = ['arm64', 'arm', 'x64', 'ia32', 'ppc64', 'riscv64', 's390x', 'loong64', 'mips64el', 'wasm32'];

/**
 * What a platform package's name says about where it runs.
 * @param {string} name e.g. `@biomejs/cli-linux-x64-musl`
 * @returns {{os?: string[], cpu?: string[], libc?: string[]}}
 */
function platformOf(name) {
  const words = name.split('/').at(-1)?.split(/[-.]/) ?? [];
  const os = SYSTEMS.filter((system) => words.includes(system));
  const cpu = PROCESSORS.filter((processor) => words.includes(processor));
  const libc = words.some((word) => word.startsWith('musl'))
    ? ['musl']
    : words.some((word) => word.startsWith('gnu'))
      ? ['glibc']
      : [];
  return {
    ...(cpu.length > 0 && { cpu }),
    ...(libc.length > 0 && os[0] === 'linux' && { libc }),
    ...(os.length > 0 && { os }),
  };
}

const file = join(import.meta.dirname, '..', 'package-lock.json');
const lock = JSON.parse(readFileSync(file, 'utf8'));
const added = [];
for (const [path, entry] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    const own = `${path === '' ? '' : `${path}/`}node_modules/${name}`;
    const place = `node_modules/${name}`;
    // Only exact versions: a range means an ordinary package, which npm looks up by itself.
    if (lock.packages[own] || lock.packages[place] || !/^\d+\.\d+\.\d+[\w.-]*$/.test(version)) continue;
    const platform = platformOf(name);
    if (!platform.os) continue;
    const { os, cpu, libc } = platform;
    // In npm's own order, so that npm leaves the entry as it is.
    lock.packages[place] = {
      version,
      ...(cpu && { cpu }),
      ...(entry.dev && { dev: true }),
      ...(libc && { libc }),
      optional: true,
      os,
    };
    added.push(name);
  }
}
if (added.length > 0) {
  const { '': root, ...rest } = lock.packages;
  lock.packages = { '': root, ...Object.fromEntries(Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1))) };
  writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
}
console.log(added.length > 0 ? `added ${added.length}: ${added.join(', ')}` : 'the lock file is complete');
