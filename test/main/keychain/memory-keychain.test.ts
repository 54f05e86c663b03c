import { expect, it } from 'vitest';
import { createMemoryKeychain } from '#main/keychain/memory-keychain.ts';
import { keychainSuite } from '../../contracts/keychain.suite.ts';

keychainSuite('memory keychain', () => createMemoryKeychain());

it.each([
  ['locked', 'keychain_locked'],
  ['missing', 'keychain_missing'],
] as const)('%s is an error, never "no key"', async (state, code) => {
  const keychain = createMemoryKeychain();
  await keychain.set('a', 'key');
  keychain.become(state);
  const failure = { ok: false, error: { code } };
  expect(await keychain.get('a')).toMatchObject(failure);
  expect(await keychain.set('a', 'x')).toMatchObject(failure);
  expect(await keychain.delete('a')).toMatchObject(failure);
  keychain.become('ready');
  expect(await keychain.get('a')).toEqual({ ok: true, value: 'key' });
});
