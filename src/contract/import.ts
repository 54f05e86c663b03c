import { z } from 'zod';
import { duplicateRules, pasteLimit, rejectReasons, rowNotes } from '#core/contacts/import-types.ts';
import { warningCodes } from '#core/contacts/warnings.ts';
import { quoteMarks } from '#core/csv/reading.ts';
import { recordLimit } from '#core/csv/record-reader.ts';
import type { GroupId, ImportId } from '#core/kernel/ids.ts';
import { columnTargets, confidences, mostColumns, phoneChoices } from '#core/mapping/mapping.ts';
import { numbersModes } from '#core/phone/numbers-mode.ts';
import { fileToken } from './app.ts';
import { call, id, instant, nothing, shortText, slice } from './call.ts';

export const readOptions = z.object({
  encoding: z.string().max(40),
  delimiter: z.string().length(1),
  quote: z.enum(quoteMarks),
  skip: z.number().int().min(0).max(1_000),
  header: z.boolean(),
});

export const mapping = z.object({
  columns: z
    .array(
      z.object({
        index: z.number().int().min(0),
        name: z.string(),
        target: z.enum(columnTargets),
        /** Of a phone column: how digits without a plus are read. */
        numbers: z.enum(numbersModes).optional(),
        /** A person chose that. */
        numbersChosen: z.boolean().optional(),
      }),
    )
    .max(mostColumns),
  phoneOrder: z.array(z.number().int().min(0)).max(mostColumns),
  /** `order` is a person's own; with `best` each row takes its best number. */
  phoneChoice: z.enum(phoneChoices).optional(),
});

export const importWarning = z.object({
  code: z.enum(warningCodes),
  count: z.number(),
  line: z.number().nullable(),
  details: z.record(z.string(), z.union([z.string().max(2_000), z.number()])),
});

export const filePreview = z.object({
  fileName: z.string(),
  size: z.number(),
  options: readOptions,
  encodingFrom: z.enum(['bom', 'strict', 'guess', 'person']),
  columns: z.array(z.string()),
  rows: z.array(z.object({ line: z.number(), cells: z.array(z.string()) })),
  mapping,
  /** One a column of `mapping`. */
  confidence: z.array(z.enum(confidences)),
  /** One a column: how its values say that numbers are written in it. */
  numbers: z.array(
    z.object({ mode: z.enum(numbersModes), full: z.number(), national: z.number(), abroad: z.number() }).nullable(),
  ),
  fingerprint: z.string(),
  /** The country of its nationally written numbers, where the file is known: the sample’s. Null for every other file. */
  country: z.string().nullable(),
  /** Guesses that are not certain; empty for a clean file. */
  warnings: z.array(importWarning),
  /** Names as the encoding that is nearly as likely would read them; null when the guess is certain enough. */
  otherReading: z
    .object({ encoding: z.string(), names: z.array(z.object({ here: z.string(), there: z.string() })) })
    .nullable(),
  /** What was chosen for a file with these very columns before; null when there was none. */
  remembered: z.object({ mapping, country: z.string().nullable(), at: instant }).nullable(),
});

const country = z.string().regex(/^[A-Z]{2}$/);

const reason = z.enum([...rejectReasons, 'duplicate']);
const note = z.enum(rowNotes);
/** Rows of one kind: left out for a reason, coming in with a note, or (`ready`) all that come in. */
export const rowKind = z.enum([...rejectReasons, 'duplicate', ...rowNotes, 'ready']);

export const judgeSummary = z.object({
  records: z.number(),
  accepted: z.number(),
  invalid: z.number(),
  duplicate: z.number(),
  reasons: z.array(
    z.object({
      reason,
      count: z.number(),
      /** Of these, rows that a repair would make good. */
      repairable: z.number(),
      samples: z.array(z.object({ line: z.number(), value: z.string() })),
    }),
  ),
  /** Of rows that come in; a row may have several. */
  notes: z.array(z.object({ note, count: z.number() })),
  warnings: z.array(importWarning),
  seconds: z.number(),
});

/** What committing would do to the book, by the chosen rule for people it already knows. */
export const importPlan = z.object({
  added: z.number(),
  changed: z.number(),
  same: z.number(),
  /** Accepted rows of people who opted out: they stay opted out whatever the file says. */
  suppressed: z.number(),
  /** What changes about people the book knows, most frequent first. `field` is `first_name`, `last_name` or a free field's name. */
  changes: z.array(z.object({ field: z.string(), people: z.number() })),
  /** The first people who change, value by value. */
  changedPeople: z.array(
    z.object({
      phone: z.string(),
      name: z.string(),
      fields: z.array(z.object({ field: z.string(), from: z.string(), to: z.string() })),
    }),
  ),
});

export const duplicateRule = z.enum(duplicateRules);
/** `onDuplicate`: people whom the book knows; `onRepeat`: a number that stood in an earlier row of the file. */
const rules = { onDuplicate: duplicateRule, onRepeat: duplicateRule };

/** What became of the people an import wrote, when it was undone. */
export const undoOutcome = z.object({
  /** Taken out of the book again, or put back to what they were. */
  reverted: z.number(),
  /** Somebody changed them since: left as they are. */
  keptEdited: z.number(),
  /** A message went, or is about to go, to them since: left as they are. */
  keptMessaged: z.number(),
  /** Deleted meanwhile. */
  gone: z.number(),
});

