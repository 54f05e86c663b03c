import type { FileToken, Settings } from '#contract/app.ts';
import type { Input, Output } from '#contract/contract.ts';
import type { ImportRecord } from '#contract/import.ts';
import type { ReadOptions } from '#core/csv/reading.ts';
import type { ErrorCode } from '#core/kernel/errors.ts';
import type { ColumnMapping } from '#core/mapping/mapping.ts';
import type { ApiError, api } from '../../api.ts';
import type { Plan, ProblemKey } from './figures.ts';

/** What this feature needs of the bridge; tests hand in their own. */
export type ImportApi = Pick<typeof api, 'call' | 'on'>;

export const steps = ['file', 'columns', 'check', 'done'] as const;
export type Step = (typeof steps)[number];

export type Preview = Output<'import.preview'>;
export type ReadChoice = Input<'import.preview'>['chosen'];
export type OnDuplicate = Input<'import.plan'>['onDuplicate'];
export type Committed = Output<'import.commit'>;

export interface Progress {
  readonly step: 'judge' | 'commit';
  /** 0 to 1. */
  readonly done: number;
  readonly records: number;
}

export interface ImportState {
  readonly step: Step;
  readonly file: FileToken | null;
  /** What the person overrode; the rest is as the program read it. */
  readonly chosen: ReadChoice;
  /** Null while nothing was read, and when the file cannot be read as chosen. */
  readonly preview: Preview | null;
  /** How the file was last read. */
  readonly options: ReadOptions | null;
  /** A reading of the first rows is under way; the last one stays on the screen meanwhile. */
  readonly reading: boolean;
  readonly mapping: ColumnMapping | null;
  readonly country: Settings['country'];
  /** Set while a whole-file pass runs. */
  readonly progress: Progress | null;
  readonly record: ImportRecord | null;
  readonly onDuplicate: OnDuplicate;
  readonly plan: Plan | null;
  /** Blank means: no group. */
  readonly groupName: string;
  readonly problem: ProblemKey;
  readonly result: Committed | null;
  readonly recent: readonly ImportRecord[] | null;
  readonly error: ApiError | null;
}

export const emptyState: ImportState = {
  step: 'file',
  file: null,
  chosen: {},
  preview: null,
  options: null,
  reading: false,
  mapping: null,
  country: 'US',
  progress: null,
  record: null,
  onDuplicate: 'update',
  plan: null,
  groupName: '',
  problem: 'ready',
  result: null,
  recent: null,
  error: null,
};

/** The mapping a person may go on with: one that says where the numbers are. */
export function hasPhone(mapping: ColumnMapping | null): mapping is ColumnMapping {
  return mapping !== null && mapping.phoneOrder.length > 0;
}

/** Failures that another encoding, delimiter or header choice may mend: the controls stay beside them. */
const mendable: readonly ErrorCode[] = [
  'file_not_utf8',
  'file_header_only',
  'file_unclosed_quote',
  'file_record_too_long',
];

/** Whether there is a file worth showing how it is read; a picture or a spreadsheet only asks for another one. */
export function mayBeRead({ file, preview, reading, options, error }: ImportState): boolean {
  if (file === null) return false;
  return preview !== null || reading || options !== null || (error !== null && mendable.includes(error.code));
}
