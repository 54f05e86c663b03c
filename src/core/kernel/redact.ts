/**
 * One place that takes secrets out of text before it is logged, stored or exported.
 * Removed: values registered with `addSecret`, `Api-Key …`/`Bearer …` credentials, and JSON members whose
 * name says they hold a credential (profiles of this service family echo the API token in clear).
 */
const mask = '[redacted]';
const credential = /\b(api-key|bearer|token)\s+[^\s",;]+/gi;
const member =
  /("(?:[a-z_-]*(?:api[_-]?key|api[_-]?token|access[_-]?token|secret|password|authorization))"\s*:\s*)"(?:[^"\\]|\\.)*"/gi;

export interface Redactor {
  /** Hides this exact value from now on, wherever it appears. Values under 6 characters are ignored: they would eat ordinary text. */
  addSecret(secret: string): void;
  text(input: string): string;
}

export function createRedactor(): Redactor {
  const secrets = new Set<string>();
  return {
    addSecret(secret) {
      if (secret.length >= 6) secrets.add(secret);
    },
    text(input) {
      let output = input;
      for (const secret of secrets) output = output.split(secret).join(mask);
      return output.replace(credential, (_all, scheme: string) => `${scheme} ${mask}`).replace(member, `$1"${mask}"`);
    },
  };
}
