import { replaceCostly } from '#core/messages/plain-characters.ts';
import { isGsm } from '#core/messages/segments.ts';

export type Stretch =
  | { readonly kind: 'text'; readonly text: string }
  /** A whole `{{field|stand-in}}`. `known` is false when the audience has no such field. */
  | { readonly kind: 'field'; readonly text: string; readonly name: string; readonly known: boolean }
  /** Characters outside GSM-7: they double the price of a text. */
  | { readonly kind: 'costly'; readonly text: string }
  /** An opening `{{` that nothing closes. */
  | { readonly kind: 'broken'; readonly text: string };

// As `parseTemplate` reads it: a field closes before the next `{{`; a backslash before `{{` makes it text.
const token = /(\\*)\{\{((?:(?!\{\{|\}\}).)*)(\}\})?/gs;

/** Cuts a template into what the editor colours. Joined, the stretches are the template. `known: null` knows every field. */
export function stretches(template: string, known: readonly string[] | null): readonly Stretch[] {
  const names = known === null ? null : new Set(known.map(fold));
  const found: Stretch[] = [];
  let from = 0;
  for (const match of template.matchAll(token)) {
    const [whole, slashes = '', inner = '', close] = match;
    if (slashes.length % 2 === 1) continue;
    const start = match.index + slashes.length;
    pushText(found, template.slice(from, start));
    const text = whole.slice(slashes.length);
    const name = (inner.split('|')[0] ?? '').trim();
    if (close === undefined || name === '') found.push({ kind: 'broken', text });
    else
      found.push({ kind: 'field', text, name, known: names === null || names.has(fold(name)) || isLong(inner, names) });
    from = match.index + whole.length;
  }
  pushText(found, template.slice(from));
  return found;
}

/** A column's own name may hold a bar. */
function isLong(inner: string, names: ReadonlySet<string>): boolean {
  return [...names].some((name) => name.includes('|') && fold(inner).startsWith(name));
}

function fold(name: string): string {
  return name
    .normalize('NFC')
    .trim()
    .replace(/[\s_]+/g, ' ')
    .toLowerCase();
}

function pushText(into: Stretch[], text: string): void {
  let plain = '';
  let costly = '';
  const flush = () => {
    if (plain !== '') into.push({ kind: 'text', text: plain });
    if (costly !== '') into.push({ kind: 'costly', text: costly });
    plain = '';
    costly = '';
  };
  for (const character of text) {
    const cheap = character.length === 1 && isGsm(character.charCodeAt(0));
    if (cheap ? costly !== '' : plain !== '') flush();
    if (cheap) plain += character;
    else costly += character;
  }
  flush();
}

export interface Costly {
  /** Each once, in order. */
  readonly replaceable: readonly string[];
  readonly stays: readonly string[];
}

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** The costly characters a person typed, outside fields. */
export function costlyOf(parts: readonly Stretch[]): Costly {
  const replaceable = new Set<string>();
  const stays = new Set<string>();
  for (const part of parts) {
    if (part.kind !== 'costly') continue;
    for (const { segment } of segmenter.segment(part.text)) {
      (replaceCostly(segment) === segment ? stays : replaceable).add(segment);
    }
  }
  return { replaceable: [...replaceable], stays: [...stays] };
}

/** The template with plain look-alikes for what was typed; fields keep the names their columns have. */
export function plainTemplate(template: string): string {
  return stretches(template, null)
    .map((part) => (part.kind === 'field' || part.kind === 'broken' ? part.text : replaceCostly(part.text)))
    .join('');
}

/** The template with one field under another name, its stand-in kept. */
export function renameField(template: string, from: string, to: string): string {
  return stretches(template, null)
    .map((part) => (part.kind === 'field' && part.name === from ? part.text.replace(from, () => to) : part.text))
    .join('');
}
