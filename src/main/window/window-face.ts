import { join } from 'node:path';
import { app, type BrowserWindow, dialog, nativeTheme, session } from 'electron';
import type { MenuCommand, Settings } from '#contract/app.ts';
import { toAppError } from '#core/kernel/errors.ts';
import { createRedactor } from '#core/kernel/redact.ts';
import { systemGateways } from '../http/system-gateway.ts';
import { ImportService } from '../import/import-service.ts';
import { accountHandlers } from '../ipc/account-handlers.ts';
import { appHandlers, readSettings } from '../ipc/app-handlers.ts';
import { createBridge } from '../ipc/bridge.ts';
import { campaignHandlers } from '../ipc/campaign-handlers.ts';
import { contactHandlers } from '../ipc/contact-handlers.ts';
import type { HandlerContext } from '../ipc/context.ts';
import { FileTokens } from '../ipc/file-tokens.ts';
import { groupHandlers } from '../ipc/group-handlers.ts';
import { importHandlers } from '../ipc/import-handlers.ts';
import { practiceHandlers } from '../ipc/practice-handlers.ts';
import { receiptHandlers } from '../ipc/receipt-handlers.ts';
import { createKeytarKeychain } from '../keychain/keytar-keychain.ts';
import { type Log, openLog } from '../log.ts';
import { PushService } from '../pushing/push-service.ts';
import { openServices, type Services } from '../services/open-services.ts';
import { systemClock, systemRandom } from '../system.ts';
import { createSay, errorWords, type Say } from '../words.ts';
import { spawnImport, spawnStore } from '../workers.ts';
import { installMenu } from './app-menu.ts';
import { appOrigin, registerAppScheme, serveApp } from './app-protocol.ts';
import { guardContents, guardSession } from './guards.ts';
import { builtPaths, createMainWindow } from './main-window.ts';
import { SendingSigns } from './sending-signs.ts';

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
    session.defaultSession,
    devServer === null ? [`${appOrigin}/`, 'devtools:'] : [origin, 'ws:', 'devtools:'],
  );
  const paths = builtPaths(args.mainDir);
  serveApp(paths.renderer);

  let window: BrowserWindow | null = null;
  const bridge = createBridge({
    page: () => (window === null || window.isDestroyed() ? null : window.webContents),
    origin,
    onProblem: (channel, problem) => log.problem(`${channel}: ${problem}`),
  });
  const menuSay = createSay('menu');
  const signs = new SendingSigns(() => window, menuSay);

  let services: Services;
  try {
    services = await openServices({
      dataDir: args.dataDir,
      spawnStore,
      keychain: createKeytarKeychain({
        patienceMs: 2_000,
        onUnlocked: () => bridge.emit('accounts.changed', undefined),
      }),
      makeGateway: systemGateways({
        clock: systemClock,
        redactor,
        resolveProxy: (url) => session.defaultSession.resolveProxy(url),
      }),
      redactor,
      clock: systemClock,
      random: systemRandom,
      // A key for one run is the command's business: here it would silently speak for every account.
      keyForThisRun: null,
      notSentAllowed: 8,
      onProgress: (progress) => {
        bridge.emit('campaigns.progress', progress);
        signs.onProgress(progress, async (id) => (await services.reader.calls.campaigns.get(id)).name);
      },
      onCampaignChanged: (id) => bridge.emit('campaigns.changed', { id }),
      onReceipts: () => bridge.emit('receipts.changed', undefined),
    });
  } catch (thrown) {
    return refuseToStart(thrown, log);
  }

  const settings = await readSettings(services.store.calls);
  applyTheme(settings);
  const tokens = new FileTokens();
  const pushes = new PushService({
    store: services.store.calls,
    accounts: services.accounts,
    clock: systemClock,
    onStatus: (status) => bridge.emit('remote.push', status),
  });
  const context: HandlerContext = {
    services,
    imports: new ImportService(services.store, spawnImport, systemClock),
    pushes,
    spawnImport,
    tokens,
    bridge,
    redactor,
    dataDir: args.dataDir,
    samplePath: resourcePath('samples', 'members.csv'),
    say: createSay,
    window: () => window,
  };
  const openFile = async (path: string | null): Promise<void> => {
    if (path === null) return;
    const token = await tokens.admit(path).catch(() => null);
    if (token !== null) bridge.emit('app.file', token);
  };
  let greeted = false;
  const greet = (): void => {
    if (greeted) return;
    greeted = true;
    // The page asks for its settings just before it begins to listen; a moment later it does.
    setTimeout(() => void tellWhatWasInterrupted(services, bridge, () => openFile(args.file)), 300);
  };
  bridge.register(appHandlers(context, { onSettings: applyTheme, onPageReady: greet }));
  bridge.register(accountHandlers(context));
  bridge.register(importHandlers(context));
  bridge.register(contactHandlers(context));
  bridge.register(groupHandlers(context));
  bridge.register(campaignHandlers(context));
  bridge.register(receiptHandlers(context));
  bridge.register(practiceHandlers(context));
  const missing = bridge.missing();
  if (missing.length > 0) throw new Error(`calls without a handler: ${missing.join(', ')}`);

  installMenu(menuSay, (command: MenuCommand) => bridge.emit('app.menu', { command }));
  window = createMainWindow({ preload: paths.preload, icon: resourcePath('icon.png'), devServer });
  await services.accounts.ensurePractice();
  await services.receipts.start();
  services.indexSoon();

  app.on('second-instance', (_event, argv, _cwd, extra) => {
    if (window?.isMinimized()) window.restore();
    window?.show();
    window?.focus();
    const named = (extra as { readonly file?: unknown } | undefined)?.file;
    void openFile(typeof named === 'string' ? named : csvIn(argv.slice(1)));
  });
  app.on('open-file', (event, path) => {
    event.preventDefault();
    void openFile(path);
  });
  guardQuit({ services, pushes, window: () => window, say: menuSay, log });
}

