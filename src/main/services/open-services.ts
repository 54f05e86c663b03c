import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Progress } from '#contract/campaigns.ts';
import type { Campaign } from '#core/campaigns/campaign.ts';
import type { Clock, Random } from '#core/kernel/clock.ts';
import type { AppError } from '#core/kernel/errors.ts';
import type { CampaignId } from '#core/kernel/ids.ts';
import type { Redactor } from '#core/kernel/redact.ts';
import { AccountService, type MakeGateway } from '../accounts/account-service.ts';
import { firstOrigins } from '../accounts/first-origins.ts';
import { PracticeHost } from '../accounts/practice-host.ts';
import { BackupService } from '../backup/backup-service.ts';
import { recoverImports } from '../import/import-service.ts';
import { dropPasted } from '../import/pasted-cells.ts';
import type { Keychain } from '../keychain/port.ts';
import { ReceiptService } from '../receipts/receipt-service.ts';
import { AccountPaces } from '../sending/account-paces.ts';
import { CampaignManager } from '../sending/campaign-manager.ts';
import { connectStore, type SpawnStore, type StoreConnection } from '../store/client.ts';
import { onDisk } from '../store/durable-files.ts';
import { takeOwnerLock } from '../store/owner-lock.ts';

/** What both faces of the app share, window and command alike. */
export interface Services {
  /** The one writer. */
  readonly store: StoreConnection;
  /** Reads beside the writer: searches, lists, surveys and exports never stand before a send's intent. */
  readonly reader: StoreConnection;
  readonly accounts: AccountService;
  readonly keychain: Keychain;
  readonly practice: PracticeHost;
  readonly campaigns: CampaignManager;
  readonly paces: AccountPaces;
  readonly receipts: ReceiptService;
  readonly backups: BackupService;
  /** Campaigns that were running when the app was closed or cut off. */
  readonly interrupted: readonly Campaign[];
  readonly clock: Clock;
  readonly random: Random;
  /** Brings the search index up to date in the background; further calls while it works do nothing. */
  indexSoon(): void;
  /** Pauses what runs, waits for what is in flight, lets everything go. */
  close(reason: 'quit' | 'signal'): Promise<void>;
}

export interface ServiceOptions {
  readonly dataDir: string;
  readonly spawnStore: SpawnStore;
  readonly keychain: Keychain;
  readonly makeGateway: MakeGateway;
  readonly redactor: Redactor;
  readonly clock: Clock;
  readonly random: Random;
  readonly keyForThisRun: string | null;
  readonly notSentAllowed: number;
  readonly onProgress: (progress: Progress) => void;
  readonly onCampaignChanged: (id: CampaignId) => void;
  readonly onReceipts: () => void;
  readonly onBackups?: () => void;
  /** For a face that is never open for long: the daily backup is made before it closes. */
  readonly backUpAtEnd?: boolean;
  /** For a face that stays open: campaigns that the network or a sleeping machine stopped go on when that is over. */
  readonly goOnByItself?: boolean;
  /** Something that a person need not act on, for the log. */
  readonly onWarning?: (words: string) => void;
  /** Damage was found while the app runs: sending has stopped. */
  readonly onDamaged?: (error: AppError) => void;
}

export function databasePath(dataDir: string): string {
  return join(dataDir, 'slipway.db');
}

/** A silent service may hold a quit this long; then whoever is in flight becomes in doubt. */
const closeGraceMs = 12_000;

