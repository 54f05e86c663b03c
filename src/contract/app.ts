import { z } from 'zod';
import { accountKinds } from '#core/accounts/account-kind.ts';
import type { CampaignId } from '#core/kernel/ids.ts';
import { call, id, instant, nothing } from './call.ts';

export const settings = z.object({
  /** ISO 3166 alpha-2; numbers written nationally are read with it. */
  country: z.string().regex(/^[A-Z]{2}$/),
  theme: z.enum(['system', 'light', 'dark']),
  /** False until the welcome steps were finished or skipped. */
  welcomed: z.boolean(),
});
export type Settings = z.infer<typeof settings>;

export const fileToken = z.object({ token: z.string().max(100), fileName: z.string(), size: z.number() });
export type FileToken = z.infer<typeof fileToken>;

export const overview = z.object({
  /** Of live: people of the person’s own; of practice: those of the sample data. */
  contacts: z.number(),
  /** People of the person’s own, whichever kind the figures are of. */
  ownContacts: z.number(),
  groups: z.number(),
  running: z.number(),
  /** Campaigns that wait for a person: paused, or finished with someone in doubt. */
  needPerson: z.number(),
  drafts: z.number(),
  inDoubt: z.number(),
  /** The last seven local days, oldest first; `day` is `YYYY-MM-DD`. */
  days: z.array(
    z.object({
      day: z.string(),
      accepted: z.number(),
      delivered: z.number(),
      undelivered: z.number(),
      rejected: z.number(),
      inDoubt: z.number(),
      /** In doubt until a person marked them as sent. */
      markedSent: z.number(),
    }),
  ),
});
export type Overview = z.infer<typeof overview>;

export const appCalls = {
  'app.info': call(
    nothing,
    z.object({
      version: z.string(),
      platform: z.string(),
      electron: z.string(),
      dataDir: z.string(),
      zone: z.string(),
      now: instant,
    }),
  ),
  /** Figures of live accounts, or of practice; left out: of the kind of the account in use. Never of both. */
  'app.overview': call(z.object({ kind: z.enum(accountKinds) }).optional(), overview),
  'settings.get': call(nothing, settings),
  'settings.set': call(settings.partial(), settings),
  /** Puts text on the clipboard: error details, the listener's address. */
  'app.copy': call(z.object({ text: z.string().max(20_000) }), nothing),
  /** Pastes into the field that has the focus, as Ctrl V would: the page itself may not read the clipboard. */
  'app.paste': call(nothing, nothing),
} as const;

/** What a native menu, its accelerator or the operating system asked for. */
export const menuCommands = [
  'overview',
  'campaigns',
  'contacts',
  'groups',
  'receipts',
  'settings',
  'new_campaign',
  'import',
  'search',
  'palette',
  'shortcuts',
] as const;
export type MenuCommand = (typeof menuCommands)[number];

export const appEvents = {
  'app.menu': z.object({ command: z.enum(menuCommands) }),
  /** A CSV named on the command line or opened with the app. */
  'app.file': fileToken,
  /** A campaign was found interrupted at start and goes on. */
  'app.recovered': z.object({
    campaignId: id<CampaignId>(),
    name: z.string(),
    done: z.number(),
    sealed: z.number(),
    inDoubt: z.number(),
    goesOn: z.boolean(),
  }),
} as const;
