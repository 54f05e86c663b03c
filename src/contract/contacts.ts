import { z } from 'zod';
import type { CampaignId, ContactId, GroupId } from '#core/kernel/ids.ts';
import { recipientStates } from '#core/outbox/states.ts';
import { call, id, instant, nothing, shortText, slice } from './call.ts';

export const contactRow = z.object({
  id: id<ContactId>(),
  /** E.164. */
  phone: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  fields: z.record(z.string(), z.string()),
  optedOut: z.boolean(),
  /** Came with the sample data and with nothing else. */
  practice: z.boolean(),
  updatedAt: instant,
});
export type ContactRow = z.infer<typeof contactRow>;

export const contactDetail = contactRow.extend({
  createdAt: instant,
  optedOutAt: instant.nullable(),
  optedOutReason: z.string().nullable(),
  groups: z.array(z.object({ id: id<GroupId>(), name: z.string() })),
  /** Newest first, at most 50. */
  history: z.array(
    z.object({
      campaignId: id<CampaignId>(),
      campaign: z.string(),
      text: z.string(),
      state: z.enum(recipientStates),
      words: z.string().nullable(),
      at: instant,
    }),
  ),
});
export type ContactDetail = z.infer<typeof contactDetail>;

/** Which people: named ones, or everyone a search finds. */
export const selection = z.union([
  z.object({ ids: z.array(id<ContactId>()).max(10_000) }),
  z.object({ query: shortText, groupId: id<GroupId>().nullable(), show: z.enum(['all', 'opted_out']).optional() }),
]);
export type Selection = z.infer<typeof selection>;

export const contactCalls = {
  /** `indexing` says the search index is still being built after an import: results may lack the newest people. */
  'contacts.search': call(
    z.object({
      query: shortText,
      groupId: id<GroupId>().nullable(),
      show: z.enum(['all', 'opted_out']),
      sort: z.enum(['name', 'phone', 'newest']),
      ...slice,
    }),
    z.object({ total: z.number(), rows: z.array(contactRow), indexing: z.boolean() }),
  ),
  'contacts.get': call(z.object({ id: id<ContactId>() }), contactDetail),
  /** `phone` as typed; read with the default country. A new contact has no id. */
  'contacts.save': call(
    z.object({
      id: id<ContactId>().nullable(),
      phone: shortText,
      firstName: shortText,
      lastName: shortText,
      fields: z.record(z.string().max(200), z.string().max(5_000)),
    }),
    contactDetail,
  ),
  /** Deletes at once; `undo` puts them back, memberships too, until the app closes. */
  'contacts.delete': call(selection, z.object({ count: z.number(), undo: z.string() })),
  'contacts.setOptOut': call(
    z.object({ who: selection, optedOut: z.boolean(), reason: shortText }),
    z.object({ count: z.number() }),
  ),
  /** Takes back a deletion of contacts or of a group. */
  'contacts.undo': call(z.object({ undo: shortText }), z.object({ count: z.number() })),
} as const;

export const contactEvents = {
  /** The book changed: lists and counts are stale. */
  'contacts.changed': nothing,
} as const;
