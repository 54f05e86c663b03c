import { z } from 'zod';
import { fail } from '#core/kernel/errors.ts';
import { faultKinds } from './magic-numbers.ts';

const faultRule = z.strictObject({
  kind: z.enum(faultKinds),
  /** First request it strikes, counted from 1 since the rule was set. */
  from: z.int().min(1).default(1),
  /** How many requests it strikes; null for every one from then on. */
  count: z.int().min(1).nullable().default(null),
  /** Only sends, or every call of the API. */
  on: z.enum(['send', 'all']).default('send'),
});

/** Loopback only: the practice service must not be a way to post to somebody else's machine. */
const callbackUrl = z.url({ protocol: /^https?$/ }).refine((text) => isLoopback(new URL(text).hostname), {
  message: 'must be an address of this machine, such as http://127.0.0.1:8080/…',
});

const schema = z.strictObject({
  /** Where receipts are posted; null posts none. */
  callbackUrl: callbackUrl.nullable().default(null),
  /** From acceptance (or the scheduled time) to the receipt, in milliseconds. */
  receiptDelayMs: z.int().min(0).max(86_400_000).default(500),
  /** First wait before a failed callback is tried again; doubles each time. */
  receiptRetryMs: z.int().min(1).max(3_600_000).default(500),
  /** How long a callback may take before it counts as failed. */
  receiptTimeoutMs: z.int().min(1).max(60_000).default(5_000),
  /** Wait before every reply, in milliseconds: between acceptance and reply, where a kill hurts most. */
  latencyMs: z.int().min(0).max(600_000).default(0),
  /** Requests a minute before 429; null for no limit. A stock install of the family allows 60. */
  rateLimitPerMinute: z.int().min(1).nullable().default(null),
  /** Length of the limit's window in seconds; shorter ones make tests quick. */
  rateLimitWindowSeconds: z.int().min(1).max(3_600).default(60),
  faults: z.array(faultRule).max(100).default([]),
});

const change = schema.partial().extend({
  /** Sets the credit. Kept in the ledger, so it stays over restarts. */
  balance: z.int().min(0).max(Number.MAX_SAFE_INTEGER).optional(),
});

export type PracticeSettings = Readonly<z.output<typeof schema>>;
export type PracticeChange = Readonly<z.input<typeof change>>;
export type FaultRule = PracticeSettings['faults'][number];

export const defaultSettings: PracticeSettings = schema.parse({});

export interface AppliedChange {
  readonly settings: PracticeSettings;
  readonly balance: number | null;
}

/**
 * Applies a partial change; what is not named stays as it is.
 * Throws `invalid_input` naming the setting when it is unknown or out of range.
 */
export function applyChange(settings: PracticeSettings, input: unknown): AppliedChange {
  const parsed = change.safeParse(input);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const name = issue?.path.join('.') ?? '';
    return fail('invalid_input', `practice setting ${name}: ${issue?.message ?? 'invalid'}`, { field: name });
  }
  const { balance, ...rest } = parsed.data;
  // `.partial()` keeps the inner defaults of a few schemas from firing, so only what was named is taken.
  const named = Object.keys(typeof input === 'object' && input !== null ? input : {});
  const taken = Object.fromEntries(Object.entries(rest).filter(([name]) => named.includes(name)));
  return { settings: { ...settings, ...taken }, balance: balance ?? null };
}

/** 127.0.0.0/8, ::1 and localhost, as URL.hostname or a Host header writes them. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(hostname);
}
