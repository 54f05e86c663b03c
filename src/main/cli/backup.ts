import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { CommandContext } from './context.ts';
import { megabytes, withData } from './data-folder.ts';

/** `slipway backup`: a copy that was read back, among the others or at a place of one's own; also while a campaign is sent. */
export async function backup(context: CommandContext): Promise<number> {
  const { invocation, output, say, clock } = context;
  const to = invocation.text('to');
  const made = await withData(context, async (upkeep) => {
    if (to !== null) {
      const path = resolve(to);
      const { schema } = await upkeep.copyTo(path);
      return { name: path, schema, bytes: statSync(path).size };
    }
    const { name, schema, bytes } = await upkeep.backup(clock.now());
    return { name, schema, bytes };
  });
  output.out(say('backup.made', { name: made.name, size: megabytes(made.bytes) }));
  if (invocation.has('json')) output.out(JSON.stringify({ backup: made.name, schema: made.schema, bytes: made.bytes }));
  return 0;
}
