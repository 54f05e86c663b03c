import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { Failure } from '#core/kernel/errors.ts';
import { FileLooks } from '#main/import/file-looks.ts';
import { importSpawner } from './spawn-import.ts';

const folder = mkdtempSync(join(tmpdir(), 'slipway-looks-'));
const input = (name: string) => ({ path: join(folder, name), country: 'NL' });

beforeAll(() => {
  writeFileSync(join(folder, 'names.csv'), 'Name,Mobile\nAnn,0612345678\n');
  writeFileSync(join(folder, 'towns.csv'), 'Town;Mobile\nDelft;0612345678\n');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function setUp() {
  const threads = await importSpawner();
  const started: Worker[] = [];
  const looks = new FileLooks((job, transfer) => {
    const worker = threads(job, transfer);
    started.push(worker);
    return worker;
  });
  onTestFinished(async () => {
    for (const worker of started) await worker.terminate();
  });
  return { started, looks, columnsOf: async (name: string) => (await looks.look(input(name))).columns };
}

describe('FileLooks', () => {
  it('looks at file after file with the worker that was started before the first', async () => {
    const { started, looks, columnsOf } = await setUp();
    looks.warm();
    looks.warm();
    expect(await columnsOf('names.csv')).toEqual(['Name', 'Mobile']);
    expect(await columnsOf('towns.csv')).toEqual(['Town', 'Mobile']);
    expect(await looks.look({ ...input('towns.csv'), chosen: { delimiter: ',' } })).toMatchObject({
      columns: ['Town;Mobile'],
    });
    expect(started).toHaveLength(1);
  });

  it('says why a file cannot be read, and goes on with the same worker', async () => {
    const { started, looks, columnsOf } = await setUp();
    const refused = looks.look(input('gone.csv'));
    await expect(refused).rejects.toBeInstanceOf(Failure);
    await expect(refused).rejects.toMatchObject({ error: { code: 'file_missing', details: { file: 'gone.csv' } } });
    expect(await columnsOf('names.csv')).toEqual(['Name', 'Mobile']);
    expect(started).toHaveLength(1);
  });

  it('lets no look wait for another, and keeps one worker of the two', async () => {
    const { started, columnsOf } = await setUp();
    const alive = () => started.filter(({ threadId }) => threadId !== -1);
    const both = await Promise.all([columnsOf('names.csv'), columnsOf('towns.csv')]);
    expect(both).toEqual([
      ['Name', 'Mobile'],
      ['Town', 'Mobile'],
    ]);
    expect(started).toHaveLength(2);
    await expect.poll(alive).toHaveLength(1);
    expect(await columnsOf('names.csv')).toEqual(['Name', 'Mobile']);
    expect(started).toHaveLength(2);
  });

  it('starts another worker after one died, while it waited or at work', async () => {
    const { started, looks, columnsOf } = await setUp();
    looks.warm();
    await started[0]?.terminate();
    expect(await columnsOf('names.csv')).toEqual(['Name', 'Mobile']);
    const look = looks.look(input('names.csv'));
    void started[1]?.terminate();
    await expect(look).rejects.toMatchObject({ error: { code: 'internal' } });
    expect(await columnsOf('names.csv')).toEqual(['Name', 'Mobile']);
    expect(started).toHaveLength(3);
  });
});
