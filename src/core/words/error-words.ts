import type { ErrorDetails } from '../kernel/errors.ts';
import { fill } from './fill.ts';

/**
 * What a person reads about a failure: what happened, why, what to do. `{{names}}` are filled from the error's details;
 * a sentence whose details are missing gives way to its plain twin.
 */
export interface ErrorWords {
  readonly title: string;
  readonly why: string;
  readonly whyPlain?: string;
  readonly fix: string;
  readonly fixPlain?: string;
  /** Other sentences for one kind of thing, chosen by the detail `what` or `reason`. */
  readonly for?: Readonly<Record<string, Partial<Pick<ErrorWords, 'title' | 'why' | 'fix'>>>>;
}

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
