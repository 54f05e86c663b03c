import i18next from 'i18next';
import type { AppError } from '#core/kernel/errors.ts';
import { errors } from '#core/words/en/errors.ts';
import { en } from '#core/words/en.ts';
import { type FilledWords, fillErrorWords } from '#core/words/error-words.ts';

/** A sentence of the catalogue, filled. Keys are checked by the catalogue's test, since they are partly built. */
export type Say = (key: string, values?: Readonly<Record<string, string | number | null>>) => string;

/** Speaks one namespace of the catalogue. */
export function createSay(namespace: keyof typeof en): Say {
  const instance = i18next.createInstance({
    lng: 'en',
    fallbackLng: 'en',
    defaultNS: namespace,
    ns: [namespace],
    resources: { en: { [namespace]: en[namespace] } },
    initAsync: false,
    interpolation: { escapeValue: false },
  });
  void instance.init();
  return (key, values) => String(instance.t(key as never, values as never));
}

/** What a person reads about a failure: what, why, what to do. */
export function errorWords(error: AppError): FilledWords {
  return fillErrorWords(errors[error.code], error.details);
}
