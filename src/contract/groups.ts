import { z } from 'zod';
import type { GroupId } from '#core/kernel/ids.ts';
import { call, id, instant, nothing, shortText } from './call.ts';
import { selection } from './contacts.ts';

export const group = z.object({
  id: id<GroupId>(),
  name: z.string(),
  count: z.number(),
  optedOut: z.number(),
  createdAt: instant,
  /** The service's group it was linked to, when it was. */
  remote: z.object({ uid: z.string(), name: z.string(), pushedAt: instant.nullable() }).nullable(),
});
export type Group = z.infer<typeof group>;

const page = <T extends z.ZodType>(item: T) =>
  z.object({
    items: z.array(item),
    page: z.number(),
    lastPage: z.number().nullable(),
    total: z.number().nullable(),
    more: z.boolean(),
  });

export const remoteGroup = z.object({
  uid: z.string(),
  name: z.string(),
  description: z.string().nullable(),
  contacts: z.number().nullable(),
});
export type RemoteGroupView = z.infer<typeof remoteGroup>;

export const remoteContact = z.object({
  uid: z.string(),
  groupUid: z.string().nullable(),
  phone: z.string(),
  firstName: z.string().nullable(),
  lastName: z.string().nullable(),
});

/** One push of a local group to a group of the service. Results are kept per contact. */
export const pushStatus = z.object({
  groupId: id<GroupId>(),
  state: z.enum(['running', 'finished', 'stopped']),
  total: z.number(),
  done: z.number(),
  created: z.number(),
  /** The service refused, in its own words (already in the group, bad number). */
  refused: z.number(),
  /** Not answered clearly: may or may not be there. */
  unclear: z.number(),
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
});
export type PushStatus = z.infer<typeof pushStatus>;

const remotePage = z.number().int().min(1).max(100_000);

export const groupCalls = {
  'groups.list': call(nothing, z.array(group)),
  'groups.create': call(z.object({ name: shortText }), group),
  'groups.rename': call(z.object({ id: id<GroupId>(), name: shortText }), group),
  /** Deletes the group, never its people; `contacts.undo` takes it back. */
  'groups.delete': call(z.object({ id: id<GroupId>() }), z.object({ undo: z.string() })),
  'groups.add': call(z.object({ id: id<GroupId>(), who: selection }), z.object({ count: z.number() })),
  'groups.remove': call(z.object({ id: id<GroupId>(), who: selection }), z.object({ count: z.number() })),
  'groups.empty': call(z.object({ id: id<GroupId>() }), z.object({ count: z.number(), undo: z.string() })),

  /** The active account's groups at the service, page by page. */
  'remote.groups': call(z.object({ page: remotePage }), page(remoteGroup)),
  'remote.contacts': call(z.object({ groupUid: shortText.nullable(), page: remotePage }), page(remoteContact)),
  'remote.createGroup': call(z.object({ name: shortText, description: shortText.nullable() }), remoteGroup),
  /** Starts creating a local group's people in a group of the service; answers at once. */
  'remote.push': call(
    z.object({ groupId: id<GroupId>(), remote: z.object({ uid: shortText, name: shortText }) }),
    pushStatus,
  ),
  'remote.stopPush': call(z.object({ groupId: id<GroupId>() }), nothing),
  'remote.pushResults': call(
    z.object({ groupId: id<GroupId>() }),
    z.object({
      status: pushStatus.nullable(),
      rows: z.array(
        z.object({
          phone: z.string(),
          name: z.string(),
          result: z.enum(['created', 'refused', 'unclear', 'waiting']),
          words: z.string().nullable(),
        }),
      ),
    }),
  ),
} as const;

export const groupEvents = {
  'remote.push': pushStatus,
} as const;
