import { isCountry } from '../phone/judge-phone.ts';

// Top-level domains of countries that the world uses for something else, or that belong to no country of that code.
const notTheirCountry = new Set(
  `ac ag ai as bz cc cd cx co dj fm gg gl ht im io is la ly me ms mu nu pn pw re sc sh so st su tc tk tl to tt tv vc vg vu ws`.split(
    ' ',
  ),
);

/**
 * The country (ISO 3166 alpha-2) whose top-level domain the mail address in a cell ends with; null when there is none, or when the
 * domain is one that people all over the world use (`.co`, `.io`, `.me`).
 */
export function countryOfMail(cell: string): string | null {
  const domain = /[^\s@<>]@[^\s@<>]*\.([a-z]{2})>?\s*$/i.exec(cell)?.[1]?.toLowerCase();
  if (domain === undefined || notTheirCountry.has(domain)) return null;
  const country = domain === 'uk' ? 'GB' : domain.toUpperCase();
  return isCountry(country) ? country : null;
}
