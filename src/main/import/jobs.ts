import { basename } from 'node:path';
import { judgeCell } from '#core/contacts/cell-numbers.ts';
import type { FilePreview, JudgeSummary } from '#core/contacts/import-types.ts';
import { createFileJudge } from '#core/contacts/judge-rows.ts';
import { columnWarnings } from '#core/contacts/number-warnings.ts';
import { type ImportWarning, mergeWarnings } from '#core/contacts/warnings.ts';
import { looksLikePhone } from '#core/csv/header.ts';
import { columnNames } from '#core/csv/names.ts';
import type { CsvRecord, ReadOptions } from '#core/csv/reading.ts';
import type { RecordReader } from '#core/csv/record-reader.ts';
import { withoutFirst } from '#core/csv/row-text.ts';
import { Failure, fail } from '#core/kernel/errors.ts';
import { headerFingerprint } from '#core/mapping/fingerprint.ts';
import { guessMapping } from '#core/mapping/guess.ts';
import { mostColumns } from '#core/mapping/mapping.ts';
import { validateMapping } from '#core/mapping/validate.ts';
import { isCountry } from '#core/phone/judge-phone.ts';
import { importing } from '#core/words/en/importing.ts';
import { examine } from './examine.ts';
import { otherReading, quoteWarnings, readingWarnings } from './file-warnings.ts';
import { createLegacyReading } from './legacy-reading.ts';
import { withFile } from './open-file.ts';
import type { FromImport, ImportJob } from './protocol.ts';
import { recordParts } from './record-stream.ts';
import type { StoreLine } from './store-line.ts';

/** Rows a preview shows, and rows the guesses are made from. */
const shownRows = 20;
const sampleRows = 200;
const previewChunk = 256 * 1024;
/**
 * The rows of one such piece, a thousand or two, are judged, handed over and kept together. Below 128 KB a text lies in the engine's
 * nursery; longer ones get memory of their own from the machine each time, which took a third of the judging.
 */
const judgeChunk = 96 * 1024;
/** Records that travel in one message. */
const batchRows = 5_000;
const progressEvery = 100;

/** What a job needs of the thread it runs in. */
export interface JobRun {
  readonly signal: AbortSignal;
  /** Monotonic milliseconds. */
  now(): number;
  /** Resolves at once, or when a paused run may go on. */
  allowed(): Promise<void>;
  report(message: FromImport): void;
}

export type Job<Kind extends ImportJob['kind']> = Extract<ImportJob, { kind: Kind }>;

/** The first look at a file: how to read it, its columns, its first rows, a proposed mapping. Reads no more than that takes. */
export async function preview(job: Job<'preview'>, signal: AbortSignal): Promise<FilePreview> {
  const { path, chosen, country, locale } = job;
  checkCountry(country);
  return withFile(path, async (file) => {
    const examined = await examine(file, chosen, { country, locale });
    const { encoding, shape } = examined;
    const options: ReadOptions = { encoding: encoding.encoding, ...shape };
    let malformed: RecordReader['malformed'] = { count: 0, line: null };
    const records: CsvRecord[] = [];
    for await (const part of recordParts(file, options, signal, previewChunk)) {
      for (const record of part.records) if (records.length <= sampleRows) records.push(record);
      malformed = part.malformed;
      if (records.length > shownRows) break;
    }
    const [first] = records;
    if (first === undefined) return fail('file_empty', `${path} holds no records`, { path });
    const { header } = options;
    const rows = header ? records.slice(1) : records;
    if (rows.length === 0) fail('file_header_only', `${path} holds only a header`, { path });
    const width = Math.min(mostColumns, Math.max(...records.map((record) => record.cells.length)));
    const columns = columnNames(header ? first.cells.slice(0, mostColumns) : [], width);
    const cells = rows.map((row) => row.cells);
    const guess = guessMapping(columns, cells, {
      isPhone: (cell) => isPhoneCell(cell, country),
      isMobile: (cell) => isMobileCell(cell, country),
      country,
      rejectWords: importing.rejects,
    });
    const { mapping, confidence, numbers } = guess;
    return {
      fileName: basename(path),
      size: file.size,
      options,
      encodingFrom: encoding.from,
      columns,
      rows: rows.slice(0, shownRows),
      mapping,
      confidence,
      numbers,
      fingerprint: headerFingerprint(columns),
      warnings: mergeWarnings(
        await readingWarnings(file, examined),
        quoteWarnings(malformed),
        columnWarnings(guess.doubted),
      ),
      otherReading: otherReading(examined),
    };
  });
}

