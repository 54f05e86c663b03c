import { describe, expect, it } from 'vitest';
import type { Output } from '#contract/contract.ts';
import type { ImportRecord } from '#contract/import.ts';
import { failure, pending, settle } from './fake-api.ts';
import { committed, file, toCheck } from './import-kit.ts';

async function writing() {
  const all = await toCheck();
  const slow = pending<Output<'import.commit'>>();
  all.answer('import.commit', () => slow.promise);
  const done = all.state().commit();
  await settle();
  return { ...all, slow, done };
}

describe('a pass that runs', () => {
  it('is halted, and goes on', async () => {
    const { state, inputs, slow, done } = await writing();
    await state().pause(true);
    expect(state().progress).toMatchObject({ step: 'commit', paused: true });
    await state().pause(false);
    expect(state().progress?.paused).toBe(false);
    expect(inputs('import.pause')).toEqual([
      { token: 't1', paused: true },
      { token: 't1', paused: false },
    ]);
    slow.resolve(committed(null));
    await done;
    await state().pause(true);
    expect(inputs('import.pause')).toHaveLength(2);
  });

  it('goes on when it cannot be halted, and says why', async () => {
    const { state, answer, slow, done } = await writing();
    answer('import.pause', () => Promise.reject(failure('wrong_state')));
    await state().pause(true);
    expect(state()).toMatchObject({ progress: { paused: false }, error: { code: 'wrong_state' } });
    slow.resolve(committed(null));
    await done;
  });

  it('is stopped once, and a commit then leaves Check as it was', async () => {
    const { state, answer, inputs, slow, done } = await writing();
    answer('import.cancel', async () => {
      await settle();
      slow.reject(failure('cancelled'));
      return undefined;
    });
    const stop = state().cancel();
    expect(state().progress?.stopping).toBe(true);
    await state().cancel();
    await state().pause(true);
    await Promise.all([stop, done]);
    expect(inputs('import.cancel')).toEqual([{ token: 't1' }]);
    expect(inputs('import.pause')).toHaveLength(0);
    expect(state()).toMatchObject({
      step: 'check',
      stopped: 'commit',
      error: null,
      progress: null,
      record: { state: 'judged' },
    });
    answer('import.commit', () => committed(null));
    await state().commit();
    expect(state()).toMatchObject({ step: 'done', stopped: null });
  });

  it('can be stopped again when stopping failed', async () => {
    const { state, answer, slow, done } = await writing();
    answer('import.cancel', () => Promise.reject(failure('internal')));
    await state().cancel();
    expect(state()).toMatchObject({ progress: { stopping: false }, error: { code: 'internal' } });
    slow.resolve(committed(null));
    await done;
  });

  it('keeps Stop pressed while progress comes in', async () => {
    const { state, answer, emit, slow, done } = await writing();
    answer('import.cancel', () => undefined);
    await state().cancel();
    emit('import.progress', {
      token: 't1',
      step: 'commit',
      done: 0.4,
      records: 4,
      perSecond: 10,
      secondsLeft: 1,
      paused: false,
    });
    expect(state().progress).toMatchObject({ done: 0.4, stopping: true });
    slow.reject(failure('cancelled'));
    await done;
  });

  it('of a judge gives way to another file', async () => {
    const { state, answer, inputs } = await toCheck();
    state().goTo('columns');
    state().setTarget(2, 'ignore');
    const slow = pending<ImportRecord>();
    answer('import.judge', () => slow.promise);
    answer('import.cancel', () => {
      slow.reject(failure('cancelled'));
      return undefined;
    });
    const judging = state().judge();
    await settle();
    await state().take({ ...file, token: 't2' });
    await judging;
    expect(inputs('import.cancel')).toEqual([{ token: 't1' }]);
    expect(state()).toMatchObject({ file: { token: 't2' }, step: 'file', progress: null, stopped: null });
  });
});

