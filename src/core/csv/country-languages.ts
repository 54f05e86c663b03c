import type { NameLanguage } from './likely-letters.ts';

// Countries by the languages that names in their lists are written in, where those have letters beyond ASCII; by ISO 3166 alpha-2.
const countries: Readonly<Record<string, string>> = {
  da: 'DK FO GL',
  de: 'DE AT CH LI LU BE IT',
  es: 'ES MX AR CO CL PE VE EC GT CU BO DO HN PY SV NI CR PA UY PR GQ US',
  fi: 'FI',
  fr: 'FR BE CH LU MC CA CI SN CM ML BF NE TG BJ GA CG CD GN MG DZ MA TN HT GP MQ RE GF NC PF TD CF DJ KM',
  ga: 'IE',
  is: 'IS',
  it: 'IT CH SM VA',
  nl: 'NL BE SR AW CW SX BQ',
  no: 'NO SJ',
  pt: 'PT BR AO MZ CV GW ST TL',
  sv: 'SE FI AX',
  ca: 'ES AD',
  cs: 'CZ',
  hr: 'HR BA',
  hu: 'HU',
  pl: 'PL',
  ro: 'RO MD',
  sk: 'SK',
  sl: 'SI',
  sr: 'RS BA ME',
  et: 'EE',
  lt: 'LT',
  lv: 'LV',
  tr: 'TR CY',
  vi: 'VN',
  bg: 'BG',
  mk: 'MK',
  ru: 'RU BY KZ KG UA MD TJ UZ TM AM AZ GE MN',
  uk: 'UA',
  be: 'BY',
  sr_c: 'RS BA ME',
  el: 'GR CY',
  he: 'IL',
  ar: 'AE SA EG IQ JO KW LB LY MA OM PS QA SD SY TN YE BH DZ MR IL',
  fa: 'IR AF',
  ur: 'PK',
  th: 'TH',
  ja: 'JP',
  ko: 'KR KP',
  zh_CN: 'CN SG',
  zh_TW: 'TW HK MO',
  mt: 'MT',
  cy: 'GB',
};

const byCountry = new Map<string, NameLanguage[]>();
for (const [language, list] of Object.entries(countries)) {
  for (const country of list.split(' ')) {
    byCountry.set(country, [...(byCountry.get(country) ?? []), language as NameLanguage]);
  }
}

/** The languages of names in a country's lists; none for one whose names are written in ASCII, or whose letters no legacy page has. */
export function languagesOfCountry(country: string): readonly NameLanguage[] {
  return byCountry.get(country) ?? [];
}
