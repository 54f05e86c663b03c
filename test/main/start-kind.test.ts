import { describe, expect, it } from 'vitest';
import { type StartFacts, startKind } from '#main/start-kind.ts';

const here = new Set(['/a/people.csv', '/a/send me.csv']);
const facts = (change: Partial<StartFacts> = {}): StartFacts => ({
  platform: 'linux',
  env: { DISPLAY: ':0' },
  argv: [],
  exists: (path) => here.has(path),
  ...change,
});
const window = { kind: 'window', dataDir: null, file: null };

describe('what the arguments start', () => {
  it.each([
    [[], window],
    [['status', '--json'], { kind: 'command' }],
    [['--help'], { kind: 'command' }],
    [['/a/people.csv'], { ...window, file: '/a/people.csv' }],
    [['file:///a/send%20me.csv'], { ...window, file: '/a/send me.csv' }],
    [['--data-dir', '/d'], { ...window, dataDir: '/d' }],
    [['--data-dir', '/d', '/a/people.csv'], { kind: 'window', dataDir: '/d', file: '/a/people.csv' }],
    [['statsu'], { kind: 'unknown', word: 'statsu' }],
    [['foo', '--json'], { kind: 'unknown', word: 'foo' }],
    [['/a/missing.csv'], { kind: 'unknown', word: '/a/missing.csv' }],
    [['file://other.example/a/people.csv'], { kind: 'unknown', word: 'file://other.example/a/people.csv' }],
    [['file:///a/%'], { kind: 'unknown', word: 'file:///a/%' }],
  ])('%j', (args, expected) => {
    expect(startKind(args, facts())).toEqual(expected);
  });

  it('a window needs a display, a command and a mistyped one do not', () => {
    const none = facts({ env: {} });
    expect(startKind([], none)).toEqual({ kind: 'no_display' });
    expect(startKind(['/a/people.csv'], none)).toEqual({ kind: 'no_display' });
    expect(startKind(['status'], none)).toEqual({ kind: 'command' });
    expect(startKind(['foo'], none)).toEqual({ kind: 'unknown', word: 'foo' });
    expect(startKind([], facts({ env: { WAYLAND_DISPLAY: 'wayland-0' } }))).toEqual(window);
    expect(startKind([], facts({ env: {}, platform: 'win32' }))).toEqual(window);
    expect(startKind([], facts({ env: {}, argv: ['slipway', '--ozone-platform=headless'] }))).toEqual(window);
  });
});
