let titles: Intl.DisplayNames | null = null;

/** The English name of an ISO 3166 alpha-2 code, for the words of the catalogue; the code itself where it has none. */
export function countryTitle(country: string): string {
  titles ??= new Intl.DisplayNames('en', { type: 'region', fallback: 'code' });
  return titles.of(country) ?? country;
}
