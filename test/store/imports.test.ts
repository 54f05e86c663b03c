import { describe, expect, it } from 'vitest';
import type { ContactDetail } from '#contract/contacts.ts';
import type { DuplicateRule } from '#core/contacts/import-types.ts';
import { notesOfCode, type RowKind, reasonOfCode } from '#core/contacts/row-code.ts';
import type { ImportId } from '#core/kernel/ids.ts';
import type { StoreApi } from '#main/store/api.ts';
import {
  addAccount,
  addImport,
  codeOf,
  openStore,
  plainReading,
  publishAll as publish,
  publishing,
  run,
  type StagedTestRow,
} from '#test/support/open-store.ts';
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
const rules = (onDuplicate: DuplicateRule, onRepeat: DuplicateRule = 'skip') => ({ onDuplicate, onRepeat });
const plan = (api: StoreApi, id: ImportId, onDuplicate: DuplicateRule, onRepeat: DuplicateRule = 'skip') =>
  run(api.tasks.plan(id, rules(onDuplicate, onRepeat)));
const counts = (api: StoreApi, id: ImportId, rule: DuplicateRule) => {
  const { added, changed, same, suppressed } = plan(api, id, rule);
  return { added, changed, same, suppressed };
};
const listed = (api: StoreApi, id: ImportId, kind: RowKind) =>
  api.staged.rows(id, kind, 0, 100).rows.map(({ line, cells, phone: number, code }) => ({
    line,
    cells,
    phone: number,
    reason: reasonOfCode(code),
    notes: notesOfCode(code),
  }));

