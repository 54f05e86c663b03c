import { describe, expect, it } from 'vitest';
import type { ContactDetail } from '#contract/contacts.ts';
import type { ImportId } from '#core/kernel/ids.ts';
import type { StoreApi } from '#main/store/api.ts';
import type { OnDuplicate } from '#main/store/import-publish.ts';
import { addAccount, addImport, codeOf, openStore, run, type StagedTestRow } from '#test/support/open-store.ts';
import { phone, planWith, testNow } from '#test/support/plan.ts';

const columns = ['Phone:phone', 'First:first_name', 'Last:last_name', 'City', 'Plan', 'Junk:ignore'];
const row = (digits: number, ...cells: readonly string[]): StagedTestRow => ({
  phone: phone(digits),
  cells: [String(digits), ...cells],
});

function byPhone(api: StoreApi, digits: number): ContactDetail | null {
  const query = { query: `+${digits}`, groupId: null, show: 'all', sort: 'phone', offset: 0, limit: 1 } as const;
  const [found] = api.search.search(query).rows;
  return found === undefined ? null : api.contacts.get(found.id);
}
function everybody(api: StoreApi): readonly unknown[] {
  const query = { query: '', groupId: null, show: 'all', sort: 'phone', offset: 0, limit: 500 } as const;
  return api.search.search(query).rows.map(({ phone, firstName, lastName, fields }) => ({
    phone,
    firstName,
    lastName,
    fields,
  }));
}
const publish = (api: StoreApi, id: ImportId, rule: OnDuplicate, at = testNow): void =>
  run(api.tasks.publish(id, rule, null, at));

