import { app, clipboard } from 'electron';
import type { Settings } from '#contract/app.ts';
import type { Clock } from '#core/kernel/clock.ts';
import { fail } from '#core/kernel/errors.ts';
import { readSettings } from '../settings.ts';
import type { Handlers } from './bridge.ts';
import type { HandlerContext } from './context.ts';

/** How long after a press the page may paste: time enough for the press to reach it and come back. */
const pasteWithinMs = 1_000;

/** What needs no data: also answered where the data cannot be opened. */
export function machineHandlers(dataDir: string, clock: Clock): Handlers {
  return {
    'app.info': () => ({
      version: app.getVersion(),
      platform: process.platform,
      electron: process.versions.electron ?? '',
      dataDir,
      zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      now: clock.now(),
    }),
    'app.copy': async ({ text }) => {
      // Asynchronous in newer Electrons, not in older ones.
      await Promise.resolve(clipboard.writeText(text));
      return undefined;
    },
  };
}

export function appHandlers(
  { services, dataDir, window, pressedWithin }: HandlerContext,
  hooks: { readonly onSettings: (settings: Settings) => void; readonly onPageReady: () => void },
): Handlers {
  const { store, reader, clock } = services;
  return {
    ...machineHandlers(dataDir, clock),
    'app.overview': async (input) => {
      const now = clock.now();
      const kind = input?.kind ?? (await services.accounts.active()).kind;
      return reader.calls.book.overview(now, -new Date(now).getTimezoneOffset(), kind);
    },
    'app.paste': () => {
      // The page reads what is pasted: only where a person has just asked for it.
      if (!pressedWithin(pasteWithinMs)) fail('forbidden', 'nothing was pressed just now');
      window()?.webContents.paste();
      return undefined;
    },
    'settings.get': async () => {
      hooks.onPageReady();
      return readSettings(store.calls);
    },
    'settings.set': async (change) => {
      for (const [name, value] of Object.entries(change)) {
        if (value !== undefined) await store.calls.settings.write(name, value);
      }
      const next = await readSettings(store.calls);
      hooks.onSettings(next);
      return next;
    },
  };
}
