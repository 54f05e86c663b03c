import { describe, expect, it } from 'vitest';
import type { Output } from '#contract/contract.ts';
import type { ImportRecord } from '#contract/import.ts';
import type { ImportId } from '#core/kernel/ids.ts';
import { failure, pending, settle } from './fake-api.ts';
import { file, plan, record, toCheck } from './import-kit.ts';

type Row = Output<'import.rows'>['rows'][number];

const row: Row = {
  row: 4,
  line: 6,
  cells: ['Zoë', '4.47E+11'],
  phone: null,
  reason: 'damaged_scientific',
  notes: [],
  repair: ['Zoë', '447000000000'],
  repairedPhone: '+447000000000',
  phoneColumn: null,
  others: [],
  mended: false,
};

/** The counts after so many rows of the kind were mended. */
function mendedRecord(mended: number, id = record.id): ImportRecord {
  const { summary } = record;
  return {
    ...record,
    id,
    summary: {
      ...summary,
      accepted: summary.accepted + mended,
      invalid: summary.invalid - mended,
      reasons: summary.reasons.map((one) =>
        one.reason === 'damaged_scientific'
          ? { ...one, count: one.count - mended, repairable: Math.min(one.repairable, one.count - mended) }
          : one,
      ),
    },
  };
}

const good = (cells: readonly string[], number = 4): Row => ({
  ...row,
  row: number,
  cells: [...cells],
  phone: '+31612345678',
  reason: null,
  repair: null,
  repairedPhone: null,
  phoneColumn: null,
  others: [],
  mended: true,
});

async function mending() {
  const all = await toCheck();
  all.answer('import.mend', ({ row: number, cells }) => ({ row: good(cells, number), record: mendedRecord(1) }));
  return all;
}

describe('a cell that is mended', () => {
  it('stands there at once, and its verdict moves the counts', async () => {
    const { state, answer, inputs } = await mending();
    const slow = pending<Output<'import.mend'>>();
    answer('import.mend', () => slow.promise);
    const done = state().mend(0, row, 1, '06 12345678');
    expect(state().mended).toMatchObject([
      { at: 0, left: false, row: { cells: ['Zoë', '06 12345678'], repair: null } },
    ]);
    expect(state().mending).toBe(true);
    await settle();
    slow.resolve({ row: good(['Zoë', '06 12345678']), record: mendedRecord(1) });
    await done;
    expect(inputs('import.mend')).toEqual([{ id: 7, row: 4, cells: ['Zoë', '06 12345678'] }]);
    expect(state()).toMatchObject({ mending: false, record: { summary: { accepted: 8 } } });
    expect(state().mended).toMatchObject([{ at: 0, left: true, row: { phone: '+31612345678', reason: null } }]);
    expect(inputs('import.plan')).toHaveLength(2);
    await settle();
    expect(state().plan).toEqual(plan);
  });

  it('that says what it said before is left alone', async () => {
    const { state, inputs } = await mending();
    await state().mend(0, row, 0, 'Zoë');
    expect(inputs('import.mend')).toHaveLength(0);
    expect(state().mended).toEqual([]);
  });

  it('behind the end of its line gets blank cells before it', async () => {
    const { state, inputs } = await mending();
    await state().mend(0, row, 3, 'Utrecht');
    expect(inputs('import.mend')[0]?.cells).toEqual(['Zoë', '4.47E+11', '', 'Utrecht']);
  });

  it('keeps what another cell of its row was given just before', async () => {
    const { state, answer, inputs } = await mending();
    const slow = pending<Output<'import.mend'>>();
    answer('import.mend', ({ cells }) =>
      cells[0] === 'Zoë' ? slow.promise : { row: good(cells), record: mendedRecord(1) },
    );
    const one = state().mend(0, row, 1, '06 12345678');
    await settle();
    const two = state().mend(0, row, 0, 'Zoe');
    await settle();
    expect(inputs('import.mend')).toHaveLength(1);
    slow.resolve({ row: { ...row, cells: ['Zoë', '06 12345678'], mended: true }, record });
    await Promise.all([one, two]);
    expect(inputs('import.mend')[1]?.cells).toEqual(['Zoe', '06 12345678']);
    expect(state().mended[0]?.row.cells).toEqual(['Zoe', '06 12345678']);
  });

  it('that could not be written says so and shows the old value', async () => {
    const { state, answer } = await mending();
    answer('import.mend', () => Promise.reject(failure('storage_full')));
    await state().mend(0, row, 1, '06 12345678');
    expect(state()).toMatchObject({ mending: false, error: { code: 'storage_full' }, record });
    expect(state().mended[0]?.row.cells).toEqual(['Zoë', '4.47E+11']);
    expect(state().mended[0]?.row.repair).toEqual(row.repair);
  });

  it('holds Import back until it is judged', async () => {
    const { state, answer, inputs } = await mending();
    const slow = pending<Output<'import.mend'>>();
    answer('import.mend', () => slow.promise);
    const done = state().mend(0, row, 1, '06 12345678');
    await state().commit();
    expect(inputs('import.commit')).toHaveLength(0);
    slow.resolve({ row: good(['Zoë', '06 12345678']), record: mendedRecord(1) });
    await done;
    await state().commit();
    expect(inputs('import.commit')).toHaveLength(1);
  });

  it('of a file that was given up changes nothing', async () => {
    const { state, answer } = await mending();
    const slow = pending<Output<'import.mend'>>();
    answer('import.mend', () => slow.promise);
    const done = state().mend(0, row, 1, '06 12345678');
    await settle();
    await state().take({ ...file, token: 't2' });
    slow.resolve({ row: good(['Zoë', '06 12345678']), record: mendedRecord(1) });
    await done;
    expect(state()).toMatchObject({ record: null, mended: [], alike: null, file: { token: 't2' } });
  });

  it('leaves its place when another kind is shown', async () => {
    const { state } = await mending();
    await state().mend(0, row, 1, '06 12345678');
    const { listing } = state();
    state().show('duplicate');
    expect(state()).toMatchObject({ problem: 'duplicate', mended: [], listing: listing + 1 });
  });
});

