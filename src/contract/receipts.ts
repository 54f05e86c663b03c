import { z } from 'zod';
import type { CampaignId, ReceiptId } from '#core/kernel/ids.ts';
import { call, id, instant, nothing, slice } from './call.ts';

export const listener = z.object({
  state: z.enum(['off', 'listening', 'failed']),
  /** The address to give to the service, secret path included. */
  url: z.string().nullable(),
  port: z.number(),
  /** Loopback by default; `0.0.0.0` when a person put a tunnel or a router in front. */
  host: z.string(),
  /** Host names a callback may be addressed to besides loopback. */
  allowedHosts: z.array(z.string()),
  lastAt: instant.nullable(),
  received: z.number(),
  error: z.string().nullable(),
});
export type ListenerView = z.infer<typeof listener>;

export const receiptRow = z.object({
  id: id<ReceiptId>(),
  messageId: z.string(),
  status: z.string(),
  meaning: z.enum(['delivered', 'undelivered', 'pending', 'throttled']),
  reason: z.string().nullable(),
  /** The service's time. */
  at: instant.nullable(),
  receivedAt: instant,
  source: z.enum(['listener', 'file']),
  match: z.enum(['matched', 'unmatched', 'shared']),
  campaignId: id<CampaignId>().nullable(),
  campaign: z.string().nullable(),
  /** People under this message id. */
  people: z.number(),
});
export type ReceiptRow = z.infer<typeof receiptRow>;

export const receiptCalls = {
  'receipts.listener': call(nothing, listener),
  'receipts.configure': call(
    z.object({
      enabled: z.boolean(),
      port: z.number().int().min(0).max(65_535),
      host: z.enum(['127.0.0.1', '0.0.0.0']),
      allowedHosts: z.array(z.string().max(253)).max(20),
    }),
    listener,
  ),
  /** A new secret path; the old address stops working. */
  'receipts.renewSecret': call(nothing, listener),
  'receipts.list': call(
    z.object({ match: z.enum(['all', 'matched', 'unmatched']), ...slice }),
    z.object({ total: z.number(), rows: z.array(receiptRow) }),
  ),
  'receipts.summary': call(
    nothing,
    z.object({
      total: z.number(),
      unmatched: z.number(),
      lastAt: instant.nullable(),
      byMeaning: z.object({
        delivered: z.number(),
        undelivered: z.number(),
        pending: z.number(),
        throttled: z.number(),
      }),
      /** The last 24 hours, oldest first; `hour` is its start. */
      byHour: z.array(z.object({ hour: instant, delivered: z.number(), undelivered: z.number(), other: z.number() })),
      byReason: z.array(z.object({ reason: z.string(), count: z.number() })),
    }),
  ),
  /** Asks for a file of saved callbacks (JSON, JSON lines); null when the person closed the dialog. */
  'receipts.importFile': call(
    nothing,
    z
      .object({ fileName: z.string(), read: z.number(), added: z.number(), matched: z.number(), unmatched: z.number() })
      .nullable(),
  ),
} as const;

export const receiptEvents = {
  'receipts.changed': nothing,
} as const;