export const importRecord = z.object({
  id: id<ImportId>(),
  fileName: z.string(),
  at: instant,
  /** `judged` waits for a person's Import; `committed` is in the book; `undone` was, and was taken back. */
  state: z.enum(['judged', 'committed', 'undone']),
  summary: judgeSummary,
  groupId: id<GroupId>().nullable(),
  groupName: z.string().nullable(),
  /** Column names, for templates. */
  columns: z.array(z.string()),
  /** Once committed: what was written. */
  result: z.object({ added: z.number(), changed: z.number(), same: z.number(), suppressed: z.number() }).nullable(),
  /** Once committed: by which rules. Null also for imports of versions that did not keep them. */
  rules: z.object(rules).nullable(),
  /** Once undone. */
  undone: undoOutcome.nullable(),
  /** Its rows can still be shown and saved: they are kept for thirty days, longer only for a draft. */
  rowsKept: z.boolean(),
});
export type ImportRecord = z.infer<typeof importRecord>;

const row = z.object({
  /** 0-based place among the file's records: what `import.mend` names. */
  row: z.number().int().min(0),
  line: z.number(),
  cells: z.array(z.string()),
  phone: z.string().nullable(),
  reason: reason.nullable(),
  notes: z.array(note),
  /** The cells after the repair that is on offer; null when nothing can be known. */
  repair: z.array(z.string()).nullable(),
  /** The number it then has, in E.164. */
  repairedPhone: z.string().nullable(),
  /** Position of the cell that its number is in; null where it has none. */
  phoneColumn: z.number().nullable(),
  /** Other numbers that the row could be texted at, in E.164, the best first. */
  others: z.array(z.string()),
  /** A person, or a repair, changed it since it was read. */
  mended: z.boolean(),
});
/** A record may be as long as this, and all of it one cell, or nearly all of it delimiters. */
const cell = z.string().max(recordLimit);

export const importCalls = {
  /** Opens the system's file dialog; null when the person closed it. */
  'import.pick': call(nothing, fileToken.nullable()),
  /** The sample file that comes with the app. */
  'import.sample': call(nothing, fileToken),
  /** Numbers or cells pasted from a spreadsheet, as a file of their own. */
  'import.paste': call(z.object({ text: z.string().min(1).max(pasteLimit) }), fileToken),
  'import.preview': call(
    /** `country` of the columns; without one the remembered one of these columns, else the setting. */
    z.object({ token: shortText, chosen: readOptions.partial(), country: country.optional() }),
    filePreview,
  ),
  /** Reads the whole file and judges every row; ends when done. Progress comes as `import.progress` with this token. */
  'import.judge': call(
    z.object({
      token: shortText,
      options: readOptions,
      mapping,
      country,
      /** A person chose the country, for this file or for one with these columns before. */
      countryChosen: z.boolean().optional(),
      /** Those of the preview that the person has not decided since. */
      warnings: z.array(importWarning).max(warningCodes.length).optional(),
    }),
    importRecord,
  ),
  'import.plan': call(z.object({ id: id<ImportId>(), ...rules }), importPlan),
  /** Stops a running judge or commit of this token; nothing stays behind. An undo goes on to its end. */
  'import.cancel': call(z.object({ token: shortText }), nothing),
  /** Halts a running judge, commit or undo, and lets it go on. */
  'import.pause': call(z.object({ token: shortText, paused: z.boolean() }), nothing),
  /** Rows of one kind, in file order. */
  'import.rows': call(
    z.object({ id: id<ImportId>(), kind: rowKind, ...slice }),
    z.object({ total: z.number(), rows: z.array(row) }),
  ),
  /** Gives a row other cells and judges it again. */
  'import.mend': call(
    z.object({ id: id<ImportId>(), row: z.number().int().min(0), cells: z.array(cell).max(recordLimit + 1) }),
    z.object({ row, record: importRecord }),
  ),
  /** How many left-out rows hold exactly this value in this column. */
  'import.countAlike': call(
    z.object({ id: id<ImportId>(), column: z.number().int().min(0), value: cell }),
    z.object({ rows: z.number() }),
  ),
  /** Writes `to` into every left-out row that holds exactly `from` in this column, and judges them again. */
  'import.mendAlike': call(
    z.object({ id: id<ImportId>(), column: z.number().int().min(0), from: cell, to: cell }),
    z.object({ mended: z.number(), record: importRecord }),
  ),
  /** Applies the repair on offer to every row of this reason, or of all. */
  'import.repair': call(
    z.object({ id: id<ImportId>(), reason: reason.nullable() }),
    z.object({ mended: z.number(), record: importRecord }),
  ),
  /** Publishes the accepted rows into the book and a group (created when it is new). */
  'import.commit': call(
    z.object({ id: id<ImportId>(), token: shortText, groupName: shortText.nullable(), ...rules }),
    importRecord,
  ),
  /** What undoing would do now; writes nothing. */
  'import.undoPlan': call(z.object({ id: id<ImportId>() }), undoOutcome),
  /** Takes an import back. Progress comes as `import.progress` with the import's id as token. */
  'import.undo': call(z.object({ id: id<ImportId>() }), importRecord),
  'import.discard': call(z.object({ id: id<ImportId>() }), nothing),
  /** Asks where, then writes the left-out rows as CSV with line and reason; null when the person closed the dialog. */
  'import.saveRejects': call(
    z.object({ id: id<ImportId>() }),
    z.object({ fileName: z.string(), rows: z.number() }).nullable(),
  ),
  'import.list': call(nothing, z.array(importRecord)),
} as const;

export const importEvents = {
  'import.progress': z.object({
    token: z.string(),
    step: z.enum(['judge', 'commit', 'undo']),
    /** Share done, 0 to 1. */
    done: z.number(),
    records: z.number(),
    /** Rows a second, over the last few seconds; null while that is not known yet. */
    perSecond: z.number().nullable(),
    secondsLeft: z.number().nullable(),
    paused: z.boolean(),
  }),
} as const;
