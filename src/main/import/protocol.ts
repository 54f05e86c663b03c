import type { MessagePort } from 'node:worker_threads';
import type {
  DuplicateRule,
  FilePreview,
  JudgeSummary,
  PeopleBatch,
  StagedBatch,
} from '#core/contacts/import-types.ts';
import type { ImportWarning } from '#core/contacts/warnings.ts';
import type { ReadOptions } from '#core/csv/reading.ts';
import type { AppError } from '#core/kernel/errors.ts';
import type { ImportId } from '#core/kernel/ids.ts';
import type { ColumnMapping } from '#core/mapping/mapping.ts';

/** What one run of the import worker does; given as `workerData`. One worker, one job; but `looks` is many. */
export type ImportJob =
  /** Waits for `preview` jobs as messages and does them, until the other end closes. */
  | { readonly kind: 'looks' }
  | {
      readonly kind: 'preview';
      readonly path: string;
      /** What a person chose; the rest is guessed. */
      readonly chosen: Partial<ReadOptions>;
      readonly country: string | null;
      /** BCP 47 tag of the person's locale; null when it is not known. */
      readonly locale: string | null;
    }
  | {
      readonly kind: 'judge';
      readonly path: string;
      readonly options: ReadOptions;
      readonly mapping: ColumnMapping;
      /** ISO 3166 alpha-2 for numbers written nationally; null accepts international writing only. */
      readonly country: string | null;
      /** Neither a person nor a setting chose the country. */
      readonly countryGuessed: boolean;
      /** Of the first look, those that still hold. */
      readonly warnings: readonly ImportWarning[];
      /** The store's end of the line; transferred with the job. Carries `ToStore` out and `FromStore` back. */
      readonly store: MessagePort;
    }
  | {
      readonly kind: 'publish';
      /** Path of the database, to be read. */
      readonly database: string;
      readonly importId: ImportId;
      readonly mapping: ColumnMapping;
      readonly onRepeat: DuplicateRule;
      /** How many there are, for telling how far it is. */
      readonly people: number;
      /** As above. */
      readonly store: MessagePort;
    }
  | {
      readonly kind: 'records';
      readonly path: string;
      readonly chosen: Partial<ReadOptions>;
      readonly locale: string | null;
    };

/** Import worker → main, on the worker's own channel. */
export type FromImport =
  | { readonly kind: 'preview'; readonly preview: FilePreview }
  /** Records as read, the header too (job `records`). */
  | { readonly kind: 'records'; readonly records: readonly (readonly string[])[] }
  /** At most ten a second. `done` of `whole`: bytes of a file, rows of an import. */
  | { readonly kind: 'progress'; readonly done: number; readonly whole: number; readonly records: number }
  | { readonly kind: 'judged'; readonly summary: JudgeSummary }
  | { readonly kind: 'published' }
  | { readonly kind: 'read'; readonly records: number; readonly warnings: readonly ImportWarning[] }
  | { readonly kind: 'failed'; readonly error: AppError };

/** Main → import worker. `ready` asks for the next records batch (job `records`): back-pressure for a slow reader. */
export type ToImport = { readonly kind: 'cancel' | 'pause' | 'go' | 'ready' };

/** Import worker → store worker, on the transferred port. At most two batches wait for their answer. */
export type ToStore =
  | { readonly kind: 'batch'; readonly batch: StagedBatch }
  | { readonly kind: 'people'; readonly people: PeopleBatch }
  | { readonly kind: 'end' };

/** Store worker → import worker: one answer per `ToStore`. */
export type FromStore = { readonly kind: 'stored' } | { readonly kind: 'refused'; readonly error: AppError };
