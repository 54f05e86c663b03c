import type { FileToken, Settings } from '#contract/app.ts';
import type { Input, Output } from '#contract/contract.ts';
import type { ImportRecord } from '#contract/import.ts';
import type { ReadOptions } from '#core/csv/reading.ts';
import type { ErrorCode } from '#core/kernel/errors.ts';
import type { ColumnMapping } from '#core/mapping/mapping.ts';
import type { ApiError, api } from '../../api.ts';
import type { Plan, ProblemKey } from './figures.ts';
import type { MendedRow } from './mended-rows.ts';
import type { Rule } from './shapes.ts';

/** What this feature needs of the bridge; tests hand in their own. */
export type ImportApi = Pick<typeof api, 'call' | 'on'>;

export const steps = ['file', 'columns', 'check', 'done'] as const;
export type Step = (typeof steps)[number];

export type Preview = Output<'import.preview'>;
export type ReadChoice = Input<'import.preview'>['chosen'];
export type UndoOutcome = Output<'import.undoPlan'>;

/** How far a pass over the whole file is. */
export interface Pace {
  /** 0 to 1. */
  readonly done: number;
  readonly records: number;
  /** Null while that is not known yet. */
  readonly perSecond: number | null;
  readonly secondsLeft: number | null;
}

export interface Progress extends Pace {
  readonly step: 'judge' | 'commit';
  readonly paused: boolean;
  /** The person pressed Stop, and the answer is on its way. */
  readonly stopping: boolean;
}

/** An import that is being taken back. */
export interface Undoing extends Pace {
  readonly id: ImportRecord['id'];
  readonly fileName: string;
  readonly paused: boolean;
}

/** Other left-out rows with the value that was just mended. */
export interface Alike {
  readonly column: number;
  readonly from: string;
  readonly to: string;
  readonly rows: number;
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
  /** Where the mapping began: what was chosen for these columns before, or the guess. */
  readonly mappingFrom: 'guess' | 'remembered';
  readonly country: Settings['country'];
  /** The person chose it for this file. */
  readonly countryChosen: boolean;
  /** Set while a whole-file pass runs. */
  readonly progress: Progress | null;
  /** What was last stopped before its end. */
  readonly stopped: Progress['step'] | null;
  readonly record: ImportRecord | null;
  readonly onDuplicate: Rule;
  readonly onRepeat: Rule;
  /** Null while it is being counted. */
  readonly plan: Plan | null;
  /** Blank means: no group. */
  readonly groupName: string;
  readonly problem: ProblemKey;
  /** Rows that were mended while this kind is shown: they keep their place in the list until another kind is. */
  readonly mended: readonly MendedRow[];
  /** Counts up when the rows of the shown kind have to be fetched again. */
  readonly listing: number;
  /** A mend or repair is under way. */
  readonly mending: boolean;
  readonly alike: Alike | null;
  readonly undoing: Undoing | null;
  /** The page of an earlier import was asked for: opening the screen keeps it. */
  readonly shown: boolean;
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
  mappingFrom: 'guess',
  country: 'US',
  countryChosen: false,
  progress: null,
  stopped: null,
  record: null,
  onDuplicate: 'update',
  onRepeat: 'skip',
  plan: null,
  groupName: '',
  problem: 'ready',
  mended: [],
  listing: 0,
  mending: false,
  alike: null,
  undoing: null,
  shown: false,
  recent: null,
  error: null,
};

/** The mapping a person may go on with: one that says where the numbers are. */
export function hasPhone(mapping: ColumnMapping | null): mapping is ColumnMapping {
  return mapping !== null && mapping.phoneOrder.length > 0;
}

/** Whether the file is in the book, or was: there is no way back into the same wizard from then on. */
export function isOver({ record }: ImportState): boolean {
  return record !== null && record.state !== 'judged';
}

/** Failures that another encoding, delimiter, quote, start or header choice may mend: the controls stay beside them. */
const mendable: readonly ErrorCode[] = ['file_header_only', 'file_unclosed_quote', 'file_record_too_long'];

/** Whether there is a file worth showing how it is read; a picture or a spreadsheet only asks for another one. */
export function mayBeRead({ file, preview, reading, options, error }: ImportState): boolean {
  if (file === null) return false;
  return preview !== null || reading || options !== null || (error !== null && mendable.includes(error.code));
}
