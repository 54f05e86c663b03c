import examples from 'libphonenumber-js/examples.mobile.json';
import {
  type CountryCode,
  getCountries,
  getCountryCallingCode,
  getExampleNumber,
  isSupportedCountry,
} from 'libphonenumber-js/min';

export interface Country {
  /** ISO 3166 alpha-2. */
  readonly code: string;
  readonly name: string;
  /** "+31" */
  readonly calling: string;
}

/** Every country with a calling code, by its name in this computer's language. */
export function listCountries(): readonly Country[] {
  const names = regionNames();
  const order = new Intl.Collator(navigator.language);
  return getCountries()
    .map((code) => named(code, names))
    .sort((a, b) => order.compare(a.name, b.name));
}

/** One of them; null for what is no country with a calling code. */
export function findCountry(code: string): Country | null {
  return isSupportedCountry(code) ? named(code, regionNames()) : null;
}

function regionNames(): Intl.DisplayNames {
  return new Intl.DisplayNames(navigator.language, { type: 'region' });
}

function named(code: CountryCode, names: Intl.DisplayNames): Country {
  return { code, name: names.of(code) ?? code, calling: `+${getCountryCallingCode(code)}` };
}

/** The country this computer is most likely in: the region of its languages. */
export function guessCountry(known: readonly Country[]): string | null {
  for (const language of navigator.languages) {
    const region = new Intl.Locale(language).maximize().region;
    if (region !== undefined && known.some(({ code }) => code === region)) return region;
  }
  return null;
}

/** A mobile number as this country writes it at home and abroad; null where there is no example. */
export function exampleNumber(code: string): { readonly home: string; readonly abroad: string } | null {
  const number = getExampleNumber(code as CountryCode, examples);
  if (number === undefined) return null;
  return { home: number.formatNational(), abroad: number.formatInternational() };
}