/** Judges a whole file and streams its rows to the store. */
export async function judge(job: Job<'judge'>, run: JobRun, store: StoreLine): Promise<JudgeSummary> {
  const { path, options, country } = job;
  checkCountry(country);
  const mapping = validateMapping(job.mapping);
  if (!mapping.ok) throw new Failure(mapping.error);
  const started = run.now();
  return withFile(path, async (file) => {
    const judging = createFileJudge(mapping.value, country, { ...options, readLegacy: createLegacyReading(country) });
    let malformed: RecordReader['malformed'] = { count: 0, line: null };
    let headerSeen = false;
    let judged = 0;
    let nextReport = 0;
    for await (const part of recordParts(file, options, run.signal, judgeChunk)) {
      malformed = part.malformed;
      const table = options.header && !headerSeen ? withoutFirst(part, 1) : part;
      headerSeen ||= part.records.length > 0;
      if (table.records.length === 0) continue;
      await run.allowed();
      if (run.signal.aborted) fail('cancelled', 'the import was cancelled');
      await store.send(judging.judge(table, encode, part.flawed));
      judged += table.records.length;
      if (run.now() < nextReport) continue;
      nextReport = run.now() + progressEvery;
      run.report({ kind: 'progress', done: part.bytes, whole: file.size, records: judged });
    }
    if (!headerSeen) fail('file_empty', `${path} holds no records`, { path });
    if (judged === 0) fail('file_header_only', `${path} holds only a header`, { path });
    await store.end();
    return judging.tally.summary(
      (run.now() - started) / 1000,
      mergeWarnings(job.warnings, judging.warnings(job.countryGuessed), quoteWarnings(malformed)),
    );
  });
}

/** Every record as read, in batches; `ready` resolves when the reader asks for the next one. Gives the number of records, and the guesses that are not certain. */
export async function records(
  job: Job<'records'>,
  run: JobRun,
  ready: () => Promise<void>,
): Promise<{ readonly records: number; readonly warnings: readonly ImportWarning[] }> {
  return withFile(job.path, async (file) => {
    const examined = await examine(file, job.chosen, { country: null, locale: job.locale });
    const { encoding, shape } = examined;
    // Every record is printed, the first too, whatever it is.
    const found = (await readingWarnings(file, examined)).filter(({ code }) => code !== 'header_unused');
    let malformed: RecordReader['malformed'] = { count: 0, line: null };
    // Every record there is, those above the table too, unless a person says otherwise.
    const options = { ...shape, encoding: encoding.encoding, skip: job.chosen.skip ?? 0 };
    let count = 0;
    for await (const part of recordParts(file, options, run.signal)) {
      malformed = part.malformed;
      for (let from = 0; from < part.records.length; from += batchRows) {
        if (count > 0) await ready();
        const batch = part.records.slice(from, from + batchRows);
        run.report({ kind: 'records', records: batch.map(({ cells }) => (part.flawed ? cells.map(shown) : cells)) });
        count += batch.length;
      }
    }
    if (count === 0) fail('file_empty', `${job.path} holds no records`, { path: job.path });
    return { records: count, warnings: mergeWarnings(found, quoteWarnings(malformed)) };
  });
}

/** Unreadable bytes as the sign for them. */
const shown = (cell: string): string => cell.toWellFormed();

const encoder = new TextEncoder();
const encode = (text: string): Uint8Array => encoder.encode(text);

function isPhoneCell(cell: string, country: string | null): boolean {
  const judged = judgeCell(cell, country, 'national');
  if (judged.ok) return true;
  const { reason } = judged;
  return reason.startsWith('damaged_') || reason === 'full_number_abroad' || (country === null && looksLikePhone(cell));
}

function isMobileCell(cell: string, country: string | null): boolean {
  const judged = judgeCell(cell, country, 'national');
  return judged.ok && judged.kind === 'mobile';
}

function checkCountry(country: string | null): void {
  if (country !== null && !isCountry(country)) fail('invalid_input', `unknown country ${country}`, { country });
}
