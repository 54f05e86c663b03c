import { type BrowserWindow, session as electronSession, nativeTheme } from 'electron';
import type { Settings } from '#contract/app.ts';
import type { AppError } from '#core/kernel/errors.ts';
import type { Redactor } from '#core/kernel/redact.ts';
import { restoreBackup, startAnew } from '../backup/replace-database.ts';
import { systemGateways } from '../http/system-gateway.ts';
import { ImportService } from '../import/import-service.ts';
import { accountHandlers } from '../ipc/account-handlers.ts';
import { appHandlers, machineHandlers } from '../ipc/app-handlers.ts';
import { backupHandlers } from '../ipc/backup-handlers.ts';
import type { Bridge } from '../ipc/bridge.ts';
import { campaignHandlers } from '../ipc/campaign-handlers.ts';
import { contactHandlers } from '../ipc/contact-handlers.ts';
import type { HandlerContext } from '../ipc/context.ts';
import type { FileTokens } from '../ipc/file-tokens.ts';
import { groupHandlers } from '../ipc/group-handlers.ts';
import { importHandlers } from '../ipc/import-handlers.ts';
import { practiceHandlers } from '../ipc/practice-handlers.ts';
import { receiptHandlers } from '../ipc/receipt-handlers.ts';
import type { Keychain } from '../keychain/port.ts';
import type { Log } from '../log.ts';
import { PushService } from '../pushing/push-service.ts';
import { openServices, type Services } from '../services/open-services.ts';
import { readSettings } from '../settings.ts';
import { systemClock, systemRandom } from '../system.ts';
import { createSay } from '../words.ts';
import { spawnImport, spawnStore } from '../workers.ts';
import type { PowerListener } from './power.ts';
import { resourcePath } from './resource-path.ts';
import type { SendingSigns } from './sending-signs.ts';

/** What stays while the data behind it is opened, closed and opened anew. */
export interface Face {
  readonly args: { readonly dataDir: string; readonly file: string | null };
  readonly log: Log;
  readonly redactor: Redactor;
  readonly bridge: Bridge;
  readonly keychain: Keychain;
  readonly signs: SendingSigns;
  readonly tokens: FileTokens;
  readonly window: () => BrowserWindow | null;
  /** Whether a person pressed something in it within so many milliseconds. */
  readonly pressedWithin: (ms: number) => boolean;
}

/** The data, opened, with every call of the contract answered. */
export interface Session extends PowerListener {
  /** Campaigns that send right now. */
  readonly running: number;
  /** What runs beside the page, once the page is on its way. */
  start(): Promise<void>;
  /** Tells what was cut off and lets it go on; the page's own first call does it too. */
  greet(): void;
  /** The keychain gave a key, after it had none for us. */
  keychainUnlocked(): void;
  /** @param reason what running campaigns pause as; `quit` when left out */
  close(reason?: 'quit' | 'signal'): Promise<void>;
}

/** Closes the data, does something to its file, and opens it again. */
export type ReplaceData = (work: () => Promise<unknown>) => Promise<void>;

export async function openSession(face: Face, replaceData: ReplaceData): Promise<Session> {
  const { args, bridge, keychain, log, redactor, signs, tokens, window } = face;
  const { dataDir } = args;
  let damage: AppError | null = null;
  const services: Services = await openServices({
    dataDir,
    spawnStore,
    keychain,
    makeGateway: systemGateways({
      clock: systemClock,
      redactor,
      // Not the page's session, which has no way out. One of its own has the system's settings.
      resolveProxy: (url) => electronSession.fromPartition('system-proxy').resolveProxy(url),
    }),
    redactor,
    clock: systemClock,
    random: systemRandom,
    // A key for one run is the command's business: here it would silently speak for every account.
    keyForThisRun: null,
    notSentAllowed: 8,
    goOnByItself: true,
    onProgress: (progress) => {
      bridge.emit('campaigns.progress', progress);
      signs.onProgress(progress, async (id) => (await services.reader.calls.campaigns.get(id)).name);
    },
    onCampaignChanged: (id) => bridge.emit('campaigns.changed', { id }),
    onReceipts: () => bridge.emit('receipts.changed', undefined),
    onBackups: () => bridge.emit('backups.changed', undefined),
    onWarning: (words) => log.problem(`warning: ${words}`),
    onDamaged: (error) => {
      damage = error;
      log.problem(`damaged: ${error.message}`);
      bridge.emit('backups.damaged', error);
    },
  });
  applyTheme(await readSettings(services.store.calls));
  const pushes = new PushService({
    store: services.store.calls,
    accounts: services.accounts,
    paces: services.paces,
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
    dataDir,
    samplePath: resourcePath('samples', 'members.csv'),
    say: createSay,
    window,
    pressedWithin: face.pressedWithin,
  };
  let greeted = false;
  const greet = (): void => {
    if (damage !== null) setTimeout(() => damage !== null && bridge.emit('backups.damaged', damage), 300);
    if (greeted) return;
    greeted = true;
    // The page asks for its settings just before it begins to listen; a moment later it does.
    setTimeout(() => void tellWhatWasInterrupted(services, bridge, () => openFile(face, args.file)), 300);
  };
  bridge.register(appHandlers(context, { onSettings: applyTheme, onPageReady: greet }));
  bridge.register(accountHandlers(context));
  bridge.register(importHandlers(context));
  bridge.register(contactHandlers(context));
  bridge.register(groupHandlers(context));
  bridge.register(campaignHandlers(context));
  bridge.register(receiptHandlers(context));
  bridge.register(practiceHandlers(context));
  bridge.register(backupHandlers({ dataDir, spawnStore, services, ...replacing(dataDir, replaceData) }));
  const missing = bridge.missing();
  if (missing.length > 0) throw new Error(`calls without a handler: ${missing.join(', ')}`);

  return {
    get running() {
      return services.campaigns.running;
    },
    suspend: () => services.campaigns.suspend(),
    wake: () => services.campaigns.wake(),
    networkChanged: () => services.campaigns.networkChanged(),
    keychainUnlocked: () => services.campaigns.keychainUnlocked(),
    greet,
    async start() {
      await services.accounts.ensurePractice();
      await services.receipts.start();
      services.indexSoon();
      services.backups.start({ lookOver: true });
    },
    async close(reason = 'quit') {
      await pushes.stopAll();
      await services.close(reason);
    },
  };
}

/** Where the data cannot be opened: its backups, and nothing else. */
export function openRecovery({ args, bridge }: Face, error: AppError, replaceData: ReplaceData): void {
  const { dataDir } = args;
  bridge.register(machineHandlers(dataDir, systemClock));
  bridge.register(backupHandlers({ dataDir, spawnStore, services: null, ...replacing(dataDir, replaceData) }));
  bridge.refuseRest(error);
}

function replacing(dataDir: string, replaceData: ReplaceData) {
  return {
    restore: (name: string) => replaceData(() => restoreBackup(dataDir, spawnStore, name, systemClock.now())),
    startAnew: () => replaceData(() => startAnew(dataDir, spawnStore, systemClock.now())),
  };
}

/** Offers the page a file that was named on the command line or opened with the app. */
export async function openFile({ tokens, bridge }: Face, path: string | null): Promise<void> {
  if (path === null) return;
  const token = await tokens.admit(path).catch(() => null);
  if (token !== null) bridge.emit('app.file', token);
}

/** Says what was cut off, then lets it go on. */
async function tellWhatWasInterrupted(services: Services, bridge: Bridge, then: () => Promise<void>): Promise<void> {
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
