import { z } from 'zod';
import { rejectReasons } from '#core/contacts/import-types.ts';
import type { GroupId, ImportId } from '#core/kernel/ids.ts';
import { fileToken } from './app.ts';
import { call, id, instant, nothing, shortText, slice } from './call.ts';

export const readOptions = z.object({
  encoding: z.string().max(40),
  delimiter: z.string().length(1),
  header: z.boolean(),
});

export const columnTargets = ['phone', 'first_name', 'last_name', 'field', 'ignore'] as const;

export const mapping = z.object({
  columns: z
    .array(z.object({ index: z.number().int().min(0), name: z.string(), target: z.enum(columnTargets) }))
    .max(2_000),
  phoneOrder: z.array(z.number().int().min(0)).max(50),
});

export const filePreview = z.object({
  fileName: z.string(),
  size: z.number(),
  options: readOptions,
  encodingFrom: z.enum(['bom', 'strict', 'guess', 'person']),
  columns: z.array(z.string()),
  rows: z.array(z.object({ line: z.number(), cells: z.array(z.string()) })),
  mapping,
  fingerprint: z.string(),
});

const reason = z.enum([...rejectReasons, 'duplicate']);

export const judgeSummary = z.object({
  records: z.number(),
  accepted: z.number(),
  invalid: z.number(),
  duplicate: z.number(),
  landline: z.number(),
  reasons: z.array(
    z.object({
      reason,
      count: z.number(),
      samples: z.array(z.object({ line: z.number(), value: z.string() })),
    }),
  ),
  seconds: z.number(),
});

/** What committing would do to the book, by the chosen rule for people it already knows. */
export const importPlan = z.object({
  added: z.number(),
  changed: z.number(),
  same: z.number(),
  /** Accepted rows of people who opted out: they stay opted out whatever the file says. */
  suppressed: z.number(),
});

export const onDuplicate = z.enum(['update', 'fill', 'skip']);

export const importRecord = z.object({
  id: id<ImportId>(),
  fileName: z.string(),
  at: instant,
  /** `judged` waits for a person's Import; `committed` is in the book. */
  state: z.enum(['judged', 'committed']),
  summary: judgeSummary,
  groupId: id<GroupId>().nullable(),
  groupName: z.string().nullable(),
  /** Column names, for templates. */
  columns: z.array(z.string()),
});
export type ImportRecord = z.infer<typeof importRecord>;

export const importCalls = {
  /** Opens the system's file dialog; null when the person closed it. */
  'import.pick': call(nothing, fileToken.nullable()),
  /** The sample file that comes with the app. */
  'import.sample': call(nothing, fileToken),
  'import.preview': call(z.object({ token: shortText, chosen: readOptions.partial() }), filePreview),
  /** Reads the whole file and judges every row; ends when done. Progress comes as `import.progress` with this token. */
  'import.judge': call(
    z.object({ token: shortText, options: readOptions, mapping, country: z.string().regex(/^[A-Z]{2}$/) }),
    importRecord,
  ),
  'import.plan': call(z.object({ id: id<ImportId>(), onDuplicate }), importPlan),
  /** Stops a running judge or commit of this token; nothing stays behind. */
  'import.cancel': call(z.object({ token: shortText }), nothing),
  /** Rows of one outcome, for the problem table; cells in file order. */
  'import.rows': call(
    z.object({ id: id<ImportId>(), reason: reason.nullable(), ...slice }),
    z.object({
      total: z.number(),
      rows: z.array(
        z.object({
          line: z.number(),
          cells: z.array(z.string()),
          phone: z.string().nullable(),
          reason: reason.nullable(),
        }),
      ),
    }),
  ),
  /** Publishes the accepted rows into the book and a group (created when it is new). */
  'import.commit': call(
    z.object({ id: id<ImportId>(), token: shortText, groupName: shortText.nullable(), onDuplicate }),
    z.object({ plan: importPlan, groupId: id<GroupId>().nullable() }),
  ),
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
    step: z.enum(['judge', 'commit']),
    /** Share done, 0 to 1. */
    done: z.number(),
    records: z.number(),
  }),
} as const;
