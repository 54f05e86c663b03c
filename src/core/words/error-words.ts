import type { ErrorDetails } from '../kernel/errors.ts';
import type { ErrorWords } from './en/errors.ts';

export interface FilledWords {
  readonly title: string;
  readonly why: string;
  readonly fix: string;
}

const placeholder = /\{\{\s*(\w+)\s*\}\}/g;

/** Fills an error's words from its details; a sentence that lacks one of its values gives way to its plain twin. */
export function fillErrorWords(words: ErrorWords, details: ErrorDetails = {}): FilledWords {
  return {
    title: fill(words.title, undefined, details),
    why: fill(words.why, words.whyPlain, details),
    fix: fill(words.fix, words.fixPlain, details),
  };
}

function fill(text: string, plain: string | undefined, details: ErrorDetails): string {
  const has = (name: string) => details[name] !== undefined && details[name] !== null && details[name] !== '';
  const complete = [...text.matchAll(placeholder)].every((match) => has(match[1] ?? ''));
  const chosen = complete ? text : (plain ?? text);
  return chosen.replace(placeholder, (_, name: string) => (has(name) ? String(details[name]) : '…'));
}
