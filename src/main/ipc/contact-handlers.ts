import { randomUUID } from 'node:crypto';
import type { Handlers } from './bridge.ts';
import type { HandlerContext } from './context.ts';
import { dataChanged } from './practice-handlers.ts';
import { typedPhone } from './typed-phone.ts';

export function contactHandlers(context: HandlerContext): Handlers {
  const { services, bridge } = context;
  const { store, reader, clock } = services;
  const changed = () => {
    services.indexSoon();
    bridge.emit('contacts.changed', undefined);
  };
  return {
    'contacts.search': (search) => reader.calls.search.search(search),
    'contacts.get': ({ id }) => reader.calls.contacts.get(id),
    'contacts.save': async ({ phone, ...edit }) => {
      const number = await typedPhone(store.calls, phone);
      const saved = await store.calls.contacts.save({ ...edit, phone: number }, clock.now());
      changed();
      return saved;
    },
    'contacts.delete': async (who) => {
      const undo = randomUUID();
      const count = await store.calls.contacts.remove(who, undo);
      changed();
      return { count, undo };
    },
    'contacts.setOptOut': async ({ who, optedOut, reason }) => {
      const count = await store.calls.contacts.setOptOut(who, optedOut, reason, clock.now());
      changed();
      return { count };
    },
    'contacts.undo': async ({ undo }) => {
      const count = await store.calls.book.undo(undo);
      dataChanged(context);
      return { count };
    },
  };
}
