#!/usr/bin/env node
// `npm test [-- step…]`: everything, in order, and at the end one line: `N passed, N failed`.
// The sum is over what the runners write down themselves; types, lint and dead code count one each.

import { spawn } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt } from './lib/build.mjs';
import { startDesktop } from './lib/desktop.mjs';
import { inRoot, nodeBinary, readJson, root } from './lib/paths.mjs';
import { main, Trouble } from './lib/say.mjs';
import { playwrightResults, vitestResults } from './lib/test-results.mjs';
import { vitestCommand } from './lib/vitest.mjs';
import { setUp } from './setup.mjs';

/** @typedef {import('./lib/test-results.mjs').Count} Count */
/** @typedef {import('./lib/test-results.mjs').Failure} Failure */
/** @typedef {{file: string, args: string[], env?: NodeJS.ProcessEnv}} Command */
/**
 * @typedef {object} Step
 * @property {string} name
 * @property {number} minutes after which it counts as hung
 * @property {(report: string) => Command | Promise<Command>} command told where to leave its results
 * @property {import('./lib/test-results.mjs').Reader} [results] reads them; without it the exit code counts as one
 */

const folder = inRoot('artifacts', 'test');
/** A run that takes longer hangs; a busy machine of two cores needs well over half an hour. Continuous integration ends it after 90. */
const MOST_MINUTES = 80;

/** @param {...string} parts */
const tool = (...parts) => inRoot('node_modules', ...parts);

/** @param {'unit' | 'electron' | 'crash'} suite @returns {(report: string) => Promise<Command>} */
const vitest = (suite) => (report) =>
  vitestCommand(suite, ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]);

/** @type {readonly Step[]} */
const STEPS = [
  {
    name: 'types',
    minutes: 2,
    command: () => ({ file: nodeBinary(), args: [tool('typescript', 'bin', 'tsc'), '-b', '--pretty', 'false'] }),
  },
  {
    name: 'lint',
    minutes: 2,
    command: () => ({ file: nodeBinary(), args: [tool('@biomejs', 'biome', 'bin', 'biome'), 'check', '.'] }),
  },
  {
    name: 'dead code',
    minutes: 2,
    command: () => ({ file: nodeBinary(), args: [tool('knip', 'bin', 'knip.js')] }),
  },
  { name: 'unit', minutes: 18, command: vitest('unit'), results: vitestResults },
  { name: 'electron', minutes: 12, command: vitest('electron'), results: vitestResults },
  {
    name: 'e2e',
    minutes: 35,
    command: (report) => ({
      file: nodeBinary(),
      args: [tool('@playwright', 'test', 'cli.js'), 'test', '--reporter=list,json', '--pass-with-no-tests'],
      env: { PLAYWRIGHT_JSON_OUTPUT_FILE: report },
    }),
    results: playwrightResults,
  },
  { name: 'crash', minutes: 20, command: vitest('crash'), results: vitestResults },
];

/**
 * @param {Command} command @param {NodeJS.ProcessEnv} env @param {number} minutes
 * @returns {Promise<number>} the exit code; 124 when it was stopped for taking too long
 */
function run({ file, args, env: more }, env, minutes) {
  return new Promise((resolve) => {
    const child = spawn(file, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], env: { ...env, ...more } });
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      child.kill('SIGTERM');
      setTimeout(() => child.kill('SIGKILL'), 5000).unref();
    }, minutes * 60_000);
    child.on('error', () => resolve(1));
    child.on('exit', (code) => {
      clearTimeout(timer);
      resolve(late ? 124 : (code ?? 1));
    });
  });
}

/** @param {Step} step @param {NodeJS.ProcessEnv} env @param {number} deadline @returns {Promise<Count & {failures: Failure[]}>} */
async function runStep(step, env, deadline) {
  const path = join(folder, `${step.name.replaceAll(' ', '-')}.json`);
  const started = Date.now();
  console.log(`\n── ${step.name} ──`);
  const minutes = Math.min(step.minutes, Math.max(0, deadline - Date.now()) / 60_000);
  const code = await run(await step.command(path), env, minutes);
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  if (code === 124) console.log(`${step.name} took more than ${minutes.toFixed(1)} minutes and was stopped`);
  const report = step.results && readJson(path);
  const { passed, failed } =
    report && step.results ? step.results.count(report) : { passed: code === 0 ? 1 : 0, failed: 0 };
  // A runner that ends badly has failed, whatever its tests say.
  const count = { passed, failed: code !== 0 && failed === 0 ? 1 : failed };
  console.log(`── ${step.name}: ${count.passed} passed, ${count.failed} failed (${seconds} s)`);
  return { ...count, failures: report && step.results ? step.results.failures(report) : [] };
}

await main(async () => {
  const names = process.argv.slice(2);
  const steps = names.length === 0 ? STEPS : STEPS.filter(({ name }) => names.includes(name));
  if (steps.length < names.length) {
    throw new Trouble(`The steps are: ${STEPS.map(({ name }) => JSON.stringify(name)).join(', ')}`);
  }
  await setUp({ test: true, quiet: true });
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const total = { passed: 0, failed: 0 };
  /** @type {string[]} */
  const broken = [];
  /** @type {Failure[]} */
  const told = [];
  // Built before anything is counted: a build that fails is the first thing to know.
  await ensureBuilt().catch((error) => {
    console.log(error instanceof Error ? error.message : error);
    broken.push('build: 1');
    total.failed++;
  });
  const desktop = await startDesktop();
  const deadline = Date.now() + MOST_MINUTES * 60_000;
  try {
    for (const step of steps) {
      const { passed, failed, failures } = await runStep(step, desktop.env, deadline);
      total.passed += passed;
      total.failed += failed;
      if (failed > 0) broken.push(`${step.name}: ${failed}`);
      told.push(...failures);
    }
  } finally {
    await desktop.stop();
  }
  // Once more at the end: whoever reads only the last page of a long log sees what broke.
  for (const { name, why } of told) console.log(`\n✗ ${name}\n${why}`.replaceAll(`${root}/`, ''));
  if (broken.length > 0) console.log(`\nfailed in ${broken.join(', ')}`);
  console.log(`\n${total.passed} passed, ${total.failed} failed`);
  return total.failed > 0 ? 1 : 0;
});
