/**
 * How digits without `+` are read: `national` as they are dialled within a country, or with that country's calling code; `full` with
 * the calling code of any country.
 */
export const numbersModes = ['full', 'national'] as const;
export type NumbersMode = (typeof numbersModes)[number];
