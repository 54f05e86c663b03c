import { app, dialog, type SaveDialogOptions } from 'electron';
import { z } from 'zod';
import { admitFileChannel } from '#contract/names.ts';
import { judgeRow } from '#core/contacts/judge-row.ts';
import { otherNumbers } from '#core/contacts/other-numbers.ts';
import { repairRow } from '#core/contacts/repair-row.ts';
import { isAccepted, isRepairable, notesOfCode, reasonOfCode } from '#core/contacts/row-code.ts';
import type { RowRules } from '#core/contacts/row-rules.ts';
import { fail } from '#core/kernel/errors.ts';
import { withNumbers } from '#core/mapping/guess-numbers.ts';
import type { ColumnMapping } from '#core/mapping/mapping.ts';
import { applyNamedMapping } from '#core/mapping/validate.ts';
import { FileLooks } from '../import/file-looks.ts';
import { createPace } from '../import/pace.ts';
import { keepPasted } from '../import/pasted-cells.ts';
import { RunControl } from '../import/run-control.ts';
import { storedRules } from '../import/stored-rules.ts';
import { isCountryChosen, readSettings } from '../settings.ts';
import type { StagedRow } from '../store/staged-rows.ts';
import type { Handlers } from './bridge.ts';
import type { HandlerContext } from './context.ts';

/** Asks where to save; null when the person closed the dialog. */
export async function askWhere(context: HandlerContext, options: SaveDialogOptions): Promise<string | null> {
  const window = context.window();
  const answer = window === null ? await dialog.showSaveDialog(options) : await dialog.showSaveDialog(window, options);
  return answer.canceled || answer.filePath === undefined || answer.filePath === '' ? null : answer.filePath;
}

/** Asks for a file; null when the person closed the dialog. */
export async function askFile(context: HandlerContext, name: string, extensions: string[]): Promise<string | null> {
  const window = context.window();
  const options = {
    properties: ['openFile' as const],
    filters: [
      { name, extensions },
      { name: context.say('menu')('file.all'), extensions: ['*'] },
    ],
  };
  const answer = window === null ? await dialog.showOpenDialog(options) : await dialog.showOpenDialog(window, options);
  return answer.canceled ? null : (answer.filePaths[0] ?? null);
}

/** The numbers of the sample that comes with the app are Dutch. */
const sampleCountry = 'NL';
/** Of the system, not of the window, which speaks English. */
const locale = (): string | null => app.getPreferredSystemLanguages()[0] ?? null;

/** The first screen has long been drawn by then, ms. */
const idleAfterStart = 5_000;

