import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { en } from '#core/words/en.ts';
import { formatNumber } from '../ui/numbers.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common';
    resources: typeof en;
  }
}

/** One language so far. The words are in the bundle, so this is ready before the first paint. */
export function startI18n(): void {
  void i18next.use(initReactI18next).init({
    lng: 'en',
    fallbackLng: 'en',
    defaultNS: 'common',
    ns: Object.keys(en),
    resources: { en },
    initAsync: false,
    // React escapes; a name such as O'Brien must not be escaped twice.
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  // `{{count, number}}` in the words is written the way this computer writes numbers.
  i18next.services.formatter?.add('number', (value: unknown) => formatNumber(Number(value)));
}
