import type { ColumnMapping, DoubtedColumns } from '../mapping/mapping.ts';
import { cleanPhone } from '../phone/clean-phone.ts';
import { countryTitle } from '../phone/country-title.ts';
import { countryOfPhone } from '../phone/judge-phone.ts';
import { type CountryFits, countryFits } from './country-fit.ts';
import { type RejectReason, rowNotes } from './import-types.ts';
import { namedCountry, type RowJudgement } from './judge-row.ts';
import type { RowRules } from './row-rules.ts';
import type { ImportWarning, WarningCode } from './warnings.ts';

/** Counts what of a file's numbers was a guess, row by row. */
export interface NumberWarnings {
  /** A row that is imported. */
  accepted(judged: RowJudgement & { readonly ok: true }, cells: readonly string[], line: number): void;
  /** A row that is left out. `records` is how many were read, this one included. */
  refused(judged: RowJudgement & { readonly ok: false }, cells: readonly string[], line: number, records: number): void;
  /** `countryGuessed`: neither a person nor a setting chose the default country. */
  list(records: number, countryGuessed: boolean): readonly ImportWarning[];
}

interface Tally {
  count: number;
  line: number | null;
}

const twoReadings = 1 << rowNotes.indexOf('two_readings');
const otherNumber = 1 << rowNotes.indexOf('other_number');

/** What may be a number of another country, written nationally. */
const mayBeElsewhere: ReadonlySet<RejectReason> = new Set([
  'phone_invalid',
  'phone_too_short',
  'phone_too_long',
  'phone_short_code',
  'damaged_zero',
  'full_number_abroad',
]);
/** Numbers that say their country are looked at until this many. */
const mostSeen = 2_000;

export function numberWarnings(mapping: ColumnMapping, rules: RowRules): NumberWarnings {
  const { country } = rules;
  const tallies = { two: none(), other: none(), byDefault: none(), full: none() };
  const fullColumns = new Set(
    mapping.columns.flatMap(({ index, target, numbers, numbersChosen }) =>
      target === 'phone' && numbers === 'full' && numbersChosen !== true ? [index] : [],
    ),
  );
  const readInFull = new Set<number>();
  const fits: CountryFits | null = country === null ? null : countryFits(country);
  let seen = 0;

  return {
    accepted(judged, cells, line) {
      if ((judged.notes & twoReadings) !== 0) add(tallies.two, line);
      if ((judged.notes & otherNumber) !== 0) add(tallies.other, line);
      if (judged.byDefault) return add(tallies.byDefault, line);
      if (fits !== null && seen < mostSeen) {
        seen++;
        fits.seen(countryOfPhone(judged.phone));
      }
      if (fullColumns.size === 0) return;
      if (!fullColumns.has(judged.column) || !isBare(cells[judged.column] ?? '')) return;
      if (countryOfPhone(judged.phone) === (namedCountry(cells, rules) ?? country)) return;
      readInFull.add(judged.column);
      add(tallies.full, line);
    },
    refused({ reason, value }, cells, line, records) {
      if (fits === null || !mayBeElsewhere.has(reason) || namedCountry(cells, rules) !== null) return;
      fits.refused(value, line, records);
    },
    list(records, countryGuessed) {
      const home = country === null ? '' : countryTitle(country);
      const names = mapping.columns.flatMap(({ index, name }) => (readInFull.has(index) ? [name] : []));
      return [
        ...(countryGuessed ? warn('country_guessed', tallies.byDefault, { country: home }) : []),
        ...mismatch(fits, records, home),
        ...warn('full_column', tallies.full, { column: names.join(', ') }),
        ...warn('two_readings', tallies.two, {}),
        ...warn('other_number', tallies.other, {}),
      ];
    },
  };
}

/** What the first look at a file says about its columns. */
export function columnWarnings(columns: DoubtedColumns): readonly ImportWarning[] {
  const about = (code: WarningCode, names: readonly string[]): readonly ImportWarning[] =>
    names.length === 0 ? [] : [{ code, count: names.length, line: null, details: { column: names.join(', ') } }];
  return [
    ...about('phone_column_guessed', columns.phones),
    ...about('name_column_guessed', columns.names),
    ...about('full_column', columns.full),
  ];
}

function mismatch(fits: CountryFits | null, records: number, country: string): readonly ImportWarning[] {
  const found = fits?.best(records) ?? [];
  const [best] = found;
  if (best === undefined) return [];
  const titles = found.map((fit) => countryTitle(fit.country));
  const other = titles.length === 1 ? titles.join() : `${titles.slice(0, -1).join(', ')} or ${titles.at(-1)}`;
  // The codes are for the button that reads the file again.
  const codes = found.map((fit) => fit.country).join(' ');
  return warn('country_mismatch', { count: best.rows, line: best.line }, { country, other, codes, rows: records });
}

function warn(code: WarningCode, { count, line }: Tally, details: ImportWarning['details']): readonly ImportWarning[] {
  return count === 0 ? [] : [{ code, count, line, details }];
}

function none(): Tally {
  return { count: 0, line: null };
}

function add(tally: Tally, line: number): void {
  tally.count++;
  tally.line ??= line;
}

/** Digits without a plus, two zeros or a zero. */
function isBare(cell: string): boolean {
  const cleaned = cleanPhone(cell);
  return cleaned.kind === 'digits' && !cleaned.international && !cleaned.digits.startsWith('0');
}
