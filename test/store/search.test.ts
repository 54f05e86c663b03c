import { describe, expect, it } from 'vitest';
import type { ContactId } from '#core/kernel/ids.ts';
import type { StoreApi } from '#main/store/api.ts';
import { openStore } from '#test/support/open-store.ts';
import { phone, testNow } from '#test/support/plan.ts';

type Sort = 'name' | 'phone' | 'newest';
const find = (api: StoreApi, query: string, sort: Sort = 'phone') =>
  api.search.search({ query, groupId: null, show: 'all', sort, offset: 0, limit: 100 });
/** First names of those a search finds. */
const names = (api: StoreApi, query: string): readonly string[] =>
  find(api, query).rows.map(({ firstName }) => firstName);

/** Indexes everything; answers in how many slices. */
function indexAll(api: StoreApi, rows = 500): number {
  let slices = 1;
  while (api.book.index(rows)) slices++;
  return slices;
}

function add(api: StoreApi, firstName: string, lastName = '', digits = 31_610_000_000, fields = {}): ContactId {
  const free = digits + api.contacts.count();
  return api.contacts.save({ id: null, phone: phone(free), firstName, lastName, fields }, testNow).id;
}

const book = [
  ['Anna', 'de Vries', { City: 'Delft' }],
  ['José', 'Ångström', { City: 'Malmö' }],
  ['Éloïse', "O'Hara", {}],
  ['100%', 'a_b', { Note: '50\\50' }],
  ['Quote"d', 'Star*', { Note: 'NEAR(x)' }],
  ['李', '小龙', {}],
] as const;

/** The same questions before and after the index has seen the people. */
describe.each([
  ['not indexed yet', false],
  ['indexed', true],
] as const)('search, %s', (_name, indexed) => {
  it.each<readonly [string, readonly string[]]>([
    ['', ['Anna', 'José', 'Éloïse', '100%', 'Quote"d', '李']],
    ['   ', ['Anna', 'José', 'Éloïse', '100%', 'Quote"d', '李']],
    ['anna', ['Anna']],
    ['NNA', ['Anna']],
    ['na de vr', ['Anna']],
    ['delft', ['Anna']],
    ['malmö', ['José']],
    ['ångs', ['José']],
    ['ÅNGSTRÖM', ['José']],
    ['éloïse', ['Éloïse']],
    ["o'h", ['Éloïse']],
    ['100%', ['100%']],
    ['%%%', []],
    ['___', []],
    ['a_b', ['100%']],
    ['50\\50', ['100%']],
    ['quote"d', ['Quote"d']],
    ['star*', ['Quote"d']],
    ['near(x)', ['Quote"d']],
    ['" OR 1=1 --', []],
    ['小龙', ['李']],
    ['city', []],
    // Short ones look at the beginnings of names, and at numbers.
    ['an', ['Anna']],
    ['de', ['Anna']],
    ['na', []],
    ['é', ['Éloïse']],
    ['ån', ['José']],
    ['%', []],
    ['_', []],
    ['李', ['李']],
    ['"', []],
  ])('%j', (query, found) => {
    const { api } = openStore();
    for (const [first, last, fields] of book) add(api, first, last, 31_610_000_000, fields);
    if (indexed) indexAll(api);
    expect(names(api, query)).toEqual(found);
    expect(find(api, query).total).toBe(found.length);
  });

  it.each([
    '+31 6 1234 5678',
    '+31612345678',
    '0031 6 12345678',
    '06-12345678',
    '(06) 1234.5678',
    '061234',
    '5678',
    '78',
    '3161',
  ])('a number as people write it: %s', (query) => {
    const { api } = openStore();
    add(api, 'Anna', '', 31_612_345_678);
    add(api, 'Other', '', 46_700_000_000);
    if (indexed) indexAll(api);
    expect(names(api, query)).toEqual(['Anna']);
  });
});

describe('the search index', () => {
  it('is built in bounded slices, and says whether it is behind', () => {
    const { api } = openStore();
    for (let i = 0; i < 25; i++) add(api, `Person ${i}`);
    expect(find(api, '').indexing).toBe(true);
    expect(indexAll(api, 10)).toBe(4);
    expect(find(api, '').indexing).toBe(false);
    expect(find(api, 'person 2').total).toBe(6);
  });

  it('an edit is found at once, the old words are not', () => {
    const { api } = openStore();
    const id = add(api, 'Before');
    indexAll(api);
    api.contacts.save({ id, phone: phone(31_610_000_000), firstName: 'After', lastName: '', fields: {} }, testNow);
    expect(names(api, 'after')).toEqual(['After']);
    indexAll(api);
    expect([names(api, 'after'), names(api, 'before')]).toEqual([['After'], []]);
  });

  it('forgets who was deleted, and knows them again after an undo', () => {
    const { api } = openStore();
    const [gone] = [add(api, 'Gonebert'), add(api, 'Stays')];
    indexAll(api);
    api.contacts.remove({ ids: [gone] }, 'undo');
    expect(names(api, 'gonebert')).toEqual([]);
    indexAll(api);
    api.book.undo('undo');
    expect(names(api, 'gonebert')).toEqual(['Gonebert']);
    indexAll(api);
    expect([names(api, 'gonebert'), names(api, 'stays')]).toEqual([['Gonebert'], ['Stays']]);
  });

  it('finds who came after the newest one was deleted', () => {
    const { api } = openStore();
    const gone = add(api, 'Gonebert');
    indexAll(api);
    api.contacts.remove({ ids: [gone] }, 'undo');
    indexAll(api);
    add(api, 'Latecomer');
    indexAll(api);
    expect(names(api, 'latecomer')).toEqual(['Latecomer']);
  });

  it('works through more stale rows than one slice takes', () => {
    const { api } = openStore();
    const ids = Array.from({ length: 12 }, (_, i) => add(api, `Old ${i}`));
    indexAll(api);
    for (const [i, id] of ids.entries()) {
      api.contacts.save(
        { id, phone: phone(31_610_000_000 + i), firstName: `New ${i}`, lastName: '', fields: {} },
        testNow,
      );
    }
    expect(indexAll(api, 5)).toBe(3);
    expect([names(api, 'old 1').length, names(api, 'new 1').length]).toEqual([0, 3]);
  });
});

describe('a list of people', () => {
  it('is sorted as asked and cut into pages', () => {
    const { api } = openStore();
    for (const name of ['bob', 'Anna', 'carl']) add(api, name);
    const order = (sort: Sort) => find(api, '', sort).rows.map(({ firstName }) => firstName);
    expect([order('name'), order('phone'), order('newest')]).toEqual([
      ['Anna', 'bob', 'carl'],
      ['bob', 'Anna', 'carl'],
      ['carl', 'Anna', 'bob'],
    ]);
    const page = api.search.search({ query: '', groupId: null, show: 'all', sort: 'name', offset: 1, limit: 1 });
    expect([page.total, page.rows.map(({ firstName }) => firstName)]).toEqual([3, ['bob']]);
  });
});

describe('what the index does to its connection', () => {
  it('writing goes on after words were taken out of it', () => {
    const { db, api } = openStore();
    const ids = Array.from({ length: 12 }, (_, i) => add(api, `Old ${i}`));
    indexAll(api);
    api.contacts.remove({ ids }, 'undo');
    indexAll(api);
    // The full-text index numbers what it took out beyond what a JavaScript number can hold.
    expect(() => db.transaction(() => db.run('UPDATE contacts SET first_name = first_name'))).not.toThrow();
  });
});
