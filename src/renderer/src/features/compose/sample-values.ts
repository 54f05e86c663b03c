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
  const values = new Map<string, string>();
  let at = 0;
  let open: string | null = null;
  for (const [index, part] of parts.entries()) {
    if (part.kind === 'field') {
      // Two fields side by side: nobody can say where one ends.
      if (open !== null) return null;
      open = part.field;
      continue;
    }
    const found = index === parts.length - 1 ? text.length - part.text.length : text.indexOf(part.text, at);
    if (found < at || !text.startsWith(part.text, found) || (open === null && found !== at)) return null;
    if (open !== null) values.set(open, text.slice(at, found));
    open = null;
    at = found + part.text.length;
  }
  if (open !== null) values.set(open, text.slice(at));
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
