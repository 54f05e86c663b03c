import i18next from 'i18next';
import type { AppError } from '#core/kernel/errors.ts';
import { errors } from '#core/words/en/errors.ts';
import { en } from '#core/words/en.ts';
import { type FilledWords, fillErrorWords } from '#core/words/error-words.ts';

type Values = Readonly<Record<string, string | number>>;

const catalogue = i18next.createInstance({
  lng: 'en',
  fallbackLng: 'en',
  ns: Object.keys(en),
  resources: { en },
  initAsync: false,
  interpolation: { escapeValue: false },
});
void catalogue.init();
const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
catalogue.services.formatter?.add('number', (value: unknown) => whole.format(Number(value)));

/** The words of `room:key` as the window shows them; a key that is not in the catalogue fails the test. */
export function say(key: `${keyof typeof en}:${string}`, values: Values = {}): string {
  if (!catalogue.exists(key, values)) throw new Error(`the catalogue has no "${key}"`);
  return String(catalogue.t(key as never, values as never));
}

/** The words of a key up to where its first value stands: to find a sentence whatever fills it. */
export function sayStart(key: `${keyof typeof en}:${string}`): string {
  const text = String(catalogue.t(key as never, { skipInterpolation: true, count: 2 } as never));
  const start = text.split('{{')[0] ?? '';
  if (start.trim() === '' || text === key) throw new Error(`"${key}" does not begin with words`);
  return start;
}

/** What a person reads about a failure. */
export function sayError(code: AppError['code'], details?: AppError['details']): FilledWords {
  return fillErrorWords(errors[code], details);
}

/** A number as the window writes it. */
export function figure(value: number): string {
  return whole.format(value);
}
