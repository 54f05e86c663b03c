import { type RowRules, rowRules } from '#core/contacts/row-rules.ts';
import { unreadablePattern } from '#core/csv/bad-bytes.ts';
import type { ReadOptions } from '#core/csv/reading.ts';
import type { ColumnMapping } from '#core/mapping/mapping.ts';
import { createLegacyReading } from './legacy-reading.ts';

/** What is stored of how an import's rows were judged. Plain data: it crosses threads, which rules with a function in them cannot. */
export interface StoredJudging {
  readonly mapping: ColumnMapping;
  readonly country: string | null;
  /** Null for imports of the first schema. */
  readonly options: ReadOptions | null;
}

/** The rules that an import's rows are judged by once they are stored. */
export function storedRules({ mapping, country, options }: StoredJudging): RowRules {
  return rowRules(mapping, country, {
    ...(options === null ? {} : { delimiter: options.delimiter }),
    unreadable: unreadablePattern(options?.encoding ?? 'utf-8'),
    readLegacy: createLegacyReading(country),
  });
}
