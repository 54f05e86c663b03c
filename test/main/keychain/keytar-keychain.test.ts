import { execFileSync, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createKeytarKeychain } from '#main/keychain/keytar-keychain.ts';
import { keychainSuite } from '../../contracts/keychain.suite.ts';

// The real thing. On Linux it needs a Secret Service that is unlocked, as `dbus-run-session -- sh -c
// 'printf test | gnome-keyring-daemon --unlock --components=secrets && …'` gives; elsewhere it is always there.
const hasKeychain =
  process.platform === 'linux'
    ? process.env.DBUS_SESSION_BUS_ADDRESS !== undefined &&
      (await createKeytarKeychain({ service: 'Slipway tests' }).state()) === 'ready'
    : process.env.CI !== undefined;

describe.skipIf(!hasKeychain)('the keychain of this system', () => {
  keychainSuite('keytar', () => createKeytarKeychain({ service: 'Slipway tests' }));
});

// The other states each need a session bus of their own, so a process of its own reports what it met.
const probe = fileURLToPath(new URL('probe.ts', import.meta.url));
const canRun = process.platform === 'linux' && 'typescript' in process.features && process.features.typescript;

function installed(command: string): boolean {
  return spawnSync('sh', ['-c', `command -v ${command}`]).status === 0;
}

function report(command: string, args: readonly string[], env: NodeJS.ProcessEnv): unknown {
  const clean = { ...process.env, PROBE: probe, NODE: process.execPath, ...env };
  const out = execFileSync(command, args, {
    env: clean,
    encoding: 'utf8',
    timeout: 30_000,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return JSON.parse(out.trim().split('\n').at(-1) ?? '');
}

describe.skipIf(!canRun)('without a Secret Service', () => {
  const missing = { state: 'missing', get: 'keychain_missing', set: 'keychain_missing', delete: 'keychain_missing' };

  it('no session bus: missing, said in so many words', () => {
    const env = { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent', DISPLAY: '' };
    expect(report(process.execPath, [probe], env)).toEqual(missing);
  });

  it('no bus address at all', () => {
    const env = { DBUS_SESSION_BUS_ADDRESS: undefined, DISPLAY: undefined, XDG_RUNTIME_DIR: '/nonexistent' };
    expect(report(process.execPath, [probe], env)).toEqual(missing);
  });
});

describe.skipIf(!canRun || !installed('dbus-run-session') || !installed('gnome-keyring-daemon'))(
  'a Secret Service',
  () => {
    // A bus that knows a screen puts the keyring's question on it, and then waits for somebody to answer.
    const noScreen = { DISPLAY: undefined, WAYLAND_DISPLAY: undefined };
    const home = 'export HOME="$(mktemp -d)" XDG_DATA_HOME= XDG_RUNTIME_DIR="$HOME" DISPLAY=; ';
    const unlock = 'printf test | gnome-keyring-daemon --unlock --components=secrets >/dev/null; ';

    it('unlocked: ready, and a key survives', () => {
      const script = `${home}${unlock}"$NODE" "$PROBE"`;
      expect(report('dbus-run-session', ['--', 'sh', '-c', script], noScreen)).toEqual({
        state: 'ready',
        get: null,
        set: 'ok',
        delete: 'ok',
      });
    });

    it('locked with a key inside: locked, never "no key"', () => {
      const lock =
        'gdbus call --session --dest org.freedesktop.secrets --object-path /org/freedesktop/secrets ' +
        '--method org.freedesktop.Secret.Service.Lock "[objectpath \'/org/freedesktop/secrets/aliases/default\']" >/dev/null; ';
      const script = `${home}${unlock}"$NODE" "$PROBE" keep >/dev/null; ${lock}"$NODE" "$PROBE"`;
      expect(report('dbus-run-session', ['--', 'sh', '-c', script], noScreen)).toEqual({
        state: 'locked',
        get: 'keychain_locked',
        set: 'keychain_locked',
        delete: 'keychain_locked',
      });
    });
  },
);
