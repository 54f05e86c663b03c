import type { RecipientView } from '#contract/campaigns.ts';
import type { ContactRow } from '#contract/contacts.ts';
import type { ContactId, RecipientId } from '#core/kernel/ids.ts';
import type { RecipientState } from '#core/outbox/states.ts';

/** People for looking at screens: names of a European town, numbers nobody owns. */
const first = [
  'Zoë',
  'Jan',
  'Fatma',
  'Tom',
  'Amy',
  'Ruud',
  'Ayşe',
  'María José',
  'Søren',
  'Łukasz',
  'Chloé',
  'Rahim',
  'Lena',
  'Nguyễn',
  'Björk',
  'Giulia',
];
const last = [
  'de Vries',
  'Jansen',
  'Yılmaz',
  'O’Brien',
  'Clarke',
  'Bakker',
  'Ünal',
  'García Márquez',
  'Nørgård',
  'Wójcik',
  'Lefèvre',
  'Khan',
  'Müller',
  'Thị Minh',
  'Guðmundsdóttir',
  'Rossi',
];
const cities = ['Utrecht', 'De Bilt', 'Zeist', 'Bunnik', 'London', 'Houten', 'Amersfoort'];
const phones = [
  (n: number) =>
    `+3161${String(2_034_471 + n * 37)
      .padStart(7, '0')
      .slice(-7)}`,
  (n: number) => `+447700900${String(n % 1_000).padStart(3, '0')}`,
  (n: number) => `+3161${String(7_710_902 + n * 53).slice(-7)}`,
  (n: number) => `+4915123${String(450_000 + n * 11).slice(-6)}`,
  (n: number) =>
    `+346120${String(42_910 + n * 7)
      .padStart(5, '0')
      .slice(-5)}`,
  (n: number) => `+8801721${String(970_000 + n * 13).slice(-6)}`,
];

const pick = <T>(list: readonly T[], index: number): T => list[index % list.length] as T;

export function personName(index: number): { readonly firstName: string; readonly lastName: string } {
  return { firstName: pick(first, index * 7), lastName: pick(last, index * 5 + Math.floor(index / 16)) };
}

export function personPhone(index: number): string {
  return pick(phones, index)(index);
}

export function person(index: number): ContactRow {
  return {
    id: (index + 1) as ContactId,
    phone: personPhone(index),
    ...personName(index),
    fields: { city: pick(cities, index), date: 'Thursday 14 October', birth_year: String(1940 + (index % 70)) },
    optedOut: index % 41 === 7,
    updatedAt: Date.now() - index * 3_600_000,
  };
}

const said: Readonly<Partial<Record<RecipientState, readonly string[]>>> = {
  in_doubt: [
    'Connection cut after the request was sent',
    'Server error 500, no reply to rely on',
    'No answer within 30 s',
  ],
  rejected: ['Number is barred', 'Sender ID is not approved for this destination', 'Number is not in service'],
  undelivered: ['Handset switched off for too long (EXPIRED)', 'Unknown subscriber (UNDELIV)'],
  delivered: ['DELIVRD'],
};

export function recipient(index: number, state: RecipientState): RecipientView {
  const { firstName, lastName } = personName(index);
  return {
    id: (index + 1) as RecipientId,
    name: `${firstName} ${lastName}`,
    phone: personPhone(index),
    text: `Hi ${firstName}, your flu jab is on Thursday 14 October at the Riverside Clinic’s walk–in desk. Bring your card. Reply is not read: call 030 123 4567.`,
    state,
    words: said[state] === undefined ? null : pick(said[state], index),
    messageId:
      state === 'queued' || state === 'rejected' || state === 'in_doubt'
        ? null
        : `65f1${(index * 7_919).toString(16).padStart(8, '0')}`,
    at: state === 'queued' ? null : Date.now() - 60_000 - index * 11_000,
    resolvedBy: null,
  };
}
