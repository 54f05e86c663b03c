import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Failure } from '#core/kernel/errors.ts';
import { databasePath } from '#main/services/open-services.ts';
import { connectStore, type SpawnStore } from '#main/store/client.ts';
import { isOwned } from '#main/store/owner-lock.ts';
import { openStore } from '#test/support/open-store.ts';
import { phone, testNow } from '#test/support/plan.ts';
import { servicesBench } from '#test/support/services-bench.ts';
import { storeHere } from '#test/support/store-worker.ts';
import { tempDir } from '#test/support/temp-dir.ts';
import { until } from '../../practice/helpers.ts';

const codeOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
  } catch (thrown) {
    if (thrown instanceof Failure) return thrown.error.code;
    throw thrown;
  }
  return 'nothing was thrown';
};

/** Counts the stores that are open. */
function counting(): { readonly spawn: SpawnStore; open: number } {
  const counter = {
    open: 0,
    spawn: ((data) => {
      const worker = storeHere(data);
      counter.open++;
      worker.once('exit', () => counter.open--);
      return worker;
    }) as SpawnStore,
  };
  return counter;
}

describe('a data folder', () => {
  it('has one owner at a time; whoever comes second is refused and changes nothing (P10)', async () => {
    const first = await servicesBench();
    expect(await codeOf(servicesBench({ dataDir: first.dataDir }))).toBe('already_running');
    await first.services.store.calls.settings.write('still', 'open');
    await first.close();
    const second = await servicesBench({ dataDir: first.dataDir });
    expect(await second.services.store.calls.settings.read('still')).toBe('open');
  });

  it.each([
    [
      'storage_newer',
      (dir: string) => {
        const { db, close } = openStore(join(dir, 'slipway.db'));
        db.script('PRAGMA user_version = 99');
        close();
      },
    ],
    [
      'storage_damaged',
      (dir: string) => writeFileSync(databasePath(dir), 'damaged beyond all recognition '.repeat(99)),
    ],
    ['storage_failed', (dir: string) => mkdirSync(databasePath(dir))],
  ])('%s: nothing is left open or taken, so that it can be put right', async (code, spoil) => {
    const dataDir = tempDir();
    spoil(dataDir);
    const stores = counting();
    expect(await codeOf(servicesBench({ dataDir, spawnStore: stores.spawn }))).toBe(code);
    expect(isOwned(dataDir)).toBe(false);
  });

  it('when only the reader fails, the writer is closed too', async () => {
    const stores = counting();
    const spawnStore: SpawnStore = (data) =>
      stores.spawn(data.mode === 'read' ? { ...data, path: join(data.path, 'no such file') } : data);
    const dataDir = tempDir();
    expect(await codeOf(servicesBench({ dataDir, spawnStore }))).toBe('storage_failed');
    await until(() => stores.open <= 1);
    expect(isOwned(dataDir)).toBe(false);
    const again = await connectStore(storeHere, { path: databasePath(dataDir), mode: 'write' });
    await again.close();
  });

  it('is indexed in the background, and closing does not wait for that', async () => {
    const bench = await servicesBench();
    const { store, reader, indexSoon } = bench.services;
    for (let i = 0; i < 1_200; i++) {
      const contact = { id: null, phone: phone(31_610_000_000 + i), firstName: `P${i}`, lastName: '', fields: {} };
      await store.calls.contacts.save(contact, testNow);
    }
    const behind = async () => {
      const query = { query: '', groupId: null, show: 'all', sort: 'name', offset: 0, limit: 1 } as const;
      return (await reader.calls.search.search(query)).indexing;
    };
    expect(await behind()).toBe(true);
    indexSoon();
    indexSoon();
    for (let i = 0; i < 200 && (await behind()); i++) await new Promise((resolve) => setTimeout(resolve, 10));
    expect(await behind()).toBe(false);
    await store.calls.contacts.remove({ query: '', groupId: null }, 'undo');
    indexSoon();
    await bench.close();
    expect(isOwned(bench.dataDir)).toBe(false);
  });
});
