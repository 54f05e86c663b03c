import { dialog, type SaveDialogOptions } from 'electron';
import { z } from 'zod';
import { admitFileChannel } from '#contract/names.ts';
import { previewFile } from '../import/run.ts';
import { readSettings } from './app-handlers.ts';
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

export function importHandlers(context: HandlerContext): Handlers {
  const { services, imports, tokens, bridge, spawnImport } = context;
  const { store, reader } = services;
  const running = new Map<string, AbortController>();

  context.bridge.registerRaw(admitFileChannel, async (path) => tokens.admit(z.string().max(4_096).parse(path)));

  return {
    'import.pick': async () => {
      const path = await askFile(context, context.say('menu')('file.csv'), ['csv', 'tsv', 'txt']);
      return path === null ? null : tokens.admit(path);
    },
    'import.sample': () => tokens.admit(context.samplePath),
    'import.preview': async ({ token, chosen }) => {
      const named = Object.fromEntries(Object.entries(chosen).filter(([, value]) => value !== undefined));
      const { country } = await readSettings(store.calls);
      const preview = await previewFile(spawnImport, { path: tokens.path(token), chosen: named, country });
      return {
        ...preview,
        columns: [...preview.columns],
        rows: preview.rows.map((row) => ({ line: row.line, cells: [...row.cells] })),
        mapping: { columns: [...preview.mapping.columns], phoneOrder: [...preview.mapping.phoneOrder] },
      };
    },
    'import.judge': async ({ token, options, mapping, country }) => {
      const cancel = new AbortController();
      running.set(token, cancel);
      try {
        return await imports.judge(
          { path: tokens.path(token), options, mapping, country },
          {
            signal: cancel.signal,
            onProgress: ({ bytes, size, records }) =>
              bridge.emit('import.progress', { token, step: 'judge', done: bytes / Math.max(1, size), records }),
          },
        );
      } finally {
        running.delete(token);
      }
    },
    'import.plan': ({ id, onDuplicate }) => reader.calls.book.plan(id, onDuplicate),
    'import.cancel': ({ token }) => {
      running.get(token)?.abort();
      return undefined;
    },
    'import.rows': async ({ id, reason, offset, limit }) => {
      const { total, rows } = await reader.calls.imports.rows(id, reason, offset, limit);
      return { total, rows: rows.map((row) => ({ ...row, reason: row.reason as typeof reason })) };
    },
    'import.commit': async ({ id, token, groupName, onDuplicate }) => {
      const { summary } = await reader.calls.imports.get(id);
      const answer = await imports.commit(id, onDuplicate, groupName, (done) =>
        bridge.emit('import.progress', { token, step: 'commit', done, records: Math.round(done * summary.records) }),
      );
      services.indexSoon();
      bridge.emit('contacts.changed', undefined);
      return answer;
    },
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
    'import.list': async () => [...(await reader.calls.imports.list())],
  };
}
