import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { RecipientState } from '#core/outbox/states.ts';
import { openDatabase } from '#main/store/database.ts';
import { readSteps } from '#main/store/outbox-journal.ts';
import { addAccount, campaignTo, openStore } from '#test/support/open-store.ts';
import { testNow } from '#test/support/plan.ts';
import { exchangeStep, settlementOf, stateOnDisk } from '#test/support/sending.ts';
import { tempDir } from '#test/support/temp-dir.ts';

const tableStates = (db: { all<T>(sql: string): T[] }) =>
  db.all<{ state: RecipientState }>('SELECT state FROM recipients ORDER BY id').map(({ state }) => state);

describe('the journal of the outbox', () => {
  it('has a claim before anybody else can see it, and the tables follow when they are asked', () => {
    const path = join(tempDir(), 'slipway.db');
    const { api } = openStore(path);
    addAccount(api);
    const { id } = campaignTo(api, 3);
    exchangeStep(api, { campaignId: id, now: testNow, settled: [], want: 2 });
    const other = openDatabase(path, 'read');
    expect(readSteps(other)).toMatchObject([{ campaignId: id, claims: [{}, {}] }]);
    expect(tableStates(other)).toEqual(['queued', 'queued', 'queued']);
    expect(stateOnDisk(other, '+31610000000')).toBe('sending');
    expect(api.campaigns.get(id).counts).toMatchObject({ sending: 2, queued: 1 });
    expect(readSteps(other)).toEqual([]);
    expect(tableStates(other)).toEqual(['sending', 'sending', 'queued']);
    other.close();
  });

  it('gives a text out letter by letter as it was sealed, and attempts by the hundred in one piece', () => {
    const { api, db } = openStore();
    addAccount(api);
    const template = 'quote " backslash \\ tab \t line\u2028 lone \u0007 emoji 😀 €';
    const { id } = campaignTo(api, 150, { template });
    const { claimed } = exchangeStep(api, { campaignId: id, now: testNow, settled: [], want: 200 });
    expect(claimed.map(({ text }) => text)).toEqual(Array.from({ length: 150 }, () => template));
    const settled = claimed.map((request) =>
      settlementOf(request, { at: testNow + 5, state: 'accepted', messageId: `m-${request.requestId}`, words: 'ok' }),
    );
    exchangeStep(api, { campaignId: id, now: testNow + 9, settled, want: 0 });
    expect(api.campaigns.get(id).counts).toMatchObject({ accepted: 150, sending: 0, queued: 0 });
    expect(
      db.get(`SELECT count(*) AS people FROM recipients r JOIN requests q ON q.id = r.request_id AND q.recipient_id = r.id
              WHERE r.state = 'accepted' AND r.moved_at = ${testNow + 5} AND q.message_id = 'm-' || q.id`),
    ).toEqual({ people: 150 });
  });

  it('left behind by a process that died is brought in at the next start: claimed is in doubt, settled is settled', () => {
    const path = join(tempDir(), 'slipway.db');
    const first = openStore(path);
    addAccount(first.api);
    const { id } = campaignTo(first.api, 5);
    first.api.campaigns.move(id, 'running', testNow);
    const { claimed } = exchangeStep(first.api, { campaignId: id, now: testNow, settled: [], want: 2 });
    const settled = claimed
      .slice(0, 1)
      .map((request) => settlementOf(request, { at: testNow + 5, state: 'accepted', messageId: 'm-1', words: 'ok' }));
    const { counts } = exchangeStep(first.api, { campaignId: id, now: testNow + 9, settled, want: 1 });
    expect(counts).toMatchObject({ accepted: 1, sending: 2, queued: 2 });
    first.close();

    const { api, db } = openStore(path);
    const [interrupted] = api.campaigns.recover(testNow + 100);
    expect(interrupted?.counts).toMatchObject({ accepted: 1, in_doubt: 2, queued: 2, sending: 0 });
    expect(interrupted?.requests).toBe(3);
    expect(tableStates(db)).toEqual(['accepted', 'in_doubt', 'in_doubt', 'queued', 'queued']);
    // When each was claimed is told by the attempt.
    expect(db.all('SELECT claimed_at, settled_at, outcome, message_id FROM requests ORDER BY id')).toEqual([
      { claimed_at: testNow, settled_at: testNow + 5, outcome: 'accepted', message_id: 'm-1' },
      { claimed_at: testNow, settled_at: testNow + 100, outcome: 'in_doubt', message_id: null },
      { claimed_at: testNow + 9, settled_at: testNow + 100, outcome: 'in_doubt', message_id: null },
    ]);
    // A number is not given to a second request.
    const next = exchangeStep(api, { campaignId: id, now: testNow, settled: [], want: 1 });
    expect(next.claimed[0]?.requestId).toBe(4);
  });

  it('sees an opt-out that came between two steps, whoever wrote it', () => {
    const { api, db } = openStore();
    addAccount(api);
    const { id } = campaignTo(api, 3);
    exchangeStep(api, { campaignId: id, now: testNow, settled: [], want: 1 });
    db.run("INSERT INTO suppressions (phone, at, reason) VALUES ('+31610000001', ?, 'STOP')", testNow);
    const { claimed, counts } = exchangeStep(api, { campaignId: id, now: testNow, settled: [], want: 1 });
    expect(claimed[0]?.recipients[0]?.phone).toBe('+31610000002');
    expect(counts).toMatchObject({ suppressed: 1, sending: 2, queued: 0 });
  });

  it('goes on in order over thousands, read ahead a part at a time', () => {
    const { api } = openStore();
    addAccount(api);
    const { id } = campaignTo(api, 3_000);
    let flying: ReturnType<typeof exchangeStep>['claimed'] = [];
    const phones: string[] = [];
    do {
      const settled = flying.map((request) =>
        settlementOf(request, { at: testNow, state: 'accepted', messageId: `m-${request.requestId}` }),
      );
      flying = exchangeStep(api, { campaignId: id, now: testNow, settled, want: 47 }).claimed;
      phones.push(...flying.flatMap(({ recipients }) => recipients.map(({ phone }) => phone)));
    } while (flying.length > 0);
    expect(phones).toEqual(Array.from({ length: 3_000 }, (_, i) => `+${31_610_000_000 + i}`));
    expect(api.campaigns.get(id).counts).toMatchObject({ accepted: 3_000, queued: 0, sending: 0 });
  });
});

describe('somebody whose row is not as it was sealed', () => {
  it.each([
    ['another number', "UPDATE recipients SET phone = '+31610009999' WHERE phone = '+31610000001'"],
    ['another text', "UPDATE texts SET body = 'Other' WHERE id = (SELECT text_id FROM recipients LIMIT 1)"],
    ['no text', "UPDATE recipients SET text_id = 999 WHERE phone = '+31610000001'"],
  ])('%s: is not given out, nor who comes behind; who came before is', (_name, damage) => {
    const { api, db } = openStore();
    addAccount(api);
    const { id } = campaignTo(api, 3, { template: 'Hello' });
    db.run(damage);
    const { claimed, damaged, counts } = exchangeStep(api, { campaignId: id, now: testNow, settled: [], want: 9 });
    expect(damaged).not.toBeNull();
    expect(claimed.length).toBeLessThanOrEqual(1);
    expect(counts.queued + counts.sending).toBe(3);
    expect(exchangeStep(api, { campaignId: id, now: testNow, settled: [], want: 9 })).toMatchObject({
      claimed: [],
      damaged,
    });
  });
});
