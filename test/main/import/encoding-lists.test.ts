import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { createDecoding } from '#main/import/decode.ts';
import { names } from './name-lists.ts';
import { examineBytes } from './read-bytes.ts';

/**
 * Lists of people as programs save them: the share of rows whose name has letters beyond ASCII, and how many rows there are, say how much
 * there is to tell the encoding by. A list is read right when every letter of it is.
 */
interface Kind {
  readonly language: string;
  readonly country: string;
  readonly encodings: readonly string[];
}

const western = ['windows-1252', 'cp850', 'macintosh'];
const central = ['windows-1250', 'iso-8859-2', 'cp852'];
const kinds: readonly Kind[] = [
  ...(
    [
      ['Danish', 'DK'],
      ['German', 'DE'],
      ['Spanish', 'ES'],
      ['French', 'FR'],
      ['Italian', 'IT'],
      ['Dutch', 'NL'],
      ['Norwegian', 'NO'],
      ['Portuguese', 'BR'],
      ['Swedish', 'SE'],
    ] as const
  ).map(([language, country]) => ({ language, country, encodings: western })),
  { language: 'Finnish', country: 'FI', encodings: ['windows-1252', 'cp850'] },
  { language: 'Icelandic', country: 'IS', encodings: ['windows-1252'] },
  ...(
    [
      ['Czech', 'CZ'],
      ['Croatian', 'HR'],
      ['Hungarian', 'HU'],
      ['Polish', 'PL'],
      ['Slovak', 'SK'],
      ['Slovenian', 'SI'],
      ['Serbian', 'RS'],
    ] as const
  ).map(([language, country]) => ({ language, country, encodings: central })),
  { language: 'Romanian', country: 'RO', encodings: ['windows-1250', 'iso-8859-2'] },
  ...(
    [
      ['Estonian', 'EE'],
      ['Lithuanian', 'LT'],
      ['Latvian', 'LV'],
    ] as const
  ).map(([language, country]) => ({ language, country, encodings: ['windows-1257', 'iso-8859-13'] })),
  { language: 'Turkish', country: 'TR', encodings: ['windows-1254', 'iso-8859-9'] },
  { language: 'Vietnamese', country: 'VN', encodings: ['windows-1258'] },
  { language: 'Bulgarian', country: 'BG', encodings: ['windows-1251', 'koi8-r', 'ibm866'] },
  { language: 'Macedonian', country: 'MK', encodings: ['windows-1251'] },
  { language: 'Russian', country: 'RU', encodings: ['windows-1251', 'koi8-r', 'ibm866', 'iso-8859-5'] },
  { language: 'Ukrainian', country: 'UA', encodings: ['windows-1251', 'koi8-u', 'ibm866'] },
  { language: 'Greek', country: 'GR', encodings: ['windows-1253', 'iso-8859-7'] },
  { language: 'Hebrew', country: 'IL', encodings: ['windows-1255', 'iso-8859-8'] },
  { language: 'Arabic', country: 'SA', encodings: ['windows-1256', 'iso-8859-6'] },
  { language: 'Persian', country: 'IR', encodings: ['windows-1256'] },
  { language: 'Thai', country: 'TH', encodings: ['windows-874'] },
  { language: 'Japanese', country: 'JP', encodings: ['shift_jis', 'euc-jp'] },
  { language: 'Korean', country: 'KR', encodings: ['euc-kr'] },
  { language: 'Simplified Chinese', country: 'CN', encodings: ['gbk'] },
  { language: 'Traditional Chinese', country: 'TW', encodings: ['big5'] },
];

const sizes = [5, 50, 500, 5_000] as const;
const shares = [0.01, 0.1, 0.6] as const;
const plain = ['Jan Smit', 'Anna Berg', 'Peter Kok', 'Maria Lopez', 'Tom Brown', 'Eva Lind', 'Max Weber', 'Ida Holm'];

