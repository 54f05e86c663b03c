import type { MessagePort, TransferListItem, Worker } from 'node:worker_threads';
import type { FilePreview, JudgeSummary } from '#core/contacts/import-types.ts';
import type { ImportWarning } from '#core/contacts/warnings.ts';
import type { ReadOptions } from '#core/csv/reading.ts';
import { appError, Failure } from '#core/kernel/errors.ts';
import type { ColumnMapping } from '#core/mapping/mapping.ts';
import type { FromImport, ImportJob, ToImport } from './protocol.ts';
import type { RunControl } from './run-control.ts';

/** Starts an import worker with this `workerData`: from the built bundle in the app, from the source in a test. */
export type SpawnImport = (job: ImportJob, transfer: readonly TransferListItem[]) => Worker;

export interface ImportProgress {
  /** Of `whole`: bytes of a file being judged, people of an import being published. */
  readonly done: number;
  readonly whole: number;
  readonly records: number;
}

export interface PreviewInput {
  readonly path: string;
  /** What a person chose; the rest is guessed. */
  readonly chosen?: Partial<ReadOptions>;
  readonly country: string | null;
  /** BCP 47 tag of the person's locale; null, or left out, when it is not known. */
  readonly locale?: string | null;
}

export interface JudgeInput {
  readonly path: string;
  readonly options: ReadOptions;
  readonly mapping: ColumnMapping;
  readonly country: string | null;
  /** Of the first look, those that still hold. */
  readonly warnings?: readonly ImportWarning[];
  readonly countryGuessed?: boolean;
  /** The store's end of the line; it is transferred, and closed when the worker is done, one way or the other. */
  readonly store: MessagePort;
}

export type PublishInput = Omit<Extract<ImportJob, { kind: 'publish' }>, 'kind'>;

export interface RunWatch {
  readonly control?: RunControl;
  /** At most ten times a second. */
  readonly onProgress?: (progress: ImportProgress) => void;
}

export function previewJob({ path, chosen = {}, country, locale = null }: PreviewInput): ImportJob {
  return { kind: 'preview', path, chosen, country, locale };
}

/** The first look at a file, by a worker that is started for it. Rejects with a `Failure`. */
export async function previewFile(spawn: SpawnImport, input: PreviewInput): Promise<FilePreview> {
  for await (const message of messages(spawn(previewJob(input), []))) {
    if (message.kind === 'preview') return message.preview;
  }
  throw death();
}

/**
 * Judges every record and streams the rows to the store. Rejects with a `Failure`, `cancelled` among them; whatever the store has
 * taken by then is for the caller to drop.
 */
export async function judgeFile(spawn: SpawnImport, input: JudgeInput, watch: RunWatch = {}): Promise<JudgeSummary> {
  for await (const message of watched(
    spawn({ kind: 'judge', warnings: [], countryGuessed: false, ...input }, [input.store]),
    watch,
  )) {
    if (message.kind === 'judged') return message.summary;
  }
  throw death();
}

/** Publishes a judged import's people through the store. Rejects with a `Failure`; what is written by then is for the caller to take back. */
export async function publishImport(spawn: SpawnImport, input: PublishInput, watch: RunWatch = {}): Promise<void> {
  for await (const message of watched(spawn({ kind: 'publish', ...input }, [input.store]), watch)) {
    if (message.kind === 'published') return;
  }
  throw death();
}

/** A worker's messages, its progress told and its orders passed on. */
async function* watched(worker: Worker, watch: RunWatch): AsyncGenerator<FromImport, void, void> {
  const stop = watch.control?.follow((order) => tell(worker, { kind: order }));
  try {
    for await (const message of messages(worker)) {
      if (message.kind === 'progress') watch.onProgress?.(message);
      else yield message;
    }
  } finally {
    stop?.();
  }
}

/** Every record as read, the header too, in batches; at the end the guesses that are not certain. The worker waits for the consumer. Throws a `Failure`. */
export async function* readRecords(
  spawn: SpawnImport,
  input: Pick<PreviewInput, 'path' | 'chosen' | 'locale'>,
  signal?: AbortSignal,
): AsyncGenerator<readonly (readonly string[])[], readonly ImportWarning[], void> {
  const worker = spawn(
    { kind: 'records', path: input.path, chosen: input.chosen ?? {}, locale: input.locale ?? null },
    [],
  );
  for await (const message of messages(worker, signal)) {
    if (message.kind === 'read') return message.warnings;
    if (message.kind !== 'records') continue;
    yield message.records;
    tell(worker, { kind: 'ready' });
  }
  throw death();
}

/** A worker's messages until its job is over; a `failed` one is thrown. Leaving the loop early ends the worker. */
async function* messages(worker: Worker, signal?: AbortSignal): AsyncGenerator<FromImport, void, void> {
  const queue: FromImport[] = [];
  const end: { thrown?: unknown; over: boolean } = { over: false };
  let wake: (() => void) | null = null;
  const proceed = (): void => wake?.();
  worker.on('message', (message: FromImport) => {
    queue.push(message);
    proceed();
  });
  worker.on('error', (thrown: unknown) => {
    end.thrown = thrown;
    proceed();
  });
  worker.on('exit', () => {
    end.over = true;
    proceed();
  });
  const cancel = (): void => tell(worker, { kind: 'cancel' });
  if (signal?.aborted) cancel();
  signal?.addEventListener('abort', cancel);
  try {
    for (;;) {
      const message = queue.shift();
      if (message !== undefined) {
        if (message.kind === 'failed') throw new Failure(message.error);
        yield message;
        continue;
      }
      if (end.thrown !== undefined) throw end.thrown;
      if (end.over) return;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  } finally {
    signal?.removeEventListener('abort', cancel);
    await worker.terminate();
  }
}

function tell(worker: Worker, message: ToImport): void {
  worker.postMessage(message);
}

/** A worker always ends with a result or a `failed`: anything else is a bug or a lack of memory. */
export function death(): Failure {
  return new Failure(appError('internal', 'the import worker ended without a result'));
}
