import { unreadablePattern } from '../csv/bad-bytes.ts';
import type { CsvRecord, CsvRecords, Dialect } from '../csv/reading.ts';
import type { ColumnMapping } from '../mapping/mapping.ts';
import type { StagedBatch } from './import-types.ts';
import { judgeRow, type RowJudgement } from './judge-row.ts';
import { NumberSet } from './number-set.ts';
import { numberWarnings } from './number-warnings.ts';
import { packCells } from './packed-cells.ts';
import { repairRow } from './repair-row.ts';
import { acceptedWith, duplicateCode, type RowCode, reasonCode } from './row-code.ts';
import { rowRules } from './row-rules.ts';
import { type SummaryTally, summaryTally } from './summary.ts';
import type { ImportWarning } from './warnings.ts';

/** Judges the records of one file in order; it remembers the numbers seen. */
export interface FileJudge {
  /**
   * Every record gets a code. `encode` makes UTF-8 of a text; `flawed` says that bytes which cannot be read may be in the records.
   */
  judge(records: CsvRecords, encode: (text: string) => Uint8Array, flawed?: boolean): StagedBatch;
  /** Counts so far: `records = accepted + invalid + duplicate` at any time. */
  readonly tally: SummaryTally;
  /** What of the rows so far is a guess, or could not be read. `countryGuessed`: neither a person nor a setting chose the default country. */
  warnings(countryGuessed: boolean): readonly ImportWarning[];
}

/** How the file is read. */
export interface JudgedReading extends Dialect {
  readonly encoding?: string;
  /** A cell with its unreadable bytes read in the likeliest legacy encoding. */
  readonly readLegacy?: (cell: string) => string;
}

/** `mapping` must have passed `validateMapping`; `country` is as in `judgePhone`. A number's first row wins, later ones are duplicates. */
export function createFileJudge(
  mapping: ColumnMapping,
  country: string | null,
  reading: JudgedReading = { delimiter: ',', quote: '"' },
): FileJudge {
  const seen = new NumberSet();
  const { delimiter, encoding, readLegacy = null } = reading;
  const plain = rowRules(mapping, country, { delimiter });
  const unreadable = unreadablePattern(encoding ?? 'utf-8');
  const careful = rowRules(mapping, country, { delimiter, unreadable, readLegacy });
  const damage = byteDamage(mapping, unreadable);
  const tally = summaryTally();
  const guessed = numberWarnings(mapping, plain);
  let read = 0;

  return {
    tally,
    warnings: (countryGuessed) => [...damage.warnings(), ...guessed.list(read, countryGuessed)],
    judge(batch, encode, flawed = false) {
      const { records } = batch;
      const rules = flawed ? careful : plain;
      const size = records.length;
      const codes = new Uint16Array(size);
      const lines = new Int32Array(size);
      const phones = new Float64Array(size);
      for (let row = 0; row < size; row++) {
        const { cells, line } = records[row] as CsvRecord;
        read++;
        const judged = judgeRow(cells, rules);
        lines[row] = line;
        let code: RowCode;
        if (judged.ok) {
          const phone = Number(judged.phone);
          phones[row] = phone;
          code = seen.add(phone) ? acceptedWith(judged.notes) : duplicateCode;
          if (code !== duplicateCode) guessed.accepted(judged, cells, line);
          tally.add(code, line, judged.phone);
        } else {
          code = reasonCode(judged.reason, repairRow(cells, rules) !== null);
          guessed.refused(judged, cells, line, read);
          tally.add(code, line, judged.value);
        }
        if (flawed) damage.add(cells, line, judged);
        codes[row] = code;
      }
      return { codes, lines, phones, cells: encode(packCells(batch, reading)) };
    },
  };
}

/** Counts rows with bytes that cannot be read, in cells that are used and in those that are not. */
function byteDamage(mapping: ColumnMapping, unreadable: RegExp) {
  let used = { count: 0, line: 0, column: '' };
  let unused = { count: 0, line: 0 };
  return {
    add(cells: readonly string[], line: number, judged: RowJudgement): void {
      if (!judged.ok && judged.reason === 'bytes_unreadable') {
        const column = mapping.columns.find(({ index }) => index === judged.column)?.name ?? '';
        used = used.count === 0 ? { count: 1, line, column } : { ...used, count: used.count + 1 };
      } else if (cells.some((cell) => unreadable.test(cell))) {
        unused = unused.count === 0 ? { count: 1, line } : { ...unused, count: unused.count + 1 };
      }
    },
    warnings(): readonly ImportWarning[] {
      const code = 'bytes_unreadable';
      if (used.count > 0)
        return [{ code, count: used.count, line: used.line, details: { context: 'column', column: used.column } }];
      return unused.count > 0 ? [{ code, ...unused, details: { context: 'unused' } }] : [];
    },
  };
}
