import { basename, dirname } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import type { ImportRecord } from '#contract/import.ts';
import type { DuplicateRule } from '#core/contacts/import-types.ts';
import { createRejectFile, type RejectWords } from '#core/contacts/reject-file.ts';
import { reasonOfCode } from '#core/contacts/row-code.ts';
import type { ImportWarning } from '#core/contacts/warnings.ts';
import type { ReadOptions } from '#core/csv/reading.ts';
import type { Clock } from '#core/kernel/clock.ts';
import { Failure, fail } from '#core/kernel/errors.ts';
import type { ImportId } from '#core/kernel/ids.ts';
import { headerFingerprint } from '#core/mapping/fingerprint.ts';
import type { ColumnMapping } from '#core/mapping/mapping.ts';
import { mappingByNames, validateMapping } from '#core/mapping/validate.ts';
import type { StoreConnection } from '../store/client.ts';
import type { PublishRules } from '../store/import-publish.ts';
import type { StoreClient } from '../store/protocol.ts';
import { judgeFile, publishImport, type RunWatch, type SpawnImport } from './run.ts';
import type { RunControl } from './run-control.ts';
import { writeText } from './write-text.ts';

export interface JudgeRequest {
  readonly path: string;
  readonly options: ReadOptions;
  readonly mapping: ColumnMapping;
  readonly country: string | null;
  /** The file is the sample that comes with the app. */
  readonly sample?: boolean;
  /** Of the first look, those that still hold; kept with what reading the whole file adds. */
  readonly warnings?: readonly ImportWarning[];
  /** Neither a person nor a setting chose the country. */
  readonly countryGuessed?: boolean;
}

/** A long step's share done, 0 to 1. */
export type OnStep = (share: number) => void;

/** An import from a judged file to the book, and back; the window and the command use the same one. */
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
    const { path, options, country, sample = false, warnings = [], countryGuessed = false } = request;
    const mapping = validateMapping(request.mapping);
    if (!mapping.ok) throw new Failure(mapping.error);
    const { imports } = this.#store.calls;
    const start = { fileName: basename(path), options, mapping: mapping.value, country, sample };
    const id = await imports.begin(start, this.#clock.now());
    const { port1, port2 } = new MessageChannel();
    this.#store.stage(id, port1);
    try {
      const job = { path, options, mapping: mapping.value, country, countryGuessed, warnings, store: port2 };
      return await imports.judged(id, await judgeFile(this.#spawn, job, watch));
    } catch (thrown) {
      await imports.discard(id);
      throw thrown;
    }
  }

  /** Publishes the accepted rows into the book and, when named, a group. Cancelled or failed, it takes back what was written. */
  async commit(
    id: ImportId,
    rules: PublishRules,
    groupName: string | null,
    watch: RunWatch = {},
  ): Promise<ImportRecord> {
    const { calls, path } = this.#store;
    const mapping = await calls.imports.mapping(id);
    const { accepted: people } = (await calls.imports.get(id)).summary;
    const group = groupName?.trim() || null;
    await calls.publishing.begin(id, rules, group, this.#clock.now());
    const { port1, port2 } = new MessageChannel();
    this.#store.stage(id, port1);
    try {
      const job = { database: path, importId: id, mapping, people, onRepeat: rules.onRepeat, store: port2 };
      await publishImport(this.#spawn, job, watch);
      await calls.publishing.finish(id);
    } catch (thrown) {
      // Nothing of an import that did not come to its end stays.
      await calls.tasks.undoImport(id);
      throw thrown;
    }
    return calls.imports.get(id);
  }

  /**
   * Takes back what a committed import wrote, but for people who were changed or written to since. It can be halted and goes on, after a
   * new start too; it cannot be left half way.
   */
  async undo(id: ImportId, onStep: OnStep = () => undefined, control?: RunControl): Promise<ImportRecord> {
    await this.#store.watch(onStep, (watched) => watched.tasks.undoImport(id), control);
    return this.#store.calls.imports.get(id);
  }

  /** What a person chose for these columns, for the next file that has them. */
  async remember(mapping: ColumnMapping, country: string | null): Promise<void> {
    const fingerprint = headerFingerprint(mapping.columns.map(({ name }) => name));
    await this.#store.calls.mappings.remember(fingerprint, mappingByNames(mapping), country, this.#clock.now());
  }

  /**
   * Writes the left-out rows as CSV with line and reason, parted as their file was; answers how many. Repeats that joined the first row of
   * their number are not among them: by the rule the import was committed with, or by `onRepeat` where it was not. `not_found` when its
   * rows are no longer kept.
   */
  async writeRejects(id: ImportId, path: string, words: RejectWords, onRepeat?: DuplicateRule): Promise<number> {
    const { imports } = this.#store.calls;
    const { columns, rules, rowsKept } = await imports.get(id);
    if (!rowsKept) fail('not_found', `the rows of import ${id} are no longer kept`, { what: 'rows' });
    const joined = (rules?.onRepeat ?? onRepeat ?? 'skip') !== 'skip';
    const file = createRejectFile(columns, words, (await imports.options(id))?.delimiter);
    let count = 0;
    async function* pages(): AsyncGenerator<string> {
      yield file.start;
      for (let page = await imports.leftOut(id, 0); page !== null; page = await imports.leftOut(id, page.next)) {
        const rows = joined ? page.rows.filter(({ code }) => reasonOfCode(code) !== 'duplicate') : page.rows;
        count += rows.length;
        yield rows
          .map(({ line, cells, code }) => file.row({ line, cells, reason: reasonOfCode(code) ?? 'duplicate' }))
          .join('');
      }
    }
    await writeText(path, pages(), dirname(this.#store.path));
    return count;
  }
}

/** Takes back, or goes on taking back, what was cut off while it was being published or undone. */
export async function recoverImports(calls: StoreClient): Promise<void> {
  for (const id of await calls.undoing.unfinished()) await calls.tasks.undoImport(id);
}
