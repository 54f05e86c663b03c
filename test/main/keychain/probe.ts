// Started by keytar-keychain.test.ts under one session bus or another: says what the real keychain answers there.
import type { Result } from '#core/kernel/result.ts';
import { createKeytarKeychain } from '#main/keychain/keytar-keychain.ts';

const keychain = createKeytarKeychain({ service: 'Slipway probe' });

function said<T>(result: Result<T>): unknown {
  return result.ok ? (result.value ?? null) : result.error.code;
}

if (process.argv[2] === 'keep') {
  const kept = await keychain.set('probe', 'a key');
  process.stdout.write(`${JSON.stringify(kept.ok)}\n`);
} else {
  const state = await keychain.state();
  const get = said(await keychain.get('probe'));
  const set = await keychain.set('probe', 'another key');
  const gone = await keychain.delete('probe');
  const answer = { state, get, set: set.ok ? 'ok' : set.error.code, delete: gone.ok ? 'ok' : gone.error.code };
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
