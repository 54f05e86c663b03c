import { appError, Failure } from '#core/kernel/errors.ts';
import { restoreBackup } from '../backup/replace-database.ts';
import { wrong } from './arguments.ts';
import type { CommandContext } from './context.ts';
import { megabytes, moment, withData } from './data-folder.ts';

/** `slipway restore`: puts a backup in the database's place. Nobody is sent by it, and nothing is thrown away. */
export async function restore(context: CommandContext): Promise<number> {
  const { invocation, output, say, clock, zone } = context;
  const which = invocation.argument;
  if (which === null) {
    const backups = await withData(context, (upkeep) => upkeep.list());
    for (const { name, at, bytes } of backups)
      output.note(`${moment(at, zone)}  ${megabytes(bytes).padStart(9)}  ${name}`);
    return wrong(say('restore.which'));
  }
  if (!invocation.has('yes')) {
    if (!context.canAsk) {
      throw new Failure(appError('confirmation_needed', '--yes was not given', { what: 'restore' }));
    }
    if (!(await context.ask(say('restore.confirm', { name: which })))) {
      output.note(say('restore.notConfirmed'));
      return 1;
    }
  }
  const report = await restoreBackup(context.dataDir, context.spawnStore, which, clock.now());
  output.out(say('restore.done', { name: report.from }));
  if (report.keptAside !== null) output.out(say('restore.keptAside', { name: report.keptAside }));
  output.out(say('restore.people', { campaigns: report.paused, inDoubt: report.inDoubt, settled: report.settled }));
  for (const name of report.lost) output.out(say('restore.lost', { name }));
  if (invocation.has('json')) output.out(JSON.stringify(report));
  return 0;
}
