import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { acceptedCode } from '#core/contacts/row-code.ts';
import { Failure } from '#core/kernel/errors.ts';
import type { CampaignId, ImportId } from '#core/kernel/ids.ts';
import type { FromStore, ToStore } from '#main/import/protocol.ts';
import { RunControl } from '#main/import/run-control.ts';
import { connectStore, type SpawnStore, type StoreConnection } from '#main/store/client.ts';
import { addAccount, addImport, campaignTo, openStore, plainReading, publishAll } from '#test/support/open-store.ts';
import { phone, planWith, testNow } from '#test/support/plan.ts';
import { exchangeStep } from '#test/support/sending.ts';
import { storeHere, storeThreads } from '#test/support/store-worker.ts';
import { tempDir } from '#test/support/temp-dir.ts';

let threads: Awaited<ReturnType<typeof storeThreads>>;
beforeAll(async () => {
  threads = await storeThreads();
});
afterAll(() => threads.remove());

const codeOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
  } catch (thrown) {
    if (thrown instanceof Failure) return thrown.error.code;
    throw thrown;
  }
  return 'nothing was thrown';
};

/** People of an import in the book: enough for several slices. */
function bigImport(path: string): ImportId {
  const { api, close } = openStore(path);
  const rows = Array.from({ length: 26_000 }, (_, i) => ({ phone: phone(31_610_000_000 + i), cells: [String(i)] }));
  const id = addImport(api, ['Phone:phone'], rows);
  publishAll(api, id);
  close();
  return id;
}