describe('an import', () => {
  it('keeps what was judged: rows, reasons and counts', () => {
    const { api } = openStore();
    const id = addImport(api, columns, [
      row(31_610_000_001, 'Anna'),
      { phone: null, cells: ['12', 'Bo'], reason: 'phone_too_short' },
      { phone: phone(31_610_000_001), cells: ['061', 'Anna again'], reason: 'duplicate' },
      { phone: null, cells: ['', 'Cy'], reason: 'phone_blank' },
    ]);
    expect(api.imports.get(id)).toMatchObject({ fileName: 'people.csv', state: 'judged', summary: { accepted: 1 } });
    expect(api.imports.rows(id, null, 0, 10)).toEqual({
      total: 1,
      rows: [{ line: 2, cells: ['31610000001', 'Anna'], phone: '+31610000001', reason: null }],
    });
    expect(api.imports.rows(id, 'phone_blank', 0, 10).rows).toMatchObject([{ line: 5, cells: ['', 'Cy'] }]);
    const left = api.imports.leftOut(id, 0, 2);
    expect(left.map(({ line, reason }) => [line, reason])).toEqual([
      [3, 'phone_too_short'],
      [4, 'duplicate'],
    ]);
    expect(api.imports.leftOut(id, left.at(-1)?.seq ?? 0, 9).map(({ line }) => line)).toEqual([5]);
    expect(api.imports.list().map((one) => one.id)).toEqual([id]);
  });

  it('new people come in with their fields; blanks, spreadsheet errors and ignored columns do not', () => {
    const { api } = openStore();
    const id = addImport(api, columns, [
      row(31_610_000_001, ' Anna ', 'de Vries', ' Delft ', '#N/A', 'secret'),
      row(46_1, '', '', '', '  '),
    ]);
    expect(api.book.plan(id, 'update')).toEqual({ added: 2, changed: 0, same: 0, suppressed: 0 });
    publish(api, id, 'update');
    expect(byPhone(api, 31_610_000_001)).toMatchObject({
      firstName: 'Anna',
      lastName: 'de Vries',
      fields: { City: 'Delft' },
    });
    expect(api.contacts.bookFields()).toEqual(['City', 'Plan']);
    expect(api.imports.get(id).state).toBe('committed');
  });

  it('a short row’s missing cells are empty, and quotes are quotes', () => {
    const { api } = openStore();
    publish(
      api,
      addImport(api, columns, [row(31_610_000_001), row(31_610_000_002, `"O'H"`, '\\', "'; DROP")]),
      'update',
    );
    expect(everybody(api)).toEqual([
      { phone: '+31610000001', firstName: '', lastName: '', fields: {} },
      { phone: '+31610000002', firstName: `"O'H"`, lastName: '\\', fields: { City: "'; DROP" } },
    ]);
  });

  const known = { firstName: 'Anna', lastName: '', fields: { Plan: 'A', City: 'Delft' } };
  it.each<readonly [OnDuplicate, string, readonly string[], object, 'changed' | 'same']>([
    [
      'update',
      'takes what the file says',
      ['Ann', 'Berg', 'Gouda', 'B'],
      { firstName: 'Ann', lastName: 'Berg', fields: { City: 'Gouda', Plan: 'B' } },
      'changed',
    ],
    ['update', 'never lets a blank erase', ['', '', '', ''], known, 'same'],
    [
      'update',
      'keeps fields the file does not have',
      ['Anna', '', 'Gouda'],
      { ...known, fields: { Plan: 'A', City: 'Gouda' } },
      'changed',
    ],
    ['update', 'sees that nothing is new', ['Anna', '', 'Delft', 'A'], known, 'same'],
    ['fill', 'fills what was empty only', ['Ann', 'Berg', 'Gouda', 'B'], { ...known, lastName: 'Berg' }, 'changed'],
    ['fill', 'sees that nothing is new, in whatever order', ['Ann', '', 'Delft', 'A'], known, 'same'],
    ['skip', 'leaves people alone', ['Ann', 'Berg', 'Gouda', 'B'], known, 'same'],
  ])('%s: %s', (rule, _name, cells, expected, counted) => {
    const { api } = openStore();
    api.contacts.save({ id: null, phone: phone(31_610_000_001), ...known }, testNow);
    const id = addImport(api, columns, [row(31_610_000_001, ...cells), row(31_610_000_002, 'New')]);
    const plan = api.book.plan(id, rule);
    expect(plan).toEqual({ added: 1, changed: 0, same: 0, suppressed: 0, [counted]: 1 });
    publish(api, id, rule, testNow + 5);
    expect(byPhone(api, 31_610_000_001)).toMatchObject(expected);
    // What the plan calls the same was not touched.
    expect(byPhone(api, 31_610_000_001)?.updatedAt === testNow + 5).toBe(counted === 'changed');
    expect(byPhone(api, 31_610_000_002)?.firstName).toBe('New');
  });

  it('fill: a field that somebody emptied counts as empty', () => {
    const { api } = openStore();
    const fields = { Plan: '', City: 'Delft' };
    api.contacts.save({ id: null, phone: phone(31_610_000_001), firstName: '', lastName: '', fields }, testNow);
    publish(api, addImport(api, columns, [row(31_610_000_001, '', '', 'Gouda', 'B')]), 'fill');
    expect(byPhone(api, 31_610_000_001)?.fields).toEqual({ Plan: 'B', City: 'Delft' });
  });

  it.each(['update', 'fill', 'skip'] as const)('%s: publishing again after a crash ends with the same book', (rule) => {
    const { api } = openStore();
    api.contacts.save(
      { id: null, phone: phone(31_610_000_000), firstName: '', lastName: '', fields: { Plan: 'A' } },
      testNow,
    );
    const rows = Array.from({ length: 30 }, (_, i) => row(31_610_000_000 + i, `P${i}`, '', i % 2 ? 'Delft' : ''));
    const id = addImport(api, columns, rows);
    publish(api, id, rule);
    const once = everybody(api);
    const group = api.groups.create('Staff', testNow);
    api.book.sweep(testNow);
    run(api.tasks.publish(id, rule, group.id, testNow + 9));
    expect(everybody(api)).toEqual(once);
    expect(api.book.plan(id, rule)).toEqual({ added: 0, changed: 0, same: 30, suppressed: 0 });
    expect(api.groups.get(group.id).count).toBe(30);
    expect(api.imports.get(id)).toMatchObject({ groupId: group.id, groupName: 'Staff' });
  });

  it('is published in slices, and each lets others in between', () => {
    const { api } = openStore();
    const rows = Array.from({ length: 11_000 }, (_, i) => row(31_610_000_000 + i, `P${i}`));
    const task = api.tasks.publish(addImport(api, columns, rows), 'update', null, testNow);
    const shares: number[] = [];
    for (let step = task.next(); step.done !== true; step = task.next()) {
      shares.push(step.value);
      api.settings.write('in between', shares.length);
    }
    expect(shares.map((share) => Math.round(share * 100))).toEqual([45, 91, 100]);
    expect(api.contacts.count()).toBe(11_000);
  });

  it('that was given up leaves nothing; one in the book stays', () => {
    const { db, api } = openStore();
    const id = addImport(api, columns, [row(31_610_000_001)]);
    api.imports.discard(id);
    expect(codeOf(() => api.imports.get(id))).toBe('not_found');
    expect(db.get('SELECT count(*) AS n FROM import_rows')).toEqual({ n: 0 });
    const other = addImport(api, columns, [row(31_610_000_001)]);
    expect(other).not.toBe(id);
    publish(api, other, 'update');
    expect(codeOf(() => api.imports.discard(other))).toBe('wrong_state');
  });

  it('a start sweeps away what was never judged to its end, and old rows no draft needs', () => {
    const { db, api } = openStore();
    const mapping = { columns: [], phoneOrder: [] };
    const unfinished = api.imports.begin('cut.csv', mapping, null, testNow);
    const needed = addImport(api, columns, [row(31_610_000_001)]);
    const old = addImport(api, columns, [row(31_610_000_002)]);
    const audience = { groups: [], imports: [needed], phones: [] };
    api.campaigns.create(planWith(addAccount(api), { audience }), testNow);
    db.run("UPDATE imports SET state = 'committing' WHERE id = ?", old);
    const month = 31 * 86_400_000;
    api.book.sweep(testNow + month);
    expect(codeOf(() => api.imports.get(unfinished))).toBe('not_found');
    expect([api.imports.rows(needed, null, 0, 9).total, api.imports.rows(old, null, 0, 9).total]).toEqual([1, 0]);
    expect(api.imports.get(old).state).toBe('judged');
  });

  it('a draft to a file that was given up finds nobody, and never another file', () => {
    const { api } = openStore();
    const given = addImport(api, columns, [row(31_610_000_001)]);
    api.imports.discard(given);
    addImport(api, columns, [row(31_610_000_002)]);
    const plan = planWith(addAccount(api), { audience: { groups: [], imports: [given], phones: [] } });
    expect(codeOf(() => api.audience.survey(plan))).toBe('not_found');
  });
});
