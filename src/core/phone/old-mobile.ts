import type { NumberingPlan } from './numbering-plan.ts';

/**
 * What a number may be today that is written as its country wrote mobiles before it changed its numbers; empty when it is not written
 * so. `national` is no number as it stands. The caller checks the results: the plan says which number it is when exactly one of them
 * is a mobile. `withCode` says whether its calling code was written.
 *
 * - Mexico: a `1` after `+52` until August 2019 (IFT).
 * - Benin: eight digits until 30 November 2024, since then `01` before them (ARCEP Bénin).
 * - Ivory Coast: eight digits until 31 January 2021; the second of them is the operator's, whose `01`, `05` or `07` is written before
 *   them since then (ARTCI).
 * - Brazil: eight digits after the area until 2016, since then a `9` before them (Anatel, resolution 553 of 2010).
 * - Argentina: `15` before the subscriber's digits is the domestic writing and `9` before the area the international one; some write
 *   both.
 */
export function todaysMobiles({ country }: NumberingPlan, national: string, withCode: boolean): readonly string[] {
  switch (country) {
    case 'MX':
      return withCode && /^1\d{10}$/.test(national) ? [national.slice(1)] : [];
    case 'BJ':
      return /^[4-69]\d{7}$/.test(national) ? [`01${national}`] : [];
    case 'CI':
      return ivorian(national);
    case 'BR':
      return /^\d\d[6-9]\d{7}$/.test(national) ? [`${national.slice(0, 2)}9${national.slice(2)}`] : [];
    case 'AR':
      return /^9\d{12}$/.test(national) ? argentinian(national) : [];
    default:
      return [];
  }
}

/** Landlines began with 2 or 3, services with 1, 800 or 900. */
function ivorian(national: string): readonly string[] {
  if (!/^(?:0[1-9]|[4-9]\d)\d{6}$/.test(national) || /^[89]00/.test(national)) return [];
  const operator = Number(national[1]);
  return [`${operator <= 3 ? '01' : operator <= 6 ? '05' : '07'}${national}`];
}

/** Areas have two to four digits. */
function argentinian(national: string): readonly string[] {
  return [3, 4, 5].flatMap((at) =>
    national.startsWith('15', at) ? [national.slice(0, at) + national.slice(at + 2)] : [],
  );
}

/**
 * Whether an Argentinian number is a mobile that was written with 15: the metadata has the 9 instead of it, so that its first digit is
 * not the one that was written. `written` is without a calling code.
 */
export function isWrittenWith15(national: string, written: string): boolean {
  return national.startsWith('9') && !/^0?9/.test(written);
}

/**
 * The mobile that an Argentinian landline may be meant to be: `9` before its area. People leave out both the 9 and the 15. Null for any
 * other number.
 */
export function mobileForm({ country }: NumberingPlan, national: string): string | null {
  return country === 'AR' && national.length === 10 && !national.startsWith('9') ? `9${national}` : null;
}
