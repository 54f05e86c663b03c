import { type ImportWarning, openWarnings } from '#core/contacts/warnings.ts';
import type { ColumnMapping, ColumnTarget } from '#core/mapping/mapping.ts';
import type { ImportState } from './state.ts';

const nameTargets: readonly ColumnTarget[] = ['first_name', 'last_name', 'full_name'];

/** The warnings of the first look about what the person has not decided: columns that are as guessed, not changed and not as before. */
export function openGuesses({
  preview,
  mapping,
  mappingFrom,
}: Pick<ImportState, 'preview' | 'mapping' | 'mappingFrom'>): readonly ImportWarning[] {
  if (preview === null) return [];
  const remembered = mappingFrom === 'remembered';
  const guess = preview.mapping;
  return openWarnings(preview.warnings, {
    phoneColumns: remembered || (mapping !== null && String(mapping.phoneOrder) !== String(guess.phoneOrder)),
    numbers: mapping?.columns.every(({ target, numbersChosen }) => target !== 'phone' || numbersChosen) === true,
    nameColumns: remembered || (mapping !== null && namesOf(mapping) !== namesOf(guess)),
  });
}

function namesOf({ columns }: ColumnMapping): string {
  return columns.flatMap(({ index, target }) => (nameTargets.includes(target) ? [`${index} ${target}`] : [])).join();
}
