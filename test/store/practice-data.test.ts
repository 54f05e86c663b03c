import { describe, expect, it } from 'vitest';
import type { ContactId, ImportId } from '#core/kernel/ids.ts';
import { parseCallback } from '#core/receipts/parse.ts';
import type { StoreApi } from '#main/store/api.ts';
import {
  addAccount,
  addImport,
  campaignTo,
  codeOf,
  openStore,
  publishAll,
  run,
  type StagedTestRow,
  sealedCampaign,
  type TestStore,
} from '#test/support/open-store.ts';
import { phone, planWith, testNow } from '#test/support/plan.ts';
import { exchangeStep, settlementOf } from '#test/support/sending.ts';

const columns = ['Phone:phone', 'First:first_name', 'City'];
const row = (last: number, ...cells: readonly string[]): StagedTestRow => ({
  phone: phone(31_610_000_000 + last),
  cells: [String(31_610_000_000 + last), ...cells],
});
const sample = [row(1, 'Anna', 'Delft'), row(2, 'Bo'), row(3, 'Cy')];

const everybody = (api: StoreApi) =>
  api.search.search({ query: '', groupId: null, show: 'all', sort: 'phone', offset: 0, limit: 500 }).rows;
const marked = (api: StoreApi) =>
  everybody(api)
    .filter(({ practice }) => practice)
    .map(({ firstName }) => firstName);
const undoImport = (api: StoreApi, id: ImportId) => run(api.tasks.undoImport(id));

function importSample(api: StoreApi, group: string | null = null): ImportId {
  const id = addImport(api, columns, sample, true);
  publishAll(api, id, 'update', group);
  return id;
}

/** Everything in the tables that removing and undoing touch, but for log and receipt ids, which nothing refers to. */
function dump({ db }: TestStore): Record<string, unknown[]> {
  const tables = [
    'contacts',
    'groups',
    'group_members',
    'practice_contacts',
    'imports',
    'import_batches',
    'import_added',
  ];
  const ofCampaigns = ['campaigns', 'campaign_work', 'campaign_counts', 'texts', 'requests', 'recipients'];
  return {
    ...Object.fromEntries(
      [...tables, ...ofCampaigns].map((table) => [table, db.all(`SELECT * FROM ${table} ORDER BY 1`)]),
    ),
    receipts: db.all(
      'SELECT message_id, status, meaning, reason, at, received_at, source, request_id FROM receipts ORDER BY 1, 2',
    ),
    campaign_log: db.all('SELECT campaign_id, at, code, details FROM campaign_log ORDER BY campaign_id, id'),
  };
}

/** A campaign of one recipient on an account, accepted and with a receipt. */
function sentThrough(api: StoreApi, accountId: ReturnType<typeof addAccount>, first: number, message: string) {
  const { id } = campaignTo(api, 1, { accountId }, first);
  const [request] = exchangeStep(api, { campaignId: id, now: testNow, settled: [], want: 1 }).claimed;
  if (request === undefined) throw new Error('nothing was claimed');
  const settled = [{ ...settlementOf(request, { at: testNow, state: 'accepted' }), messageId: message }];
  exchangeStep(api, { campaignId: id, now: testNow, settled, want: 0 });
  const body = JSON.stringify({ message_id: message, status: 'Delivered', timestamp: '2026-01-05T09:00:00Z' });
  const read = parseCallback(body);
  api.receipts.add(read.ok ? read.value : [], testNow);
  return id;
}