describe('other rows with the same value', () => {
  it('are offered, and changed together', async () => {
    const { state, answer, inputs } = await mending();
    answer('import.countAlike', () => ({ rows: 12 }));
    answer('import.mendAlike', () => ({ mended: 12, record: mendedRecord(2) }));
    await state().mend(0, row, 1, '06 12345678');
    expect(inputs('import.countAlike')).toEqual([{ id: 7, column: 1, value: '4.47E+11' }]);
    expect(state().alike).toEqual({ column: 1, from: '4.47E+11', to: '06 12345678', rows: 12 });
    const { listing } = state();
    expect(await state().mendAlike()).toBe(12);
    expect(inputs('import.mendAlike')).toEqual([{ id: 7, column: 1, from: '4.47E+11', to: '06 12345678' }]);
    expect(state()).toMatchObject({ alike: null, mended: [], listing: listing + 1, problem: 'duplicate' });
  });

  it('are not offered for a blank number: people without one do not share it', async () => {
    const { state, inputs } = await mending();
    await state().mend(0, { ...row, cells: ['Zoë', ' '] }, 1, '06 12345678');
    expect(inputs('import.countAlike')).toHaveLength(0);
  });

  it('of an older mend are not offered', async () => {
    const { state, answer } = await mending();
    const slow = pending<{ rows: number }>();
    answer('import.countAlike', ({ value }) => (value === '4.47E+11' ? slow.promise : { rows: 0 }));
    const one = state().mend(0, row, 1, '06 12345678');
    await settle();
    await state().mend(1, { ...row, row: 5, cells: ['Jan', 'x'] }, 1, '06 1');
    slow.resolve({ rows: 9 });
    await one;
    expect(state().alike).toBeNull();
  });

  it('that cannot be counted cost only the offer', async () => {
    const { state, answer } = await mending();
    answer('import.countAlike', () => Promise.reject(failure('storage_failed')));
    await state().mend(0, row, 1, '06 12345678');
    expect(state()).toMatchObject({ alike: null, error: null });
  });

  it('can be left as they are', async () => {
    const { state, answer } = await mending();
    answer('import.countAlike', () => ({ rows: 1 }));
    await state().mend(0, row, 1, '06 12345678');
    state().leaveAlike();
    expect(state().alike).toBeNull();
    expect(await state().mendAlike()).toBe(0);
  });
});

describe('a repair', () => {
  it('of one kind replaces the counts, fetches the rows again and counts anew', async () => {
    const { state, answer, inputs } = await toCheck();
    answer('import.repair', () => ({ mended: 1, record: mendedRecord(1) }));
    const { listing } = state();
    expect(await state().repair('damaged_scientific')).toBe(1);
    expect(inputs('import.repair')).toEqual([{ id: 7, reason: 'damaged_scientific' }]);
    expect(state()).toMatchObject({ listing: listing + 1, problem: 'damaged_scientific', mending: false });
    expect(state().record?.summary.accepted).toBe(8);
    expect(inputs('import.plan')).toHaveLength(2);
  });

  it('of all goes on to the next kind when none is left', async () => {
    const { state, answer } = await toCheck();
    answer('import.repair', () => ({ mended: 2, record: mendedRecord(2) }));
    await state().repair(null);
    expect(state().problem).toBe('duplicate');
  });

  it('that fails says why and changes nothing', async () => {
    const { state, answer } = await toCheck();
    answer('import.repair', () => Promise.reject(failure('storage_full')));
    expect(await state().repair(null)).toBe(0);
    expect(state()).toMatchObject({ error: { code: 'storage_full' }, record, mending: false });
  });

  it('waits for the mend before it', async () => {
    const { state, answer, inputs } = await mending();
    const slow = pending<Output<'import.mend'>>();
    answer('import.mend', () => slow.promise);
    answer('import.repair', () => ({ mended: 1, record: mendedRecord(2) }));
    const mend = state().mend(0, row, 1, '06 12345678');
    const repair = state().repair(null);
    await settle();
    expect(inputs('import.repair')).toHaveLength(0);
    slow.resolve({ row: good(['Zoë', '06 12345678']), record: mendedRecord(1) });
    await Promise.all([mend, repair]);
    expect(state().record?.summary.accepted).toBe(9);
  });

  it('is not done to an import that is in the book', async () => {
    const { state, inputs } = await toCheck();
    await state().commit();
    expect(await state().repair(null)).toBe(0);
    expect(inputs('import.repair')).toHaveLength(0);
  });
});

describe('the counts of another import', () => {
  it('never replace those on the screen', async () => {
    const { state, answer } = await toCheck();
    answer('import.repair', () => ({ mended: 1, record: mendedRecord(1, 99 as ImportId) }));
    await state().repair(null);
    expect(state().record?.id).toBe(7);
  });
});