/** A small fixed generator (mulberry32), so that every run makes the same lists. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Names that this encoding can hold, as it holds them. */
function writable(language: string, encoding: string): readonly string[] {
  const own = (names[language] ?? []).map((name) => asWritten(name, language));
  return own.filter((name) => createDecoding(encoding).push(bytesOf(name, encoding)) === name);
}

const composed = new Set('ăâêôơưđĂÂÊÔƠƯĐ');

/** Windows-1250 has Romanian letters with cedillas, and Windows-1258 Vietnamese tones as marks of their own. */
function asWritten(name: string, language: string): string {
  if (language === 'Romanian') return name.replace(/[șțȘȚ]/g, (letter) => 'şţŞŢ'['șțȘȚ'.indexOf(letter)] ?? letter);
  if (language !== 'Vietnamese') return name;
  return [...name.normalize('NFC')].map((letter) => (composed.has(letter) ? letter : toned(letter))).join('');
}

function toned(letter: string): string {
  const [base = '', ...marks] = letter.normalize('NFD');
  const joined = marks.filter((mark) => '\u0302\u0306\u031b'.includes(mark)).join('');
  return (base + joined).normalize('NFC') + marks.filter((mark) => !joined.includes(mark)).join('');
}

function bytesOf(text: string, encoding: string): Buffer {
  return iconv.encode(text, encoding === 'euc-kr' ? 'cp949' : encoding);
}

interface Score {
  lists: number;
  right: number;
}

/** Scores by how many names with other letters a list has, drawn with repeats. */
async function measure(countryOf: (kind: Kind) => string | null, seed: number) {
  const random = generator(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const scores = new Map<string, Score>([
    ['1-2', { lists: 0, right: 0 }],
    ['3-19', { lists: 0, right: 0 }],
    ['20+', { lists: 0, right: 0 }],
  ]);
  const wrong: string[] = [];
  for (const kind of kinds) {
    for (const encoding of kind.encodings) {
      const own = writable(kind.language, encoding);
      expect([kind.language, encoding, own.length >= 8]).toEqual([kind.language, encoding, true]);
      for (const rows of sizes) {
        for (const share of shares) {
          const others = Math.max(1, Math.round(rows * share));
          const lines = Array.from({ length: rows }, (_, row) => {
            // Spread over the list, not in front.
            const isOther = Math.floor(((row + 1) * others) / rows) > Math.floor((row * others) / rows);
            return `${isOther ? pick(own) : pick(plain)};06${String(10_000_000 + row)}`;
          });
          const text = `Name;Phone\r\n${lines.join('\r\n')}\r\n`;
          const bytes = bytesOf(text, encoding);
          const found = await examineBytes(bytes, {}, { country: countryOf(kind), locale: null });
          const score = scores.get(others >= 20 ? '20+' : others >= 3 ? '3-19' : '1-2') as Score;
          score.lists++;
          const decoding = createDecoding(found.encoding.encoding);
          if (decoding.push(bytes) + decoding.end() === text) score.right++;
          else wrong.push(`${kind.language} ${encoding} ${others} of ${rows}: ${found.encoding.encoding}`);
        }
      }
    }
  }
  const shareOf = (group: string): number => {
    const { lists, right } = scores.get(group) as Score;
    return right / lists;
  };
  return { few: shareOf('1-2'), some: shareOf('3-19'), many: shareOf('20+'), wrong };
}

describe('generated lists of names', () => {
  it.each<[string, (kind: Kind) => string | null]>([
    ['with the country of their language', ({ country }) => country],
    ['with another country', ({ country }) => (country === 'NL' ? 'US' : 'NL')],
    ['with no country', () => null],
  ])(
    'are read right %s',
    async (_name, countryOf) => {
      const { some, many, wrong } = await measure(countryOf, 20_261_201);
      expect(many, wrong.join('\n')).toBeGreaterThanOrEqual(0.99);
      expect(some, wrong.join('\n')).toBeGreaterThanOrEqual(0.95);
    },
    240_000,
  );
});
