import { readRecords } from '../import/run.ts';
import { type CommandContext, chosenReading } from './context.ts';
import { tellWarnings } from './warnings.ts';

/** `slipway parse`: each record as read, the header too, one JSON array a line. */
export async function parse(context: CommandContext): Promise<number> {
  const { invocation, output, say } = context;
  const chosen = chosenReading(invocation, say);
  let records = 0;
  const path = invocation.text('csv') as string;
  const reading = readRecords(context.spawnImport, { path, chosen, locale: context.locale }, context.stopping);
  let next = await reading.next();
  for (; next.done !== true; next = await reading.next()) {
    const batch = next.value;
    records += batch.length;
    if (batch.length > 0) await output.outSlowly(`${batch.map((cells) => JSON.stringify(cells)).join('\n')}\n`);
  }
  const warnings = tellWarnings(context, next.value);
  if (invocation.has('json')) output.out(JSON.stringify({ records, warnings }));
  return 0;
}
