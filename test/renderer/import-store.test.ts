import { describe, expect, it } from 'vitest';
import type { Output } from '#contract/contract.ts';
import type { ImportRecord } from '#contract/import.ts';
import { mayBeRead } from '../../src/renderer/src/features/import/state.ts';
import { failure, pending, settle } from './fake-api.ts';
import { committed, file, plan, preview, record, setUp, toCheck, written } from './import-kit.ts';

describe('a file', () => {
  it('is read at once, and names the group after itself', async () => {
    const { state } = setUp();
    await state().open();
    await state().pick();
    expect(state()).toMatchObject({
      step: 'file',
      country: 'NL',
      groupName: 'patients_okt',
      reading: false,
      error: null,
    });
    expect(state().preview?.columns).toEqual(['Name', 'Mobile', 'City']);
  });

  it('stays what it was when the person closes the dialog', async () => {
    const { state, answer } = setUp();
    answer('import.pick', () => null);
    await state().pick();
    expect(state().file).toBeNull();
  });

  it.each(['file_empty', 'file_is_spreadsheet', 'file_is_not_text', 'file_missing'] as const)(
    'that is refused (%s) shows why, and asks for another',
    async (code) => {
      const { state, answer } = setUp();
      answer('import.preview', () => Promise.reject(failure(code)));
      await state().pick();
      expect(state().error?.code).toBe(code);
      expect(mayBeRead(state())).toBe(false);
    },
  );

  it.each(['file_header_only', 'file_unclosed_quote', 'file_record_too_long'] as const)(
    'that another reading may mend (%s) keeps its controls',
    async (code) => {
      const { state, answer } = setUp();
      answer('import.preview', () => Promise.reject(failure(code)));
      await state().pick();
      expect(mayBeRead(state())).toBe(true);
      answer('import.preview', () => preview());
      await state().read({ header: false });
      expect(state()).toMatchObject({ error: null, chosen: { header: false } });
      expect(state().preview).not.toBeNull();
    },
  );

  it('adds each choice to the ones before', async () => {
    const { state, inputs } = setUp();
    await state().pick();
    await state().read({ encoding: 'windows-1252' });
    await state().read({ delimiter: ',' });
    expect(inputs('import.preview').at(-1)?.chosen).toEqual({ encoding: 'windows-1252', delimiter: ',' });
  });

  it('shows the newest reading, whichever answer comes last', async () => {
    const { state, answer } = setUp();
    await state().pick();
    const slow = pending<Output<'import.preview'>>();
    answer('import.preview', ({ chosen }) =>
      chosen.delimiter === ',' ? slow.promise : preview({ columns: ['tab'], fingerprint: 'tab' }),
    );
    const first = state().read({ delimiter: ',' });
    await state().read({ delimiter: '\t' });
    slow.resolve(preview({ columns: ['comma'], fingerprint: 'comma' }));
    await first;
    expect(state().preview?.columns).toEqual(['tab']);
    expect(state().reading).toBe(false);
  });

  it('forgets a failed reading of an older choice', async () => {
    const { state, answer } = setUp();
    await state().pick();
    const slow = pending<Output<'import.preview'>>();
    answer('import.preview', ({ chosen }) => (chosen.encoding === 'utf-16le' ? slow.promise : preview()));
    const first = state().read({ encoding: 'utf-16le' });
    await state().read({ encoding: 'utf-8' });
    slow.reject(failure('file_header_only'));
    await first;
    expect(state().error).toBeNull();
    expect(state().preview).not.toBeNull();
  });
});

describe('cells that are pasted', () => {
  it('are a file like any other', async () => {
    const { state, inputs } = setUp();
    await state().paste('Name\tMobile');
    expect(inputs('import.paste')).toEqual([{ text: 'Name\tMobile' }]);
    expect(state()).toMatchObject({ file: { token: 'p1' }, groupName: 'Pasted cells', error: null });
  });

  it('that cannot be taken say why and leave the screen as it was', async () => {
    const { state, answer } = setUp();
    await state().pick();
    answer('import.paste', () => Promise.reject(failure('storage_full')));
    await state().paste('06');
    expect(state()).toMatchObject({ file: { token: 't1' }, error: { code: 'storage_full' } });
  });
});

