import { readRecords } from '../import/run.ts';
import { type CommandContext, chosenReading } from './context.ts';

/** `slipway parse`: each record as read, the header too, one JSON array a line. */
export async function parse(context: CommandContext): Promise<number> {
  const { invocation, output, say } = context;
  const chosen = chosenReading(invocation, say);
  let records = 0;
  const path = invocation.text('csv') as string;
  for await (const batch of readRecords(context.spawnImport, { path, chosen }, context.stopping)) {
    records += batch.length;
    if (batch.length > 0) await output.outSlowly(`${batch.map((cells) => JSON.stringify(cells)).join('\n')}\n`);
  }
  if (invocation.has('json')) output.out(JSON.stringify({ records }));
  return 0;
}
