import type { JudgeSummary } from '#core/contacts/import-types.ts';
import { fail } from '#core/kernel/errors.ts';
import type { ImportId } from '#core/kernel/ids.ts';

/** Whose words an import's state has among those of `wrong_state`. */
const wordsOf: Readonly<Record<string, string>> = {
  judging: 'import_waiting',
  judged: 'import_waiting',
  undoing: 'import_undoing',
  undone: 'import_undone',
};

/** Refuses what an import in this state cannot be asked for, in words about that state. */
export function wrongImportState(id: ImportId, state: string): never {
  return fail('wrong_state', `import ${id} is ${state}`, { what: wordsOf[state] ?? 'import' });
}

/** The stored counts of an import; null while it is being judged. Earlier versions stored no warnings. */
export function readSummary(stored: string | null): JudgeSummary | null {
  if (stored === null) return null;
  const summary = JSON.parse(stored) as Omit<JudgeSummary, 'warnings'> & Partial<JudgeSummary>;
  return { ...summary, warnings: summary.warnings ?? [] };
}
