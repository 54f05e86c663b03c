import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AppError, Failure } from '#core/kernel/errors.ts';
import type { AccountId } from '#core/kernel/ids.ts';
import { readKept, writeKept } from '#main/accounts/kept-key.ts';
import { restoreBackup } from '#main/backup/replace-database.ts';
import { createMemoryKeychain, type MemoryKeychain } from '#main/keychain/memory-keychain.ts';
import { databasePath } from '#main/services/open-services.ts';
import { withUpkeep } from '#main/store/client.ts';
import { commandBench, peopleCsv } from '#test/support/command-bench.ts';
import { type ServicesBench, servicesBench } from '#test/support/services-bench.ts';
import { storeHere } from '#test/support/store-worker.ts';
import { practice } from '../../practice/helpers.ts';

const errorOf = async (work: Promise<unknown>): Promise<AppError | null> => {
  try {
    await work;
    return null;
  } catch (thrown) {
    if (thrown instanceof Failure) return thrown.error;
    throw thrown;
  }
};

/** Changes the database past the app, as a backup from elsewhere would. */
function moveAccount(dataDir: string, id: AccountId, baseUrl: string): void {
  const db = new DatabaseSync(join(dataDir, 'slipway.db'));
  db.prepare('UPDATE accounts SET base_url = ? WHERE id = ?').run(baseUrl, id);
  db.close();
}

const again = (bench: ServicesBench, keychain: MemoryKeychain = bench.keychain): Promise<ServicesBench> =>
  servicesBench({ dataDir: bench.dataDir, keychain });

describe('what lies in the keychain', () => {
  it('is read back, whatever the key is made of, and a plain value is a key without origin', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (key) => {
        const origin = 'https://example.org:8443';
        expect(readKept(writeKept(key, origin))).toEqual({ key, origin });
        expect(readKept(key)).toEqual({ key, origin: null });
      }),
    );
    for (const key of ['{"v":1,', '{"v":1,"key":7,"origin":"x"}', '{"v":1,"key":"a","origin":"b","more":1}']) {
      expect(readKept(key)).toEqual({ key, origin: null });
    }
  });
});

describe('the key is bound to its origin (P30)', () => {
  it('a changed address gets no key until a person types it again; the old address still has it', async () => {
    const [home, other] = [await practice(), await practice()];
    const bench = await servicesBench();
    const { accounts } = bench.services;
    const id = await bench.account(home.url);
    const moved = await accounts.update(id, { baseUrl: other.url });
    expect(await errorOf(accounts.gateway(id, 1))).toMatchObject({
      code: 'key_missing',
      details: { reason: 'other_address', host: new URL(other.url).host, account: 'Live' },
    });
    expect(await accounts.keyState(moved)).toBe('none');
    expect(await errorOf(accounts.profile(id))).toMatchObject({ code: 'key_missing' });
    expect(other.status().requestsSeen).toBe(0);
    const back = await accounts.update(id, { baseUrl: `${home.url}/` });
    expect(await accounts.keyState(back)).toBe('kept');
    await accounts.update(id, { baseUrl: other.url });
    await accounts.setKey(id, 'practice-key');
    expect(await accounts.profile(id)).toMatchObject({ name: 'Practice account' });
    await accounts.update(id, { baseUrl: home.url });
    expect(await errorOf(accounts.gateway(id, 1)), 'and now the old one has none').toMatchObject({
      code: 'key_missing',
    });
  });

  it('scheme, host and port make the origin; the path does not', async () => {
    const bench = await servicesBench();
    const { accounts } = bench.services;
    const id = await bench.account('https://example.org/api');
    for (const [baseUrl, state] of [
      ['https://example.org/other', 'kept'],
      ['https://EXAMPLE.org:443/api', 'kept'],
      ['https://example.org:8443/api', 'none'],
      ['https://example.org.evil.example/api', 'none'],
      ['http://localhost/api', 'none'],
      ['https://sub.example.org/api', 'none'],
    ] as const) {
      expect(await accounts.keyState(await accounts.update(id, { baseUrl })), baseUrl).toBe(state);
    }
  });

  it('holds for a key that lives until the app quits', async () => {
    const bench = await servicesBench();
    bench.keychain.become('missing');
    const { accounts } = bench.services;
    const id = await bench.account('http://127.0.0.1:9/api');
    expect(await accounts.keyState(await accounts.update(id, { baseUrl: 'http://127.0.0.1:8/api' }))).toBe('none');
    expect(await accounts.keyState(await accounts.update(id, { baseUrl: 'http://127.0.0.1:9/api' }))).toBe('session');
  });

  it('a database that came from elsewhere sends it nowhere else', async () => {
    const [home, other] = [await practice(), await practice()];
    const first = await servicesBench();
    const id = await first.account(home.url);
    await first.close();
    moveAccount(first.dataDir, id, other.url);
    const next = await again(first);
    expect(await errorOf(next.services.accounts.profile(id))).toMatchObject({ code: 'key_missing' });
    expect(other.status().requestsSeen).toBe(0);
  });
});

