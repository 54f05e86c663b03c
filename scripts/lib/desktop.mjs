// A desktop of one's own for a while: a screen, a session bus and an unlocked keyring, none of them the person's.
// Linux only; elsewhere the system's own are used.

import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { hasDisplay } from './paths.mjs';
import { capture, which } from './run.mjs';
import { Trouble } from './say.mjs';

/** Milliseconds in which a helper has to say that it is up. */
const PATIENCE = 20_000;

/** @typedef {import('node:child_process').ChildProcess} ChildProcess */

/**
 * Starts a helper that the kernel ends with us, and waits for what it writes on descriptor 3, or for a sign that it is
 * up.
 * @param {string} name @param {readonly string[]} args
 * @param {{env: NodeJS.ProcessEnv, input?: string, isUp?: () => Promise<boolean>, started: ChildProcess[]}} options
 * @returns {Promise<string>} the line it wrote
 */
async function startHelper(name, args, { env, input, isUp, started }) {
  const file = which(name);
  if (!file) throw new Trouble(`${name} is not installed. Run: node scripts/setup.mjs --test`);
  const guard = which('setpriv');
  const [command, full] = guard ? [guard, ['--pdeathsig', 'KILL', '--', file, ...args]] : [file, args];
  const child = spawn(command, full, { env, stdio: ['pipe', 'pipe', 'pipe', 'pipe'] });
  started.push(child);
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  let told = '';
  child.stderr.on('data', (data) => {
    told = `${told}${data}`.slice(-2000);
  });
  child.stdout.resume();
  let line = '';
  child.stdio[3]?.on('data', (data) => {
    line += data;
  });
  let failure = '';
  child.on('error', (error) => {
    failure = error.message;
  });
  child.on('exit', (code) => {
    failure = `it ended with code ${code}`;
  });
  for (const since = Date.now(); Date.now() - since < PATIENCE; await sleep(20)) {
    if (failure !== '') break;
    if (isUp ? await isUp() : line.includes('\n')) return line.trim();
  }
  throw new Trouble(`${name} did not start: ${failure || 'it gives no sign'}\n${told}`);
}

/** @param {ChildProcess} child */
function ended(child) {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => child.once('exit', resolve));
}

/**
 * Starts the desktop.
 * @param {{screen?: boolean}} [options] screen: a screen of its own even where there is one (the default), so that
 *   tests do not put windows in a person's way
 * @returns {Promise<{env: NodeJS.ProcessEnv, stop: () => Promise<void>}>} env: for the programs that use it
 */
export async function startDesktop({ screen = process.env.SLIPWAY_SHOW !== '1' || !hasDisplay() } = {}) {
  if (process.platform !== 'linux') return { env: process.env, stop: async () => {} };
  const folder = mkdtempSync(join(tmpdir(), 'slipway-desktop-'));
  /** @param {string} name */
  const own = (name) => {
    mkdirSync(join(folder, name), { mode: 0o700 });
    return join(folder, name);
  };
  /** @type {ChildProcess[]} */
  const started = [];
  /** @type {NodeJS.ProcessEnv} */
  const env = {
    ...process.env,
    // The keyring and the app keep their files here and not among the person's.
    XDG_CONFIG_HOME: own('config'),
    XDG_DATA_HOME: own('data'),
    XDG_STATE_HOME: own('state'),
    XDG_RUNTIME_DIR: own('run'),
    NO_AT_BRIDGE: '1',
  };
  const stop = async () => {
    for (const child of started.reverse()) {
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), 3000);
      await ended(child);
      clearTimeout(timer);
    }
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    if (screen) {
      // Only root may make the sockets' folder; a screen without it is reached all the same.
      const args = ['-displayfd', '3', '-screen', '0', '1600x1000x24', '-nolisten', 'tcp', '-noreset'];
      env.DISPLAY = `:${await startHelper('Xvfb', args, { env, started })}`;
      delete env.WAYLAND_DISPLAY;
      env.XDG_SESSION_TYPE = 'x11';
    }
    const bus = ['--session', '--nofork', '--nosyslog', '--print-address=3'];
    env.DBUS_SESSION_BUS_ADDRESS = await startHelper('dbus-daemon', bus, { env, started });
    const ask = ['--session', '--print-reply', '--dest=org.freedesktop.DBus', '/', 'org.freedesktop.DBus.NameHasOwner'];
    const isUp = async () => {
      const reply = await capture('dbus-send', [...ask, 'string:org.freedesktop.secrets'], { env });
      return reply.stdout.includes('true');
    };
    const keyring = ['--foreground', '--unlock', '--components=secrets'];
    // The password must not be empty: an empty one leaves the keyring locked.
    await startHelper('gnome-keyring-daemon', keyring, { env, input: 'slipway', isUp, started });
    return { env, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
