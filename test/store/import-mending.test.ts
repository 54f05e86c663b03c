import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { duplicateRules, type RejectReason } from '#core/contacts/import-types.ts';
import { createFileJudge } from '#core/contacts/judge-rows.ts';
import { reasonOfCode } from '#core/contacts/row-code.ts';
import { summaryTally } from '#core/contacts/summary.ts';
import type { ImportId } from '#core/kernel/ids.ts';
import type { ColumnMapping } from '#core/mapping/mapping.ts';
import type { StoreApi } from '#main/store/api.ts';
import type { Db } from '#main/store/database.ts';
import { stagedHeads } from '#main/store/staged-rows.ts';
import { codeOf, openStore, plainReading, publishAll, publishing, run } from '#test/support/open-store.ts';
import { testNow } from '#test/support/plan.ts';

const mapping = {
  columns: [
    { index: 0, name: 'Phone', target: 'phone' as const },
    { index: 1, name: 'Name', target: 'first_name' as const },
  ],
  phoneOrder: [0],
};
const withTown = {
  ...mapping,
  columns: [...mapping.columns, { index: 2, name: 'Town', target: 'field' as const }],
};
const all = { query: '', groupId: null, show: 'all', sort: 'phone', offset: 0, limit: 100 } as const;
const codesOf = (db: Db, id: ImportId) =>
  [...stagedHeads(db, id)].flatMap(({ codes, phones }) => [...codes, ...phones]);
const encode = (text: string) => new TextEncoder().encode(text);

/** A real judging of these rows, in batches of three. */
function judged(api: StoreApi, rows: readonly (readonly string[])[], columns: ColumnMapping = mapping): ImportId {
  const id = api.imports.begin({ fileName: 'p.csv', options: plainReading, mapping: columns, country: 'NL' }, testNow);
  const judge = createFileJudge(columns, 'NL');
  const records = rows.map((cells, i) => ({ line: i + 2, cells }));
  for (let from = 0; from < records.length; from += 3) {
    api.imports.stage(id, judge.judge({ records: records.slice(from, from + 3), rows: null }, encode));
  }
  api.imports.judged(id, judge.tally.summary(0));
  return id;
}
const people = (api: StoreApi) => api.search.search(all).rows.map(({ phone, firstName }) => [phone, firstName]);
const reasons = (api: StoreApi, id: ImportId) =>
  Object.fromEntries(api.imports.get(id).summary.reasons.map(({ reason, count }) => [reason, count]));