describe('judging', () => {
  it('ends at Check with the plan, opened at the worst kind of rows', async () => {
    const { state } = await toCheck();
    expect(state()).toMatchObject({ step: 'check', plan, progress: null, problem: 'damaged_scientific' });
  });

  it('shows its own progress and nobody else’s', async () => {
    const { state, answer, emit } = setUp();
    await state().pick();
    const slow = pending<ImportRecord>();
    answer('import.judge', () => slow.promise);
    const judging = state().judge();
    await settle();
    const pace = { perSecond: 100, secondsLeft: 3, paused: false };
    emit('import.progress', { token: 'other', step: 'judge', done: 0.9, records: 9, ...pace });
    emit('import.progress', { token: 't1', step: 'commit', done: 0.9, records: 9, ...pace });
    expect(state().progress).toMatchObject({ step: 'judge', done: 0, records: 0, perSecond: null });
    emit('import.progress', { token: 't1', step: 'judge', done: 0.5, records: 5, ...pace });
    expect(state().progress).toMatchObject({ step: 'judge', done: 0.5, records: 5, perSecond: 100, secondsLeft: 3 });
    slow.resolve(record);
    await judging;
    expect(state().progress).toBeNull();
  });

  it('that was cancelled is no error and leaves the columns as they were', async () => {
    const { state, answer, inputs } = setUp();
    await state().pick();
    state().goTo('columns');
    const slow = pending<ImportRecord>();
    answer('import.judge', () => slow.promise);
    answer('import.cancel', () => {
      slow.reject(failure('cancelled'));
      return undefined;
    });
    const judging = state().judge();
    await settle();
    await state().cancel();
    await judging;
    expect(inputs('import.cancel')).toEqual([{ token: 't1' }]);
    expect(state()).toMatchObject({ step: 'columns', error: null, progress: null, record: null, stopped: 'judge' });
  });

  it('is not done twice for the same choices', async () => {
    const { state, inputs } = await toCheck();
    state().goTo('columns');
    await state().judge();
    expect(inputs('import.judge')).toHaveLength(1);
    expect(state().step).toBe('check');
  });

  it('is done again for other choices, and drops the old rows', async () => {
    const { state, inputs } = await toCheck();
    state().goTo('columns');
    state().setTarget(2, 'ignore');
    await state().judge();
    expect(inputs('import.judge')).toHaveLength(2);
    expect(inputs('import.discard')).toEqual([{ id: 7 }]);
  });

  it('shows a file that vanished', async () => {
    const { state, answer } = setUp();
    await state().pick();
    state().goTo('columns');
    answer('import.judge', () => Promise.reject(failure('file_missing')));
    await state().judge();
    expect(state()).toMatchObject({ step: 'columns', progress: null });
    expect(state().error?.code).toBe('file_missing');
  });
});

describe('the rule for people the book knows', () => {
  it('counts anew, and the newest rule wins', async () => {
    const { state, answer } = await toCheck();
    const slow = pending<typeof plan>();
    answer('import.plan', ({ onDuplicate }) =>
      onDuplicate === 'fill' ? slow.promise : { ...plan, changed: 0, same: 3 },
    );
    const fill = state().setRule('fill');
    await state().setRule('skip');
    slow.resolve({ ...plan, changed: 99 });
    await fill;
    expect(state()).toMatchObject({ onDuplicate: 'skip', plan: { changed: 0, same: 3 } });
  });
});

describe('the rule for repeats', () => {
  it('counts anew, and goes with the import', async () => {
    const { state, inputs } = await toCheck();
    await state().setRepeat('fill');
    expect(inputs('import.plan').at(-1)).toEqual({ id: 7, onDuplicate: 'update', onRepeat: 'fill' });
    await state().commit();
    expect(inputs('import.commit')[0]).toMatchObject({ onRepeat: 'fill' });
  });
});

