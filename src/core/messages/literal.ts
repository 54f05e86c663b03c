/** A template whose rendering is exactly `text`: every `{{` in it is escaped by the template's own rule. */
export function literalTemplate(text: string): string {
  return text.replace(/(\\*)\{\{/g, (_all, slashes: string) => `${slashes}${slashes}\\{{`);
}
