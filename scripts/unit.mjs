#!/usr/bin/env node
// `npm run unit [-- Vitest's arguments]`: every suite that needs no window, in the toolchain's Node.
// `npm run unit:electron`: those that run in Electron's Node in the product, in that Node.
// `npm run crash [-- --kills N --seed S] [a part of a file's name]`: the attacks of test/crash on the built app, at full
// length; without `--long` they are as short as `npm test` has them.

import { ensureBuilt } from './lib/build.mjs';
import { become } from './lib/child.mjs';
import { root } from './lib/paths.mjs';
import { main, Trouble } from './lib/say.mjs';
import { vitestCommand } from './lib/vitest.mjs';
import { setUp } from './setup.mjs';

/** Kills at full length. */
const MANY_KILLS = 500;

/**
 * What the attacks are told by their environment, taken out of the words.
 * @param {readonly string[]} words
 * @returns {{env: NodeJS.ProcessEnv, rest: string[]}} rest: Vitest's
 */
function crashOptions(words) {
  const rest = [...words];
  /** @param {string} name @returns {string | undefined} */
  const number = (name) => {
    const at = rest.indexOf(name);
    if (at < 0) return undefined;
    const [, value = ''] = rest.splice(at, 2);
    if (!/^\d{1,9}$/.test(value)) throw new Trouble(`${name} takes a whole number, not ${JSON.stringify(value)}`);
    return value;
  };
  const at = rest.indexOf('--long');
  if (at >= 0) rest.splice(at, 1);
  const kills = number('--kills') ?? (at < 0 ? undefined : String(MANY_KILLS));
  const seed = number('--seed');
  return {
    env: {
      ...(at >= 0 && { SLIPWAY_LONG: '1' }),
      ...(kills !== undefined && { SLIPWAY_KILLS: kills }),
      ...(seed !== undefined && { SLIPWAY_KILL_SEED: seed }),
    },
    rest,
  };
}

await main(async () => {
  const words = process.argv.slice(2);
  const suite = words[0] === '--electron' ? 'electron' : words[0] === '--crash' ? 'crash' : 'unit';
  const crash = suite === 'crash' ? crashOptions(words.slice(1)) : null;
  await setUp({ test: suite === 'crash', quiet: true });
  if (suite === 'crash') await ensureBuilt();
  const given = crash?.rest ?? (suite === 'unit' ? words : words.slice(1));
  const { file, args, env } = await vitestCommand(suite, given);
  return become(file, args, { cwd: root, env: { ...process.env, ...env, ...crash?.env } });
});
