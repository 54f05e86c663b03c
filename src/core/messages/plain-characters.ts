/**
 * Characters word processors and phones put in by themselves, with the GSM-7 text that reads the same. Letters are
 * never replaced: `á` is not `a` in somebody's name.
 */
const lookAlikes: readonly (readonly [characters: string, plain: string])[] = [
  ['\u2018\u2019\u201a\u201b\u2032\u2035\u2039\u203a\u02bc\u02b9\u0060\u00b4\uff07', "'"],
  ['\u201c\u201d\u201e\u201f\u2033\u2036\u00ab\u00bb\u301d\u301e\uff02', '"'],
  ['\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2043\u2022\u2027', '-'],
  ['\u2026', '...'],
  // Spaces of every width, and the tab, which GSM-7 lacks.
  ['\t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000', ' '],
  ['\u0085\u2028\u2029\u000b', '\n'],
  // Invisible: soft hyphen, zero width space, word joiner, byte order mark. The joiners U+200C/D shape words and emoji: kept.
  ['\u00ad\u200b\u2060\ufeff', ''],
  ['\u2044\u2215', '/'],
  ['\u00d7', 'x'],
  ['\u00b7', '.'],
  ['\u2122', '(TM)'],
  ['\u00a9', '(C)'],
  ['\u00ae', '(R)'],
  ['\u2116', 'No.'],
  ['\u00bc', '1/4'],
  ['\u00bd', '1/2'],
  ['\u00be', '3/4'],
  ['\ufb00', 'ff'],
  ['\ufb01', 'fi'],
  ['\ufb02', 'fl'],
];

const plainBy = new Map<string, string>();
for (const [characters, plain] of lookAlikes) for (const character of characters) plainBy.set(character, plain);

const replaceable = new RegExp(`[${[...plainBy.keys()].map(escapeUnit).join('')}]`, 'g');

/** Replaces typographic characters by their GSM-7 look-alikes; everything else, letters and emoji too, stays as it is. */
export function replaceCostly(text: string): string {
  return text.replace(replaceable, (character) => plainBy.get(character) ?? character);
}

function escapeUnit(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
