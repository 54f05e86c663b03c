import { toAppError, unreachable } from '#core/kernel/errors.ts';
import { parseArguments } from './arguments.ts';
import { backup } from './backup.ts';
import type { CommandContext } from './context.ts';
import { doctor } from './doctor.ts';
import { helpText } from './help.ts';
import { importCsv } from './import.ts';
import { noteError } from './output.ts';
import { parse } from './parse.ts';
import { restore } from './restore.ts';
import { results } from './results.ts';
import { resume } from './resume.ts';
import { segments } from './segments.ts';
import { send } from './send.ts';
import { status } from './status.ts';

/** What the composition root gives; the command line itself decides the rest. */
export interface CommandHost extends Omit<CommandContext, 'invocation' | 'dataDir'> {
  readonly defaultDataDir: string;
  readonly version: string;
  /** Logs bugs with their stack. */
  readonly onBug: (thrown: unknown) => void;
}

/** Runs one command and answers its exit code. Never throws: every failure is told in words. */
export async function runCommand(args: readonly string[], host: CommandHost): Promise<number> {
  try {
    const parsed = parseArguments(args, host.say);
    switch (parsed.kind) {
      case 'help':
        host.output.out(helpText(parsed.command, host.say));
        return 0;
      case 'version':
        host.output.out(parsed.json ? JSON.stringify({ version: host.version }) : host.version);
        return 0;
      case 'run':
        return await dispatch({
          ...host,
          invocation: parsed.invocation,
          dataDir: parsed.invocation.text('data-dir') ?? host.defaultDataDir,
        });
      default:
        return unreachable(parsed);
    }
  } catch (thrown) {
    const error = toAppError(thrown);
    if (error.code === 'internal') host.onBug(thrown);
    noteError(host.output, error);
    if (args.includes('--json')) host.output.out(JSON.stringify({ error }));
    // Stopped by a signal while reading or sealing: before the end, nothing wrong.
    return error.code === 'cancelled' ? 3 : 1;
  }
}

function dispatch(context: CommandContext): Promise<number> | number {
  const { command } = context.invocation;
  switch (command) {
    case 'send':
      return send(context);
    case 'resume':
      return resume(context);
    case 'status':
      return status(context);
    case 'results':
      return results(context);
    case 'import':
      return importCsv(context);
    case 'parse':
      return parse(context);
    case 'segments':
      return segments(context);
    case 'backup':
      return backup(context);
    case 'restore':
      return restore(context);
    case 'doctor':
      return doctor(context);
    default:
      return unreachable(command);
  }
}
