import { packAsJson, packedHead, packedRow } from '#core/contacts/packed-cells.ts';
import type { RowCode } from '#core/contacts/row-code.ts';
import { fail } from '#core/kernel/errors.ts';
import type { ImportId } from '#core/kernel/ids.ts';
import type { Bind, Db } from './database.ts';

/** A stretch of an import's rows without their cells, mended rows as they are now. */
export interface StagedHeads {
  /** 0-based place of the first among the file's records. */
  readonly first: number;
  readonly codes: Uint16Array;
  readonly lines: Int32Array;
  /** E.164 digits, 0 for none. */
  readonly phones: Float64Array;
}

/** A row as it is now. */
export interface StagedRow {
  readonly row: number;
  readonly line: number;
  readonly code: RowCode;
  /** E.164 digits, 0 for none. */
  readonly phone: number;
  readonly cells: readonly string[];
  readonly mended: boolean;
}

interface HeadRecord {
  readonly first_row: number;
  readonly codes: Uint8Array;
  readonly lines: Uint8Array;
  readonly phones: Uint8Array;
}

interface Mend {
  readonly row: number;
  readonly code: number;
  readonly phone: number;
  readonly cells: string;
}

/** A BLOB's bytes may lie anywhere: a typed array needs them aligned. */
const aligned = (bytes: Uint8Array): ArrayBuffer => bytes.slice().buffer as ArrayBuffer;

/** Batches of an import in order, one at a time; no statement stays open in between. `from` is a row. */
export function* stagedHeads(db: Db, id: ImportId, from = 0): Generator<StagedHeads> {
  for (let next = from; ; ) {
    const found = db.get<HeadRecord>(
      `SELECT first_row, codes, lines, phones FROM import_batches WHERE import_id = ? AND first_row >= ?
       ORDER BY first_row LIMIT 1`,
      id,
      next,
    );
    if (found === undefined) return;
    const heads = {
      first: found.first_row,
      codes: new Uint16Array(aligned(found.codes)),
      lines: new Int32Array(aligned(found.lines)),
      phones: new Float64Array(aligned(found.phones)),
    };
    for (const mend of mendsBetween(db, id, heads.first, heads.first + heads.codes.length)) {
      heads.codes[mend.row - heads.first] = mend.code;
      heads.phones[mend.row - heads.first] = mend.phone;
    }
    yield heads;
    next = heads.first + heads.codes.length;
  }
}

/** The rows of one batch; each is taken apart when it is asked for. */
export interface StagedCells {
  /** Of the text they lie in, in memory. */
  readonly bytes: number;
  /** The cells of the row at this place of the batch, as they are now; none for a place that it does not have. */
  at(place: number): readonly string[];
  /** Whether somebody changed that row. */
  mended(place: number): boolean;
}

export function stagedCells(db: Db, id: ImportId, { first, codes }: StagedHeads): StagedCells {
  const sql = 'SELECT cells FROM import_batches WHERE import_id = ? AND first_row = ?';
  const found = db.get<{ cells: Uint8Array }>(sql, id, first);
  // Dropped since its heads were read, by whoever writes beside this reader.
  if (found === undefined) return { bytes: 0, at: () => [], mended: () => false };
  const { buffer, byteOffset, byteLength } = found.cells;
  const { bytes, starts, cellsOf } = openCells(Buffer.from(buffer, byteOffset, byteLength));
  // A flipped bit may make a line of two, or one of two: every number behind it would get the name of its neighbour.
  if (starts.length !== Math.max(1, codes.length)) {
    fail('storage_damaged', `${codes.length} rows of import ${id} from ${first} on lie in ${starts.length} lines`);
  }
  const mended = new Map<number, readonly string[]>();
  for (const mend of mendsBetween(db, id, first, first + codes.length)) {
    mended.set(mend.row - first, JSON.parse(mend.cells) as string[]);
  }
  return {
    bytes: bytes.length + starts.byteLength,
    at(place) {
      const now = mended.size > 0 ? mended.get(place) : undefined;
      if (now !== undefined) return now;
      const from = starts[place];
      if (from === undefined) return [];
      // By Buffer, whose texts are of one byte a character where they can be: the database takes those several times quicker.
      return cellsOf(bytes.toString('utf8', from, (starts[place + 1] ?? bytes.length + 1) - 1));
    },
    mended: (place) => mended.has(place),
  };
}