describe('taking an import back', () => {
  const outcome = { reverted: 5, keptEdited: 1, keptMessaged: 1, gone: 0 };
  const undone: ImportRecord = { ...committed(null), state: 'undone', undone: outcome };

  async function imported() {
    const all = await toCheck();
    all.answer('import.list', () => [committed(null)]);
    await all.state().commit();
    return all;
  }

  it('asks first what it would do', async () => {
    const { state, answer } = await imported();
    answer('import.undoPlan', () => outcome);
    expect(await state().undoPlan(committed(null).id)).toEqual(outcome);
    answer('import.undoPlan', () => Promise.reject(failure('not_found')));
    expect(await state().undoPlan(committed(null).id)).toBeNull();
    expect(state().error?.code).toBe('not_found');
  });

  it('shows its progress, and what became of the people, here and under the recent ones', async () => {
    const { state, answer, emit } = await imported();
    const slow = pending<ImportRecord>();
    answer('import.undo', () => slow.promise);
    const done = state().undo(committed(null));
    await settle();
    const pace = { records: 3, perSecond: null, secondsLeft: null, paused: false };
    emit('import.progress', { token: '8', step: 'undo', done: 0.9, ...pace });
    emit('import.progress', { token: '7', step: 'commit', done: 0.8, ...pace });
    expect(state().undoing).toMatchObject({ id: 7, done: 0 });
    emit('import.progress', { token: '7', step: 'undo', done: 0.5, ...pace });
    expect(state().undoing).toMatchObject({ id: 7, fileName: file.fileName, done: 0.5, records: 3 });
    slow.resolve(undone);
    expect(await done).toEqual(undone);
    expect(state()).toMatchObject({ undoing: null, step: 'done', record: { undone: outcome }, recent: [undone] });
  });

  it('is halted and goes on, and says so where it is shown', async () => {
    const { state, answer, inputs, emit } = await imported();
    const slow = pending<ImportRecord>();
    answer('import.undo', () => slow.promise);
    const done = state().undo(committed(null));
    await settle();
    await state().pauseUndo(true);
    expect(state().undoing).toMatchObject({ id: 7, paused: true });
    const pace = { done: 0.5, records: 3, perSecond: 2, secondsLeft: null };
    emit('import.progress', { token: '7', step: 'undo', ...pace, paused: true });
    expect(state().undoing).toMatchObject({ ...pace, paused: true });
    await state().pauseUndo(false);
    expect(state().undoing?.paused).toBe(false);
    expect(inputs('import.pause')).toEqual([
      { token: '7', paused: true },
      { token: '7', paused: false },
    ]);
    answer('import.pause', () => Promise.reject(failure('wrong_state')));
    await state().pauseUndo(true);
    expect(state()).toMatchObject({ undoing: { paused: false }, error: { code: 'wrong_state' } });
    slow.resolve(undone);
    await done;
    // Nothing is left to halt.
    await state().pauseUndo(true);
    expect(inputs('import.pause')).toHaveLength(3);
    expect(state().undoing).toBeNull();
  });

  it('is done once at a time', async () => {
    const { state, answer, inputs } = await imported();
    const slow = pending<ImportRecord>();
    answer('import.undo', () => slow.promise);
    const one = state().undo(committed(null));
    expect(await state().undo({ ...committed(null), id: 9 as never })).toBeNull();
    expect(state().error?.code).toBe('wrong_state');
    expect(state().undoing?.id).toBe(7);
    slow.resolve(undone);
    await one;
    expect(inputs('import.undo')).toEqual([{ id: 7 }]);
  });

  it('that fails leaves the import as it is', async () => {
    const { state, answer } = await imported();
    answer('import.undo', () => Promise.reject(failure('storage_full')));
    expect(await state().undo(committed(null))).toBeNull();
    expect(state()).toMatchObject({ undoing: null, record: { state: 'committed' }, error: { code: 'storage_full' } });
  });

  it('goes on while another file is read', async () => {
    const { state, answer } = await imported();
    const slow = pending<ImportRecord>();
    answer('import.undo', () => slow.promise);
    const done = state().undo(committed(null));
    await state().startOver();
    await state().take({ ...file, token: 't2' });
    expect(state().undoing?.id).toBe(7);
    slow.resolve(undone);
    await done;
    expect(state()).toMatchObject({ undoing: null, file: { token: 't2' }, record: null, recent: [undone] });
  });
});
