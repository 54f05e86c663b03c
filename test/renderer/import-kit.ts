import type { Output } from '#contract/contract.ts';
import type { ImportRecord } from '#contract/import.ts';
import type { GroupId, ImportId } from '#core/kernel/ids.ts';
import type { ColumnTarget } from '#core/mapping/mapping.ts';
import { createImportStore } from '../../src/renderer/src/features/import/store.ts';
import { createFakeApi } from './fake-api.ts';

/** A file of ten rows and the wizard's store over calls that a test can answer otherwise. */

export const file = { token: 't1', fileName: 'patients_okt.csv', size: 900 };
const options = { encoding: 'utf-8', delimiter: ';', quote: '"' as const, skip: 0, header: true };

export const record: ImportRecord = {
  id: 7 as ImportId,
  fileName: file.fileName,
  at: 1,
  state: 'judged',
  summary: {
    records: 10,
    accepted: 7,
    invalid: 2,
    duplicate: 1,
    reasons: [
      { reason: 'duplicate', count: 1, repairable: 0, samples: [] },
      { reason: 'damaged_scientific', count: 2, repairable: 1, samples: [{ line: 3, value: '4.47E+11' }] },
    ],
    notes: [],
    warnings: [],
    seconds: 0.1,
  },
  groupId: null,
  groupName: null,
  columns: ['Name', 'Mobile', 'City'],
  result: null,
  rules: null,
  undone: null,
  rowsKept: true,
};
export const plan: Output<'import.plan'> = {
  added: 4,
  changed: 2,
  same: 1,
  suppressed: 0,
  changes: [],
  changedPeople: [],
};
export const written = { added: 4, changed: 2, same: 1, suppressed: 0 };

export function committed(groupName: string | null): ImportRecord {
  const groupId = groupName === null ? null : (3 as GroupId);
  const rules = { onDuplicate: 'update', onRepeat: 'skip' } as const;
  return { ...record, state: 'committed', result: written, rules, groupId, groupName };
}

export function preview(
  change: Partial<Output<'import.preview'>> = {},
  targets: readonly ColumnTarget[] = ['first_name', 'phone', 'field'],
): Output<'import.preview'> {
  return {
    fileName: file.fileName,
    size: file.size,
    options,
    encodingFrom: 'strict',
    columns: ['Name', 'Mobile', 'City'],
    rows: [{ line: 2, cells: ['Zoë', '06 12345678', 'Utrecht'] }],
    mapping: mappingOf(targets),
    confidence: ['likely', 'certain', 'certain'],
    country: null,
    fingerprint: 'a',
    numbers: [],
    warnings: [],
    otherReading: null,
    remembered: null,
    ...change,
  };
}

export function mappingOf(targets: readonly ColumnTarget[]) {
  return {
    columns: ['Name', 'Mobile', 'City'].map((name, index) => ({ index, name, target: targets[index] ?? 'field' })),
    phoneOrder: targets.flatMap((target, index) => (target === 'phone' ? [index] : [])),
  };
}

export function setUp() {
  const fake = createFakeApi({
    'settings.get': () => ({ country: 'NL', theme: 'system', welcomed: true }),
    'import.list': () => [],
    'import.pick': () => file,
    'import.paste': () => ({ ...file, token: 'p1', fileName: 'Pasted cells' }),
    'import.preview': ({ chosen }) => preview({ options: { ...options, ...(chosen as object) } }),
    'import.judge': () => record,
    'import.plan': () => plan,
    'import.discard': () => undefined,
    'import.cancel': () => undefined,
    'import.pause': () => undefined,
    'import.commit': ({ groupName }) => committed(groupName),
    'import.saveRejects': () => null,
    'import.countAlike': () => ({ rows: 0 }),
  });
  const store = createImportStore(fake.api);
  return { ...fake, store, state: () => store.getState() };
}

/** At the third step, with a judged file. */
export async function toCheck() {
  const all = setUp();
  await all.state().open();
  await all.state().pick();
  all.state().goTo('columns');
  await all.state().judge();
  return all;
}
