import { type Campaign, endedWithWindow, type Passed, type PauseReason, passes } from '#core/campaigns/campaign.ts';
import type { Gateway } from '#core/gateway/port.ts';
import type { Clock, Instant, Random, Timer } from '#core/kernel/clock.ts';
import { isOfTheDisk, toAppError } from '#core/kernel/errors.ts';
import type { AccountId, CampaignId } from '#core/kernel/ids.ts';
import { acceptedCount } from '#core/outbox/states.ts';
import { answeredByService } from '#core/sending/reach.ts';
import { backoffMs } from '#core/sending/retry.ts';
import type { StoreClient } from '../store/protocol.ts';

import { ReturnWatch } from './return-watch.ts';

export interface GoingOnPorts {
  readonly campaigns: Pick<StoreClient['campaigns'], 'get'>;
  readonly gateway: (account: AccountId, connections: number) => Promise<Gateway>;
  /** Whether the disk takes data again. */
  readonly diskTakesData: () => Promise<boolean>;
  readonly clock: Clock;
  readonly random: Random;
  readonly onPassed: (id: CampaignId, why: Passed) => Promise<unknown>;
  /** Nobody said that the machine woke, and it has been awake for too long to be asleep. */
  readonly onAwake: () => void;
  /** False for a command, which ends instead and says why. */
  readonly enabled: boolean;
}

/** A machine that said it goes to sleep and is awake for this long did not, or never said that it woke. */
const fallAsleepMs = 60_000;
/** How often the end of a long wait is looked for. */
const lookEveryMs = 60_000;
/** A service that does not answer a question within this time is not there. */
const askPatienceMs = 15_000;

/** Whether a campaign that nobody runs may go on now that this has passed; `missed` when the service was to hold it until a time that is over. */
export function mayGoOn(campaign: Campaign, why: Passed, now: Instant): 'yes' | 'no' | 'missed' {
  const { state, scheduleBy, scheduleAt } = campaign;
  // A disk that took nothing did not take either that the campaign stands still.
  const reason = state === 'running' ? 'storage' : campaign.pauseReason;
  if ((state !== 'paused' && state !== 'running') || reason === null) return 'no';
  const closedBySystem = why === 'reopened' && reason === 'signal' && campaign.pauseDetail === endedWithWindow;
  if (!closedBySystem && !(passes[why] as readonly PauseReason[]).includes(reason)) return 'no';
  return scheduleBy === 'service' && scheduleAt !== null && scheduleAt <= now ? 'missed' : 'yes';
}

/** Campaigns that stand still for a reason that passes: the network, a full disk, a machine asleep, a locked keychain. Sees to it that they go on. */
export class GoingOn {
  readonly #ports: GoingOnPorts;
  readonly #connection: ReturnWatch;
  readonly #disk: ReturnWatch;
  readonly #slept = new Set<CampaignId>();
  readonly #locked = new Set<CampaignId>();
  /** How many had gone out when an answer was unclear; the same number again, and the service is there and unclear. */
  readonly #unclear = new Map<CampaignId, number>();
  /** They could go on and the disk did not let them. */
  readonly #again = new Map<CampaignId, Timer>();
  #closed = false;
  /** Set while the machine is about to sleep. */
  #asleep: Timer | null = null;

