import type { ErrorDetails } from '../kernel/errors.ts';
import type { ErrorWords } from './en/errors.ts';
import { fill } from './fill.ts';

export interface FilledWords {
  readonly title: string;
  readonly why: string;
  readonly fix: string;
}

/** An error's three sentences, filled from its details. */
export function fillErrorWords(words: ErrorWords, details: ErrorDetails = {}): FilledWords {
  const special = words.for?.[String(details.what ?? details.reason ?? details.field ?? '')];
  return {
    title: fill(special?.title ?? words.title, undefined, details),
    why: fill(special?.why ?? words.why, special?.why === undefined ? words.whyPlain : undefined, details),
    fix: fill(special?.fix ?? words.fix, special?.fix === undefined ? words.fixPlain : undefined, details),
  };
}