/** Where each row begins, and what takes it apart. */
function openCells(bytes: Buffer) {
  // The longest head has a delimiter of three bytes.
  const head = bytes.toString('utf8', 0, packedHead + 2).slice(0, packedHead);
  const cellsOf = packedRow(head);
  if (cellsOf === null) return openCells(packedBefore(bytes));
  const starts: number[] = [];
  for (let from = Buffer.byteLength(head); from > 0; from = bytes.indexOf(0x0a, from) + 1) starts.push(from);
  return { bytes, starts: Int32Array.from(starts), cellsOf };
}

/** Batches of earlier versions are one JSON array of all rows. */
function packedBefore(bytes: Buffer): Buffer {
  return Buffer.from(packAsJson(JSON.parse(bytes.toString()) as string[][]));
}

function mendsBetween(db: Db, id: ImportId, from: number, to: number): readonly Mend[] {
  return db.all<Mend>(
    'SELECT row, code, phone, cells FROM import_mends WHERE import_id = ? AND row >= ? AND row < ?',
    id,
    from,
    to,
  );
}

/** Rows whose code `wanted` accepts, in file order: `limit` of them after the first `offset`, and how many there are in all. */
export function findRows(
  db: Db,
  id: ImportId,
  wanted: (code: RowCode) => boolean,
  offset: number,
  limit: number,
): { readonly total: number; readonly rows: readonly StagedRow[] } {
  const rows: StagedRow[] = [];
  let total = 0;
  for (const heads of stagedHeads(db, id)) {
    const places: number[] = [];
    for (let place = 0; place < heads.codes.length; place++) {
      if (!wanted(heads.codes[place] as number)) continue;
      if (total >= offset && rows.length + places.length < limit) places.push(place);
      total++;
    }
    if (places.length > 0) rows.push(...rowsAt(db, id, heads, places));
  }
  return { total, rows };
}

/** Every row whose code `wanted` accepts, a batch at a time, batches without any left out. */
export function* eachRow(db: Db, id: ImportId, wanted: (code: RowCode) => boolean): Generator<readonly StagedRow[]> {
  for (const heads of stagedHeads(db, id)) {
    const rows = rowsOf(db, id, heads, wanted);
    if (rows.length > 0) yield rows;
  }
}

/** The rows of one batch whose code `wanted` accepts. */
export function rowsOf(
  db: Db,
  id: ImportId,
  heads: StagedHeads,
  wanted: (code: RowCode) => boolean,
): readonly StagedRow[] {
  const places = [...heads.codes.keys()].filter((place) => wanted(heads.codes[place] as number));
  return places.length === 0 ? [] : rowsAt(db, id, heads, places);
}

/** One row; undefined when the file has no such record. */
export function stagedRow(db: Db, id: ImportId, row: number): StagedRow | undefined {
  const batch = db.get<{ first_row: number }>(
    'SELECT first_row FROM import_batches WHERE import_id = ? AND first_row <= ? ORDER BY first_row DESC LIMIT 1',
    id,
    row,
  );
  if (batch === undefined) return undefined;
  const heads = stagedHeads(db, id, batch.first_row).next().value as StagedHeads;
  return row - heads.first < heads.codes.length ? rowsAt(db, id, heads, [row - heads.first])[0] : undefined;
}

/** The rows at these places of one batch. */
export function rowsAt(db: Db, id: ImportId, heads: StagedHeads, places: readonly number[]): StagedRow[] {
  const cells = stagedCells(db, id, heads);
  return places.map((place) => ({
    row: heads.first + place,
    line: heads.lines[place] as number,
    code: heads.codes[place] as number,
    phone: heads.phones[place] as number,
    cells: cells.at(place),
    mended: cells.mended(place),
  }));
}

export function saveMend(db: Db, id: ImportId, row: Pick<StagedRow, 'row' | 'code' | 'phone' | 'cells'>): void {
  const values: readonly Bind[] = [id, row.row, row.code, row.phone, JSON.stringify(row.cells)];
  db.run(
    `INSERT INTO import_mends (import_id, row, code, phone, cells) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (import_id, row) DO UPDATE SET code = excluded.code, phone = excluded.phone, cells = excluded.cells`,
    ...values,
  );
}
