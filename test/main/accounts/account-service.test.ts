import { describe, expect, it } from 'vitest';
import { defaultBaseUrl, defaultPaths } from '#core/gateway/port.ts';
import { Failure } from '#core/kernel/errors.ts';
import { type KeptKey, readKept } from '#main/accounts/kept-key.ts';
import { readTree } from '#test/support/read-tree.ts';
import { type ServicesBench, servicesBench } from '#test/support/services-bench.ts';
import { practice } from '../../practice/helpers.ts';

const codeOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
  } catch (thrown) {
    if (thrown instanceof Failure) return thrown.error.code;
    throw thrown;
  }
  return 'nothing was thrown';
};
const canary = 'canary-key-5b1d2';

async function keyIn(bench: ServicesBench, uid: string): Promise<KeptKey | null> {
  const found = await bench.keychain.get(uid);
  if (!found.ok) throw new Failure(found.error);
  return found.value === null ? null : readKept(found.value);
}

describe('accounts', () => {
  it('there is always one to practise with; adding an account does not put it in use', async () => {
    const { services } = await servicesBench();
    const { accounts } = services;
    expect(await accounts.active()).toMatchObject({ kind: 'practice', active: true });
    expect((await accounts.ensurePractice()).id).toBe((await accounts.ensurePractice()).id);
    const { account, kept } = await accounts.create(' Office ', undefined, canary);
    expect([account.name, account.baseUrl, kept, account.active]).toEqual([
      'Office',
      defaultBaseUrl,
      'keychain',
      false,
    ]);
    expect((await accounts.list()).map(({ kind, key, active }) => [kind, key, active])).toEqual([
      ['practice', 'kept', true],
      ['live', 'kept', false],
    ]);
  });

  it('one address is one account for the command, whatever its spelling', async () => {
    const { services } = await servicesBench();
    const first = await services.accounts.ensureLive('http://127.0.0.1:9/api/');
    expect((await services.accounts.ensureLive('http://127.0.0.1:9/api')).id).toBe(first.id);
    expect((await services.accounts.ensureLive('http://127.0.0.1:10/api')).id).not.toBe(first.id);
    // Gentle with a service somewhere, brisk with one on this machine.
    expect([
      first.ratePerSecond,
      (await services.accounts.ensureLive('https://example.org/api')).ratePerSecond,
    ]).toEqual([100, 10]);
    expect(await codeOf(services.accounts.ensureLive('http://example.org/api'))).toBe('base_url_invalid');
    expect(await codeOf(services.accounts.update(first.id, { baseUrl: 'ftp://example.org' }))).toBe('base_url_invalid');
  });

  it('the key is in the keychain and nowhere else, and goes with its account (P13)', async () => {
    const bench = await servicesBench();
    const { accounts } = bench.services;
    const { account } = await accounts.create('Office', 'http://127.0.0.1:9/api', ` ${canary}\n`);
    expect(await keyIn(bench, account.uid)).toEqual({ key: canary, origin: 'http://127.0.0.1:9' });
    expect(JSON.stringify(await accounts.list())).not.toContain(canary);
    await accounts.remove(account.id);
    expect(await bench.keychain.get(account.uid)).toEqual({ ok: true, value: null });
    await bench.close();
    expect(readTree(bench.dataDir).includes(canary)).toBe(false);
  });

  it('is replaced and removed', async () => {
    const bench = await servicesBench();
    const { accounts } = bench.services;
    const { account } = await accounts.create('Office', 'http://127.0.0.1:9/api', canary);
    expect(await accounts.setKey(account.id, 'another-key')).toBe('keychain');
    expect((await keyIn(bench, account.uid))?.key).toBe('another-key');
    expect(await codeOf(accounts.setKey(account.id, '  '))).toBe('key_missing');
    await accounts.removeKey(account.id);
    expect(await accounts.keyState(account)).toBe('none');
    expect(await codeOf(accounts.gateway(account.id, 1))).toBe('key_missing');
  });
});

