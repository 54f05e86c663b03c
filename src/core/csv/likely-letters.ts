import { type CharacterLanguage, letterPairs, nameCharacters, type PairLanguage } from './letter-pairs.ts';

/** A language whose names are told by its letters. */
export type NameLanguage = PairLanguage | CharacterLanguage;

// Costs are natural logarithms of how unlikely a character is at its position. A pair that no name of the language has; a letter that
// the language does not have; a sign where names have none; bytes that mean nothing.
const unseenPair = 10;
const leastShare = Math.exp(-8);
const leastCost = 0.1;
const foreignLetter = 13;
const oddSign = 14;
const unreadable = 22;
/** Signs that stand in names and addresses: apostrophes inside a word; quotes, dashes, an ordinal, a no-break space around it. */
const plausibleSign = 7.5;
/** Marks that come in pairs around a word, and are no part of a name. */
const bracket = 10;
const innerSigns = new Set('’‘´·–');
const outerSigns = new Set('´–—ªº°\u00a0…€№');
const opening = new Set('‘“„«');
const closing = new Set('’”»');
// A capital behind a small letter, or a small one among capitals: no writing has them, and text in the wrong encoding is full of them.
const wrongCase = 7;
// An ideograph in the middle of a Latin word.
const mixedScripts = 5;

interface PairTable {
  readonly costs: ReadonlyMap<string, number>;
  /** Of a letter, whatever is behind it; of a word's start too. */
  readonly firsts: ReadonlyMap<string, number>;
}

const tables = new Map<PairLanguage, PairTable>();
function tableOf(language: PairLanguage): PairTable {
  const known = tables.get(language);
  if (known !== undefined) return known;
  const costs = new Map<string, number>();
  const shares = new Map<string, number>();
  letterPairs[language].split(' ').forEach((group, cost) => {
    for (let at = 0; at + 1 < group.length; at += 2) {
      const [first, second] = [group[at] as string, group[at + 1] as string];
      costs.set(first + second, cost);
      shares.set(first, (shares.get(first) ?? 0) + Math.exp(-cost));
      if (!shares.has(second)) shares.set(second, 0);
    }
  });
  const firsts = new Map([...shares].map(([letter, share]) => [letter, -Math.log(Math.max(share, leastShare))]));
  const table = { costs, firsts };
  tables.set(language, table);
  return table;
}

const ranks = new Map<CharacterLanguage, ReadonlyMap<string, number>>();
function ranksOf(language: CharacterLanguage): ReadonlyMap<string, number> {
  const known = ranks.get(language);
  if (known !== undefined) return known;
  const made = new Map([...nameCharacters[language]].map((character, rank) => [character, rank]));
  ranks.set(language, made);
  return made;
}

/** How unlikely a word is in a language's names: natural logarithm, only characters beyond ASCII count. 0 for a word without any. */
export function wordCost(word: string, language: NameLanguage): number {
  return language in nameCharacters
    ? characterCost(word, language as CharacterLanguage)
    : pairCost(word, tableOf(language as PairLanguage));
}

/** A chain of letters: each given the one before it, but for a Latin letter, of which only pairs with others are counted. */
function pairCost(word: string, { costs, firsts }: PairTable): number {
  const small = lowered(word);
  let cost = 0;
  let before = '_';
  for (let at = 0; at <= small.length; at++) {
    const letter = small[at];
    const here = edge(letter);
    const known = letter === undefined || letter <= '\u007f' || firsts.has(letter);
    if (letter !== undefined && !known) {
      cost += foreignCost(letter, small[at - 1], small[at + 1]);
      before = '?';
      continue;
    }
    const isPair = here > '\u007f' || before > '\u007f';
    if (isPair) {
      const given = before > '\u007f' || before === '_' ? (firsts.get(before) ?? 0) : 0;
      cost += Math.max(leastCost, (costs.get(before + here) ?? unseenPair) - given);
    }
    if (here > '\u007f') cost += caseCost(word, at);
    before = here;
  }
  return cost;
}

function foreignCost(letter: string, before: string | undefined, behind: string | undefined): number {
  if (letter === '\ufffd' || (letter >= '\u0080' && letter <= '\u009f')) return unreadable;
  const isInside = edge(before) !== '_' && edge(behind) !== '_';
  if (isInside ? innerSigns.has(letter) : outerSigns.has(letter)) return plausibleSign;
  if (edge(before) === '_' ? opening.has(letter) : edge(behind) === '_' && closing.has(letter)) return bracket;
  return /[\p{L}\p{M}]/u.test(letter) ? foreignLetter : oddSign;
}

function edge(letter: string | undefined): string {
  return letter === undefined || !/[\p{L}\p{M}]/u.test(letter) ? '_' : letter;
}

/** As in the tables: the dotted capital has no small letter of one character, cedillas for commas, final forms as they are. */
function lowered(word: string): string {
  const small = word.includes('İ') ? word.replace(/[^İ]+/g, (part) => part.toLowerCase()) : word.toLowerCase();
  return small.length === word.length ? small.replace(/ș/g, 'ş').replace(/ț/g, 'ţ') : word;
}

function caseCost(word: string, at: number): number {
  const letter = word[at] as string;
  const before = word[at - 1] ?? ' ';
  const isCapital = letter !== letter.toLowerCase();
  const isSmall = letter !== letter.toUpperCase();
  if (isCapital && isSmallLetter(before) && at > 0) return wrongCase;
  const behind = word[at + 1] ?? ' ';
  if (isSmall && at > 1 && isCapitalLetter(before) && isCapitalLetter(word[at - 2] ?? ' ')) return wrongCase;
  if (isSmall && isCapitalLetter(behind)) return wrongCase;
  return 0;
}

function isSmallLetter(letter: string): boolean {
  return letter !== letter.toUpperCase() && letter === letter.toLowerCase();
}

function isCapitalLetter(letter: string): boolean {
  return letter !== letter.toLowerCase() && letter === letter.toUpperCase();
}

// Of the characters of names nine in ten are listed, by rank as in Zipf's law; the tenth is any of some thousands.
const listed = 0.9;
const rankOffset = 12;
const otherCharacter = 11;
const otherKana = 6.5;
const halfWidthKana = 9;
const wideBlank = 5;

function characterCost(word: string, language: CharacterLanguage): number {
  const known = ranksOf(language);
  const scale = Math.log((known.size + rankOffset) / rankOffset) / listed;
  let cost = 0;
  let before = '';
  for (const character of word) {
    if (character > '\u007f') {
      const rank = known.get(character);
      cost += rank === undefined ? otherCost(character, language) : Math.log((rank + rankOffset) * scale);
      if (/[A-Za-z]/.test(before)) cost += mixedScripts;
    } else if (before > '\u2e7f' && /[A-Za-z]/.test(character)) cost += mixedScripts;
    before = character;
  }
  return cost;
}

function otherCost(character: string, language: CharacterLanguage): number {
  if (character === '\ufffd' || character <= '\u009f' || /\p{Co}/u.test(character)) return unreadable;
  if (character === '\u3000' || character === '・' || character === '々') return wideBlank;
  if (/[\p{sc=Hiragana}\p{sc=Katakana}ー]/u.test(character)) {
    return character >= '\uff61' ? halfWidthKana : language === 'ja' ? otherKana : foreignLetter;
  }
  if (/\p{sc=Hangul}/u.test(character)) return language === 'ko' ? 9 : foreignLetter;
  if (/\p{sc=Han}/u.test(character)) return language === 'ko' ? foreignLetter : otherCharacter;
  return /\p{L}/u.test(character) ? foreignLetter : oddSign;
}