  constructor(ports: GoingOnPorts) {
    const { clock, random } = ports;
    this.#ports = ports;
    this.#connection = new ReturnWatch({
      clock,
      random,
      ask: (id) => this.#ask(id),
      onBack: (id) => this.#pass(id, 'network_back'),
    });
    this.#disk = new ReturnWatch({
      clock,
      random,
      ask: () => ports.diskTakesData(),
      onBack: (id) => this.#pass(id, 'storage_back'),
    });
  }

  get asleep(): boolean {
    return this.#asleep !== null;
  }

  suspend(): void {
    this.#asleep ??= this.#ports.clock.after(fallAsleepMs, () => this.#ports.onAwake());
  }

  wake(): void {
    this.#asleep?.cancel();
    this.#asleep = null;
    this.#passAll(this.#slept, 'awake');
  }

  /** The keychain gave a key. It is not asked for one meanwhile: each time, the system would ask a person. */
  unlocked(): void {
    this.#passAll(this.#locked, 'unlocked');
  }

  networkChanged(): void {
    this.#connection.nudge();
  }

  /** A campaign was found to stand still at the start. */
  found(campaign: Campaign): void {
    const { id, pauseReason } = campaign;
    // Somebody may have unlocked it since: asked for once, unless this start asked already.
    const ask = this.#ports.enabled && pauseReason === 'keychain_locked' && !this.#locked.has(id);
    if (ask) void this.#pass(id, 'unlocked');
    else this.stoodStill(campaign);
  }

  /** A campaign came to stand still; `owed` when the disk has not taken yet that it does. */
  stoodStill({ id, state, pauseReason, pauseDetail, counts }: Campaign, owed = false): void {
    if (!this.#ports.enabled || this.#closed || state !== 'paused') return;
    if (owed) return this.#disk.watch(id, true);
    if (pauseReason === 'offline') this.#connection.watch(id, true);
    if (pauseReason === 'keychain_locked') this.#locked.add(id);
    if (pauseReason === 'storage') this.#disk.watch(id, true);
    if (pauseReason === 'throttled') this.#waitUntil(id, Date.parse(pauseDetail ?? ''));
    // A sign-in page may have answered. Only a service that was seen away, and is back, is worth another person's doubt.
    if (pauseReason === 'unclear_answer' && this.#unclear.get(id) !== acceptedCount(counts)) {
      this.#unclear.set(id, acceptedCount(counts));
      this.#connection.watch(id, false);
    }
    if (pauseReason !== 'sleep') return;
    // It may have woken before the last answer came.
    if (this.asleep) this.#slept.add(id);
    else void this.#pass(id, 'awake');
  }

  /** A person has decided something else. */
  forget(id: CampaignId): void {
    this.#connection.forget(id);
    this.#disk.forget(id);
    this.#slept.delete(id);
    this.#locked.delete(id);
    this.#unclear.delete(id);
    this.#again.get(id)?.cancel();
    this.#again.delete(id);
  }

  close(): void {
    this.#closed = true;
    for (const timer of this.#again.values()) timer.cancel();
    this.#again.clear();
    this.#asleep?.cancel();
    this.#slept.clear();
    this.#locked.clear();
    this.#connection.close();
    this.#disk.close();
  }

  /** Looks at the clock again and again: a timer alone would not notice a machine that slept, and cannot run for weeks. */
  #waitUntil(id: CampaignId, until: Instant): void {
    const { clock } = this.#ports;
    const left = until - clock.now();
    this.#again.get(id)?.cancel();
    if (!(left > 0)) return void this.#pass(id, 'wait_over');
    this.#again.set(
      id,
      clock.after(Math.min(left, lookEveryMs), () => this.#waitUntil(id, until)),
    );
  }

  #passAll(waiting: Set<CampaignId>, why: Passed): void {
    const ids = [...waiting];
    waiting.clear();
    for (const id of ids) void this.#pass(id, why);
  }

  /** Whoever cannot go on stands still again, and has said why; unless the disk took nothing, then it is tried again. */
  async #pass(id: CampaignId, why: Passed, tries = 1): Promise<void> {
    const { onPassed, clock, random } = this.#ports;
    try {
      await onPassed(id, why);
    } catch (thrown) {
      if (this.#closed || !isOfTheDisk(toAppError(thrown))) return;
      const again = clock.after(backoffMs(tries + 2, random), () => void this.#pass(id, why, tries + 1));
      this.#again.get(id)?.cancel();
      this.#again.set(id, again);
    }
  }

  /** A call that sends nothing, over a connection made anew: by the way out that is right now. */
  async #ask(id: CampaignId): Promise<boolean> {
    const { campaigns, clock } = this.#ports;
    const { accountId } = await campaigns.get(id);
    const gateway = await this.#ports.gateway(accountId, 1);
    const stop = new AbortController();
    const patience = clock.after(askPatienceMs, () => stop.abort());
    try {
      return answeredByService(await gateway.profile(stop.signal));
    } finally {
      patience.cancel();
      await gateway.close();
    }
  }
}
