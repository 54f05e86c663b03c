const alphabet = '[\\p{Script=Latin}\\p{Script=Cyrillic}\\p{Script=Greek}]';
const beyond = '(?=[^\\x00-\\x7f])';

// A capital in the middle of a word: `JŸrgen` in the place of `Jürgen`.
const capital = new RegExp(`(?<=\\p{Ll})${beyond}\\p{Lu}`, 'gu');
// A sign inside, behind or before a word other than the punctuation that stands there: `K”ln`, `Zo‰`, `£ucja`.
const inside = new RegExp(`(?<=${alphabet})${beyond}[^\\p{L}\\p{M}’·‐-–\\u00ad\\u200c\\u200d](?=${alphabet})`, 'gu');
const behind = new RegExp(
  `(?<=${alphabet})${beyond}[^\\p{L}\\p{M}’“”»›…–—°®™\\u00a0\\u00ad\\u200c-\\u200f](?!${alphabet})`,
  'gu',
);
const before = new RegExp(
  `(?<!${alphabet})${beyond}[^\\p{L}\\p{M}’“‘„‚«‹¿¡…–—•·°\\u00a0\\u200c-\\u200f\\ufeff](?=${alphabet})`,
  'gu',
);
// Alphabets do not mix within a word.
const mixed =
  /\p{Script=Latin}[\p{Script=Cyrillic}\p{Script=Greek}]|[\p{Script=Cyrillic}\p{Script=Greek}]\p{Script=Latin}/gu;

/**
 * How odd a text of names looks, 0 to 1: the share of its characters beyond ASCII that stand where no writing puts them. Text read in
 * the wrong encoding is full of such; only alphabets with capitals give themselves away so.
 */
export function oddShare(text: string): number {
  const all = count(text, /[^\p{ASCII}]/gu);
  if (all === 0) return 0;
  const odd = [capital, inside, behind, before, mixed].reduce((sum, pattern) => sum + count(text, pattern), 0);
  return Math.min(1, odd / all);
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
