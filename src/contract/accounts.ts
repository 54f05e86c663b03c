import { z } from 'zod';
import { accountKinds } from '#core/accounts/account-kind.ts';
import { errorCodes } from '#core/kernel/errors.ts';
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
  kind: z.enum(accountKinds),
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
  /** The account in use: the one of new campaigns, and whose balance the sidebar shows where no campaign is on the screen. */
  active: z.boolean(),
  /** How its last connection test with the kept key ended; null before the first. */
  lastTest: z.object({ ok: z.boolean(), at: instant, code: z.enum(errorCodes).nullable() }).nullable(),
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
  /** What the balance counts: a currency, or `units`; null where the service does not tell. */
  unit: z.string().nullable().optional(),
  at: instant,
});
export type ProfileView = z.infer<typeof profile>;

const keyText = z.string().min(1).max(2_560);

export const accountCalls = {
  'accounts.list': call(nothing, z.array(account)),
  /** Creates a live account and keeps its key; it is not in use until `accounts.activate`. Answers how the key could be kept. */
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
  /** The last known profile of an account, left out: of the one in use; null before the first. `refresh` asks the service now. */
  'accounts.balance': call(z.object({ id: id<AccountId>().optional(), refresh: z.boolean() }), profile.nullable()),
  'accounts.keychain': call(nothing, z.object({ state: z.enum(['ready', 'locked', 'missing']) })),
} as const;

export const accountEvents = {
  'accounts.changed': nothing,
} as const;
