import { z } from 'zod';
import { call, errorSchema, instant, nothing } from './call.ts';

const backup = z.object({
  /** Its file name, and what a restore is told. */
  name: z.string(),
  at: instant,
  bytes: z.number(),
  schema: z.number(),
  /** Null when it cannot be read. */
  contacts: z.number().nullable(),
  campaigns: z.number().nullable(),
});
export type BackupView = z.infer<typeof backup>;

/** What the last restore did, kept in the restored data. */
export const restoreReport = z.object({
  from: z.string(),
  at: instant,
  /** Campaigns that stand still since. */
  paused: z.number(),
  inDoubt: z.number(),
  settled: z.number(),
  /** Names of campaigns that were sealed after the backup. */
  lost: z.array(z.string()),
});

export const backupsView = z.object({
  /** Whether the data itself is open. */
  open: z.boolean(),
  backups: z.array(backup),
  /** How many are kept. */
  kept: z.number(),
  /** Why the last one could not be made. */
  problem: errorSchema.nullable(),
  restored: restoreReport.nullable(),
  folder: z.string(),
});
export type BackupsView = z.infer<typeof backupsView>;

export const fewestBackups = 2;
export const mostBackups = 100;

export const backupCalls = {
  'backups.list': call(nothing, backupsView),
  'backups.make': call(nothing, backupsView),
  'backups.keep': call(z.object({ count: z.number().int().min(fewestBackups).max(mostBackups) }), backupsView),
  /** Pauses what is sent, puts the backup in the data's place and draws the window anew. */
  'backups.restore': call(z.object({ name: z.string().regex(/^slipway-[\w-]+\.db$/) }), nothing),
  /** Only where the data is gone or damaged: begins with an empty book. What was there is kept. */
  'backups.startAnew': call(nothing, nothing),
} as const;

export const backupEvents = {
  /** One was made, or could not be. */
  'backups.changed': z.undefined(),
  /** The data was found damaged while the app runs; nothing is sent any more. */
  'backups.damaged': errorSchema,
} as const;
