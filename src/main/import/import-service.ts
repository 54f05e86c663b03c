import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { basename } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import type { ImportRecord } from '#contract/import.ts';
import type { RejectReason } from '#core/contacts/import-types.ts';
import { createRejectFile, type RejectWords } from '#core/contacts/reject-file.ts';
import type { ReadOptions } from '#core/csv/reading.ts';
import type { Clock } from '#core/kernel/clock.ts';
import { Failure, fail } from '#core/kernel/errors.ts';
import type { ImportId } from '#core/kernel/ids.ts';
import type { ColumnMapping } from '#core/mapping/mapping.ts';
import { validateMapping } from '#core/mapping/validate.ts';
import type { StoreConnection } from '../store/client.ts';
import type { OnDuplicate, PublishPlan } from '../store/import-publish.ts';
import { judgeFile, type RunWatch, type SpawnImport } from './run.ts';

export interface JudgeRequest {
  readonly path: string;
  readonly options: ReadOptions;
  readonly mapping: ColumnMapping;
  readonly country: string | null;
}

/** An import from a judged file to the book; the window and the command use the same one. */
export class ImportService {
  readonly #store: StoreConnection;
  readonly #spawn: SpawnImport;
  readonly #clock: Clock;

  constructor(store: StoreConnection, spawn: SpawnImport, clock: Clock) {
    this.#store = store;
    this.#spawn = spawn;
    this.#clock = clock;
  }

  /** Judges every row into staging. Whatever goes wrong, or is cancelled, leaves nothing behind. */
  async judge(request: JudgeRequest, watch: RunWatch = {}): Promise<ImportRecord> {
    const mapping = validateMapping(request.mapping);
    if (!mapping.ok) throw new Failure(mapping.error);
    const { imports } = this.#store.calls;
    const id = await imports.begin(basename(request.path), mapping.value, request.country, this.#clock.now());
    const { port1, port2 } = new MessageChannel();
    this.#store.stage(id, port1);
    try {
      const summary = await judgeFile(
        this.#spawn,
        {
          path: request.path,
          options: request.options,
          mapping: mapping.value,
          country: request.country,
          store: port2,
        },
        watch,
      );
      return await imports.judged(id, summary);
    } catch (thrown) {
      await imports.discard(id);
      throw thrown;
    }
  }

  /** Publishes the accepted rows into the book and, when named, a group. `onStep` hears the share done. */
  async commit(
    id: ImportId,
    rule: OnDuplicate,
    groupName: string | null,
    onStep: (share: number) => void = () => undefined,
  ): Promise<{ readonly plan: PublishPlan; readonly groupId: ImportRecord['groupId'] }> {
    const { calls } = this.#store;
    if ((await calls.imports.get(id)).state === 'committed') {
      fail('wrong_state', `import ${id} is in the book`, { what: 'import' });
    }
    const plan = await calls.book.plan(id, rule);
    const now = this.#clock.now();
    const group = groupName === null || groupName.trim() === '' ? null : await calls.groups.ensure(groupName, now);
    await this.#store.watch(onStep, (watched) => watched.tasks.publish(id, rule, group?.id ?? null, now));
    return { plan, groupId: group?.id ?? null };
  }

  /** Writes the left-out rows as CSV with line and reason; answers how many. */
  async writeRejects(id: ImportId, path: string, words: RejectWords): Promise<number> {
    const { columns } = await this.#store.calls.imports.get(id);
    const file = createRejectFile(columns, words);
    let count = 0;
    const pages = async function* (store: StoreConnection): AsyncGenerator<string> {
      yield file.start;
      for (let after = 0; ; ) {
        const rows = await store.calls.imports.leftOut(id, after, 2_000);
        const last = rows.at(-1);
        if (last === undefined) return;
        after = last.seq;
        count += rows.length;
        yield rows
          .map(({ line, cells, reason }) => file.row({ line, cells, reason: reason as RejectReason | 'duplicate' }))
          .join('');
      }
    };
    await writeText(path, pages(this.#store));
    return count;
  }
}

/** Writes text piece by piece, waiting for a slow disk; fails with `file_write_failed` naming the path's file. */
export async function writeText(path: string, pieces: AsyncIterable<string>): Promise<void> {
  const stream = createWriteStream(path);
  try {
    await once(stream, 'open');
    for await (const piece of pieces) {
      if (!stream.write(piece)) await once(stream, 'drain');
    }
    stream.end();
    await once(stream, 'close');
  } catch (thrown) {
    stream.destroy();
    if (thrown instanceof Failure) throw thrown;
    const detail = thrown instanceof Error ? thrown.message : String(thrown);
    fail('file_write_failed', detail, { file: basename(path), detail });
  }
}
