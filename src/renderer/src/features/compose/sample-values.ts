import { parseTemplate, type TemplatePart } from '#core/messages/template.ts';

/** Field → value, as one person's text was rendered with them. */
export type SampleValues = ReadonlyMap<string, string>;

/**
 * Reads a person's values back out of their text, so that the text and its length follow every keystroke until the next
 * preview comes from main. Null when the text was not made from this template.
 */
export function valuesIn(template: string, text: string): SampleValues | null {
  const parts = partsOf(template);
  if (parts === null) return null;
  const pattern = parts.map((part) => (part.kind === 'text' ? quoted(part.text) : '([\\s\\S]*?)')).join('');
  const match = new RegExp(`^${pattern}$`, 'u').exec(text);
  if (match === null) return null;
  const values = new Map<string, string>();
  let group = 1;
  for (const part of parts) {
    if (part.kind === 'field') values.set(part.field, match[group++] ?? '');
  }
  return values;
}

/** The text this person would read; a field nobody knows yet stands as its stand-in or its name. */
export function textWith(template: string, values: SampleValues | null): string {
  const parts = partsOf(template);
  if (parts === null) return template;
  return parts
    .map((part) => (part.kind === 'text' ? part.text : (values?.get(part.field) ?? part.fallback ?? part.field)))
    .join('');
}

function partsOf(template: string): readonly TemplatePart[] | null {
  const parsed = parseTemplate(template);
  return parsed.ok ? parsed.value.parts : null;
}

function quoted(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