/** Says what was cut off, then lets it go on. */
async function tellWhatWasInterrupted(
  services: Services,
  bridge: ReturnType<typeof createBridge>,
  then: () => Promise<void>,
): Promise<void> {
  for (const campaign of services.interrupted) {
    bridge.emit('app.recovered', {
      campaignId: campaign.id,
      name: campaign.name,
      done: campaign.sealed - campaign.counts.queued,
      sealed: campaign.sealed,
      inDoubt: campaign.counts.in_doubt,
      goesOn: true,
    });
  }
  await services.campaigns.restore(services.interrupted, true);
  await then();
}

function applyTheme(settings: Settings): void {
  nativeTheme.themeSource = settings.theme;
}

function resourcePath(...parts: readonly string[]): string {
  return app.isPackaged ? join(process.resourcesPath, ...parts) : join(app.getAppPath(), 'resources', ...parts);
}

function refuseToStart(thrown: unknown, log: Log): void {
  const error = toAppError(thrown);
  log.problem(`start: ${error.code}: ${error.message}`);
  const words = errorWords(error);
  dialog.showErrorBox(words.title, `${words.why}\n\n${words.fix}`);
  app.exit(1);
}

/** Quitting while something is being sent asks first; then it waits for what is in flight, so that nobody falls into doubt. */
function guardQuit({
  services,
  pushes,
  window,
  say,
  log,
}: {
  readonly services: Services;
  readonly pushes: PushService;
  readonly window: () => BrowserWindow | null;
  readonly say: Say;
  readonly log: Log;
}): void {
  let closing = false;
  let mayClose = false;
  const shutDown = async (): Promise<void> => {
    if (closing) return;
    closing = true;
    try {
      await pushes.stopAll();
      await services.close('quit');
    } catch (thrown) {
      log.problem(String(thrown));
    }
    mayClose = true;
    app.exit(0);
  };
  const askThenQuit = (): void => {
    const current = window();
    if (services.campaigns.running > 0 && current !== null && !current.isDestroyed()) {
      const answer = dialog.showMessageBoxSync(current, {
        type: 'question',
        title: say('quitGuard.title'),
        message: say('quitGuard.message', { count: services.campaigns.running }),
        detail: say('quitGuard.detail'),
        buttons: [say('quitGuard.quit'), say('quitGuard.stay')],
        defaultId: 1,
        cancelId: 1,
      });
      if (answer !== 0) return;
    }
    void shutDown();
  };
  app.on('before-quit', (event) => {
    if (mayClose) return;
    event.preventDefault();
    // A signal has nobody to ask; a person's Quit closes the window first.
    if (!closing) askThenQuit();
  });
  window()?.on('close', (event) => {
    if (mayClose) return;
    event.preventDefault();
    if (!closing) askThenQuit();
  });
  window()?.on('query-session-end', () => {
    void shutDown();
  });
}
