import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { ListenerView } from '#contract/receipts.ts';
import type { Clock } from '#core/kernel/clock.ts';
import { toAppError } from '#core/kernel/errors.ts';
import type { AccountId, CampaignId } from '#core/kernel/ids.ts';
import type { Receipt } from '#core/receipts/port.ts';
import type { PracticeHost } from '../accounts/practice-host.ts';
import { type ReceiptsListener, startReceiptsListener } from '../http/receipts-listener.ts';
import type { StoreClient } from '../store/protocol.ts';
import type { AddedReceipts } from '../store/receipts-store.ts';

export interface ReceiptPorts {
  readonly store: StoreClient;
  readonly practice: PracticeHost;
  readonly clock: Clock;
  readonly onStored: (campaigns: readonly CampaignId[]) => void;
  /** Receipts say that an account was too fast. */
  readonly onThrottled: (account: AccountId) => void;
}

/** Kept in settings; the secret is a path, not a credential: it opens nothing but the door for callbacks. */
const listenerSettings = z.object({
  enabled: z.boolean(),
  port: z.int().min(0).max(65_535),
  host: z.enum(['127.0.0.1', '0.0.0.0']),
  allowedHosts: z.array(z.string()),
  secret: z.string().min(1),
});
type ListenerSettings = z.infer<typeof listenerSettings>;

const settingName = 'receipts_listener';

/** Where delivery receipts come in: the listener on this computer, and files of saved callbacks. */
export class ReceiptService {
  readonly #ports: ReceiptPorts;
  #listener: ReceiptsListener | null = null;
  #error: string | null = null;
  #received = 0;

  constructor(ports: ReceiptPorts) {
    this.#ports = ports;
  }

  /** Listens when it is switched on, and points the practice service at it. Never throws: a taken port is a state. */
  async start(): Promise<ListenerView> {
    const settings = await this.#settings();
    await this.#stop();
    if (settings.enabled) {
      try {
        this.#listener = await startReceiptsListener({
          port: settings.port,
          host: settings.host,
          secret: settings.secret,
          allowedHosts: settings.allowedHosts,
          clock: this.#ports.clock,
          onReceipts: async (receipts) => {
            await this.add(receipts);
          },
        });
        // A port of 0 was a wish for any: keep the one that came, so that the address given away stays true.
        if (settings.port === 0) await this.#write({ ...settings, port: this.#listener.port });
        this.#error = null;
      } catch (thrown) {
        this.#error = toAppError(thrown).message;
      }
    }
    await this.#ports.practice.configure({ callbackUrl: this.#practiceUrl() });
    return this.view();
  }

  async configure(change: Pick<ListenerSettings, 'enabled' | 'port' | 'host' | 'allowedHosts'>): Promise<ListenerView> {
    await this.#write({ ...(await this.#settings()), ...change });
    return this.start();
  }

  async renewSecret(): Promise<ListenerView> {
    await this.#write({ ...(await this.#settings()), secret: newSecret() });
    return this.start();
  }

  async view(): Promise<ListenerView> {
    const settings = await this.#settings();
    const { lastAt } = await this.#ports.store.receipts.summary(this.#ports.clock.now());
    return {
      state: this.#listener !== null ? 'listening' : this.#error !== null ? 'failed' : 'off',
      url: this.#listener?.url ?? null,
      port: this.#listener?.port ?? settings.port,
      host: settings.host,
      allowedHosts: [...settings.allowedHosts],
      lastAt,
      received: this.#received,
      error: this.#error,
    };
  }

  /** Stores and applies; resolves when they are on disk. */
  async add(receipts: readonly Receipt[]): Promise<AddedReceipts> {
    const added = await this.#ports.store.receipts.add(receipts, this.#ports.clock.now());
    this.#received += added.added;
    if (added.added > 0) this.#ports.onStored(added.campaigns);
    for (const account of added.throttled) this.#ports.onThrottled(account);
    return added;
  }

  async close(): Promise<void> {
    await this.#stop();
  }

  async #stop(): Promise<void> {
    const listener = this.#listener;
    this.#listener = null;
    await listener?.close();
  }

  /** The practice service posts to this machine only, whatever address the listener was given. */
  #practiceUrl(): string | null {
    if (this.#listener === null) return null;
    const url = new URL(this.#listener.url);
    url.hostname = '127.0.0.1';
    return url.href;
  }

  async #settings(): Promise<ListenerSettings> {
    const kept = listenerSettings.safeParse(await this.#ports.store.settings.read(settingName));
    if (kept.success) return kept.data;
    const made: ListenerSettings = {
      enabled: true,
      port: 0,
      host: '127.0.0.1',
      allowedHosts: [],
      secret: newSecret(),
    };
    await this.#write(made);
    return made;
  }

  async #write(settings: ListenerSettings): Promise<void> {
    await this.#ports.store.settings.write(settingName, settings);
  }
}

function newSecret(): string {
  return randomBytes(18).toString('base64url');
}