describe.each([
  ['in a thread of its own', () => threads.spawn],
  ['without a thread', () => storeHere],
] as const)('the store %s', (_name, spawner) => {
  const connect = async (path: string, mode: 'write' | 'read' = 'write'): Promise<StoreConnection> => {
    const store = await connectStore(spawner(), { path, mode });
    onTestFinished(() => store.close());
    return store;
  };

  it('answers calls, and keeps what it was told', async () => {
    const path = join(tempDir(), 'slipway.db');
    const store = await connect(path);
    await store.calls.settings.write('country', 'NL');
    const reader = await connect(path, 'read');
    expect(await reader.calls.settings.read('country')).toBe('NL');
  });

  it('refuses with the error it means, and tells a bug with its stack', async () => {
    const store = await connect(join(tempDir(), 'slipway.db'));
    expect(await codeOf(store.calls.campaigns.get(99 as CampaignId))).toBe('not_found');
    const bug = store.calls.settings.write('x', 1n);
    await expect(bug).rejects.toMatchObject({ error: { code: 'internal' }, stack: expect.stringContaining('write') });
    expect(await store.calls.settings.read('x')).toBeNull();
  });

  /** A long task over the store's own line. */
  const undoing = (store: StoreConnection, id: ImportId, onStep: (share: number) => void, control?: RunControl) =>
    store.watch(onStep, (calls) => calls.tasks.undoImport(id), control);

  it('lets other calls pass while a long task works, and tells how far it is', async () => {
    const path = join(tempDir(), 'slipway.db');
    const id = bigImport(path);
    const store = await connect(path);
    const steps: number[] = [];
    let over = false;
    const task = undoing(store, id, (share) => steps.push(share)).then(() => {
      over = true;
    });
    let passed = 0;
    while (!over) {
      await store.calls.settings.write('passed', ++passed);
    }
    await task;
    expect(passed).toBeGreaterThan(3);
    expect(steps).toHaveLength(6);
    expect(steps.at(-1)).toBe(1);
    expect(await store.calls.contacts.count()).toBe(0);
  });

  it('a long task can be halted, and goes on where it was', async () => {
    const path = join(tempDir(), 'slipway.db');
    const id = bigImport(path);
    const store = await connect(path);
    const control = new RunControl();
    const steps: number[] = [];
    const step = (share: number): void => {
      steps.push(share);
      if (steps.length === 2) control.pause();
    };
    const task = undoing(store, id, step, control);
    while (!control.paused) await store.calls.settings.read('x');
    // The order has reached the store before these calls do: nothing moves any more.
    const halted = await store.calls.contacts.count();
    for (let i = 0; i < 20; i++) await store.calls.settings.read('x');
    expect(await store.calls.contacts.count()).toBe(halted);
    expect(halted).toBeGreaterThan(0);
    control.goOn();
    await task;
    expect(await store.calls.contacts.count()).toBe(0);
  });

  it('a task that is told to stop goes on to its end, halted or not', async () => {
    const path = join(tempDir(), 'slipway.db');
    const id = bigImport(path);
    const store = await connect(path);
    const control = new RunControl();
    const task = undoing(store, id, () => control.pause(), control);
    while (!control.paused) await store.calls.settings.read('x');
    control.cancel();
    await task;
    expect(await store.calls.contacts.count()).toBe(0);
    expect(await store.calls.undoing.unfinished()).toEqual([]);
  });

  it('a task that fails half way rejects, and the store goes on', async () => {
    const path = join(tempDir(), 'slipway.db');
    const store = await connect(path);
    const nobody = planWith(1 as never);
    expect(await codeOf(store.calls.tasks.seal(5 as CampaignId, nobody, testNow))).toBe('wrong_state');
    expect(await store.calls.campaigns.last()).toBeNull();
  });

  it('says what is wrong with a file it cannot use', async () => {
    const dir = tempDir();
    const { db, path, close } = openStore(join(dir, 'newer.db'));
    db.script('PRAGMA user_version = 99');
    close();
    expect(await codeOf(connectStore(spawner(), { path, mode: 'write' }))).toBe('storage_newer');
    writeFileSync(join(dir, 'damaged.db'), 'not a database at all, really not '.repeat(50));
    expect(await codeOf(connectStore(spawner(), { path: join(dir, 'damaged.db'), mode: 'write' }))).toBe(
      'storage_damaged',
    );
  });

  it('takes an import’s rows over a line of their own', async () => {
    const store = await connect(join(tempDir(), 'slipway.db'));
    const start = { fileName: 'a.csv', options: plainReading, mapping: { columns: [], phoneOrder: [] }, country: null };
    const id = await store.calls.imports.begin(start, testNow);
    const { port1, port2 } = new MessageChannel();
    store.stage(id, port1);
    const ask = (message: ToStore) =>
      new Promise<FromStore>((resolve) => {
        port2.once('message', resolve);
        port2.postMessage(message);
      });
    const batch = {
      codes: Uint16Array.of(acceptedCode),
      lines: Int32Array.of(2),
      phones: Float64Array.of(31_610_000_001),
      cells: new TextEncoder().encode('[["1"]]'),
    };
    expect(await ask({ kind: 'batch', batch })).toEqual({ kind: 'stored' });
    expect(await ask({ kind: 'batch', batch: { ...batch, cells: null as never } })).toMatchObject({
      kind: 'refused',
    });
    const people = { phones: Float64Array.of(31_610_000_001), firstNames: [''], lastNames: [''], fields: ['{}'] };
    // People only while their import is being published.
    expect(await ask({ kind: 'people', people })).toMatchObject({ kind: 'refused', error: { code: 'wrong_state' } });
    expect(await ask({ kind: 'end' })).toEqual({ kind: 'stored' });
    expect((await store.calls.staged.rows(id, 'ready', 0, 9)).total).toBe(1);
  });

  it('after its end refuses calls instead of leaving them waiting, and may be closed again', async () => {
    const store = await connect(join(tempDir(), 'slipway.db'));
    const slow = store.calls.settings.read('a');
    await store.close();
    expect(await slow).toBeNull();
    expect(await codeOf(store.calls.settings.read('a'))).toBe('storage_failed');
    await store.close();
  });

  it('finds who was being sent when the last process died', async () => {
    const path = join(tempDir(), 'slipway.db');
    const { api, close } = openStore(path);
    addAccount(api);
    const { id } = campaignTo(api, 3);
    api.campaigns.move(id, 'running', testNow);
    exchangeStep(api, { campaignId: id, now: testNow, settled: [], want: 2 });
    close();
    const store = await connect(path);
    const [interrupted] = await store.calls.campaigns.recover(testNow);
    expect(interrupted).toMatchObject({ id, pauseReason: 'interrupted', counts: { in_doubt: 2, queued: 1 } });
  });
});

describe('a store whose thread dies', () => {
  it('rejects what waits and what comes, and closing does not hang', async () => {
    let worker: ReturnType<SpawnStore> | null = null;
    const spawn: SpawnStore = (data) => {
      worker = threads.spawn(data);
      return worker;
    };
    const store = await connectStore(spawn, { path: join(tempDir(), 'slipway.db'), mode: 'write' });
    const thread = worker as ReturnType<SpawnStore> | null;
    const ended = new Promise((resolve) => thread?.once('exit', resolve));
    // A bug in the thread, before it comes to the call. Ended from outside, in the middle of native code, it would take us along.
    thread?.postMessage(null);
    const waiting = codeOf(store.calls.settings.read('a'));
    await ended;
    expect(await waiting).toBe('internal');
    expect(await codeOf(store.calls.settings.read('a'))).toBe('storage_failed');
    await store.close();
  });
});
