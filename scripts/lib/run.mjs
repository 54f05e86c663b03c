// Child processes.

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

/**
 * Runs a program to its end and keeps what it says.
 * @param {string} file
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<{code: number, stdout: string, stderr: string}>} code -1 when it could not be started
 */
export function capture(file, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(file, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    child.stdout?.on('data', (data) => {
      stdout += data;
    });
    child.stderr?.on('data', (data) => {
      stderr += data;
    });
    child.on('error', (error) => resolve({ code: -1, stdout, stderr: stderr + error.message }));
    child.on('close', (code) => resolve({ code: code ?? -1, stdout, stderr }));
  });
}

/** @param {string} text @param {number} [count] the last lines that say something, for a failure's message */
export function lastLines(text, count = 12) {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(-count)
    .map((line) => `  ${line}`)
    .join('\n');
}

/** @param {string} name @returns {string | undefined} the program's path, when it is installed */
export function which(name) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/sbin'];
  return folders.map((folder) => join(folder, name)).find((file) => existsSync(file));
}

/**
 * Runs npm, by the very npm that runs us when there is one.
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 */
export function npm(args, options) {
  const script = process.env.npm_execpath;
  // npm's own Node, not ours: ours may be the one that npm is about to replace.
  const node = process.env.npm_node_execpath ?? process.execPath;
  if (script?.endsWith('npm-cli.js') && existsSync(script) && existsSync(node)) {
    const beside = join(dirname(node), process.platform === 'win32' ? 'node.exe' : 'node');
    const path = `${dirname(beside)}${delimiter}${process.env.PATH ?? ''}`;
    return capture(node, [script, ...args], { ...options, env: { ...process.env, ...options?.env, PATH: path } });
  }
  if (process.platform === 'win32') return capture(`npm.cmd ${args.join(' ')}`, [], { ...options, shell: true });
  return capture('npm', args, options);
}
