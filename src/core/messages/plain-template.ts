import { replaceCostly } from './plain-characters.ts';
import type { BoundTemplate } from './template.ts';

/**
 * A template as it is after the costly characters that were typed are replaced by their look-alikes. Fields, their fallbacks and
 * people's own values stay as they are: the same as the button in Compose does.
 */
export function plainTyped(template: BoundTemplate): BoundTemplate {
  return {
    parts: template.parts.map((part) => (part.kind === 'text' ? { ...part, text: replaceCostly(part.text) } : part)),
  };
}
