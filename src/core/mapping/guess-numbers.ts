import { cleanPhone } from '../phone/clean-phone.ts';
import { countryOfCell } from '../phone/country-of-cell.ts';
import { judgePhone } from '../phone/judge-phone.ts';
import { planOfCountry } from '../phone/numbering-plan.ts';
import { type NumbersMode, numbersModes } from '../phone/numbers-mode.ts';
import { nationalReading } from '../phone/read-digits.ts';
import type { ColumnMapping, NumbersGuess } from './mapping.ts';

/** A column is full when full mobiles explain this share of its numbers, */
const leastFull = 0.8;
/** and this much more of them than national readings do. */
const leastAhead = 0.2;
/** Fewer digits are a short code, a house or an order. */
const leastDigits = 7;

/**
 * Whether a column holds full numbers without a plus (`31612345678`, as services and networks export them) or national ones, by its
 * sample. Numbers with `+` or `00` are read the same either way and do not count. Null when there is no other number. `country` is the
 * default; `countryIndex` the column that says a row's own.
 *
 * Where full numbers of the own country and national mobiles without their zero are mixed, and no number of another country is there,
 * a national column reads all of them right and a full one does not: then it is national.
 */
export function guessNumbers(
  rows: readonly (readonly string[])[],
  index: number,
  country: string | null,
  countryIndex: number | null,
): NumbersGuess | null {
  const counts = { numbers: 0, full: 0, national: 0, abroad: 0, onlyNational: 0 };
  for (const cells of rows) {
    const text = bareNumber(cells[index] ?? '');
    if (text === null) continue;
    const named = countryIndex === null ? null : countryOfCell(cells[countryIndex] ?? '');
    const found = readBoth(text, named ?? country);
    counts.numbers++;
    if (found.full) counts.full++;
    if (found.full && found.abroad) counts.abroad++;
    if (found.national) counts.national++;
    if (found.national && !found.full && !text.startsWith('0')) counts.onlyNational++;
  }
  if (counts.numbers === 0) return null;
  const full = counts.full / counts.numbers;
  const national = counts.national / counts.numbers;
  const isMixed = counts.abroad === 0 && counts.onlyNational > 0;
  const isFull = full >= leastFull && full - national >= leastAhead && !isMixed;
  return { mode: isFull ? 'full' : 'national', full, national, abroad: counts.abroad };
}

/** Digits of a phone's length without `+` or `00`, as a repair would leave them; null for any other cell. */
function bareNumber(cell: string): string | null {
  const cleaned = cleanPhone(cell);
  const repaired = cleaned.kind === 'damaged' && cleaned.repaired !== null ? cleanPhone(cleaned.repaired) : cleaned;
  if (repaired.kind !== 'digits' || repaired.international || repaired.digits.startsWith('00')) return null;
  return repaired.digits.length < leastDigits ? null : repaired.digits;
}

interface BothReadings {
  /** A mobile, when it is read with a calling code. */
  readonly full: boolean;
  /** That mobile is of another country than the row's. */
  readonly abroad: boolean;
  /** A national number. One that is no mobile and lacks its zero says nothing: nearly any digits are such a number somewhere. */
  readonly national: boolean;
}

function readBoth(digits: string, country: string | null): BothReadings {
  const full = digits.startsWith('0') ? null : judgePhone(`+${digits}`, null);
  const national = nationalReading(digits, country);
  const isMobile = full?.ok === true && full.kind === 'mobile';
  return {
    full: isMobile,
    abroad: isMobile && full.phone !== national?.phone && !isOwn(digits, country),
    national: national !== null && (national.kind === 'mobile' || !national.zeroRestored),
  };
}

function isOwn(digits: string, country: string | null): boolean {
  const code = country === null ? undefined : planOfCountry(country)?.callingCode.digits;
  return code !== undefined && digits.startsWith(code);
}

/** The mapping with how numbers are read in each phone column: as guessed, or in all of them as a person chose. */
export function withNumbers(
  mapping: ColumnMapping,
  guesses: readonly (NumbersGuess | null)[],
  chosen: NumbersMode | null = null,
): ColumnMapping {
  return {
    ...mapping,
    columns: mapping.columns.map((column) => {
      if (column.target !== 'phone' || (chosen === null && column.numbersChosen)) return column;
      if (chosen !== null) return { ...column, numbers: chosen, numbersChosen: true };
      const mode = guesses[column.index]?.mode;
      return mode === undefined ? column : { ...column, numbers: mode };
    }),
  };
}

/** What a person may ask for on a command line. */
export const numbersChoices = ['auto', ...numbersModes] as const;
