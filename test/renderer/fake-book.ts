import type { ContactDetail, ContactRow } from '#contract/contacts.ts';
import type { Group } from '#contract/groups.ts';
import { fail } from '#core/kernel/errors.ts';
import type { CampaignId, GroupId } from '#core/kernel/ids.ts';
import { person, personPhone } from './fake-people.ts';
import type { Emit, FakeOptions, Handlers } from './fake-types.ts';

type Book = Pick<Handlers, Extract<keyof Handlers, `contacts.${string}` | `groups.${string}` | `remote.${string}`>>;

const day = 86_400_000;

export function fakeBookCalls(options: FakeOptions, emit: Emit): Book {
  const empty = options.scenario === 'first';
  const total = empty ? 0 : options.contacts;
  const gone = new Set<number>();
  const names = [
    'Clinic patients',
    'Volunteers',
    'Had it already',
    'Parents class 3b',
    'Football under 12',
    'Library readers',
    'Town council',
    'Choir',
    'Market stalls',
    'Swimming lessons',
    'Neighbourhood watch',
    'Staff',
    'Press',
    'Board',
  ];
  const counts = [12_230, 269, 19, 84, 31, 1_904, 27, 46, 118, 402, 73, 38, 9, 7];
  let groups: Group[] = empty
    ? []
    : names.map((name, index) => ({
        id: (index + 1) as GroupId,
        name,
        count: counts[index] ?? 0,
        optedOut: index === 0 ? 17 : 0,
        createdAt: Date.now() - index * 9 * day,
        remote: index < 2 ? { uid: `6${index}a1f`, name, pushedAt: Date.now() - 3 * day } : null,
      }));
  const row = (index: number): ContactRow => person(index);
  const detail = (base: ContactRow): ContactDetail => ({
    ...base,
    createdAt: base.updatedAt - 30 * day,
    optedOutAt: base.optedOut ? base.updatedAt : null,
    optedOutReason: base.optedOut ? 'Called the desk' : null,
    groups: groups.slice(0, 2).map(({ id, name }) => ({ id, name })),
    history: [
      {
        campaignId: 1 as CampaignId,
        campaign: 'Flu clinic reminder, October',
        text: `Hi ${base.firstName}, your flu jab is on Thursday.`,
        state: 'delivered',
        words: null,
        at: Date.now() - 200_000,
      },
      {
        campaignId: 7 as CampaignId,
        campaign: 'Road closed on Sunday',
        text: 'The bridge road is closed on Sunday from 8 to 18.',
        state: 'undelivered',
        words: 'Absent subscriber',
        at: Date.now() - 4 * day,
      },
    ],
  });
  const sizeOf = (who: unknown): number =>
    typeof who === 'object' && who !== null && 'ids' in who ? (who as { ids: unknown[] }).ids.length : total;
  const undo = () => ({ undo: 'u1' });

  return {
    'contacts.search': ({ query, show, offset, limit }) => {
      const found =
        query === ''
          ? show === 'opted_out'
            ? Math.floor(total / 41)
            : total
          : Math.floor(total / (7 * query.length ** 3));
      const rows: ContactRow[] = [];
      for (let index = offset; index < Math.min(offset + limit, found); index++) {
        if (!gone.has(index + 1)) rows.push(row(show === 'opted_out' ? index * 41 + 7 : index));
      }
      return { total: found - gone.size, rows, indexing: false };
    },
    'contacts.get': ({ id }) => detail(row(id - 1)),
    'contacts.save': ({ id, firstName, lastName, phone, fields }) =>
      detail({
        ...row((id ?? 1) - 1),
        firstName,
        lastName,
        phone: phone.startsWith('+') ? phone : personPhone(3),
        fields,
      }),
    'contacts.delete': (who) => {
      if ('ids' in who) for (const id of who.ids) gone.add(id);
      emit('contacts.changed', undefined);
      return { count: sizeOf(who), ...undo() };
    },
    'contacts.setOptOut': ({ who }) => ({ count: sizeOf(who) }),
    'contacts.undo': () => {
      const count = gone.size;
      gone.clear();
      emit('contacts.changed', undefined);
      return { count };
    },

    'groups.list': () => groups,
    'groups.create': ({ name }) => {
      if (groups.some((group) => group.name === name)) fail('conflict', 'name taken', { name });
      const group: Group = {
        id: (groups.length + 50) as GroupId,
        name,
        count: 0,
        optedOut: 0,
        createdAt: Date.now(),
        remote: null,
      };
      groups = [...groups, group];
      emit('contacts.changed', undefined);
      return group;
    },
    'groups.rename': ({ id, name }) => {
      groups = groups.map((group) => (group.id === id ? { ...group, name } : group));
      emit('contacts.changed', undefined);
      return groups.find((group) => group.id === id) ?? fail('not_found', 'no such group');
    },
    'groups.delete': ({ id }) => {
      groups = groups.filter((group) => group.id !== id);
      emit('contacts.changed', undefined);
      return undo();
    },
    'groups.add': ({ who }) => ({ count: sizeOf(who) }),
    'groups.remove': ({ who }) => ({ count: sizeOf(who) }),
    'groups.empty': ({ id }) => ({ count: groups.find((group) => group.id === id)?.count ?? 0, ...undo() }),

    'remote.groups': ({ page }) => ({
      items: Array.from({ length: page < 3 ? 15 : 4 }, (_, index) => ({
        uid: `6${page}${index}a1f`,
        name: `${names[index % names.length]} ${page}`,
        description: index % 3 === 0 ? 'Made by the office' : null,
        contacts: 40 + index * 13,
      })),
      page,
      lastPage: 3,
      total: 34,
      more: page < 3,
    }),
    'remote.contacts': ({ page, groupUid }) => ({
      items: Array.from({ length: 25 }, (_, index) => {
        const { firstName, lastName, phone } = row(page * 25 + index);
        return { uid: `c${page}${index}`, groupUid, phone: phone.slice(1), firstName, lastName };
      }),
      page,
      lastPage: 11,
      total: 269,
      more: page < 11,
    }),
    'remote.createGroup': ({ name, description }) => ({ uid: '6f00d', name, description, contacts: 0 }),
    'remote.push': ({ groupId }) => {
      const size = groups.find((group) => group.id === groupId)?.count ?? 0;
      const status = (done: number) => ({
        groupId,
        state: done < size ? ('running' as const) : ('finished' as const),
        total: size,
        done,
        created: Math.floor(done * 0.97),
        refused: done - Math.floor(done * 0.97),
        unclear: 0,
        error: null,
      });
      let done = 0;
      const timer = setInterval(() => {
        done = Math.min(size, done + Math.max(1, Math.round(size / 20)));
        emit('remote.push', status(done));
        if (done >= size) clearInterval(timer);
      }, 200);
      return status(0);
    },
    'remote.stopPush': () => undefined,
    'remote.pushResults': ({ groupId }) => ({
      status: { groupId, state: 'finished', total: 269, done: 269, created: 261, refused: 7, unclear: 1, error: null },
      rows: Array.from({ length: 60 }, (_, index) => {
        const { firstName, lastName, phone } = row(index);
        const result = index % 31 === 3 ? 'refused' : index === 40 ? 'unclear' : 'created';
        return {
          phone,
          name: `${firstName} ${lastName}`,
          result,
          words:
            result === 'refused'
              ? 'The phone has already been taken.'
              : result === 'unclear'
                ? 'No answer within 30 s'
                : null,
        };
      }),
    }),
  };
}
