import type { FileToken } from '#contract/app.ts';
import type { ImportRecord } from '#contract/import.ts';
import type { ColumnTarget } from '#core/mapping/mapping.ts';
import type { NumbersMode } from '#core/phone/numbers-mode.ts';
import type { ProblemKey, Reason } from './figures.ts';
import type { ImportRow, Rule } from './shapes.ts';
import type { ReadChoice, Step, UndoOutcome } from './state.ts';

/** Which file, how it is read, what its columns are. */
export interface FileActions {
  /** Loads what the first step shows: the default country and the recent imports. */
  open(): Promise<void>;
  pick(): Promise<void>;
  sample(): Promise<void>;
  /** Cells copied from a spreadsheet become a file of their own. */
  paste(text: string): Promise<void>;
  /** A file that was admitted elsewhere: dropped on the window, opened with the app. */
  take(file: FileToken): Promise<void>;
  /** Reads the first rows again with another encoding, delimiter, quote, start or header. */
  read(choice: ReadChoice): Promise<void>;
  setTarget(index: number, target: ColumnTarget): void;
  movePhone(index: number, by: -1 | 1): void;
  /** How digits without a plus are read in a phone column. */
  setNumbers(index: number, numbers: NumbersMode): void;
  /** Begins anew with the guess, or with what was chosen for these columns before. */
  beginWith(from: 'guess' | 'remembered'): void;
  /** Also reads the first rows again: what is guessed about numbers depends on it. */
  setCountry(country: string): void;
  /** Back to an earlier step, or on to the columns; Check is reached through `judge`, Done through `commit`. */
  goTo(step: Step): void;
  /** Back to an empty first step. A judged file that was not imported is dropped. */
  startOver(): Promise<void>;
  /** The page that says what became of an earlier import. */
  showRecord(record: ImportRecord): void;
  /** Null when the person closed the dialog. */
  saveLeftOut(id: ImportRecord['id']): Promise<{ fileName: string; rows: number } | null>;
  discard(id: ImportRecord['id']): Promise<void>;
}

/** The two passes over the whole file. */
export interface RunActions {
  /** Reads and judges the whole file, unless it was judged just so already. */
  judge(): Promise<void>;
  /** The same with another country. */
  judgeWith(country: string): Promise<void>;
  commit(): Promise<void>;
  pause(paused: boolean): Promise<void>;
  /** Stops the pass that runs; nothing of it stays behind. */
  cancel(): Promise<void>;
}

/** What a person decides and mends before Import. */
export interface CheckActions {
  setRule(rule: Rule): Promise<void>;
  setRepeat(rule: Rule): Promise<void>;
  setGroupName(name: string): void;
  /** Counts again what importing would do. */
  count(): Promise<void>;
  show(problem: ProblemKey): void;
  /** Writes a value into one cell of a row that stands at `at` in the list on the screen. */
  mend(at: number, row: ImportRow, column: number, text: string): Promise<void>;
  /** Does the same to every row of the offer; answers how many. */
  mendAlike(): Promise<number>;
  leaveAlike(): void;
  /** Answers how many rows were repaired. */
  repair(reason: Reason | null): Promise<number>;
  /** Gives a row of the list another of its numbers. */
  takeOther(at: number, row: ImportRow, phone: string): Promise<void>;
}

/** Taking an import back. */
export interface UndoActions {
  /** What undoing would do now; null when that cannot be told, and the screen says why. */
  undoPlan(id: ImportRecord['id']): Promise<UndoOutcome | null>;
  /** The record afterwards; null when it failed, and the screen says why. */
  undo(record: ImportRecord): Promise<ImportRecord | null>;
  /** Halts what is being taken back, or lets it go on. */
  pauseUndo(paused: boolean): Promise<void>;
}

export type ImportActions = FileActions & RunActions & CheckActions & UndoActions;