describe('keys of earlier releases', () => {
  /** A data folder as an earlier release left it: the plain key, and no file of origins. */
  async function earlier(url: string): Promise<{ bench: ServicesBench; id: AccountId; uid: string }> {
    const bench = await servicesBench();
    const id = await bench.account(url);
    const { uid } = await bench.services.store.calls.accounts.get(id);
    await bench.keychain.set(uid, 'practice-key');
    await bench.close();
    rmSync(join(bench.dataDir, 'key-origins.json'));
    return { bench, id, uid };
  }

  it('are bound at the first start, to the address of that moment', async () => {
    const [home, other] = [await practice(), await practice()];
    const { bench, id, uid } = await earlier(home.url);
    const first = await again(bench);
    expect(await first.services.accounts.profile(id)).toMatchObject({ name: 'Practice account' });
    expect(await bench.keychain.get(uid)).toEqual({
      ok: true,
      value: writeKept('practice-key', new URL(home.url).origin),
    });
    await first.close();
    moveAccount(bench.dataDir, id, other.url);
    const second = await again(bench);
    expect(await errorOf(second.services.accounts.gateway(id, 1))).toMatchObject({ code: 'key_missing' });
  });

  it('and to no later one, also where the keychain was locked all that time', async () => {
    const [home, other] = [await practice(), await practice()];
    const { bench, id } = await earlier(home.url);
    bench.keychain.become('locked');
    const first = await again(bench);
    expect(await first.services.accounts.keyState(await first.services.store.calls.accounts.get(id))).toBe('locked');
    await first.close();
    bench.keychain.become('ready');
    moveAccount(bench.dataDir, id, other.url);
    const second = await again(bench);
    expect(await errorOf(second.services.accounts.gateway(id, 1))).toMatchObject({ code: 'key_missing' });
    await second.services.accounts.update(id, { baseUrl: home.url });
    expect(await second.services.accounts.profile(id)).toMatchObject({ name: 'Practice account' });
    expect(other.status().requestsSeen).toBe(0);
  });

  it.each([
    ['met after the first start', null],
    ['with a file of origins that cannot be read', '{'],
    ['with a file of origins that is something else', '{"v":2,"origins":{}}'],
  ])('a plain value %s is no key', async (_name, file) => {
    const home = await practice();
    const { bench, id } = await earlier(home.url);
    const keychain = createMemoryKeychain();
    const first = await servicesBench();
    const late = await first.account(home.url);
    await first.close();
    // An account that was not there at the first start; then its key in the old format.
    const { bench: used, at } = file === null ? { bench: first, at: late } : { bench, at: id };
    if (file !== null) writeFileSync(join(bench.dataDir, 'key-origins.json'), file);
    const next = await again(used, keychain);
    const { uid } = await next.services.store.calls.accounts.get(at);
    await keychain.set(uid, 'practice-key');
    expect(await errorOf(next.services.accounts.gateway(at, 1))).toMatchObject({
      code: 'key_missing',
      details: { reason: 'other_address' },
    });
    await next.services.accounts.setKey(at, 'practice-key');
    expect(await errorOf(next.services.accounts.gateway(at, 1))).toBeNull();
  });

  it('a restore before the first start binds nothing', async () => {
    const [home, other] = [await practice(), await practice()];
    const { bench, id } = await earlier(home.url);
    const { name } = await withUpkeep(storeHere, databasePath(bench.dataDir), (upkeep) => upkeep.backup(Date.now()));
    await restoreBackup(bench.dataDir, storeHere, name, Date.now());
    moveAccount(bench.dataDir, id, other.url);
    const next = await again(bench);
    expect(await errorOf(next.services.accounts.gateway(id, 1))).toMatchObject({ code: 'key_missing' });
    expect(other.status().requestsSeen).toBe(0);
  });
});

describe('SLIPWAY_API_KEY', () => {
  it('goes to the address of the run and to no other account', async () => {
    const [home, other] = [await practice(), await practice()];
    const bench = await servicesBench({ keyForThisRun: 'practice-key' });
    const { accounts } = bench.services;
    const [mine, theirs] = [await accounts.ensureLive(home.url), await accounts.ensureLive(other.url)];
    accounts.bindKeyForThisRun(mine);
    accounts.bindKeyForThisRun(theirs);
    expect([await accounts.keyState(mine), await accounts.keyState(theirs)]).toEqual(['session', 'none']);
    expect(await errorOf(accounts.profile(theirs.id))).toMatchObject({ code: 'key_missing' });
    const moved = await accounts.update(mine.id, { baseUrl: other.url });
    expect(await accounts.keyState(moved)).toBe('none');
    expect(other.status().requestsSeen).toBe(0);
  });

  it('a command sends it to --base-url, and resumes with it at the address of the campaign', async () => {
    const service = await practice({ faults: [{ kind: 'html_page', count: 1 }] });
    const bench = commandBench();
    const csv = bench.file('people.csv', peopleCsv(3));
    const args = [
      'send',
      '--csv',
      csv,
      '--message',
      'x',
      '--sender',
      'S',
      '--base-url',
      service.url,
      '--yes',
      '--json',
    ];
    expect((await bench.run(...args)).code).toBe(3);
    expect((await bench.run('resume', '--yes', '--json')).json).toMatchObject({ queued: 0 });
  });
});
