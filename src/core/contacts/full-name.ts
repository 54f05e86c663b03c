/** A name for greeting and sorting; either part may be empty. */
export interface SplitName {
  readonly firstName: string;
  readonly lastName: string;
}

const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/));

// Folded: lower case, no dots. What can be a name or an initial too (Don, Pan, M) is not here.
const titles = words(`mr mrs ms miss mx dr drs prof professor sir madam dame rev mw mevr mevrouw dhr meneer mej ir ing
  herr hr frau herrn dipl-ing mag mme mlle monsieur madame mademoiselle sr sra srta señor señora señorita dña sig sigra signor
  signora signorina dott dottssa avv fru frk mgr inż sayın bay bayan г-н г-жа`);

// Second words of titles in two: `de heer`, `Herr Dr.` is two titles.
const longTitles = words('deheer frauprof derherr');

/** They begin a family name; in lower case they do so even at the start of a name. */
const particles =
  words(`van von vom zu zum zur der den de del della delle dello dei degli di da das do dos du des d la le les lo las
  los el al bin ibn bint abu ben ter ten te tot 't ’t op aan het in 'd onder over uit voor auf af av y san santa st mc mac`);

// Capitals too: these are nobody's first name.
const neverFirst = words("de der den von vom zum zur ter ten del della dei degli dos das du des 't ’t");

// Lower case ones mean something else inside of a name: an `in 't Veld` is one, an `In` is a first name.
const onlyLower = words("op aan het in onder over uit voor auf te tot af av y do d zu las los lo st 'd san santa");

const conjunctions = words('& + and und en et och og ja');
const links = words('y i e');

const suffixes = words('jr sr jnr snr junior senior ii iii iv phd md msc bsc mba ma ba llm esq dds cpa rn');

const nameOf = (firstName: readonly string[], lastName: readonly string[]): SplitName => ({
  firstName: firstName.join(' '),
  lastName: lastName.join(' '),
});

/**
 * Splits a name as people write it in one cell. `Last, First` at its comma; else the family name is the last word, with the particles
 * before it (`van der Berg`) and what follows it (`Jr.`); Chinese, Japanese and Korean names that have a blank have their family name
 * first. One word is a first name (all of a name without blanks is), but after a title it is a family name. Titles (`Dr.`, `Mevr.`)
 * are dropped unless nothing else is left; every other letter is kept, blanks become single ones. Never throws.
 */
export function splitFullName(text: string): SplitName {
  const plain = text.trim().replace(/\s+/g, ' ');
  const [before = '', ...after] = plain.split(/\s*[,\uff0c\u060c]\s*/);
  const parts = after.filter((part) => part !== '');
  const at = parts.findIndex((part) => !part.split(' ').every((word) => suffixes.has(folded(word))));
  const given = parts[at];
  if (before === '' || given === undefined) {
    const name = splitWords(before.split(' '));
    return withSuffixes(name, parts);
  }
  return splitAtComma(before.split(' '), given.split(' '), parts.toSpliced(at, 1));
}

function withSuffixes(name: SplitName, parts: readonly string[]): SplitName {
  if (parts.length === 0) return name;
  const suffix = parts.join(', ');
  if (name.lastName !== '') return { ...name, lastName: `${name.lastName}, ${suffix}` };
  return { firstName: [name.firstName, suffix].filter((part) => part !== '').join(', '), lastName: '' };
}

/** `Berg, Dr. Jan van den`: particles at the end of the given names belong before the family name. */
function splitAtComma(family: readonly string[], given: readonly string[], others: readonly string[]): SplitName {
  const names = withoutTitles(given);
  let end = names.length;
  while (end > 1 && particles.has(names[end - 1] ?? '')) end--;
  const name = nameOf(names.slice(0, end), [...names.slice(end), ...withoutTitles(family)]);
  return withSuffixes(name, others);
}

function splitWords(written: readonly string[]): SplitName {
  const names = withoutTitles(written);
  const [first = ''] = names;
  if (names.length === 1) return names.length < written.length ? nameOf([], names) : nameOf(names, []);
  if (
    names.every((word) => /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー々]+$/u.test(word))
  ) {
    return nameOf(names.slice(1), [first]);
  }
  const second = names[1] ?? '';
  // The family name alone: `van der Berg`, `De Vries`, `Van den Broek`.
  const familyFirst = particles.has(first) || neverFirst.has(first.toLowerCase());
  if (familyFirst || (particles.has(first.toLowerCase()) && particles.has(second))) return nameOf([], names);
  const joint = names.findLastIndex((word, at) => at > 0 && conjunctions.has(word));
  if (joint > 0 && joint < names.length - 1) {
    // `Jan & Marie Jansen`: what follows the second first name is the family name of both. Two whole names have no one family name.
    const start = joint > 1 ? names.length : joint + 2;
    return nameOf(names.slice(0, start), names.slice(start));
  }
  // `Tolkien J.R.R.`, as lists sorted by family name have it; `Sarah B.` hides her family name instead.
  const last = names.at(-1) ?? '';
  if (/^(?:\p{Lu}\.){2,}$/u.test(last) && !/\./.test(first)) return nameOf([last], names.slice(0, -1));
  const start = familyStart(names);
  return nameOf(names.slice(0, start), names.slice(start));
}

/** Where the family name starts; at least one word stays before it. */
function familyStart(names: readonly string[]): number {
  let end = names.length;
  while (end > 2 && (suffixes.has(folded(names[end - 1] ?? '')) || /^[("]/.test(names[end - 1] ?? ''))) end--;
  const particle = names.findIndex((word, at) => at > 0 && at < end - 1 && isParticle(word));
  if (particle > 0) return particle > 1 && links.has(names[particle] ?? '') ? particle - 1 : particle;
  const link = names.findIndex((word, at) => at > 1 && at < end - 1 && links.has(word));
  return link > 0 ? link - 1 : end - 1;
}

function isParticle(word: string): boolean {
  const lower = word.toLowerCase();
  return particles.has(lower) && (word === lower || !onlyLower.has(lower));
}

/** Without titles at the start (`Mr. & Mrs.` too), unless nothing else is there. */
function withoutTitles(names: readonly string[]): readonly string[] {
  let at = 0;
  for (;;) {
    const [word = '', next = ''] = [names[at], names[at + 1]];
    if (longTitles.has(folded(word + next))) at += 2;
    else if (titles.has(folded(word))) at += 1;
    else if (at > 0 && conjunctions.has(word) && titles.has(folded(next))) at += 2;
    else break;
  }
  return at < names.length ? names.slice(at) : names;
}

const folded = (word: string): string => word.toLowerCase().replaceAll('.', '');
