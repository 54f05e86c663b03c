import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkBoundaries, type Rule } from './support/boundaries.ts';

const root = join(import.meta.dirname, '..');

/** Every TypeScript file of the given folders, path from the root → text. */
function sourcesIn(folders: readonly string[]): Map<string, string> {
  const sources = new Map<string, string>();
  for (const folder of folders.filter((name) => existsSync(join(root, name)))) {
    for (const entry of readdirSync(join(root, folder), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !/\.tsx?$/.test(entry.name) || entry.name.endsWith('.d.ts')) continue;
      const file = join(entry.parentPath, entry.name);
      sources.set(relative(root, file).split(sep).join('/'), readFileSync(file, 'utf8'));
    }
  }
  return sources;
}

test('the house keeps its rules', () => {
  const violations = checkBoundaries(sourcesIn(['src', 'test', 'bench']));
  expect(violations.map(({ rule, file, what }) => `${file}: ${what} (${rule})`)).toEqual([]);
});

const ui = 'src/renderer/src/ui/button.tsx';
const compose = 'src/renderer/src/features/compose/screen.tsx';
const core = 'src/core/kernel/result.ts';
const lines = (count: number) => 'export const one = 1;\n'.repeat(1) + '// more\n'.repeat(count - 1);

/** What must be caught: the rule, the file, its text. */
const CAUGHT: readonly (readonly [Rule, string, string])[] = [
  ['layers', core, "import type { Call } from '../../contract/call.ts';\nexport type A = Call;"],
  ['layers', core, "import { x } from '#main/system.ts';\nexport const y = x;"],
  ['layers', core, "export type Late = import('../../main/system.ts').System;"],
  ['layers', 'src/contract/call.ts', "export const load = () => import('../renderer/src/api.ts');"],
  ['layers', 'src/main/system.ts', "import { api } from '../renderer/src/api.ts';\nexport const a = api;"],
  ['layers', 'src/preload/index.ts', "import { store } from '#main/store/open.ts';\nstore();"],
  ['layers', 'src/renderer/src/api.ts', "export { x } from '../../preload/index.ts';\nexport const y = 1;"],
  ['layers', core, "import { fake } from '#test/support/fake.ts';\nexport const f = fake;"],
  ['features', compose, "import { Row } from '../contacts/row.tsx';\nexport const R = Row;"],
  ['ui', ui, "import { Row } from '../features/contacts/row.tsx';\nexport const R = Row;"],
  ['pure-core', core, 'export const now = () => Date.now();'],
  ['pure-core', core, 'export const today = () => new Date();'],
  ['pure-core', core, 'export const text = () => Date();'],
  ['pure-core', core, 'export const dice = () => Math.random();'],
  ['pure-core', core, 'export const later = (done: () => void) => setTimeout(done, 5);'],
  ['pure-core', core, 'export const id = () => crypto.randomUUID();'],
  ['pure-core', core, 'export const now = () => performance.now();'],
  ['pure-core', core, 'export const title = () => document.title;'],
  ['pure-core', 'src/contract/call.ts', 'export const get = (url: string) => fetch(url);'],
  ['only-here', core, "import { readFileSync } from 'node:fs';\nexport const r = readFileSync;"],
  ['only-here', compose, "import { shell } from 'electron';\nexport const s = shell;"],
  ['only-here', 'src/main/ipc/people.ts', "import { ipcMain } from 'electron';\nipcMain.on('x', () => {});"],
  ['only-here', 'src/main/http/client.ts', "import keytar from 'keytar';\nexport const k = keytar;"],
  ['only-here', 'src/main/cli/send.ts', "import { Agent } from 'undici';\nexport const a = new Agent();"],
  ['only-here', 'src/main/practice/server.ts', "import { Agent } from 'undici';\nexport const a = new Agent();"],
  [
    'only-here',
    'src/main/cli/send.ts',
    "import { DatabaseSync } from '@photostructure/sqlite';\nnew DatabaseSync('');",
  ],
  ['only-here', compose, 'export const call = () => window.slipway.people();'],
  [
    'worker-threads',
    'src/main/store/open.ts',
    "import { app } from 'electron';\nexport const p = app.getPath('temp');",
  ],
  ['worker-threads', 'src/main/import/worker.ts', "import log from 'electron-log';\nlog.info('x');"],
  ['sql', 'src/main/cli/send.ts', "export const q = 'SELECT id FROM contact';"],
  ['sql', 'src/main/ipc/people.ts', 'export const q = (id: number) => `DELETE FROM contact WHERE id = ${id}`;'],
  ['default-export', core, 'export default 1;'],
  ['default-export', core, 'const a = 1;\nexport { a as default };'],
  ['default-export', 'test/support/fake.ts', 'export default class Fake {}'],
  ['barrel', 'src/core/kernel/all.ts', "export * from './result.ts';\nexport { a } from './ids.ts';"],
  ['size', core, lines(401)],
  ['cycle', core, "import { a } from './result.ts';\nexport const b = a;"],
  ['syntax', core, 'export const = 1;'],
];