describe('a keychain that cannot be used (P14)', () => {
  it('missing: the key lives until the app quits, and never on disk', async () => {
    const service = await practice({}, undefined);
    const bench = await servicesBench();
    bench.keychain.become('missing');
    const { accounts } = bench.services;
    const { account, kept } = await accounts.create('Office', service.url, 'practice-key');
    expect([kept, await accounts.keyState(account)]).toEqual(['session', 'session']);
    expect(await accounts.profile(account.id)).toMatchObject({ name: 'Practice account' });
    await accounts.removeKey(account.id);
    expect(await accounts.keyState(account)).toBe('none');
    await accounts.setKey(account.id, canary);
    await bench.close();
    expect(readTree(bench.dataDir).includes(canary)).toBe(false);
    const next = await servicesBench({ dataDir: bench.dataDir, keychain: bench.keychain });
    expect(await next.services.accounts.keyState(account)).toBe('none');
  });

  it('locked is not "no key": it says so, keeps nothing in memory, and leaves no account behind', async () => {
    const bench = await servicesBench();
    const { accounts } = bench.services;
    const { account } = await accounts.create('Office', 'http://127.0.0.1:9/api', canary);
    bench.keychain.become('locked');
    expect(await accounts.keyState(account)).toBe('locked');
    expect(await codeOf(accounts.gateway(account.id, 1))).toBe('keychain_locked');
    expect(await codeOf(accounts.setKey(account.id, 'other'))).toBe('keychain_locked');
    expect(await codeOf(accounts.removeKey(account.id))).toBe('keychain_locked');
    const before = (await accounts.list()).length;
    expect(await codeOf(accounts.create('Second', 'http://127.0.0.1:8/api', 'second-key'))).toBe('keychain_locked');
    expect((await accounts.list()).length).toBe(before);
    bench.keychain.become('ready');
    expect(await accounts.keyState(account)).toBe('kept');
    expect((await keyIn(bench, account.uid))?.key).toBe(canary);
  });

  it('locked: an account is not removed while its key would stay behind', async () => {
    const bench = await servicesBench();
    const { accounts } = bench.services;
    const { account } = await accounts.create('Office', 'http://127.0.0.1:9/api', canary);
    bench.keychain.become('locked');
    expect(await codeOf(accounts.remove(account.id))).toBe('keychain_locked');
    bench.keychain.become('ready');
    await accounts.remove(account.id);
    expect(await bench.keychain.get(account.uid)).toEqual({ ok: true, value: null });
  });
});

describe('the key for one run', () => {
  it('goes before the kept one, is never stored, and the kept one is there again without it', async () => {
    const service = await practice();
    const first = await servicesBench({ keyForThisRun: 'practice-key' });
    const account = await first.services.accounts.ensureLive(service.url);
    expect(await first.services.accounts.keyState(account), 'before the run has chosen').toBe('none');
    first.services.accounts.bindKeyForThisRun(account);
    expect(await first.services.accounts.keyState(account)).toBe('session');
    expect(await first.services.accounts.profile(account.id)).toMatchObject({ balance: 5_000_000 });
    expect(await first.keychain.get(account.uid)).toEqual({ ok: true, value: null });
    await first.close();
    expect(readTree(first.dataDir).includes('practice-key')).toBe(false);
    const next = await servicesBench({ dataDir: first.dataDir, keychain: first.keychain });
    expect(await codeOf(next.services.accounts.gateway(account.id, 1))).toBe('key_missing');
  });
});

describe('asking the service', () => {
  it('remembers the profile with its time and the address that answered', async () => {
    const service = await practice();
    const bench = await servicesBench();
    const id = await bench.account(service.url);
    expect(await bench.services.accounts.lastProfile(id)).toBeNull();
    const profile = await bench.services.accounts.profile(id);
    expect(profile).toMatchObject({ balanceText: '5,000,000', balance: 5_000_000 });
    expect(profile.url).toBe(`${service.url}${defaultPaths.profile}`);
    expect(await bench.services.accounts.lastProfile(id)).toEqual(profile);
    expect(bench.most.open).toBe(0);
  });

  it.each([
    ['practice-key', 'nothing was thrown'],
    ['wrong', 'key_wrong'],
    ['no-permission', 'no_permission'],
    ['', 'key_missing'],
  ])('tries a key that is not kept yet: "%s"', async (key, code) => {
    const service = await practice();
    const bench = await servicesBench();
    expect(await codeOf(bench.services.accounts.test(service.url, undefined, key))).toBe(code);
    expect((await bench.services.accounts.list()).length).toBe(1);
    expect(await codeOf(bench.services.accounts.test('http://example.org', undefined, key))).toBe('base_url_invalid');
  });

  it('another path answers for itself', async () => {
    const service = await practice();
    const bench = await servicesBench();
    const wrong = bench.services.accounts.test(service.url, '/nowhere', 'practice-key');
    expect(await codeOf(wrong)).toBe('service_wrong_address');
  });
});