export function importHandlers(context: HandlerContext): Handlers {
  const { services, imports, tokens, bridge, spawnImport } = context;
  const { store, reader, clock } = services;
  const looks = new FileLooks(spawnImport);
  clock.after(idleAfterStart, () => looks.warm());
  /** Long runs by the token their progress goes under. */
  const running = new Map<string, RunControl>();

  context.bridge.registerRaw(admitFileChannel, async (path) => tokens.admit(z.string().max(4_096).parse(path)));

  /** Runs something long that a person can halt and stop, and tells how far it is, at most ten times a second. */
  const watched = async <T>(
    token: string,
    step: 'judge' | 'commit' | 'undo',
    work: (control: RunControl, tell: (done: number, records: number) => void) => Promise<T>,
  ): Promise<T> => {
    if (running.has(token)) fail('wrong_state', 'this file is being worked on', { what: 'import' });
    const control = new RunControl();
    const pace = createPace(() => clock.monotonic());
    let told = Number.NEGATIVE_INFINITY;
    let last = { done: 0, records: 0 };
    const emit = (): void => {
      const { perSecond, secondsLeft } = pace(last.done, last.records);
      bridge.emit('import.progress', {
        token,
        step,
        ...last,
        perSecond,
        secondsLeft: control.paused ? null : secondsLeft,
        paused: control.paused,
      });
    };
    running.set(token, control);
    const unfollow = control.follow((order) => order !== 'cancel' && emit());
    try {
      return await work(control, (done, records) => {
        last = { done, records };
        if (clock.monotonic() - told < 100) return;
        told = clock.monotonic();
        emit();
      });
    } finally {
      unfollow();
      running.delete(token);
    }
  };
  const changed = (): void => {
    services.indexSoon();
    bridge.emit('contacts.changed', undefined);
  };
  const shown = (row: StagedRow, rules: RowRules) => {
    const repair = isRepairable(row.code) ? repairRow(row.cells, rules) : null;
    const repaired = repair === null ? null : judgeRow(repair, rules);
    const judged = isAccepted(row.code) ? judgeRow(row.cells, rules) : null;
    return {
      row: row.row,
      line: row.line,
      cells: [...row.cells],
      phone: row.phone > 0 ? `+${row.phone}` : null,
      reason: reasonOfCode(row.code),
      notes: [...notesOfCode(row.code)],
      repair: repair === null ? null : [...repair],
      repairedPhone: repaired?.ok ? repaired.phone : null,
      phoneColumn: judged?.ok ? judged.column : null,
      others: judged === null ? [] : [...otherNumbers(row.cells, rules)],
      mended: row.mended,
    };
  };

  return {
    'import.pick': async () => {
      const path = await askFile(context, context.say('menu')('file.csv'), ['csv', 'tsv', 'txt']);
      return path === null ? null : tokens.admit(path);
    },
    'import.sample': () => tokens.admit(context.samplePath),
    'import.paste': async ({ text }) => {
      return tokens.admit(await keepPasted(context.dataDir, context.say('importing')('pastedName'), text));
    },
    'import.preview': async ({ token, chosen, country }) => {
      const named = Object.fromEntries(Object.entries(chosen).filter(([, value]) => value !== undefined));
      const sample = tokens.path(token) === context.samplePath;
      const look = (read: string) =>
        looks.look({ path: tokens.path(token), chosen: named, country: read, locale: locale() });
      const home = country ?? (sample ? sampleCountry : (await readSettings(store.calls)).country);
      let preview = await look(home);
      const kept = await store.calls.mappings.recall(preview.fingerprint);
      // The guesses are about the country that the columns begin with.
      if (!sample && country === undefined && kept?.country != null && kept.country !== home) {
        preview = await look(kept.country);
      }
      const remembered = kept === null ? null : applyNamedMapping(kept.columns, preview.columns);
      return {
        ...preview,
        columns: [...preview.columns],
        rows: preview.rows.map((row) => ({ line: row.line, cells: [...row.cells] })),
        mapping: mutable(preview.mapping),
        confidence: [...preview.confidence],
        country: sample ? sampleCountry : null,
        numbers: [...preview.numbers],
        warnings: [...preview.warnings],
        otherReading:
          preview.otherReading === null ? null : { ...preview.otherReading, names: [...preview.otherReading.names] },
        remembered:
          kept === null || remembered?.ok !== true
            ? null
            : {
                mapping: mutable(withNumbers(remembered.value, preview.numbers)),
                country: kept.country,
                at: kept.at,
              },
      };
    },
    'import.judge': ({ token, options, mapping, country, countryChosen = false, warnings = [] }) =>
      watched(token, 'judge', async (control, tell) => {
        const countryGuessed = !countryChosen && !(await isCountryChosen(store.calls));
        const record = await imports.judge(
          {
            path: tokens.path(token),
            options,
            mapping,
            country,
            sample: tokens.path(token) === context.samplePath,
            countryGuessed,
            warnings,
          },
          { control, onProgress: ({ done, whole, records }) => tell(done / Math.max(1, whole), records) },
        );
        if (options.header) await imports.remember(mapping, country);
        return record;
      }),
    'import.plan': async ({ id, onDuplicate, onRepeat }) => {
      const plan = await store.calls.tasks.plan(id, { onDuplicate, onRepeat });
      return {
        ...plan,
        changes: [...plan.changes],
        changedPeople: plan.changedPeople.map((person) => ({ ...person, fields: [...person.fields] })),
      };
    },
    'import.cancel': ({ token }) => {
      running.get(token)?.cancel();
      return undefined;
    },
    'import.pause': ({ token, paused }) => {
      if (paused) running.get(token)?.pause();
      else running.get(token)?.goOn();
      return undefined;
    },
    'import.rows': async ({ id, kind, offset, limit }) => {
      const { total, rows } = await reader.calls.staged.rows(id, kind, offset, limit);
      const rules = storedRules(await reader.calls.staged.judging(id));
      return { total, rows: rows.map((row) => shown(row, rules)) };
    },
    'import.mend': async ({ id, row, cells }) => {
      const mended = await store.calls.staged.mend(id, row, cells);
      return {
        row: shown(mended, storedRules(await store.calls.staged.judging(id))),
        record: await store.calls.imports.get(id),
      };
    },
    'import.countAlike': async ({ id, column, value }) => ({
      rows: await reader.calls.staged.countAlike(id, column, value),
    }),
    'import.mendAlike': async ({ id, column, from, to }) => ({
      mended: await store.calls.tasks.mendAlike(id, column, from, to),
      record: await store.calls.imports.get(id),
    }),
    'import.repair': async ({ id, reason }) => ({
      mended: await store.calls.tasks.repair(id, reason),
      record: await store.calls.imports.get(id),
    }),
    'import.commit': ({ id, token, groupName, onDuplicate, onRepeat }) =>
      watched(token, 'commit', async (control, tell) => {
        try {
          return await imports.commit(id, { onDuplicate, onRepeat }, groupName, {
            control,
            onProgress: ({ done, whole, records }) => tell(done / Math.max(1, whole), records),
          });
        } finally {
          changed();
        }
      }),
    'import.undoPlan': ({ id }) => reader.calls.undoing.undoPlan(id),
    'import.undo': ({ id }) =>
      watched(String(id), 'undo', async (control, tell) => {
        const { result } = await reader.calls.imports.get(id);
        const people = (result?.added ?? 0) + (result?.changed ?? 0);
        try {
          return await imports.undo(id, (done) => tell(done, Math.round(done * people)), control);
        } finally {
          changed();
        }
      }),
    'import.discard': async ({ id }) => {
      await store.calls.imports.discard(id);
      return undefined;
    },
    'import.saveRejects': async ({ id }) => {
      const { fileName } = await reader.calls.imports.get(id);
      const say = context.say('importing');
      const path = await askWhere(context, {
        defaultPath: `${fileName.replace(/\.[^.]*$/, '')} ${say('rejects.fileSuffix')}.csv`,
      });
      if (path === null) return null;
      const rows = await imports.writeRejects(id, path, {
        line: say('rejects.line'),
        reason: say('rejects.reason'),
        reasonOf: (reason) => say(`reason.${reason}`),
      });
      return { fileName: path.split(/[\\/]/).at(-1) ?? path, rows };
    },
    'import.list': async () => {
      // The screen that shows them is where a file comes next.
      looks.warm();
      return [...(await reader.calls.imports.list())];
    },
  };
}

/** The contract's arrays are not read-only. */
function mutable({ columns, phoneOrder, phoneChoice }: ColumnMapping) {
  return { columns: [...columns], phoneOrder: [...phoneOrder], phoneChoice };
}