/** What must pass. */
const PASSES: readonly (readonly [string, string])[] = [
  [core, "import { z } from 'zod';\nexport const at = (ms: number) => new Date(ms).toISOString() + z;"],
  [core, 'export const first = (document: { readonly title: string }) => document.title;'],
  [core, 'export const wait = (clock: { now(): number }) => clock.now();'],
  [core, lines(400)],
  ['src/contract/call.ts', "import { ok } from '#core/kernel/result.ts';\nexport const yes = ok;"],
  ['src/main/ipc/bridge.ts', "import { ipcMain } from 'electron';\nipcMain.on('x', () => {});"],
  ['src/main/keychain/keytar-keychain.ts', "import keytar from 'keytar';\nexport const k = keytar;"],
  ['src/main/http/client.ts', "import { Agent } from 'undici';\nexport const a = new Agent();"],
  ['src/main/practice/receipt-poster.ts', "import { Agent } from 'undici';\nexport const a = new Agent();"],
  ['src/main/store/contacts.ts', "export const q = 'SELECT id FROM contact';"],
  ['src/main/store/open.ts', "import sql from './migrations/0001.sql?raw';\nexport const s = sql;"],
  ['src/main/cli/send.ts', "export const words = 'Select a file, update it, then begin';"],
  ['src/renderer/src/api.ts', 'export const api = window.slipway;'],
  [
    compose,
    "import { Part } from './part.tsx';\nimport { B } from '../../ui/button.tsx';\nexport const R = [Part, B];",
  ],
  [
    'src/renderer/src/app/routes.tsx',
    "import { Screen } from '../features/compose/screen.tsx';\nexport const S = Screen;",
  ],
  ['vitest.config.ts', 'export default {};'],
];

describe('the check itself', () => {
  test.each(CAUGHT)('catches %s in %s', (rule, file, source) => {
    expect(checkBoundaries(new Map([[file, source]])).map((violation) => violation.rule)).toContain(rule);
  });

  test.each(PASSES)('lets %s pass', (file, source) => {
    expect(checkBoundaries(new Map([[file, source]]))).toEqual([]);
  });

  test('finds a circle through several files, and tells it once', () => {
    const sources = new Map([
      ['src/core/a.ts', "import { c } from './c.ts';\nexport const a = c;"],
      ['src/core/b.ts', "import type { a } from '#core/a.ts';\nexport type B = typeof a;"],
      ['src/core/c.ts', "import { b } from './b.ts';\nexport const c = b;"],
      ['src/core/d.ts', "import { a } from './a.ts';\nexport const d = a;"],
    ]);
    const [violation, ...more] = checkBoundaries(sources);
    expect(violation?.what).toBe('src/core/a.ts → src/core/c.ts → src/core/b.ts → src/core/a.ts');
    expect(more).toEqual([]);
  });

  test('has nothing to say about an empty house', () => {
    expect(checkBoundaries(new Map())).toEqual([]);
  });
});
