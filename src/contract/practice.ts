import { z } from 'zod';
import { call, nothing } from './call.ts';

export const practiceView = z.object({
  running: z.boolean(),
  url: z.string().nullable(),
  accepted: z.number(),
  balanceText: z.string(),
  /** Milliseconds before each reply. */
  latencyMs: z.number(),
  /** Null: no limit. */
  rateLimitPerMinute: z.number().nullable(),
  /** Milliseconds from acceptance to the final receipt. */
  receiptDelayMs: z.number(),
  magicNumbers: z.array(z.object({ phone: z.string(), effect: z.string() })),
});
export type PracticeView = z.infer<typeof practiceView>;

export const practiceData = z.object({
  /** People who came with the sample data and with nothing else. */
  people: z.number(),
  campaigns: z.number(),
  receipts: z.number(),
});
export type PracticeData = z.infer<typeof practiceData>;

export const practiceCalls = {
  'practice.get': call(nothing, practiceView),
  'practice.set': call(
    z
      .object({
        latencyMs: z.number().int().min(0).max(60_000),
        rateLimitPerMinute: z.number().int().min(1).max(1_000_000).nullable(),
        receiptDelayMs: z.number().int().min(0).max(3_600_000),
      })
      .partial(),
    practiceView,
  ),
  /** Makes the next `count` send requests fail in this way. */
  'practice.fault': call(
    z.object({
      kind: z.enum(['rejected', 'server_error', 'timeout', 'reset', 'throttled', 'html', 'out_of_credit', 'slow']),
      count: z.number().int().min(1).max(1_000),
    }),
    practiceView,
  ),
  'practice.refill': call(nothing, practiceView),
  /** How much there is that came from practising. */
  'practice.data': call(nothing, practiceData),
  /** Removes all of it in one step; `contacts.undo` puts it back until the app closes. Refused while a practice campaign is being sent. */
  'practice.removeData': call(nothing, practiceData.extend({ undo: z.string() })),
} as const;
