import { posix } from 'node:path';
import { type ESTree, parseSync, Visitor } from 'vite';

/** A rule of the house that a file breaks. */
export interface Violation {
  readonly rule: Rule;
  /** The file, from the root, with `/`. */
  readonly file: string;
  /** What in the file, in words. */
  readonly what: string;
}

export type Rule =
  | 'layers'
  | 'features'
  | 'ui'
  | 'pure-core'
  | 'only-here'
  | 'worker-threads'
  | 'sql'
  | 'default-export'
  | 'barrel'
  | 'cycle'
  | 'size'
  | 'syntax';

const MOST_LINES = 400;

/** What each layer may import of the others; its own files always. Nobody imports upward. */
const LAYERS: Readonly<Record<string, readonly string[]>> = {
  core: [],
  contract: ['core'],
  main: ['core', 'contract'],
  preload: ['core', 'contract'],
  renderer: ['core', 'contract'],
};

/** Modules with one home: a pattern for the import and the places it may be made from. */
const HOMES: readonly { readonly module: RegExp; readonly homes: RegExp; readonly why: string }[] = [
  { module: /^keytar$/, homes: /^src\/main\/keychain\//, why: 'the key is the keychain room’s alone' },
  {
    module: /^undici(\/|$)/,
    homes: /^src\/main\/(http\/|practice\/(receipt|callback)-poster\.ts$)/,
    why: 'HTTP goes out of http/ alone',
  },
  { module: /^(@photostructure\/sqlite|node:sqlite)$/, homes: /^src\/main\/store\//, why: 'SQL lives in store/' },
  { module: /^electron$/, homes: /^src\/(main|preload)\//, why: 'core, contract and renderer know no Electron' },
  { module: /^node:/, homes: /^src\/main\//, why: 'Node is for the main process' },
];

/** Rooms that run on threads and processes of their own, without Electron, the key or the network client. */
const PLAIN_ROOMS = /^src\/main\/(store|import|practice)\//;

/** The one file that may name each of these. */
const ONE_FILE: Readonly<Record<string, string>> = { ipcMain: 'src/main/ipc/bridge.ts' };

/** What core must be given and may not take: the clock, randomness, timers, input and output. */
const AMBIENT = new Set(
  (
    'setTimeout setInterval setImmediate clearTimeout clearInterval queueMicrotask crypto performance process global ' +
    'globalThis window document navigator localStorage sessionStorage fetch XMLHttpRequest WebSocket require console'
  ).split(' '),
);

/** Written in capitals, as the store writes it, so that prose does not count. */
const SQL =
  /^\s*(SELECT\s|INSERT (OR \w+ )?INTO\s|UPDATE \w+ SET\s|DELETE FROM\s|CREATE (TEMP |UNIQUE |VIRTUAL )?(TABLE|INDEX|TRIGGER|VIEW)\s|DROP (TABLE|INDEX)\s|ALTER TABLE\s|PRAGMA \w|BEGIN (IMMEDIATE|EXCLUSIVE)|WITH \w+ AS )/;

interface FileFacts {
  readonly imports: readonly string[];
  readonly ambient: readonly string[];
  readonly named: readonly string[];
  readonly sql: readonly string[];
  readonly bridge: boolean;
  readonly defaultExport: boolean;
  readonly barrel: boolean;
  readonly broken: string | undefined;
}

const isNamed = (node: ESTree.Node, name: string) => node.type === 'Identifier' && node.name === name;

/** Every name the file binds itself: such a name is not the global one. */
function boundNames(source: string): ReadonlySet<string> {
  const bound = new Set<string>();
  for (const match of source.matchAll(/\b(?:const|let|var|function|class|import)\s+(?:type\s+)?\{?\s*([\w$]+)/g)) {
    bound.add(match[1] ?? '');
  }
  // Parameters and destructured names: `name:`, `name,` and `name)` after an opening bracket or comma.
  for (const match of source.matchAll(/[({,]\s*(?:readonly\s+)?([\w$]+)\??\s*(?=[:,)}=])/g)) bound.add(match[1] ?? '');
  return bound;
}

function factsOf(file: string, source: string): FileFacts {
  const { program, errors } = parseSync(file, source, {
    lang: file.endsWith('x') ? 'tsx' : 'ts',
    sourceType: 'module',
  });
  const imports: string[] = [];
  const ambient = new Set<string>();
  const named = new Set<string>();
  const sql: string[] = [];
  let bridge = false;
  const bound = boundNames(source);
  const text = (value: string) => {
    if (SQL.test(value)) sql.push(value.trim().slice(0, 40));
  };
  const take = (node: ESTree.Node) => {
    if (node.type === 'Identifier' && AMBIENT.has(node.name) && !bound.has(node.name)) ambient.add(node.name);
  };
  new Visitor({
    ImportDeclaration: (node) => void imports.push(node.source.value),
    ExportAllDeclaration: (node) => void imports.push(node.source.value),
    ExportNamedDeclaration: (node) => void (node.source && imports.push(node.source.value)),
    ImportExpression: (node) => {
      if (node.source.type === 'Literal' && typeof node.source.value === 'string') imports.push(node.source.value);
    },
    TSImportType: (node) => void imports.push(node.source.value),
    Identifier: (node) => void (Object.hasOwn(ONE_FILE, node.name) && named.add(node.name)),
    Literal: (node) => void (typeof node.value === 'string' && text(node.value)),
    TemplateElement: (node) => text(node.value.cooked ?? ''),
    CallExpression: (node) => {
      take(node.callee);
      if (isNamed(node.callee, 'Date')) ambient.add('Date()');
    },
    NewExpression: (node) => {
      take(node.callee);
      if (isNamed(node.callee, 'Date') && node.arguments.length === 0) ambient.add('new Date()');
    },
    MemberExpression: (node) => {
      take(node.object);
      if (node.property.type !== 'Identifier') return;
      if (isNamed(node.object, 'Date') && node.property.name === 'now') ambient.add('Date.now');
      if (isNamed(node.object, 'Math') && node.property.name === 'random') ambient.add('Math.random');
      if (isNamed(node.object, 'window') && node.property.name === 'slipway') bridge = true;
    },
  }).visit(program);
  const body = program.body;
  return {
    imports,
    ambient: [...ambient],
    named: [...named],
    sql,
    bridge,
    defaultExport: body.some((node) => isDefaultExport(node)),
    barrel: body.length > 0 && body.every((node) => isReexport(node)),
    broken: errors[0]?.message,
  };
}

function isDefaultExport(node: ESTree.Node): boolean {
  if (node.type === 'ExportDefaultDeclaration') return true;
  if (node.type !== 'ExportNamedDeclaration') return false;
  return node.specifiers.some(
    ({ exported }) => (exported.type === 'Literal' ? exported.value : exported.name) === 'default',
  );
}

function isReexport(node: ESTree.Node): boolean {
  return node.type === 'ExportAllDeclaration' || (node.type === 'ExportNamedDeclaration' && node.source !== null);
}

/** @returns the file an import names, from the root; undefined for a package */
function resolveImport(from: string, request: string): string | undefined {
  const bare = request.replace(/\?.*$/, '');
  if (bare.startsWith('.')) return posix.join(posix.dirname(from), bare);
  if (bare.startsWith('#test/')) return bare.slice(1);
  return bare.startsWith('#') ? `src/${bare.slice(1)}` : undefined;
}

const layerOf = (file: string) => /^src\/(\w+)\//.exec(file)?.[1];
const featureOf = (file: string) => /^src\/renderer\/src\/features\/([^/]+)\//.exec(file)?.[1];

function* importViolations(file: string, requests: readonly string[]): Generator<Violation> {
  const layer = layerOf(file);
  for (const request of requests) {
    const target = resolveImport(file, request);
    if (target === undefined) {
      yield* packageViolations(file, request);
      continue;
    }
    const other = layerOf(target);
    if (layer && !target.startsWith('src/')) {
      yield { rule: 'layers', file, what: `reaches out of src/ for ${target}` };
    } else if (layer && other !== layer && !LAYERS[layer]?.includes(other ?? '')) {
      yield { rule: 'layers', file, what: `${layer} must not import ${target}` };
    }
    const feature = featureOf(target);
    const own = featureOf(file);
    if (own && feature && feature !== own) yield { rule: 'features', file, what: `imports the feature ${feature}` };
    if (feature && file.startsWith('src/renderer/src/ui/')) yield { rule: 'ui', file, what: `knows ${feature}` };
  }
}

function* packageViolations(file: string, request: string): Generator<Violation> {
  if (!file.startsWith('src/')) return;
  for (const { module, homes, why } of HOMES) {
    if (module.test(request) && !homes.test(file))
      yield { rule: 'only-here', file, what: `imports ${request}: ${why}` };
  }
  if (PLAIN_ROOMS.test(file) && /^(electron|electron-log.*|keytar)$/.test(request)) {
    yield { rule: 'worker-threads', file, what: `imports ${request}, and runs where there is none` };
  }
}

function* fileViolations(file: string, source: string, facts: FileFacts): Generator<Violation> {
  if (facts.broken !== undefined) yield { rule: 'syntax', file, what: facts.broken };
  const lines = source.split('\n').length - (source.endsWith('\n') ? 1 : 0);
  if (lines > MOST_LINES) yield { rule: 'size', file, what: `${lines} lines; ${MOST_LINES} is the most` };
  if (facts.defaultExport && !/\.config\.ts$/.test(file))
    yield { rule: 'default-export', file, what: 'default export' };
  if (facts.barrel) yield { rule: 'barrel', file, what: 'only passes on what others export' };
  if (!file.startsWith('src/')) return;
  if (/^src\/(core|contract)\//.test(file)) {
    for (const name of facts.ambient) yield { rule: 'pure-core', file, what: `uses ${name}` };
  }
  for (const name of facts.named) {
    if (ONE_FILE[name] !== file) yield { rule: 'only-here', file, what: `${name} is for ${ONE_FILE[name]} alone` };
  }
  if (facts.bridge && file !== 'src/renderer/src/api.ts') {
    yield { rule: 'only-here', file, what: 'window.slipway is for src/renderer/src/api.ts alone' };
  }
  if (!file.startsWith('src/main/store/')) {
    for (const query of facts.sql) yield { rule: 'sql', file, what: `${query}…` };
  }
}

/** @returns each circle of imports once, from its alphabetically first file */
function* cycles(graph: ReadonlyMap<string, readonly string[]>): Generator<Violation> {
  const done = new Set<string>();
  const seen = new Set<string>();
  function* walk(file: string, path: readonly string[]): Generator<Violation> {
    if (done.has(file)) return;
    const at = path.indexOf(file);
    if (at >= 0) {
      const circle = path.slice(at);
      const key = [...circle].sort().join(' ');
      if (!seen.has(key)) yield { rule: 'cycle', file, what: [...circle, file].join(' → ') };
      seen.add(key);
      return;
    }
    for (const next of graph.get(file) ?? []) yield* walk(next, [...path, file]);
    done.add(file);
  }
  for (const file of [...graph.keys()].sort()) yield* walk(file, []);
}

/**
 * Checks the rules of the house (docs/MAP.md) on sources.
 * @param sources path from the root, with `/` → text; TypeScript only
 * @returns what breaks a rule, in the order of the files
 */
export function checkBoundaries(sources: ReadonlyMap<string, string>): readonly Violation[] {
  const violations: Violation[] = [];
  const graph = new Map<string, readonly string[]>();
  for (const [file, source] of sources) {
    const facts = factsOf(file, source);
    const targets = facts.imports.map((request) => resolveImport(file, request));
    graph.set(file, targets.filter((target) => target !== undefined && sources.has(target)) as string[]);
    violations.push(...importViolations(file, facts.imports), ...fileViolations(file, source, facts));
  }
  return [...violations, ...cycles(graph)];
}
