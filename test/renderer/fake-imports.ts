import type { ImportRecord } from '#contract/import.ts';
import { fail } from '#core/kernel/errors.ts';
import type { GroupId, ImportId } from '#core/kernel/ids.ts';
import type { ColumnTarget, Confidence } from '#core/mapping/mapping.ts';
import {
  countIn,
  fakeHeaders,
  fakeReasons,
  fakeRow,
  fakeSummary,
  fakeWarnings,
  type Kind,
  type Row,
} from './fake-import-rows.ts';
import { person } from './fake-people.ts';
import type { Emit, FakeOptions, Handlers } from './fake-types.ts';

type Imports = Pick<Handlers, Extract<keyof Handlers, `import.${string}`>>;

const hour = 3_600_000;
const targets: readonly ColumnTarget[] = ['full_name', 'phone', 'phone', 'country', 'field', 'field', 'ignore'];
const guessed: readonly ColumnTarget[] = ['first_name', 'phone', 'phone', 'country', 'field', 'field', 'field'];
const confidence: readonly Confidence[] = ['unsure', 'certain', 'likely', 'certain', 'certain', 'certain', 'certain'];

function mappingOf(uses: readonly ColumnTarget[]) {
  return {
    columns: fakeHeaders.map((name, index) => ({ index, name, target: uses[index] ?? 'field' })),
    phoneOrder: [1, 2],
  };
}

const outcome = { reverted: 11_802, keptEdited: 31, keptMessaged: 397, gone: 2 };

