import type { ImportRecord } from '#contract/import.ts';
import { duplicateRules } from '#core/contacts/import-types.ts';
import { type AppError, appError, toAppError } from '#core/kernel/errors.ts';
import type { ImportId } from '#core/kernel/ids.ts';
import { ImportService } from '../import/import-service.ts';
import type { ImportProgress } from '../import/run.ts';
import type { Services } from '../services/open-services.ts';
import type { PublishCounts, PublishRules } from '../store/import-publish.ts';
import { oneOf, wholeNumber, wrong } from './arguments.ts';
import { type CommandContext, withServices } from './context.ts';
import { noteError } from './output.ts';
import { controlOf, judgeCsv } from './read-file.ts';
import { checkRejectFile, saveRejects } from './rejects.ts';

/** `slipway import`: a file's people into the contact book, the rows left out into a file of their own; or an import taken back. */
export async function importCsv(context: CommandContext): Promise<number> {
  const { invocation, say } = context;
  const undo = wholeNumber(invocation, 'undo', Number.MAX_SAFE_INTEGER, say);
  if (undo !== null) {
    if (invocation.has('csv')) wrong(say('exclusive', { one: '--undo', other: '--csv' }));
    return withServices(context, {}, (services) => takeBack(context, services, undo as ImportId));
  }
  if (!invocation.has('csv')) wrong(say('missingOption', { command: 'import', option: '--csv FILE' }));
  const rule = (option: string, otherwise: (typeof duplicateRules)[number]) =>
    oneOf(invocation, option, duplicateRules, 'expected.onDuplicate', say) ?? otherwise;
  const rules = { onDuplicate: rule('on-duplicate', 'update'), onRepeat: rule('on-repeat', 'skip') };
  await checkRejectFile(context);
  return withServices(context, {}, (services) => bringIn(context, services, rules));
}

async function bringIn(context: CommandContext, services: Services, rules: PublishRules): Promise<number> {
  const { invocation, say, output } = context;
  const read = await judgeCsv(context, services);
  if (read === null) return 1;
  const { record: judged, imports, warnings } = read;
  const { id } = judged;
  const { tasks, imports: stored } = services.store.calls;
  const dry = invocation.has('dry-run');
  let inBook = false;
  try {
    const repaired = invocation.has('repair') ? await tasks.repair(id, null) : 0;
    const record = await stored.get(id);
    const counts = dry ? await tasks.plan(id, rules) : await commit(context, imports, record, rules);
    inBook = !dry;
    if (inBook) services.indexSoon();
    // Told before anything else can fail: who is in the book stays there.
    printCounts(context, record, counts, repaired);
    output.note(dry ? say('dryRun') : say('undoWith', { id }));
    const error = await trySaveRejects(context, imports, id, rules, inBook);
    if (invocation.has('json')) {
      const { records, accepted, invalid, duplicate } = record.summary;
      const { added, changed, same, suppressed } = counts;
      const group = invocation.text('group');
      output.out(
        JSON.stringify({
          import: dry ? null : id,
          ...{ records, accepted, added, changed, same, suppressed, invalid, duplicate, repaired, group, warnings },
          ...(error === null ? {} : { error }),
        }),
      );
    }
    return error === null ? 0 : 1;
  } finally {
    // A command leaves no half-done import for somebody else to finish.
    if (!inBook) await stored.discard(id);
  }
}

/** Writes the left-out rows and tells so; the error, told too, when they could not be written. */
async function trySaveRejects(
  context: CommandContext,
  imports: ImportService,
  id: ImportId,
  rules: PublishRules,
  inBook: boolean,
): Promise<AppError | null> {
  const { output, say } = context;
  try {
    const rejects = await saveRejects(context, imports, id, rules);
    if (rejects !== null) output.note(say('rejectsWritten', rejects));
    return null;
  } catch (thrown) {
    const { code, message, details } = toAppError(thrown);
    if (code !== 'file_write_failed') throw thrown;
    const error = appError(code, message, inBook ? { ...details, what: 'rejects' } : details);
    noteError(output, error);
    return error;
  }
}

async function commit(
  context: CommandContext,
  imports: ImportService,
  { id, fileName }: ImportRecord,
  rules: PublishRules,
): Promise<PublishCounts> {
  const { clock, output, say, invocation } = context;
  let told = clock.monotonic();
  const onProgress = ({ done, whole }: ImportProgress): void => {
    if (clock.monotonic() - told < 1_000) return;
    told = clock.monotonic();
    output.status(say('writing', { file: fileName, percent: Math.round((done / Math.max(1, whole)) * 100) }));
  };
  const watch = { control: controlOf(context), onProgress };
  const { result } = await imports.commit(id, rules, invocation.text('group'), watch);
  return result ?? { added: 0, changed: 0, same: 0, suppressed: 0 };
}

function printCounts(
  context: CommandContext,
  { summary }: ImportRecord,
  counts: PublishCounts,
  repaired: number,
): void {
  const { say, output, invocation } = context;
  const rows = [
    ['added', counts.added],
    ['changed', counts.changed],
    ['same', counts.same],
    ['invalid', summary.invalid],
    ['duplicate', summary.duplicate],
    ['suppressed', counts.suppressed],
    ...(invocation.has('repair') ? [['repaired', repaired] as const] : []),
  ] as const;
  const width = Math.max(...rows.map(([name]) => say(`imported.${name}`).length));
  for (const [name, count] of rows) output.out(`${say(`imported.${name}`).padEnd(width)}  ${count}`);
}

async function takeBack(context: CommandContext, services: Services, id: ImportId): Promise<number> {
  const { output, say, invocation } = context;
  const { undone } = await new ImportService(services.store, context.spawnImport, context.clock).undo(id);
  services.indexSoon();
  const outcome = undone ?? { reverted: 0, keptEdited: 0, keptMessaged: 0, gone: 0 };
  const rows = (['reverted', 'keptEdited', 'keptMessaged', 'gone'] as const).map(
    (name) => [say(`undone.${name}`), outcome[name]] as const,
  );
  const width = Math.max(...rows.map(([name]) => name.length));
  for (const [name, count] of rows) output.out(`${name.padEnd(width)}  ${count}`);
  if (invocation.has('json')) output.out(JSON.stringify({ import: id, ...outcome }));
  return 0;
}
