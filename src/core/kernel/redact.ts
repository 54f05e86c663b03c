import { everySpelling, mapEscapedStrings } from './json-spelling.ts';

/**
 * One place that takes secrets out of text before it is logged, stored or exported.
 * Removed: values registered with `addSecret`, `Api-Key …`/`Bearer …` credentials, and JSON members whose
 * name says they hold a credential (profiles of this service family echo the API token in clear).
 * JSON has many spellings of one string: each string of a reply is looked at as it reads, not as it is written.
 */
const mask = '[redacted]';
/** A backslash takes the next character with it, so that no quote of JSON is left open. */
const credential = /\b(api-key|bearer|token)\s+(?:\\.|[^\s",;\\])+/gis;
const member =
  /("(?:[a-z_-]*(?:api[_-]?key|api[_-]?token|access[_-]?token|secret|password|authorization))"\s*:\s*)"(?:[^"\\]|\\.)*"/gi;

/** JSON inside a string of JSON inside a string: deeper ones are left to `everySpelling`. */
const deepest = 3;

export interface Redactor {
  /** Hides this exact value from now on, wherever it appears and however JSON spells it. Values under 6 characters are ignored: they would eat ordinary text. */
  addSecret(secret: string): void;
  text(input: string): string;
}

export function createRedactor(): Redactor {
  const secrets = new Map<string, RegExp>();

  const hide = (input: string, depth: number): string => {
    const escaped = input.includes('\\');
    let output = escaped && depth < deepest ? mapEscapedStrings(input, (inner) => hide(inner, depth + 1)) : input;
    for (const [secret, spelling] of secrets) {
      output = output.split(secret).join(mask);
      // Also where the text is no JSON, or was cut in the middle of a string.
      if (escaped) output = output.replace(spelling, mask);
    }
    return output.replace(credential, (_all, scheme: string) => `${scheme} ${mask}`).replace(member, `$1"${mask}"`);
  };
  return {
    addSecret(secret) {
      if (secret.length >= 6) secrets.set(secret, everySpelling(secret));
    },
    text: (input) => hide(input, 0),
  };
}
