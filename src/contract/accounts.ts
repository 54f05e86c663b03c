import { z } from 'zod';
import type { AccountId } from '#core/kernel/ids.ts';
import { call, id, instant, nothing, shortText } from './call.ts';

export const paths = z.object({
  listContacts: shortText,
  createContact: shortText,
  listGroups: shortText,
  createGroup: shortText,
  sendSms: shortText,
  sendMms: shortText,
  profile: shortText,
});

/** Where an account's key is: in the OS keychain, only in memory until quit, nowhere, or behind a locked keychain. */
export const keyState = z.enum(['kept', 'session', 'none', 'locked']);

export const account = z.object({
  id: id<AccountId>(),
  name: z.string(),
  kind: z.enum(['practice', 'live']),
  baseUrl: z.string(),
  paths,
  /** Requests a second. */
  ratePerSecond: z.number(),
  /** Requests in flight at once. */
  concurrency: z.number(),
  /** `auto` sends `unicode` for UCS-2 text, as accounts of the wider family want. */
  smsType: z.enum(['plain', 'auto']),
  defaultSender: z.string(),
  key: keyState,
  /** The account new campaigns use, and whose balance the sidebar shows. */
  active: z.boolean(),
});
export type Account = z.infer<typeof account>;

const editable = {
  name: shortText,
  baseUrl: shortText,
  paths,
  ratePerSecond: z.number().positive().max(10_000),
  concurrency: z.number().int().min(1).max(256),
  smsType: z.enum(['plain', 'auto']),
  defaultSender: shortText,
};

export const profile = z.object({
  url: z.string(),
  name: z.string().nullable(),
  email: z.string().nullable(),
  balanceText: z.string().nullable(),
  balance: z.number().nullable(),
  at: instant,
});
export type ProfileView = z.infer<typeof profile>;

const keyText = z.string().min(1).max(2_560);

export const accountCalls = {
  'accounts.list': call(nothing, z.array(account)),
  /** Creates a live account and keeps its key. Answers how the key could be kept. */
  'accounts.create': call(
    z.object({ name: shortText, baseUrl: shortText.optional(), key: keyText }),
    z.object({ account, kept: z.enum(['keychain', 'session']) }),
  ),
  'accounts.update': call(
    z
      .object({ id: id<AccountId>(), ...editable })
      .partial()
      .required({ id: true }),
    account,
  ),
  'accounts.remove': call(z.object({ id: id<AccountId>() }), nothing),
  'accounts.activate': call(z.object({ id: id<AccountId>() }), nothing),
  'accounts.setKey': call(
    z.object({ id: id<AccountId>(), key: keyText }),
    z.object({ kept: z.enum(['keychain', 'session']) }),
  ),
  'accounts.removeKey': call(z.object({ id: id<AccountId>() }), nothing),
  /** The profile call, with the kept key of `id`, or with a key that is not kept yet. */
  'accounts.test': call(
    z.union([
      z.object({ id: id<AccountId>() }),
      z.object({ baseUrl: shortText.optional(), profilePath: shortText.optional(), key: keyText }),
    ]),
    profile,
  ),
  /** The last known profile of the active account; null before the first. `refresh` asks the service now. */
  'accounts.balance': call(z.object({ refresh: z.boolean() }), profile.nullable()),
  'accounts.keychain': call(nothing, z.object({ state: z.enum(['ready', 'locked', 'missing']) })),
} as const;

export const accountEvents = {
  'accounts.changed': nothing,
} as const;