/** Takes the data folder, opens the store and builds the parts. Fails with `already_running` when it is taken. */
export async function openServices(options: ServiceOptions): Promise<Services> {
  const { dataDir, clock, random } = options;
  onDisk(() => mkdirSync(dataDir, { recursive: true }));
  const lock = takeOwnerLock(dataDir);
  const opened: StoreConnection[] = [];
  let stopSending = (): void => undefined;
  let told = false;
  const damaged = (error: AppError): void => {
    if (told) return;
    told = true;
    stopSending();
    options.onDamaged?.(error);
  };
  const connect = async (mode: 'write' | 'read'): Promise<StoreConnection> => {
    const connection = await connectStore(options.spawnStore, { path: databasePath(dataDir), mode }, damaged);
    opened.push(connection);
    return connection;
  };
  try {
    await dropPasted(dataDir);
    const store = await connect('write');
    const reader = await connect('read');
    const unreadable = await store.calls.settings.takeUnreadable();
    if (unreadable.length > 0)
      options.onWarning?.(`settings that were not JSON have their defaults: ${unreadable.join(', ')}`);
    await store.calls.book.sweep(clock.now());
    // Before anybody looks at the book: an import that was cut off is not in it.
    await recoverImports(store.calls);
    const interrupted = await store.calls.campaigns.recover(clock.now());
    const practice = new PracticeHost({ dir: join(dataDir, 'practice'), clock, random, settings: {} });
    const paces = new AccountPaces(store.calls.accounts, clock);
    const accounts = new AccountService({
      store: store.calls,
      keychain: options.keychain,
      practice,
      makeGateway: options.makeGateway,
      redactor: options.redactor,
      clock,
      newUid: randomUUID,
      keyForThisRun: options.keyForThisRun,
      firstOrigins: firstOrigins(dataDir, await store.calls.accounts.list()),
      onUpdated: (account) => paces.allow(account),
    });
    const backups = new BackupService({
      spawn: options.spawnStore,
      path: databasePath(dataDir),
      clock,
      onChanged: () => options.onBackups?.(),
      onDamaged: damaged,
    });
    let lookedAt: Promise<unknown> = Promise.resolve();
    const backUpAfter = async (id: CampaignId): Promise<void> => {
      const { state } = await reader.calls.campaigns.get(id).catch(() => ({ state: null }));
      if (state === 'finished') backups.makeSoon();
    };
    const campaigns = new CampaignManager({
      store: store.calls,
      paces,
      gateway: (account, connections) => accounts.gateway(account, connections),
      clock,
      random,
      onProgress: options.onProgress,
      onChanged: (id) => {
        options.onCampaignChanged(id);
        lookedAt = Promise.all([lookedAt, backUpAfter(id)]);
      },
      notSentAllowed: options.notSentAllowed,
      goOnByItself: options.goOnByItself ?? false,
    });
    stopSending = () => void campaigns.stopAll('storage_damaged');
    const receipts = new ReceiptService({
      onThrottled: (account) => paces.slowDown(account),
      store: store.calls,
      practice,
      clock,
      onStored: (campaignIds) => {
        options.onReceipts();
        for (const id of campaignIds) {
          if (!campaigns.isRunning(id)) options.onCampaignChanged(id);
        }
      },
    });
    let indexing = false;
    let closing = false;
    const indexSlices = async (): Promise<void> => {
      while (!closing && (await store.calls.book.index(500))) {
        // A breath between slices: whoever sends goes first.
        await new Promise<void>((resolve) => {
          clock.after(5, resolve);
        });
      }
    };
    return {
      store,
      reader,
      accounts,
      keychain: options.keychain,
      practice,
      campaigns,
      paces,
      receipts,
      backups,
      interrupted,
      clock,
      random,
      indexSoon() {
        if (indexing) return;
        indexing = true;
        void indexSlices()
          .catch(() => undefined)
          .finally(() => {
            indexing = false;
          });
      },
      async close(reason) {
        closing = true;
        const late = clock.after(closeGraceMs, () => campaigns.abortAll());
        await campaigns.stopAll(reason);
        late.cancel();
        await paces.close();
        await receipts.close();
        await practice.close();
        await lookedAt;
        if (options.backUpAtEnd === true) backups.start({ lookOver: false });
        await backups.close();
        await reader.close();
        await store.close();
        lock.release();
      },
    };
  } catch (thrown) {
    for (const connection of opened) await connection.close();
    lock.release();
    throw thrown;
  }
}
