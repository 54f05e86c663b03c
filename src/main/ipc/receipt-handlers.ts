import { basename } from 'node:path';
import { Failure, fail } from '#core/kernel/errors.ts';
import { parseSavedReceipts } from '#core/receipts/parse.ts';
import { readSmallFile } from '../regular-file.ts';
import type { Handlers } from './bridge.ts';
import type { HandlerContext } from './context.ts';
import { askFile } from './import-handlers.ts';

/** A million saved callbacks are some 150 MB; more is not a file of callbacks. */
const maxFileBytes = 256 * 1024 * 1024;
/** Stored in one transaction; a send's intent passes in between. */
const sliceReceipts = 2_000;

export function receiptHandlers(context: HandlerContext): Handlers {
  const { services } = context;
  const { receipts, reader, clock } = services;
  return {
    'receipts.listener': () => receipts.view(),
    'receipts.configure': (change) => receipts.configure(change),
    'receipts.renewSecret': () => receipts.renewSecret(),
    'receipts.list': ({ match, offset, limit }) => reader.calls.receipts.list(match, offset, limit),
    'receipts.summary': () => reader.calls.receipts.summary(clock.now()),
    'receipts.importFile': async () => {
      const path = await askFile(context, context.say('menu')('file.receipts'), ['json', 'jsonl', 'ndjson', 'txt']);
      if (path === null) return null;
      const text = await readSmallFile(path, maxFileBytes);
      if (text === null) return fail('receipts_unreadable', 'the file is too large', { file: basename(path) });
      const parsed = parseSavedReceipts(text);
      if (!parsed.ok) throw new Failure(parsed.error);
      const all = parsed.value.receipts;
      let added = 0;
      let matched = 0;
      let unmatched = 0;
      for (let from = 0; from < all.length; from += sliceReceipts) {
        const done = await receipts.add(all.slice(from, from + sliceReceipts));
        added += done.added;
        matched += done.matched;
        unmatched += done.unmatched;
      }
      return { fileName: basename(path), read: all.length + parsed.value.skipped.length, added, matched, unmatched };
    },
  };
}