describe('the mark of sample people', () => {
  it('is on those whom the sample brought, and on nobody who was there', () => {
    const { api } = openStore();
    api.contacts.save({ id: null, phone: phone(31_610_000_002), firstName: 'Bo', lastName: '', fields: {} }, testNow);
    importSample(api);
    expect(marked(api)).toEqual(['Anna', 'Cy']);
  });

  it('goes with an import of real data, changed or not, and comes back when that is undone', () => {
    const { api } = openStore();
    importSample(api);
    const id = addImport(api, columns, [row(1, 'Anna', 'Delft'), row(2, 'Bob')]);
    publishAll(api, id);
    expect(marked(api)).toEqual(['Cy']);
    undoImport(api, id);
    expect(marked(api)).toEqual(['Anna', 'Bo', 'Cy']);
  });

  it('comes back only when every import of real data that has the person is undone', () => {
    const { api } = openStore();
    importSample(api);
    const [one, two] = [addImport(api, columns, [row(1, 'Anna')]), addImport(api, columns, [row(1, 'Anna')])];
    publishAll(api, one);
    publishAll(api, two);
    undoImport(api, one);
    expect(marked(api)).toEqual(['Bo', 'Cy']);
    undoImport(api, two);
    expect(marked(api)).toEqual(['Anna', 'Bo', 'Cy']);
  });

  it('goes with an edit, and an import that is undone later does not bring it back', () => {
    const { api } = openStore();
    importSample(api);
    const id = addImport(api, columns, [row(1, 'Anna', 'Delft')]);
    publishAll(api, id);
    const anna = everybody(api)[0];
    api.contacts.save(
      { id: anna?.id as ContactId, phone: phone(31_610_000_001), firstName: 'Ann', lastName: '', fields: {} },
      testNow + 99_000,
    );
    undoImport(api, id);
    expect(marked(api)).toEqual(['Bo', 'Cy']);
  });

  it.each([
    ['live', ['Bo', 'Cy']],
    ['practice', ['Anna', 'Bo', 'Cy']],
  ] as const)('after sealing a %s campaign', (kind, expected) => {
    const { api } = openStore();
    importSample(api);
    const audience = { groups: [], imports: [], phones: [phone(31_610_000_001)] };
    sealedCampaign(api, planWith(addAccount(api, kind, kind), { audience }));
    expect(marked(api)).toEqual(expected);
  });

  it('stays over a deletion and its undo', () => {
    const { api } = openStore();
    importSample(api);
    api.contacts.remove({ ids: everybody(api).map(({ id }) => id) }, 'u');
    expect(everybody(api)).toEqual([]);
    api.book.undo('u');
    expect(marked(api)).toEqual(['Anna', 'Bo', 'Cy']);
  });
});

