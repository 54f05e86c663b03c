import { app, type BrowserWindow, dialog, session as electronSession } from 'electron';
import type { MenuCommand } from '#contract/app.ts';
import { type AppError, Failure, toAppError } from '#core/kernel/errors.ts';
import { createRedactor } from '#core/kernel/redact.ts';
import { createBridge } from '../ipc/bridge.ts';
import { FileTokens } from '../ipc/file-tokens.ts';
import { createKeytarKeychain } from '../keychain/keytar-keychain.ts';
import { leave } from '../leave.ts';
import { type Log, openLog } from '../log.ts';
import { createSay, errorWords } from '../words.ts';
import { installMenu } from './app-menu.ts';
import { registerAppScheme, serveApp } from './app-protocol.ts';
import { blockNetwork, guardContents, guardSession } from './guards.ts';
import { builtPaths, createMainWindow } from './main-window.ts';
import { appOrigin } from './page-file.ts';
import { followPower } from './power.ts';
import { guardQuit } from './quit-guard.ts';
import { RecentInput } from './recent-input.ts';
import { resourcePath } from './resource-path.ts';
import { SendingSigns } from './sending-signs.ts';
import { type Face, openFile, openRecovery, openSession, type Session } from './session.ts';

export interface WindowArguments {
  readonly dataDir: string;
  /** A CSV named on the command line. */
  readonly file: string | null;
  readonly mainDir: string;
}

/** Files that a second start or the operating system wants opened. */
function csvIn(args: readonly string[]): string | null {
  return args.find((argument) => /\.(csv|tsv|txt)$/i.test(argument)) ?? null;
}

/** The app with its window. A second start shows the first window and ends. */
export async function startWindowFace(args: WindowArguments): Promise<void> {
  registerAppScheme();
  if (!app.requestSingleInstanceLock({ file: args.file })) return app.exit(0);
  const redactor = createRedactor();
  const log = openLog(args.dataDir, redactor);
  process.on('uncaughtException', (thrown) => log.problem(thrown.stack ?? thrown.message));
  process.on('unhandledRejection', (thrown) => log.problem(String(thrown instanceof Error ? thrown.stack : thrown)));

  const devServer = app.isPackaged ? null : (process.env.ELECTRON_RENDERER_URL ?? null);
  const origin = devServer === null ? appOrigin : new URL(devServer).origin;
  guardContents(origin);
  await app.whenReady();
  guardSession(
    electronSession.defaultSession,
    devServer === null ? [`${appOrigin}/`, 'devtools:'] : [origin, 'ws:', 'devtools:'],
  );
  if (devServer === null) await blockNetwork(electronSession.defaultSession);
  const paths = builtPaths(args.mainDir);
  serveApp(paths.renderer);

  let window: BrowserWindow | null = null;
  const bridge = createBridge({
    page: () => (window === null || window.isDestroyed() ? null : window.webContents),
    origin,
    onProblem: (channel, problem) => log.problem(`${channel}: ${problem}`),
  });
  const menuSay = createSay('menu');
  let session: Session | null = null;
  const live = (): Session | null => session;
  const keychain = createKeytarKeychain({
    patienceMs: 2_000,
    onUnlocked: () => {
      bridge.emit('accounts.changed', undefined);
      live()?.keychainUnlocked();
    },
  });

  const input = new RecentInput(() => performance.now());
  const face: Face = {
    args,
    log,
    redactor,
    bridge,
    keychain,
    signs: new SendingSigns(() => window, menuSay),
    tokens: new FileTokens(),
    window: () => window,
    pressedWithin: (ms) => input.within(ms),
  };
  /** Opens the data, or what can be done where it cannot be opened; answers false where nothing can. */
  const begin = async (): Promise<boolean> => {
    bridge.clear();
    try {
      session = await openSession(face, replaceData);
      return true;
    } catch (thrown) {
      const error = toAppError(thrown);
      if (error.code !== 'storage_damaged' && error.code !== 'storage_missing') {
        refuseToStart(error, log);
        return false;
      }
      log.problem(`start: ${error.code}: ${error.message}`);
      openRecovery(face, error, replaceData);
      return true;
    }
  };
  /** Closes the data, lets `work` put another in its place, opens that and draws the page anew. */
  const replaceData = async (work: () => Promise<unknown>): Promise<void> => {
    await live()?.close();
    session = null;
    const failed = await work().then(() => null, toAppError);
    if (!(await begin())) return;
    await live()?.start();
    if (failed === null) return window?.webContents.reload();
    // The page stays as it is: what it had going goes on, and it is told why.
    live()?.greet();
    throw new Failure(failed);
  };

  if (!(await begin())) return;
  installMenu(menuSay, (command: MenuCommand) => bridge.emit('app.menu', { command }));
  window = createMainWindow({ preload: paths.preload, icon: resourcePath('icon.png'), devServer });
  input.watch(window.webContents);
  await live()?.start();

  app.on('second-instance', (_event, argv, _cwd, extra) => {
    if (window?.isMinimized()) window.restore();
    window?.show();
    window?.focus();
    const named = (extra as { readonly file?: unknown } | undefined)?.file;
    void openFile(face, typeof named === 'string' ? named : csvIn(argv.slice(1)));
  });
  app.on('open-file', (event, path) => {
    event.preventDefault();
    void openFile(face, path);
  });
  followPower(live);
  guardQuit({ live, window: () => window, signs: face.signs, say: menuSay, log, leave: () => leave(0, keychain) });
}

function refuseToStart(error: AppError, log: Log): void {
  log.problem(`start: ${error.code}: ${error.message}`);
  const words = errorWords(error);
  dialog.showErrorBox(words.title, `${words.why}\n\n${words.fix}`);
  app.exit(1);
}