/** The import wizard's calls: a clinic's list with every kind of damage, which can be mended, imported and taken back. */
export function fakeImportCalls(options: FakeOptions, emit: Emit): Imports {
  const reasons = fakeReasons();
  const mended = new Map<number, Row>();
  const stopped = new Set<string>();
  const halted = new Set<string>();
  const old = (id: number, fileName: string, change: Partial<ImportRecord>): ImportRecord => ({
    id: id as ImportId,
    fileName,
    at: Date.now() - id * 3 * hour,
    state: 'committed',
    summary: fakeSummary(fakeReasons()),
    groupId: 1 as GroupId,
    groupName: 'Clinic patients',
    columns: [...fakeHeaders],
    result: { added: 9_871, changed: 2_359, same: 62, suppressed: 19 },
    rules: { onDuplicate: 'update', onRepeat: 'skip' },
    undone: null,
    rowsKept: true,
    ...change,
  });
  let imports: ImportRecord[] =
    options.scenario === 'first'
      ? []
      : [
          old(1, 'patients_okt.csv', {}),
          old(3, 'parents class 3b.csv', { state: 'judged', result: null, groupId: null, groupName: null }),
          old(4, 'volunteers 2025 (final) (2).csv', { state: 'undone', undone: outcome }),
        ];
  const one = (id: number) => imports.find((record) => record.id === id) ?? fail('not_found', 'no such import');
  const put = (record: ImportRecord) => {
    imports = [record, ...imports.filter(({ id }) => id !== record.id)];
    return record;
  };
  const counted = (id: number) => put({ ...one(id), summary: fakeSummary(reasons) });

  const pass = async (token: string, step: 'judge' | 'commit' | 'undo', total: number) => {
    const started = Date.now();
    for (let turn = 1; turn <= 40; turn++) {
      await new Promise((resolve) => setTimeout(resolve, options.delay));
      while (halted.has(token) && !stopped.has(token)) await new Promise((resolve) => setTimeout(resolve, 30));
      if (stopped.delete(token)) fail('cancelled', 'stopped by the person');
      const records = Math.round((total * turn) / 40);
      const perSecond = (records * 1_000) / Math.max(1, Date.now() - started);
      emit('import.progress', {
        token,
        step,
        done: turn / 40,
        records,
        perSecond: turn < 3 ? null : perSecond,
        secondsLeft: turn < 3 ? null : (total - records) / perSecond,
        paused: halted.has(token),
      });
    }
  };
  const kindOf = (row: Row): Kind => row.reason ?? 'ready';
  const take = (count: number, from: Kind) => {
    const found = reasons.find(({ reason }) => reason === from);
    if (found === undefined) return;
    found.count = Math.max(0, found.count - count);
    found.repairable = Math.min(found.repairable, found.count);
  };

  return {
    'import.pick': () => ({ token: 'picked', fileName: 'patients_okt.csv', size: 1_204_311 }),
    'import.sample': () => ({ token: 'sample', fileName: 'sample.csv', size: 48_211 }),
    'import.paste': ({ text }) => ({ token: 'pasted', fileName: 'Pasted cells', size: text.length }),
    'import.preview': ({ token, chosen }) => ({
      fileName: token === 'sample' ? 'sample.csv' : token === 'pasted' ? 'Pasted cells' : 'patients_okt.csv',
      size: 1_204_311,
      options: { encoding: 'windows-1252', delimiter: ';', quote: '"', skip: 3, header: true, ...defined(chosen) },
      encodingFrom: chosen.encoding === undefined ? 'guess' : 'person',
      columns: [...fakeHeaders],
      rows: Array.from({ length: 12 }, (_, index) => ({ line: index + 5, cells: [...fakeRow('ready', index).cells] })),
      mapping: mappingOf(guessed),
      confidence: [...confidence],
      numbers: confidence.map(() => null),
      fingerprint: 'a1b2',
      otherReading:
        chosen.encoding === undefined
          ? { encoding: 'windows-1250', names: [{ here: 'Çelik', there: 'Ă‡elik' }] }
          : null,
      warnings: chosen.encoding === undefined ? [...fakeWarnings] : [],
      remembered:
        token === 'picked' ? { mapping: mappingOf(targets), country: 'NL', at: new Date(2026, 10, 3).getTime() } : null,
    }),
    'import.judge': async ({ token }) => {
      await pass(token, 'judge', 12_704);
      return put(
        old(2, 'patients_okt.csv', { at: Date.now(), state: 'judged', result: null, groupId: null, groupName: null }),
      );
    },
    'import.plan': ({ onDuplicate }) => {
      const { accepted } = fakeSummary(reasons);
      const skip = onDuplicate === 'skip';
      const changed = skip ? 0 : onDuplicate === 'fill' ? 141 : 2_359;
      const known = 2_421;
      return {
        added: accepted - known,
        changed,
        same: known - changed,
        suppressed: 19,
        changes: skip
          ? []
          : [
              { field: 'Afspraak', people: changed - 12 },
              { field: 'Plaats', people: 120 },
              { field: 'last_name', people: 3 },
            ],
        changedPeople: skip
          ? []
          : Array.from({ length: 20 }, (_, index) => {
              const { firstName, lastName, phone, fields } = person(index);
              return {
                phone,
                name: index === 4 ? '' : `${firstName} ${lastName}`,
                fields: [
                  { field: 'Afspraak', from: index % 3 === 0 ? '' : 'Tuesday 3 March', to: 'Thursday 14 October' },
                  ...(index % 4 === 1 ? [{ field: 'Plaats', from: 'Rotterdam', to: fields.city ?? '' }] : []),
                  ...(index === 2 ? [{ field: 'last_name', from: 'Jansen', to: lastName }] : []),
                ],
              };
            }),
      };
    },
    'import.cancel': ({ token }) => void stopped.add(token),
    'import.pause': ({ token, paused }) => void (paused ? halted.add(token) : halted.delete(token)),
    'import.rows': ({ kind, offset, limit }) => {
      const total = countIn(reasons, kind);
      const rows: Row[] = [];
      for (let at = 0; rows.length < offset + limit && at < total + mended.size; at++) {
        const row = mended.get(fakeRow(kind, at).row) ?? fakeRow(kind, at);
        if (kindOf(row) === kind || row.reason === null) rows.push(row);
      }
      return { total, rows: rows.slice(offset, offset + limit) };
    },
    'import.mend': ({ id, row: number, cells }) => {
      const kind = reasons[Math.floor(number / 100_000) - 1]?.reason ?? 'ready';
      const before = mended.get(number) ?? fakeRow(kind, number % 100_000);
      const good = /^[+0][\d\s]{8,}$/.test((cells[1] ?? '').trim());
      const row: Row = {
        ...before,
        cells,
        mended: true,
        repair: null,
        repairedPhone: null,
        reason: good ? null : before.reason,
        phone: good ? `+31${(cells[1] ?? '').replace(/\D/g, '').replace(/^(31|0)/, '')}` : null,
      };
      if (good && before.reason !== null) take(1, before.reason);
      mended.set(number, row);
      return { row, record: counted(id) };
    },
    'import.countAlike': ({ column, value }) => ({
      rows: column === 1 && value.length < 6 ? 0 : value === '' ? 20 : 11,
    }),
    'import.mendAlike': ({ id }) => {
      take(11, 'phone_not_a_number');
      return { mended: 11, record: counted(id) };
    },
    'import.repair': ({ id, reason }) => {
      const several = reasons.filter((one) => reason === null || one.reason === reason);
      const count = several.reduce((sum, { repairable }) => sum + repairable, 0);
      for (const one of several) {
        one.count -= one.repairable;
        one.repairable = 0;
      }
      return { mended: count, record: counted(id) };
    },
    'import.commit': async ({ id, token, groupName, onDuplicate, onRepeat }) => {
      await pass(token, 'commit', 12_400);
      emit('contacts.changed', undefined);
      const record = one(id);
      const changed = onDuplicate === 'skip' ? 0 : onDuplicate === 'fill' ? 141 : 2_359;
      const { accepted } = record.summary;
      return put({
        ...record,
        state: 'committed',
        groupId: groupName === null ? null : (1 as GroupId),
        groupName,
        result: { added: accepted - 2_421, changed, same: 2_421 - changed, suppressed: 19 },
        rules: { onDuplicate, onRepeat },
      });
    },
    'import.undoPlan': () => outcome,
    'import.undo': async ({ id }) => {
      await pass(String(id), 'undo', 12_232);
      emit('contacts.changed', undefined);
      const undone: ImportRecord = { ...one(id), state: 'undone', undone: outcome };
      imports = imports.map((record) => (record.id === id ? undone : record));
      return undone;
    },
    'import.discard': ({ id }) => {
      imports = imports.filter((record) => record.id !== id);
    },
    'import.saveRejects': () => ({ fileName: 'patients_okt left out.csv', rows: 412 }),
    'import.list': () => imports,
  };
}

function defined<T extends object>(chosen: T): { [K in keyof T]: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(chosen).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: NonNullable<T[K]>;
  };
}
