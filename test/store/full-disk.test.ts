import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createStoreApi } from '#main/store/api.ts';
import { openForWriting } from '#main/store/open-checks.ts';
import { behindItsMark, openMark } from '#main/store/open-marks.ts';
import { addAccount, campaignTo, codeOf, openStore } from '#test/support/open-store.ts';
import { testNow } from '#test/support/plan.ts';
import { exchangeStep, settlementOf } from '#test/support/sending.ts';
import { tempDir } from '#test/support/temp-dir.ts';

/** Requests whose answers are in the journal, and a file that cannot take them into its tables. */
function fullInMidSend() {
  const { api, db } = openStore();
  addAccount(api);
  const { id } = campaignTo(api, 400);
  api.campaigns.move(id, 'running', testNow);
  const { claimed } = exchangeStep(api, { campaignId: id, now: testNow, settled: [], want: 300 });
  const reply = 'x'.repeat(400);
  const settled = claimed.map((request) =>
    settlementOf(request, { at: testNow, state: 'accepted', messageId: `m-${request.requestId}`, words: 'ok', reply }),
  );
  exchangeStep(api, { campaignId: id, now: testNow, settled, want: 0 });
  const pages = db.get<{ page_count: number }>('PRAGMA page_count')?.page_count ?? 0;
  const limit = (most: number) => db.get(`PRAGMA max_page_count = ${most}`);
  limit(pages + 1);
  return { api, id, makeRoom: () => limit(1e9) };
}

it('what needs no room is told while the disk is full, as it was before', () => {
  const { api, id, makeRoom } = fullInMidSend();
  expect(codeOf(() => api.outbox.fold())).toBe('storage_full');
  expect(api.campaigns.get(id)).toMatchObject({ state: 'running', counts: { queued: 400 } });
  expect(api.book.overview(testNow, 0, 'live')).toBeDefined();
  expect(api.accounts.list()).toHaveLength(1);
  makeRoom();
  expect(api.campaigns.get(id).counts).toMatchObject({ queued: 100, accepted: 300 });
});

it('a claim that the disk did not take leaves no mark: the file is not called damaged for it', () => {
  const path = join(tempDir(), 'slipway.db');
  const db = openForWriting(path);
  const mark = openMark(db);
  const api = createStoreApi(db, mark);
  const { id } = campaignTo(api, 400);
  const claim = { campaignId: id, now: testNow, settled: [], want: 4 };
  const { claimed } = exchangeStep(api, claim);
  const { page_count: pages } = db.get<{ page_count: number }>('PRAGMA page_count') ?? { page_count: 0 };
  db.get(`PRAGMA max_page_count = ${pages}`);
  const reply = 'x'.repeat(40_000);
  const settled = claimed.map((request) => settlementOf(request, { at: testNow, state: 'accepted', reply }));
  for (let i = 0; i < 3; i++) expect(codeOf(() => exchangeStep(api, { ...claim, settled }))).toBe('storage_full');
  db.get('PRAGMA max_page_count = 1000000');
  exchangeStep(api, { ...claim, settled, want: 0 });
  expect(behindItsMark(db)).toBeNull();
  const [next] = exchangeStep(api, { ...claim, want: 1 }).claimed;
  expect(next?.requestId).toBe((claimed.at(-1)?.requestId ?? 0) + 1);
  mark.close();
  db.close();
  openForWriting(path).close();
});

it('whatever writes is refused with the words for it, and changes nothing', () => {
  const { api, id, makeRoom } = fullInMidSend();
  expect(codeOf(() => api.settings.write('language', 'nl'))).toBe('storage_full');
  expect(codeOf(() => api.campaigns.move(id, 'paused', testNow))).toBe('storage_full');
  expect(codeOf(() => api.disk.takesData())).toBe('storage_full');
  // A long task, which would begin to write later.
  expect(codeOf(() => api.tasks.undoImport(1 as never))).toBe('storage_full');
  makeRoom();
  expect(api.settings.read('language')).toBeNull();
  expect(api.campaigns.get(id).state).toBe('running');
  api.settings.write('language', 'nl');
  expect(api.settings.read('language')).toBe('nl');
});
