import { randomUUID } from 'node:crypto';
import type { Gateway } from '#core/gateway/port.ts';
import { Failure } from '#core/kernel/errors.ts';
import type { Result } from '#core/kernel/result.ts';
import type { Handlers } from './bridge.ts';
import type { HandlerContext } from './context.ts';

export function groupHandlers({ services, pushes, bridge }: HandlerContext): Handlers {
  const { store, reader, clock, accounts } = services;
  const changed = <T>(value: T): T => {
    bridge.emit('contacts.changed', undefined);
    return value;
  };
  /** Asks the active account's service one thing. */
  const ask = async <T>(question: (gateway: Gateway) => Promise<Result<T>>): Promise<T> => {
    const gateway = await accounts.gateway((await accounts.active()).id, 1);
    try {
      const answer = await question(gateway);
      if (!answer.ok) throw new Failure(answer.error);
      return answer.value;
    } finally {
      await gateway.close();
    }
  };
  return {
    'groups.list': async () => [...(await reader.calls.groups.list())],
    'groups.create': async ({ name }) => changed(await store.calls.groups.create(name, clock.now())),
    'groups.rename': async ({ id, name }) => changed(await store.calls.groups.rename(id, name)),
    'groups.delete': async ({ id }) => {
      const undo = randomUUID();
      await store.calls.groups.remove(id, undo);
      return changed({ undo });
    },
    'groups.add': async ({ id, who }) => changed({ count: await store.calls.groups.add(id, who) }),
    'groups.remove': async ({ id, who }) => changed({ count: await store.calls.groups.removeMembers(id, who) }),
    'groups.empty': async ({ id }) => {
      const undo = randomUUID();
      return changed({ count: await store.calls.groups.empty(id, undo), undo });
    },
    'remote.groups': async ({ page }) => {
      const answer = await ask((gateway) => gateway.listGroups(page));
      return { ...answer, items: [...answer.items] };
    },
    'remote.contacts': async ({ groupUid, page }) => {
      const answer = await ask((gateway) => gateway.listContacts(groupUid, page));
      return { ...answer, items: [...answer.items] };
    },
    'remote.createGroup': ({ name, description }) => ask((gateway) => gateway.createGroup(name, description)),
    'remote.push': async ({ groupId, remote }) => pushes.start(groupId, (await accounts.active()).id, remote),
    'remote.stopPush': ({ groupId }) => {
      pushes.stop(groupId);
      return undefined;
    },
    'remote.pushResults': async ({ groupId }) => ({
      status: await reader.calls.pushes.status(groupId),
      rows: [...(await reader.calls.pushes.results(groupId))],
    }),
  };
}