describe('an import', () => {
  it('keeps what was judged: rows, reasons and counts', () => {
    const { api } = openStore();
    const id = addImport(api, columns, [
      row(31_610_000_001, 'Anna'),
      { phone: null, cells: ['12', 'Bo'], reason: 'phone_too_short' },
      { phone: phone(31_610_000_001), cells: ['061', 'Anna again'], reason: 'duplicate' },
      { phone: null, cells: ['', 'Cy'], reason: 'phone_blank' },
    ]);
    expect(api.imports.get(id)).toMatchObject({
      fileName: 'people.csv',
      state: 'judged',
      summary: { records: 4, accepted: 1, duplicate: 1, invalid: 2 },
    });
    expect(listed(api, id, 'ready')).toEqual([
      { line: 2, cells: ['31610000001', 'Anna'], phone: 31_610_000_001, reason: null, notes: [] },
    ]);
    expect(listed(api, id, 'phone_blank')).toMatchObject([{ line: 5, cells: ['', 'Cy'] }]);
    expect(api.imports.leftOut(id, 0)?.rows.map(({ line, code }) => [line, reasonOfCode(code)])).toEqual([
      [3, 'phone_too_short'],
      [4, 'duplicate'],
      [5, 'phone_blank'],
    ]);
    expect(api.imports.leftOut(id, api.imports.leftOut(id, 0)?.next ?? 0)).toBeNull();
    expect(api.imports.list().map((one) => one.id)).toEqual([id]);
  });

  it('keeps the rules it was committed with, beside what it wrote', () => {
    const { api, db } = openStore();
    const id = addImport(api, columns, [row(31_610_000_001, 'Anna')]);
    expect(api.imports.get(id)).toMatchObject({ result: null, rules: null });
    run(publishing(api, id, rules('fill', 'update')));
    const result = { added: 1, changed: 0, same: 0, suppressed: 0 };
    expect(api.imports.get(id)).toMatchObject({ result, rules: rules('fill', 'update') });
    // Versions before this one wrote the counts alone.
    db.run('UPDATE imports SET result = ?', JSON.stringify(result));
    expect(api.imports.get(id)).toMatchObject({ result, rules: null });
  });

  it('new people come in with their fields; blanks, spreadsheet errors, NULs and ignored columns do not', () => {
    const { api } = openStore();
    const id = addImport(api, columns, [
      row(31_610_000_001, ' An\0na ', 'de Vries', ' Delft ', '#N/A', 'secret'),
      row(46_1, '', '', '', '  '),
    ]);
    expect(counts(api, id, 'update')).toEqual({ added: 2, changed: 0, same: 0, suppressed: 0 });
    publish(api, id, 'update');
    expect(byPhone(api, 31_610_000_001)).toMatchObject({
      firstName: 'Anna',
      lastName: 'de Vries',
      fields: { City: 'Delft' },
    });
    expect(api.contacts.bookFields()).toEqual(['City', 'Plan']);
    expect(api.imports.get(id)).toMatchObject({
      state: 'committed',
      result: { added: 2, changed: 0, same: 0, suppressed: 0 },
    });
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
  it.each<readonly [DuplicateRule, string, readonly string[], object, 'changed' | 'same']>([
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
    expect(counts(api, id, rule)).toEqual({ added: 1, changed: 0, same: 0, suppressed: 0, [counted]: 1 });
    publish(api, id, rule, null, testNow + 5);
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

  it.each(['update', 'fill', 'skip'] as const)('%s: importing a file again changes nothing', (rule) => {
    const { api } = openStore();
    const rows = Array.from({ length: 30 }, (_, i) => row(31_610_000_000 + i, `P${i}`, '', i % 2 ? 'Delft' : ''));
    publish(api, addImport(api, columns, rows), rule);
    const once = everybody(api);
    const again = addImport(api, columns, rows);
    expect(counts(api, again, rule)).toEqual({ added: 0, changed: 0, same: 30, suppressed: 0 });
    publish(api, again, rule, 'Staff', testNow + 9);
    expect(everybody(api)).toEqual(once);
    const [group] = api.groups.list();
    expect(group).toMatchObject({ name: 'Staff', count: 30 });
    expect(api.imports.get(again)).toMatchObject({ groupId: group?.id, groupName: 'Staff' });
    expect(codeOf(() => publish(api, again, rule))).toBe('wrong_state');
  });

  it('says before which values change, and for whom', () => {
    const { api } = openStore();
    api.contacts.save({ id: null, phone: phone(31_610_000_001), ...known }, testNow);
    api.contacts.save({ id: null, phone: phone(31_610_000_002), ...known }, testNow);
    const id = addImport(api, columns, [
      row(31_610_000_001, 'Ann', 'Berg', 'Gouda'),
      row(31_610_000_002, '', '', 'Gouda'),
    ]);
    expect(plan(api, id, 'update')).toMatchObject({
      changes: [
        { field: 'City', people: 2 },
        { field: 'first_name', people: 1 },
        { field: 'last_name', people: 1 },
      ],
      changedPeople: [
        {
          phone: '+31610000001',
          name: 'Anna',
          fields: [
            { field: 'first_name', from: 'Anna', to: 'Ann' },
            { field: 'last_name', from: '', to: 'Berg' },
            { field: 'City', from: 'Delft', to: 'Gouda' },
          ],
        },
        { phone: '+31610000002', fields: [{ field: 'City', from: 'Delft', to: 'Gouda' }] },
      ],
    });
  });

  it.each<readonly [DuplicateRule, object]>([
    ['skip', { firstName: 'Anna', lastName: '', fields: { City: 'Delft' } }],
    ['fill', { firstName: 'Anna', lastName: 'Berg', fields: { City: 'Delft', Plan: 'B' } }],
    ['update', { firstName: 'Ann', lastName: 'Berg', fields: { City: 'Delft', Plan: 'C' } }],
  ])('a number twice in the file, %s: %j', (rule, expected) => {
    const { api } = openStore();
    const repeated = (...cells: readonly string[]) => ({ ...row(31_610_000_001, ...cells), reason: 'duplicate' });
    const id = addImport(api, columns, [
      row(31_610_000_001, 'Anna', '', 'Delft'),
      repeated('Ann', 'Berg', '', 'B'),
      row(31_610_000_002, 'Bo'),
      repeated('', '', '', 'C'),
    ]);
    // Asked with every rule before: each answer is made anew.
    for (const other of ['update', 'skip', 'fill'] as const) expect(plan(api, id, 'update', other).added).toBe(2);
    run(publishing(api, id, rules('update', rule)));
    expect(byPhone(api, 31_610_000_001)).toMatchObject(expected);
    expect(byPhone(api, 31_610_000_002)?.firstName).toBe('Bo');
  });

  it('somebody who opted out is counted and stays so', () => {
    const { api } = openStore();
    api.contacts.save({ id: null, phone: phone(31_610_000_001), ...known }, testNow);
    api.contacts.setOptOut({ query: '', groupId: null }, true, 'asked', testNow);
    const id = addImport(api, columns, [row(31_610_000_001, 'Ann'), row(31_610_000_002)]);
    expect(counts(api, id, 'update')).toEqual({ added: 1, changed: 1, same: 0, suppressed: 1 });
    expect(publish(api, id, 'update').suppressed).toBe(1);
    expect(byPhone(api, 31_610_000_001)?.optedOut).toBe(true);
  });

  it('comes in whole after a restart', () => {
    const { path, api, close } = openStore();
    const rows = Array.from({ length: 300 }, (_, i) => row(31_610_000_000 + i, `P${i}`));
    const id = addImport(api, columns, rows);
    close();
    const { api: later } = openStore(path);
    expect(counts(later, id, 'update').added).toBe(300);
    expect(publish(later, id).added).toBe(300);
    expect(byPhone(later, 31_610_000_123)?.firstName).toBe('P123');
  });

  it('is published in slices, and each lets others in between', () => {
    const { api } = openStore();
    const rows = Array.from({ length: 11_000 }, (_, i) => row(31_610_000_000 + i, `P${i}`));
    const task = publishing(api, addImport(api, columns, rows), rules('update'));
    const shares: number[] = [];
    for (let step = task.next(); step.done !== true; step = task.next()) {
      shares.push(step.value);
      api.settings.write('in between', shares.length);
    }
    expect(shares).toEqual([5_000, 10_000, 11_000]);
    expect(api.contacts.count()).toBe(11_000);
  });

  it('that was given up leaves nothing; one in the book stays', () => {
    const { db, api } = openStore();
    const id = addImport(api, columns, [row(31_610_000_001)]);
    api.imports.discard(id);
    expect(codeOf(() => api.imports.get(id))).toBe('not_found');
    expect(db.get('SELECT count(*) AS n FROM import_batches')).toEqual({ n: 0 });
    const other = addImport(api, columns, [row(31_610_000_001)]);
    expect(other).not.toBe(id);
    publish(api, other, 'update');
    expect(codeOf(() => api.imports.discard(other))).toBe('wrong_state');
  });

  it('a start sweeps away what was never judged to its end, and old rows no draft needs', () => {
    const { api } = openStore();
    const mapping = { columns: [], phoneOrder: [] };
    const start = { fileName: 'cut.csv', options: plainReading, mapping, country: null };
    const unfinished = api.imports.begin(start, testNow);
    const needed = addImport(api, columns, [row(31_610_000_001)]);
    const old = addImport(api, columns, [row(31_610_000_002)]);
    const audience = { groups: [], imports: [needed], phones: [] };
    api.campaigns.create(planWith(addAccount(api), { audience }), testNow);
    const month = 31 * 86_400_000;
    api.book.sweep(testNow + month);
    expect(codeOf(() => api.imports.get(unfinished))).toBe('not_found');
    expect([listed(api, needed, 'ready').length, listed(api, old, 'ready').length]).toEqual([1, 0]);
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
