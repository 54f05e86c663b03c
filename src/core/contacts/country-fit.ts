import { judgePhone } from '../phone/judge-phone.ts';
import { countriesWithPlan } from '../phone/numbering-plan.ts';

/** Another country whose numbers a file's refused ones are. */
export interface CountryFit {
  readonly country: string;
  readonly rows: number;
  /** 1-based line of the first of them. */
  readonly line: number;
}

/** Watches the rows that the default country refuses, to see whether they are numbers of another one. */
export interface CountryFits {
  /** A number that is no number of the default country. `records` is how many were read, this one included. */
  refused(value: string, line: number, records: number): void;
  /** A number that says its own country. */
  seen(country: string | null): void;
  /**
   * The countries that make good more than a third of all records, when one does. Several of them only when they do it equally well:
   * their numbers are written alike, and nothing in the file says which it is.
   */
  best(records: number): readonly CountryFit[];
}

/** From this share of refused rows on, 1/4, it is worth the asking. */
const askedFrom = 4;
const leastShare = 3;
const fewestToChoose = 300;
const mostKept = 20_000;
/** Countries that fit this share of what the best one fits are as good. */
const asGood = 0.95;
const mostOffered = 3;
// A mobile says more than a landline, which nearly any digits are in some country.
const mobileWeight = 4;

// Of countries that are as good, those of the product's languages first; in the order of the languages.
const offeredFirst =
  'US GB NL DE FR ES PT IT PL CZ DK SE NO FI HU RO TR GR RU UA SA IL IN CN TW JP KR ID VN TH BG HR SK'.split(' ');

function offerRank(country: string): number {
  const rank = offeredFirst.indexOf(country);
  return rank < 0 ? offeredFirst.length : rank;
}

interface Counted {
  rows: number;
  weight: number;
  line: number;
}

/** `country` is the default one. */
export function countryFits(country: string): CountryFits {
  const kept: { readonly value: string; readonly line: number }[] = [];
  const seen = new Map<string, number>();
  let candidates: Map<string, Counted> | null = null;

  const count = (to: Map<string, Counted>, value: string, line: number): void => {
    for (const [candidate, counted] of to) {
      const judged = judgePhone(value, candidate);
      if (!judged.ok || !judged.national || (judged.kind !== 'mobile' && judged.kind !== 'landline')) continue;
      if (counted.rows === 0) counted.line = line;
      counted.rows++;
      counted.weight += judged.kind === 'mobile' ? mobileWeight : 1;
    }
  };

  /** The best few of all countries by what was kept, with their counts. */
  const choose = (): Map<string, Counted> => {
    const all = new Map(
      countriesWithPlan().flatMap((one) => (one === country ? [] : [[one, { rows: 0, weight: 0, line: 0 }]])),
    );
    for (const { value, line } of kept.slice(0, fewestToChoose)) count(all, value, line);
    const weighed = [...all].filter(([, { rows }]) => rows > 0).sort(([, a], [, b]) => b.weight - a.weight);
    const least = (weighed[0]?.[1].weight ?? 0) * asGood;
    const chosen = new Map(weighed.filter(([, { weight }]) => weight >= least));
    for (const { value, line } of kept.slice(fewestToChoose)) count(chosen, value, line);
    return chosen;
  };

  return {
    refused(value, line, records) {
      if (candidates !== null) return count(candidates, value, line);
      // Joined anew, for a slice would keep alive the piece of file it was cut from.
      if (kept.length < mostKept) kept.push({ value: [...value.slice(0, 60)].join(''), line });
      if (kept.length >= fewestToChoose && kept.length * askedFrom > records) candidates = choose();
    },
    seen(found) {
      if (found !== null && found !== country) seen.set(found, (seen.get(found) ?? 0) + 1);
    },
    best(records) {
      if (candidates === null && kept.length * leastShare <= records) return [];
      const counted = [...(candidates ?? choose())]
        .filter(([, { rows }]) => rows * leastShare > records)
        .sort(([, a], [, b]) => b.weight - a.weight);
      const least = (counted[0]?.[1].weight ?? 0) * asGood;
      const good = counted.filter(([, { weight }]) => weight >= least);
      good.sort(([a], [b]) => offerRank(a) - offerRank(b));
      const known = good.filter(([one]) => seen.has(one)).sort(([a], [b]) => (seen.get(b) ?? 0) - (seen.get(a) ?? 0));
      return (known.length > 0 ? known.slice(0, 1) : good.slice(0, mostOffered)).map(([one, { rows, line }]) => ({
        country: one,
        rows,
        line,
      }));
    },
  };
}
