/**
 * A reply's body as far as it can be read. `json` holds any JSON value, an object or not: that it is JSON at all
 * tells the service from somebody else who answered at its address.
 */
export type ReadBody =
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'html' }
  | { readonly kind: 'other' };

export type JsonObject = Readonly<Record<string, unknown>>;

/** Never throws, whatever the text. */
export function readBody(text: string): ReadBody {
  try {
    return { kind: 'json', value: JSON.parse(text) };
  } catch {
    return /^\s*</.test(text) ? { kind: 'html' } : { kind: 'other' };
  }
}

/** The value as an object with named members; an empty one for arrays, texts, numbers and null. */
export function asObject(value: unknown): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
}

/** Text or number as trimmed text; null for everything else and for blanks. Only own members are read, so `__proto__` is nothing. */
export function textIn(object: JsonObject, ...names: readonly string[]): string | null {
  for (const name of names) {
    const value = Object.hasOwn(object, name) ? object[name] : undefined;
    // By hand: it runs for every message, and a schema that fails costs ten times as much as the rest of the reply.
    const text = typeof value === 'string' ? value.trim() : Number.isFinite(value) ? String(value) : '';
    if (text !== '') return text;
  }
  return null;
}

const longestWords = 500;
const longestId = 200;

/** What the service says about it, in its own words: `message`, else what it lists under `errors`; null when it says nothing. */
export function wordsOf(value: unknown): string | null {
  if (typeof value === 'string') return clip(value);
  const object = asObject(value);
  const fields = Object.entries(asObject(object.errors))
    .map(([field, words]) => `${field}: ${(Array.isArray(words) ? words : [words]).map(plain).join(' ')}`)
    .join('; ');
  const message = textIn(object, 'message', 'error', 'error_description', 'reason', 'detail');
  if (fields === '') return message === null ? null : clip(message);
  // The field is named even when the message already says the words.
  return clip(message === null ? fields : `${message} (${fields})`);
}

/** `message_id`, else `data.uid`, `data.message_id`, `data.id`; null when none is there. */
export function messageIdOf(value: unknown): string | null {
  const object = asObject(value);
  const id = textIn(object, 'message_id') ?? textIn(asObject(object.data), 'uid', 'message_id', 'id');
  return id === null || id.length > longestId ? null : id;
}

/** Whether the body itself says that it is an error, whatever the HTTP status. */
export function saysError(value: unknown): boolean {
  const object = asObject(value);
  const status = object.status;
  if (typeof status === 'string') return /^(error|failed|failure|fail)$/i.test(status.trim());
  return status === false || object.success === false;
}

/** Whether the words are about the account's credit. */
export function namesBalance(words: string | null): boolean {
  if (words === null) return false;
  return (
    /balance/i.test(words) ||
    /\b(insufficient|not enough|no|low|out of|run out of|exceeds?)\b.{0,40}\b(credits?|funds?|sms units?)\b/i.test(
      words,
    ) ||
    /\b(credits?|funds?|sms units?)\b.{0,40}\b(insufficient|not enough|exhausted|exceeded|too low)\b/i.test(words)
  );
}

/** Whether the words say that the key is not known; Laravel's own word for it is `Unauthenticated.` */
export function namesKey(words: string | null): boolean {
  if (words === null) return false;
  return (
    /^\s*unauthenticated\.?\s*$/i.test(words) ||
    /\b(invalid|wrong|unknown|missing|expired|revoked)\b.{0,20}\bapi[ _-]?(key|token)\b/i.test(words) ||
    /\bapi[ _-]?(key|token)\b.{0,20}\b(invalid|wrong|unknown|missing|expired|revoked)\b/i.test(words)
  );
}

/** Whether the words are Laravel's for an address it does not serve. */
export function namesRoute(words: string | null): boolean {
  return words !== null && /^\s*the route\b.*\bcould not be found\b/i.test(words);
}

/** Never `String(value)`: an object of the service's making may bring its own `toString`. */
function plain(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}

function clip(text: string): string {
  const trimmed = text.trim();
  return trimmed.length > longestWords ? `${trimmed.slice(0, longestWords)}…` : trimmed;
}
