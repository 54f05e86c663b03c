import { existsSync } from 'node:fs';
import { appError, Failure, toAppError } from '#core/kernel/errors.ts';
import { databasePath } from '../services/open-services.ts';
import { connectStore } from '../store/client.ts';
import { isOwned, takeOwnerLock } from '../store/owner-lock.ts';
import type { StoreClient } from '../store/protocol.ts';
import type { CommandContext } from './context.ts';
import { namedCampaign } from './resume.ts';
import { printAccount, printSummary, summarise } from './summary.ts';

/**
 * Reads the data folder beside whoever owns it, and waits for nobody. What a sender that was cut off left in its journal is brought
 * into the tables first: they would call people waiting whom the service has.
 */
export async function withReader<T>(context: CommandContext, work: (store: StoreClient) => Promise<T>): Promise<T> {
  const path = databasePath(context.dataDir);
  if (!existsSync(path)) throw new Failure(appError('not_found', context.say('noCampaign'), { what: 'campaign' }));
  const reader = await connectStore(context.spawnStore, { path, mode: 'read' });
  try {
    if (!isOwned(context.dataDir) && !(await reader.calls.outbox.isFolded())) await foldLeftovers(context, path);
    return await work(reader.calls);
  } finally {
    await reader.close();
  }
}

/** Whoever opens the file to write folds. Where that cannot be, in a folder that is only read, the tables are told as they are. */
async function foldLeftovers({ dataDir, spawnStore }: CommandContext, path: string): Promise<void> {
  try {
    const lock = takeOwnerLock(dataDir);
    try {
      const writer = await connectStore(spawnStore, { path, mode: 'write' });
      await writer.close();
    } finally {
      lock.release();
    }
  } catch (thrown) {
    if (toAppError(thrown).code === 'storage_damaged') throw thrown;
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
    const account = await store.accounts.get(campaign.accountId);
    printAccount(context.output, context.say, account);
    printSummary(context.output, summarise(seen, account, alive), seen, context.invocation.has('json'), context.say);
    return 0;
  });
}
