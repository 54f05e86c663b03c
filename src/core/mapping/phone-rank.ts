import { type FoldedHeader, foldHeader } from './fold-header.ts';
import {
  isOf,
  landlineWords,
  mentions,
  mobileWords,
  neverGuessedWords,
  notPhoneWords,
  numberHeaders,
  phoneWords,
} from './header-words.ts';

/** What a header or a label says of its numbers: `mobile`, nothing special, or a house or an office. The lower, the more preferred. */
export const phoneRanks = { mobile: 0, phone: 1, landline: 2 } as const;
export type PhoneRank = (typeof phoneRanks)[keyof typeof phoneRanks];

/** Null for a header that names no phone, or a number that only a person may choose: a fax, a pager, another person's. */
export function phoneRank(header: FoldedHeader): PhoneRank | null {
  if (isNeverGuessed(header)) return null;
  if (mentions(header, notPhoneWords) && !isOf(header, mobileWords)) return null;
  if (mentions(header, mobileWords)) return phoneRanks.mobile;
  if (isOf(header, numberHeaders)) return phoneRanks.phone;
  // "Home" alone is more often an address, and the values have to speak for it.
  if (!mentions(header, phoneWords)) return null;
  return mentions(header, landlineWords) ? phoneRanks.landline : phoneRanks.phone;
}

/** Whether a header or a label says that its numbers are a fax, a pager or another person's. */
export function isNeverGuessed(header: FoldedHeader): boolean {
  return mentions(header, neverGuessedWords);
}

/** What the label of one number says (`Mobile`, `Home`, `Work Fax`); null when the number is not to be used. Answers are remembered. */
export function labelRank(label: string): PhoneRank | null {
  const known = remembered.get(label);
  if (known !== undefined) return known;
  const header = foldHeader(label.slice(0, longestLabel));
  let rank: PhoneRank | null = phoneRanks.phone;
  if (isNeverGuessed(header)) rank = null;
  else if (mentions(header, mobileWords)) rank = phoneRanks.mobile;
  else if (mentions(header, landlineWords)) rank = phoneRanks.landline;
  if (remembered.size >= mostRemembered) remembered.clear();
  // Joined anew, for a slice would keep alive the piece of file it was cut from.
  remembered.set([...label].join(''), rank);
  return rank;
}

const longestLabel = 60;
// A file has a dozen labels; a column that holds none must not fill the memory.
const mostRemembered = 1_000;
const remembered = new Map<string, PhoneRank | null>();

const labelWords = new Set(
  'label labels type types kind soort typ art etiket etiquette libelle etiqueta tipo etichetta rodzaj tyyppi тип 类型 種類 ラベル'.split(
    ' ',
  ),
);
const valueWords = new Set(
  'value number no nr num waarde nummer wert valeur numero valor valore numer wartosc numer значение номер 值 号码 番号'.split(
    ' ',
  ),
);

/**
 * For each phone column the position of the column that labels its numbers (`Phone 1 - Label` beside `Phone 1 - Value`); null where there
 * is none.
 */
export function labelColumns(names: readonly string[], phones: readonly number[]): readonly (number | null)[] {
  const labels = new Map<string, number>();
  names.forEach((name, index) => {
    const { key, last } = split(name, labelWords);
    if (last && key !== '' && !labels.has(key)) labels.set(key, index);
  });
  if (labels.size === 0) return phones.map(() => null);
  return phones.map((index) => {
    const found = labels.get(split(names[index] ?? '', valueWords).key);
    return found === undefined || found === index ? null : found;
  });
}

/** A name's words and numbers without its last one, when that is in the list. */
function split(name: string, list: ReadonlySet<string>): { readonly key: string; readonly last: boolean } {
  const words = name
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
  const last = words.length > 1 && list.has(words.at(-1) ?? '');
  return { key: (last ? words.slice(0, -1) : words).join(' '), last };
}
