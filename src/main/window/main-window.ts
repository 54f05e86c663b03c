import { join } from 'node:path';
import { BrowserWindow, nativeTheme } from 'electron';
import { appOrigin } from './page-file.ts';

/** Background before the first paint, so that a dark window does not flash white. From `tokens.css`, `--bg`. */
const background = { light: '#f6f7f8', dark: '#11181d' } as const;

export function createMainWindow(options: {
  readonly preload: string;
  readonly icon: string;
  /** The dev server's address, or null for the built page. */
  readonly devServer: string | null;
}): BrowserWindow {
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    minWidth: 900,
    minHeight: 600,
    show: false,
    icon: options.icon,
    backgroundColor: nativeTheme.shouldUseDarkColors ? background.dark : background.light,
    webPreferences: {
      preload: options.preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      spellcheck: false,
    },
  });
  window.once('ready-to-show', () => window.show());
  void window.loadURL(options.devServer ?? `${appOrigin}/index.html`);
  return window;
}

/** Where the build put the page and the preload, seen from the main bundle. */
export function builtPaths(mainDir: string) {
  return {
    renderer: join(mainDir, '..', 'renderer'),
    preload: join(mainDir, '..', 'preload', 'index.cjs'),
  };
}