describe('a count that fails', () => {
  it('says why, keeps the rows, and can be asked for again', async () => {
    const { state, answer } = await toCheck();
    answer('import.plan', () => Promise.reject(failure('storage_failed')));
    await state().setRule('fill');
    expect(state()).toMatchObject({ plan: null, record: { id: 7 }, error: { code: 'storage_failed' } });
    answer('import.plan', () => plan);
    await state().count();
    expect(state()).toMatchObject({ plan, error: null });
  });

  it('of an older question is not shown', async () => {
    const { state, answer } = await toCheck();
    const slow = pending<typeof plan>();
    answer('import.plan', ({ onDuplicate }) => (onDuplicate === 'fill' ? slow.promise : plan));
    const fill = state().setRule('fill');
    await state().setRule('skip');
    slow.reject(failure('storage_failed'));
    await fill;
    expect(state()).toMatchObject({ plan, error: null });
  });
});

describe('Import', () => {
  it('writes into the named group and ends at Done', async () => {
    const { state, inputs } = await toCheck();
    state().setGroupName('  Clinic patients ');
    await state().setRule('fill');
    await state().commit();
    expect(inputs('import.commit')).toEqual([
      { id: 7, token: 't1', groupName: 'Clinic patients', onDuplicate: 'fill', onRepeat: 'skip' },
    ]);
    expect(state().step).toBe('done');
    expect(state().record).toMatchObject({
      state: 'committed',
      groupId: 3,
      groupName: 'Clinic patients',
      result: written,
    });
  });

  it('makes no group of a blank name', async () => {
    const { state, inputs } = await toCheck();
    state().setGroupName('   ');
    await state().commit();
    expect(inputs('import.commit')[0]?.groupName).toBeNull();
    expect(state().record?.groupName).toBeNull();
  });

  it('is pressed once, however often', async () => {
    const { state, inputs, answer } = await toCheck();
    const slow = pending<Output<'import.commit'>>();
    answer('import.commit', () => slow.promise);
    const one = state().commit();
    const two = state().commit();
    slow.resolve(committed(null));
    await Promise.all([one, two]);
    await state().commit();
    expect(inputs('import.commit')).toHaveLength(1);
  });

  it('that fails stays at Check and can be tried again', async () => {
    const { state, answer } = await toCheck();
    answer('import.commit', () => Promise.reject(failure('storage_full')));
    await state().commit();
    expect(state()).toMatchObject({ step: 'check', progress: null, record: { state: 'judged' } });
    expect(state().error?.code).toBe('storage_full');
    answer('import.commit', () => committed(null));
    await state().commit();
    expect(state()).toMatchObject({ step: 'done', error: null });
  });

  it('keeps another file out while it writes', async () => {
    const { state, answer } = await toCheck();
    const slow = pending<Output<'import.commit'>>();
    answer('import.commit', () => slow.promise);
    const writing = state().commit();
    await state().take({ ...file, token: 't2' });
    expect(state().error?.code).toBe('wrong_state');
    expect(state().file?.token).toBe('t1');
    slow.resolve(committed(null));
    await writing;
    expect(state().step).toBe('done');
  });

  it('locks the way back afterwards', async () => {
    const { state } = await toCheck();
    await state().commit();
    state().goTo('columns');
    expect(state().step).toBe('done');
  });
});

describe('starting over', () => {
  it('drops what was judged and not imported', async () => {
    const { state, inputs } = await toCheck();
    await state().startOver();
    expect(inputs('import.discard')).toEqual([{ id: 7 }]);
    expect(state()).toMatchObject({ step: 'file', file: null, record: null, country: 'NL' });
  });

  it('never drops what is in the book', async () => {
    const { state, inputs } = await toCheck();
    await state().commit();
    await state().startOver();
    await state().take({ ...file, token: 't2' });
    expect(inputs('import.discard')).toHaveLength(0);
    expect(state().file?.token).toBe('t2');
  });
});
