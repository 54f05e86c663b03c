import { basename } from 'node:path';
import type { RecipientView } from '#contract/campaigns.ts';
import type { CampaignId } from '#core/kernel/ids.ts';
import {
  type ResultColumn,
  type ResultRow,
  resultColumns,
  resultsHeader,
  resultsLine,
} from '#core/reports/results-csv.ts';
import { writeText } from '../import/write-text.ts';
import type { StoreClient } from '../store/protocol.ts';
import type { Say } from '../words.ts';
import type { CommandContext } from './context.ts';
import { namedCampaign } from './resume.ts';
import { withReader } from './status.ts';

/** A recipient as an exported row. States are the program's own names, in every language alike. */
export function resultRow(recipient: RecipientView): ResultRow {
  return {
    recipient: recipient.phone.replace(/^\+/, ''),
    // In a file there is no time for "now being sent": nobody can know before it is settled.
    state: recipient.state === 'sending' ? 'in_doubt' : recipient.state,
    name: recipient.name,
    messageId: recipient.messageId ?? '',
    words: recipient.words ?? '',
    at: recipient.at === null ? '' : new Date(recipient.at).toISOString(),
    text: recipient.text,
  };
}

/**
 * Writes a campaign's results to a file, page by page; answers the number of rows. `say` speaks the `cli` catalogue.
 *
 * @param options.dataDir the folder of the data, whose disk keeps room for sending
 * @param options.mark begins with a byte order mark, without which spreadsheets misread UTF-8; programs do better without
 */
export async function writeResults(
  store: StoreClient,
  id: CampaignId,
  path: string,
  say: Say,
  options: { readonly mark: boolean; readonly dataDir: string },
): Promise<number> {
  const titles = Object.fromEntries(resultColumns.map((column) => [column, say(`resultColumns.${column}`)]));
  let count = 0;
  const pieces = async function* (): AsyncGenerator<string> {
    if (options.mark) yield '\ufeff';
    yield resultsHeader(titles as Record<ResultColumn, string>);
    for (let after = 0; ; ) {
      const page = await store.campaigns.results(id, after, 2_000);
      const last = page.at(-1);
      if (last === undefined) return;
      after = last.id;
      count += page.length;
      yield page.map((recipient) => resultsLine(resultRow(recipient))).join('');
    }
  };
  await writeText(path, pieces(), options.dataDir);
  return count;
}

/** `slipway results`: a campaign's people with their states, as CSV. */
export async function results(context: CommandContext): Promise<number> {
  const { invocation, output, say } = context;
  return withReader(context, async (store) => {
    const campaign = await namedCampaign(context, store);
    const path = invocation.text('out') as string;
    const rows = await writeResults(store, campaign.id, path, say, { mark: false, dataDir: context.dataDir });
    output.note(say('resultsWritten', { count: rows, file: basename(path) }));
    if (invocation.has('json')) output.out(JSON.stringify({ campaign: campaign.id, rows, file: path }));
    return 0;
  });
}
