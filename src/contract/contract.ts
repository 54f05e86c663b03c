import type { z } from 'zod';
import { accountCalls, accountEvents } from './accounts.ts';
import { appCalls, appEvents } from './app.ts';
import { backupCalls, backupEvents } from './backup.ts';
import { campaignCalls, campaignEvents } from './campaigns.ts';
import { contactCalls, contactEvents } from './contacts.ts';
import { groupCalls, groupEvents } from './groups.ts';
import { importCalls, importEvents } from './import.ts';
import { practiceCalls } from './practice.ts';
import { receiptCalls, receiptEvents } from './receipts.ts';

/** Every call the renderer may make. A channel that is not here does not exist. */
export const calls = {
  ...appCalls,
  ...accountCalls,
  ...importCalls,
  ...contactCalls,
  ...groupCalls,
  ...campaignCalls,
  ...receiptCalls,
  ...practiceCalls,
  ...backupCalls,
} as const;

/** Every event main may push. */
export const events = {
  ...appEvents,
  ...accountEvents,
  ...importEvents,
  ...contactEvents,
  ...groupEvents,
  ...campaignEvents,
  ...receiptEvents,
  ...backupEvents,
} as const;

export type CallName = keyof typeof calls;
export type EventName = keyof typeof events;
/** What a caller passes. */
export type Input<N extends CallName> = z.input<(typeof calls)[N]['input']>;
/** What a handler receives. */
export type ParsedInput<N extends CallName> = z.output<(typeof calls)[N]['input']>;
export type Output<N extends CallName> = z.output<(typeof calls)[N]['output']>;
export type EventPayload<N extends EventName> = z.output<(typeof events)[N]>;
