import { writeFileSync } from 'node:fs';

/** People and texts as an office has them, for the pictures. All invented; the numbers belong to nobody. */

const first = [
  'Sanne',
  'Daan',
  'Fleur',
  'Youssef',
  'Lotte',
  'Bram',
  'Noor',
  'Thijs',
  'Eva',
  'Mehmet',
  'Julia',
  'Ruben',
  'Isa',
  'Sem',
  'Maud',
  'Finn',
  'Amira',
  'Joris',
  'Lieke',
  'Stijn',
  'Naomi',
  'Casper',
  'Elif',
  'Hugo',
  'Roos',
  'Wout',
  'Yara',
  'Koen',
  'Merel',
  'Tijn',
  'Zoë',
] as const;
const last = [
  'de Vries',
  'Jansen',
  'van Dijk',
  'Bakker',
  'El Amrani',
  'Visser',
  'Smit',
  'Meijer',
  'de Boer',
  'Mulder',
  'Yılmaz',
  'de Groot',
  'Bos',
  'Vos',
  'Peters',
  'Hendriks',
  'van Leeuwen',
  'Dekker',
  'Brouwer',
  'de Wit',
  'Dijkstra',
  'Smits',
  'van der Meer',
  'Kok',
  'Jacobs',
  'van Vliet',
  'Prins',
  'Blom',
  'Huisman',
] as const;

/** Numbers that the practice service answers in a way of its own, spread out so that nothing looks arranged. */
const special: ReadonlyMap<number, string> = new Map([
  [9, '+46701740610'],
  [23, '+46701740620'],
  [37, '+46701740631'],
  [58, '+46701740611'],
  [71, '+46701740621'],
  [88, '+46701740652'],
  [103, '+46701740622'],
]);

/** Writes a class list of so many parents; with `surprises` a few of them are refused, unreachable or in doubt. */
export function writeParents(path: string, count: number, surprises: boolean): string {
  const rows = Array.from({ length: count }, (_, index) => {
    const name = [first[(index * 7) % first.length], last[(index * 11) % last.length]];
    const plain = `06 2${String(1_000_000 + index * 40_503).slice(0, 3)} ${String(10_000 + ((index * 7_919) % 89_999)).slice(0, 4)}`;
    const phone = (surprises ? special.get(index) : undefined) ?? plain;
    const group = `${1 + (index % 8)}${index % 2 === 0 ? 'A' : 'B'}`;
    return `${name.join(';')};${phone};${group};${['16:30', '17:15', '18:00', '18:45'][index % 4]}`;
  });
  writeFileSync(path, `\uFEFFFirst name;Last name;Mobile;Class;Time\r\n${rows.join('\r\n')}\r\n`);
  return path;
}

export const texts = {
  parents:
    'Dear {{First name|parent}}, the talk about group {{Class}} is on Thursday at {{Time|17:00}} in room 12. De Vuurtoren school',
  harbour:
    'Hi {{First name|there}}, the harbour day is on {{Day|Saturday}}. Coffee from ten, boats leave at eleven. See you at the quay!',
  closed: 'The office is closed this Friday. From Monday on we are there for you as usual.',
  dear: 'Hi {{First name|there}} – your berth is ready. “Welcome aboard” starts at ten…',
} as const;
