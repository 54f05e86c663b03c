import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { type CheckId, type CheckItem, checkIds } from '#core/campaigns/campaign.ts';
import type { en } from '#core/words/en.ts';
import { type FillValues, fill } from '#core/words/fill.ts';
import { useErrorWords } from '../../ui/error-note.tsx';
import { formatLongDay, formatNumber, formatTime } from '../../ui/numbers.ts';

export interface ItemWords {
  readonly title: string;
  readonly text: string;
  /** What to do; only where something must be mended. */
  readonly fix: string | null;
}

type ItemSentences = Readonly<Record<'title' | CheckItem['level'], string>> & {
  readonly passPlain?: string;
  readonly warnPlain?: string;
  readonly passAt?: string;
  readonly passPractice?: string;
  readonly passMms?: string;
};

/** One line of the check page in words. A stop takes the words of its error, which name what is wrong. */
export function useItemWords(): (item: Pick<CheckItem, 'id' | 'level' | 'details' | 'error'>) => ItemWords {
  const { t, i18n } = useTranslation('compose');
  const errorWords = useErrorWords();
  return ({ id, level, details, error }) => {
    const room = i18n.getResourceBundle(i18n.resolvedLanguage ?? 'en', 'compose') as (typeof en)['compose'];
    const item: ItemSentences = room.item[isKnown(id) ? id : 'service'];
    if (level === 'stop' && error !== null) {
      const words = errorWords({ code: error, message: '', details });
      return { title: item.title, text: `${words.title}. ${words.why}`, fix: words.fix };
    }
    if (id === 'invalid' && level === 'warn') return { title: item.title, text: numbersWords(t, details), fix: null };
    const values = readable(details);
    if (level === 'warn' && error !== null && id === 'sender') {
      const words = errorWords({ code: error, message: '', details });
      return { title: item.title, text: `${words.title}. ${words.why}`, fix: null };
    }
    const special =
      typeof details.at === 'number'
        ? item.passAt
        : details.practice === true
          ? item.passPractice
          : details.mms === true
            ? item.passMms
            : undefined;
    const sentence = level === 'pass' ? (special ?? item.pass) : item[level];
    const plain = level === 'pass' ? item.passPlain : level === 'warn' ? item.warnPlain : undefined;
    return { title: item.title, text: fill(sentence, plain, values), fix: null };
  };
}

/** What speaks against numbers, a sentence each. */
function numbersWords(t: TFunction<'compose'>, details: FillValues): string {
  const kinds = { people: 'skipped', landline: 'landline', other: 'other', noted: 'noted' } as const;
  return Object.entries(kinds)
    .filter(([name]) => Number(details[name] ?? 0) > 0)
    .map(([name, kind]) => t(`item.invalid.${kind}`, { count: Number(details[name]) }))
    .join(' ');
}

function isKnown(id: string): id is CheckId {
  return checkIds.some((known) => known === id);
}

function readable(details: FillValues): FillValues {
  return Object.fromEntries(
    Object.entries(details).map(([name, value]) => {
      if (typeof value !== 'number') return [name, value];
      // "0 numbers stood in the list twice" is better said by the plain sentence.
      if (value === 0) return [name, null];
      return [name, name === 'at' ? `${formatLongDay(value)}, ${formatTime(value)}` : formatNumber(value)];
    }),
  );
}
