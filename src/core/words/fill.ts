/** What may stand in a placeholder. */
export type FillValues = Readonly<Record<string, string | number | boolean | null | undefined>>;

const placeholder = /\{\{\s*(\w+)\s*\}\}/g;

/** Fills `{{names}}`. A sentence that lacks one of its values gives way to its plain twin, or shows an ellipsis there. */
export function fill(text: string, plain: string | undefined, values: FillValues): string {
  const has = (name: string) => values[name] !== undefined && values[name] !== null && values[name] !== '';
  const complete = [...text.matchAll(placeholder)].every((match) => has(match[1] ?? ''));
  const chosen = complete ? text : (plain ?? text);
  return chosen.replace(placeholder, (_, name: string) => (has(name) ? String(values[name]) : '…'));
}
