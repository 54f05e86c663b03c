import { existsSync } from 'node:fs';
import { appError, Failure } from '#core/kernel/errors.ts';
import { databasePath } from '../services/open-services.ts';
import { connectStore } from '../store/client.ts';
import { isOwned } from '../store/owner-lock.ts';
import type { StoreClient } from '../store/protocol.ts';
import type { CommandContext } from './context.ts';
import { namedCampaign } from './resume.ts';
import { printSummary, summarise } from './summary.ts';

/** Reads the data folder beside whoever owns it; writes nothing and waits for nobody. */
export async function withReader<T>(context: CommandContext, work: (store: StoreClient) => Promise<T>): Promise<T> {
  const path = databasePath(context.dataDir);
  if (!existsSync(path)) throw new Failure(appError('not_found', context.say('noCampaign'), { what: 'campaign' }));
  const reader = await connectStore(context.spawnStore, { path, mode: 'read' });
  try {
    return await work(reader.calls);
  } finally {
    await reader.close();
  }
}

/** `slipway status`: where a campaign stands, also while another process sends it. */
export async function status(context: CommandContext): Promise<number> {
  return withReader(context, async (store) => {
    const campaign = await namedCampaign(context, store);
    const alive = campaign.state === 'running' && isOwned(context.dataDir);
    // Nobody sends, yet the file says so: that process was cut off.
    const seen =
      campaign.state === 'running' && !alive
        ? { ...campaign, state: 'paused' as const, pauseReason: 'interrupted' as const }
        : campaign;
    printSummary(context.output, summarise(seen, alive), seen, context.invocation.has('json'), context.say);
    return 0;
  });
}