describe('removing practice data', () => {
  it('takes sample people, their group, practice campaigns and receipts, and nothing else', () => {
    const { api } = openStore();
    const [live, practice] = [addAccount(api, 'Live'), addAccount(api, 'Practice', 'practice')];
    importSample(api, 'Sample');
    const real = addImport(api, columns, [row(7, 'Gus')]);
    publishAll(api, real, 'update', 'Members');
    const kept = sentThrough(api, live, 31_620_000_000, 'm-live');
    const gone = sentThrough(api, practice, 31_630_000_000, 'm-practice');
    expect(api.practice.remove('u')).toEqual({ people: 3, campaigns: 1, receipts: 1 });
    expect(everybody(api).map(({ firstName }) => firstName)).toEqual(['Gus']);
    expect(api.groups.list().map(({ name, count }) => [name, count])).toEqual([['Members', 1]]);
    expect(api.imports.list().map(({ id }) => id)).toEqual([real]);
    expect(api.campaigns.list(null, 0, 9).rows.map(({ id }) => id)).toEqual([kept]);
    expect(codeOf(() => api.campaigns.get(gone))).toBe('not_found');
    expect(api.receipts.list('all', 0, 9).rows.map(({ messageId }) => messageId)).toEqual(['m-live']);
    expect(api.practice.counts()).toEqual({ people: 0, campaigns: 0, receipts: 0 });
  });

  it('is undone in one step: ids, links, groups, staged rows and marks are as before, also when others were added meanwhile', () => {
    const store = openStore();
    const { api } = store;
    const practice = addAccount(api, 'Practice', 'practice');
    const imported = importSample(api, 'Sample');
    sentThrough(api, practice, 31_630_000_000, 'm-practice');
    const before = dump(store);
    api.practice.remove('u');
    const between = campaignTo(api, 2, { accountId: addAccount(api, 'Live') }, 31_640_000_000);
    api.book.undo('u');
    const after = dump(store);
    for (const [table, rows] of Object.entries(before)) {
      for (const one of rows) expect(after[table], table).toContainEqual(one);
    }
    expect(api.campaigns.get(between.id).counts.queued).toBe(2);
    expect(undoImport(api, imported)).toMatchObject({ reverted: 3, gone: 0 });
    expect(everybody(api)).toEqual([]);
  });

  it('keeps a group of the sample that has others too, and a sample import that a draft on a live account goes to', () => {
    const { api } = openStore();
    const imported = importSample(api, 'Sample');
    const other = api.contacts.save(
      { id: null, phone: phone(31_650_000_000), firstName: 'Eva', lastName: '', fields: {} },
      testNow,
    );
    const [group] = api.groups.list();
    if (group === undefined) throw new Error('no group');
    api.groups.add(group.id, { ids: [other.id] });
    api.campaigns.create(
      planWith(addAccount(api), { audience: { groups: [], imports: [imported], phones: [] } }),
      testNow,
    );
    api.practice.remove('u');
    expect(api.groups.list().map(({ name, count }) => [name, count])).toEqual([['Sample', 1]]);
    expect(api.imports.list().map(({ id }) => id)).toEqual([imported]);
  });

  it('is refused while a practice campaign is being sent', () => {
    const { api } = openStore();
    importSample(api);
    const { id } = campaignTo(api, 1, { accountId: addAccount(api, 'Practice', 'practice') });
    api.campaigns.move(id, 'running', testNow);
    expect(codeOf(() => api.practice.remove('u'))).toBe('wrong_state');
    expect(everybody(api)).toHaveLength(3);
  });
});

describe('an undone deletion of a group', () => {
  it('gives the group back to the import that filled it, so that undoing the import takes its people out', () => {
    const { api } = openStore();
    const id = addImport(api, columns, sample);
    publishAll(api, id, 'update', 'Fresh');
    const [group] = api.groups.list();
    if (group === undefined) throw new Error('no group');
    api.groups.remove(group.id, 'u');
    api.book.undo('u');
    expect(api.imports.get(id).groupId).toBe(group.id);
    expect(undoImport(api, id)).toEqual({ reverted: 3, keptEdited: 0, keptMessaged: 0, gone: 0 });
    expect(api.groups.list()).toEqual([]);
  });

  it('brings its push back too', () => {
    const { api } = openStore();
    const id = addImport(api, columns, sample);
    publishAll(api, id, 'update', 'Fresh');
    const [group] = api.groups.list();
    if (group === undefined) throw new Error('no group');
    api.pushes.begin(group.id, addAccount(api), { uid: 'r', name: 'Remote' });
    const before = api.pushes.status(group.id);
    api.groups.remove(group.id, 'u');
    api.book.undo('u');
    expect(api.pushes.status(group.id)).toEqual(before);
  });
});

describe('the figures of the first screen', () => {
  it('are of live accounts and real people, or of practice, never of both', () => {
    const { api } = openStore();
    importSample(api);
    publishAll(api, addImport(api, columns, [row(7, 'Gus')]));
    sentThrough(api, addAccount(api, 'Live'), 31_620_000_000, 'm-live');
    for (const first of [31_630_000_000, 31_631_000_000]) {
      const practice = api.accounts.list().find(({ kind }) => kind === 'practice')?.id;
      sentThrough(api, practice ?? addAccount(api, 'Practice', 'practice'), first, `m-${first}`);
    }
    const figures = (kind: 'live' | 'practice') => {
      const { contacts, days } = api.book.overview(testNow, 0, kind);
      return { contacts, accepted: days.at(-1)?.accepted };
    };
    expect(figures('live')).toEqual({ contacts: 1, accepted: 1 });
    expect(figures('practice')).toEqual({ contacts: 3, accepted: 2 });
  });
});
