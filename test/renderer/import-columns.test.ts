import { describe, expect, it } from 'vitest';
import { file, mappingOf, preview, setUp } from './import-kit.ts';

describe('columns that were imported before', () => {
  const remembered = { mapping: mappingOf(['ignore', 'phone', 'last_name']), country: 'BE', at: 5 };

  async function known() {
    const all = setUp();
    all.answer('import.preview', () => preview({ remembered }));
    await all.state().open();
    await all.state().pick();
    return all;
  }

  it('are used as then at once, with the country of then', async () => {
    const { state } = await known();
    expect(state()).toMatchObject({ mapping: remembered.mapping, mappingFrom: 'remembered', country: 'BE' });
  });

  it('can be used as guessed, and as then again', async () => {
    const { state } = await known();
    state().setTarget(2, 'field');
    state().beginWith('guess');
    expect(state()).toMatchObject({ mapping: preview().mapping, mappingFrom: 'guess', country: 'NL' });
    state().beginWith('remembered');
    expect(state()).toMatchObject({ mapping: remembered.mapping, mappingFrom: 'remembered', country: 'BE' });
  });

  it('keep what the person said since, also the country', async () => {
    const { state } = await known();
    state().setTarget(0, 'first_name');
    state().setCountry('DE');
    await state().read({ encoding: 'windows-1252' });
    expect(state().mapping?.columns[0]?.target).toBe('first_name');
    expect(state().country).toBe('DE');
  });

  it('do not lend their country to the next file', async () => {
    const { state, answer } = await known();
    answer('import.preview', () => preview({ fingerprint: 'b' }));
    await state().take({ ...file, token: 't2' });
    expect(state()).toMatchObject({ country: 'NL', mappingFrom: 'guess' });
  });

  it('bring their country also after one was chosen for another file', async () => {
    const { state } = await known();
    state().setCountry('DE');
    await state().take({ ...file, token: 't2' });
    expect(state().country).toBe('BE');
    await state().startOver();
    expect(state().country).toBe('NL');
  });

  it('cannot be asked for when there are none', async () => {
    const { state } = setUp();
    await state().pick();
    const before = state().mapping;
    state().beginWith('remembered');
    expect(state()).toMatchObject({ mapping: before, mappingFrom: 'guess' });
  });
});

describe('columns', () => {
  it('keep what the person said while the header set is the same', async () => {
    const { state } = setUp();
    await state().pick();
    state().setTarget(2, 'ignore');
    await state().read({ encoding: 'windows-1252' });
    expect(state().mapping?.columns[2]?.target).toBe('ignore');
  });

  it('are guessed anew for another header set', async () => {
    const { state, answer } = setUp();
    await state().pick();
    state().setTarget(2, 'ignore');
    answer('import.preview', () => preview({ fingerprint: 'b' }));
    await state().read({ delimiter: ',' });
    expect(state().mapping?.columns[2]?.target).toBe('field');
  });

  it('do not go on without a phone column', async () => {
    const { state, inputs } = setUp();
    await state().pick();
    state().goTo('columns');
    state().setTarget(1, 'ignore');
    await state().judge();
    expect(inputs('import.judge')).toHaveLength(0);
    expect(state().step).toBe('columns');
  });

  it('go to the judge with the country the person chose', async () => {
    const { state, inputs } = setUp();
    await state().open();
    await state().pick();
    state().setCountry('BE');
    await state().open();
    await state().judge();
    expect(inputs('import.judge')[0]).toMatchObject({ token: 't1', country: 'BE', mapping: { phoneOrder: [1] } });
  });
});