describe('mending rows', () => {
  it('a mended row comes in, its counts move, and it goes into the book', () => {
    const { api } = openStore();
    const id = judged(api, [
      ['0612345678', 'Anna'],
      ['061', 'Bo'],
      ['#N/A', 'Cy'],
    ]);
    const after = api.staged.mend(id, 1, ['06 1234 5679', 'Bo']);
    expect(after).toMatchObject({ row: 1, phone: 31_612_345_679, mended: true });
    expect(api.imports.get(id).summary).toMatchObject({ accepted: 2, invalid: 1 });
    expect(reasons(api, id)).toEqual({ damaged_error_value: 1 });
    expect(api.staged.rows(id, 'ready', 0, 9).rows.map(({ row, mended }) => [row, mended])).toEqual([
      [0, false],
      [1, true],
    ]);
    publishAll(api, id);
    expect(people(api)).toEqual([
      ['+31612345678', 'Anna'],
      ['+31612345679', 'Bo'],
    ]);
  });

  it('a row mended to a number that is there is a repeat; when that one lets it go, it comes in', () => {
    const { api } = openStore();
    const id = judged(api, [
      ['0612345678', 'Anna'],
      ['061', 'Bo'],
    ]);
    expect(reasonOfCode(api.staged.mend(id, 1, ['0612345678', 'Bo']).code)).toBe('duplicate');
    api.staged.mend(id, 0, ['0612345600', 'Anna']);
    expect(api.imports.get(id).summary).toMatchObject({ accepted: 2, duplicate: 0 });
    publishAll(api, id);
    expect(people(api)).toEqual([
      ['+31612345600', 'Anna'],
      ['+31612345678', 'Bo'],
    ]);
  });

  it('all alike at once, and repairs of one reason or of all', () => {
    const { api } = openStore();
    const id = judged(api, [
      ['?', 'Anna'],
      ['31612345678.0', 'Bo'],
      ["'0612345679", 'Cy'],
      ['?', 'Di'],
      ['31612345680.0', 'Ed'],
    ]);
    expect(
      api.imports
        .get(id)
        .summary.reasons.map(({ reason, repairable }) => [reason, repairable])
        .sort(),
    ).toEqual([
      ['damaged_apostrophe', 1],
      ['damaged_decimal', 2],
      ['phone_not_a_number', 0],
    ]);
    expect(run(api.tasks.repair(id, 'damaged_decimal' satisfies RejectReason))).toBe(2);
    expect(reasons(api, id)).toEqual({ damaged_apostrophe: 1, phone_not_a_number: 2 });
    expect(run(api.tasks.repair(id, null))).toBe(1);
    expect(api.staged.countAlike(id, 0, '?')).toBe(2);
    expect(run(api.tasks.mendAlike(id, 0, '?', '0612345681'))).toBe(2);
    expect(reasons(api, id)).toEqual({ duplicate: 1 });
    expect(api.imports.get(id).summary).toMatchObject({ records: 5, accepted: 4, duplicate: 1, invalid: 0 });
  });

  it('refuses a row that is not there, and an import that is in the book', () => {
    const { api } = openStore();
    const id = judged(api, [['0612345678', 'Anna']]);
    expect(codeOf(() => api.staged.mend(id, 5, ['x']))).toBe('not_found');
    publishAll(api, id);
    expect(codeOf(() => api.staged.mend(id, 0, ['x']))).toBe('wrong_state');
  });

  const written = [
    ['0612345678', 'Old', 'Oldtown'],
    ['0687654321', 'Mid', 'X'],
    ['0612345678', 'New', 'Newtown'],
    ['0612345678', '', 'Third'],
  ] as const;
  const asText = written.map(([phone, ...rest], i) => [i === 0 ? `'${phone}` : phone, ...rest]);
  const inOrder = {
    skip: ['Old', 'Oldtown'],
    update: ['New', 'Third'],
    fill: ['Old', 'Oldtown'],
  } as const;

  it.each(duplicateRules)('a mended row that stands before the one with its number is the first: %s', (onRepeat) => {
    const mends: readonly ((api: StoreApi, id: ImportId) => void)[] = [
      (api, id) => run(api.tasks.repair(id, null)),
      (api, id) => api.staged.mend(id, 0, [...written[0]]),
      (api, id) => run(api.tasks.mendAlike(id, 0, "'0612345678", '0612345678')),
    ];
    for (const mend of mends) {
      const { api } = openStore();
      const id = judged(api, asText, withTown);
      mend(api, id);
      expect(api.imports.get(id).summary).toMatchObject({ records: 4, accepted: 2, duplicate: 2, invalid: 0 });
      run(publishing(api, id, { onDuplicate: 'update', onRepeat }));
      const [person] = api.search.search({ ...all, query: '+31612345678' }).rows;
      expect([person?.firstName, person?.fields.Town]).toEqual(inOrder[onRepeat]);
    }
  });

  it('the first row of a number that is mended away leaves it to the next one in the file', () => {
    const { api } = openStore();
    const id = judged(api, written, withTown);
    expect(reasonOfCode(api.staged.mend(id, 0, ['0612345678', 'Old', 'Oldtown']).code)).toBeNull();
    api.staged.mend(id, 0, ['0612345600', 'Old', 'Oldtown']);
    expect(api.staged.rows(id, 'ready', 0, 9).rows.map(({ cells }) => cells[1])).toEqual(['Old', 'Mid', 'New']);
  });

  it('whatever is mended, in whatever order: the rows are as if the file had been written so, the summary counts the rows, and nobody has a number twice', () => {
    const cell = fc.constantFrom('0612345678', '0612345679', '+31612345678', '061', "'0612345678", '1.0', '', 'x');
    fc.assert(
      fc.property(
        fc.array(cell, { minLength: 1, maxLength: 9 }),
        fc.array(fc.tuple(fc.nat(8), cell), { maxLength: 8 }),
        (cells, edits) => {
          const { api, db, close } = openStore();
          const id = judged(
            api,
            cells.map((value) => [value, 'N']),
          );
          for (const [row, value] of edits) if (row < cells.length) api.staged.mend(id, row, [value, 'N']);
          const tally = summaryTally();
          const numbers: number[] = [];
          for (const heads of stagedHeads(db, id)) {
            heads.codes.forEach((code, i) => {
              tally.add(code, heads.lines[i] as number, '');
              if (reasonOfCode(code) === null) numbers.push(heads.phones[i] as number);
            });
          }
          const final = [...cells];
          for (const [row, value] of edits) if (row < final.length) final[row] = value;
          const afresh = judged(
            api,
            final.map((value) => [value, 'N']),
          );
          expect(codesOf(db, id)).toEqual(codesOf(db, afresh));
          const counted = tally.summary(0);
          const kept = api.imports.get(id).summary;
          expect({ ...kept, reasons: reasons(api, id) }).toEqual({
            ...counted,
            reasons: Object.fromEntries(counted.reasons.map(({ reason, count }) => [reason, count])),
          });
          expect(new Set(numbers).size).toBe(numbers.length);
          expect(publishAll(api, id).added).toBe(numbers.length);
          close();
        },
      ),
      { numRuns: 60 },
    );
  });
});
