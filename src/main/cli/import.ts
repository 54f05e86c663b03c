import { basename } from 'node:path';
import { createSay } from '../words.ts';
import { oneOf } from './arguments.ts';
import { type CommandContext, withServices } from './context.ts';
import { judgeCsv } from './read-file.ts';

/** `slipway import`: a file's people into the contact book; the rows left out into a file of their own. */
export async function importCsv(context: CommandContext): Promise<number> {
  const { invocation, output, say } = context;
  const rule = oneOf(invocation, 'on-duplicate', ['update', 'fill', 'skip'], 'expected.onDuplicate', say) ?? 'update';
  return withServices(context, {}, async (services) => {
    const { record, imports } = await judgeCsv(context, services);
    const { plan } = await imports.commit(record.id, rule, invocation.text('group'));
    const rejectFile = invocation.text('reject-file');
    let rejects = 0;
    if (rejectFile !== null) {
      const reasons = createSay('importing');
      rejects = await imports.writeRejects(record.id, rejectFile, {
        line: reasons('rejects.line'),
        reason: reasons('rejects.reason'),
        reasonOf: (reason) => reasons(`reason.${reason}`),
      });
    }
    services.indexSoon();
    const { summary } = record;
    const rows = [
      ['added', plan.added],
      ['changed', plan.changed],
      ['same', plan.same],
      ['invalid', summary.invalid],
      ['duplicate', summary.duplicate],
      ['suppressed', plan.suppressed],
    ] as const;
    const width = Math.max(...rows.map(([name]) => say(`imported.${name}`).length));
    for (const [name, count] of rows) output.out(`${say(`imported.${name}`).padEnd(width)}  ${count}`);
    if (rejectFile !== null) output.note(say('rejectsWritten', { count: rejects, file: basename(rejectFile) }));
    if (invocation.has('json')) {
      output.out(
        JSON.stringify({
          import: record.id,
          records: summary.records,
          accepted: summary.accepted,
          ...plan,
          invalid: summary.invalid,
          duplicate: summary.duplicate,
          group: invocation.text('group'),
        }),
      );
    }
    return 0;
  });
}
