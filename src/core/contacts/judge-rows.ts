import type { CsvRecord, CsvRecords, Dialect } from '../csv/reading.ts';
import type { ColumnMapping } from '../mapping/mapping.ts';
import type { StagedBatch } from './import-types.ts';
import { judgeRow, rowRules } from './judge-row.ts';
import { NumberSet } from './number-set.ts';
import { numberWarnings } from './number-warnings.ts';
import { packCells } from './packed-cells.ts';
import { repairRow } from './repair-row.ts';
import { acceptedWith, duplicateCode, type RowCode, reasonCode } from './row-code.ts';
import { type SummaryTally, summaryTally } from './summary.ts';
import type { ImportWarning } from './warnings.ts';

/** Judges the records of one file in order; it remembers the numbers seen. */
export interface FileJudge {
  /** Every record gets a code. `encode` makes UTF-8 of a text. */
  judge(records: CsvRecords, encode: (text: string) => Uint8Array): StagedBatch;
  /** Counts so far: `records = accepted + invalid + duplicate` at any time. */
  readonly tally: SummaryTally;
  /** What was guessed about the numbers so far. `countryGuessed`: neither a person nor a setting chose the default country. */
  warnings(countryGuessed: boolean): readonly ImportWarning[];
}

/** `mapping` must have passed `validateMapping`; `country` is as in `judgePhone`. A number's first row wins, later ones are duplicates. */
export function createFileJudge(
  mapping: ColumnMapping,
  country: string | null,
  dialect: Dialect = { delimiter: ',', quote: '"' },
): FileJudge {
  const seen = new NumberSet();
  const rules = rowRules(mapping, country, dialect.delimiter);
  const tally = summaryTally();
  const guessed = numberWarnings(mapping, rules);
  let read = 0;

  return {
    tally,
    warnings: (countryGuessed) => guessed.list(read, countryGuessed),
    judge(batch, encode) {
      const { records } = batch;
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
        codes[row] = code;
      }
      return { codes, lines, phones, cells: encode(packCells(batch, dialect)) };
    },
  };
}
