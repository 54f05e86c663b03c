import type { Progress } from '#contract/campaigns.ts';
import type { Campaign, PauseReason } from '#core/campaigns/campaign.ts';
import { pauseReasons, priorityWeights } from '#core/campaigns/campaign.ts';
import { formatScheduleTime } from '#core/campaigns/schedule.ts';
import type { Gateway } from '#core/gateway/port.ts';
import type { Clock, Random, Timer } from '#core/kernel/clock.ts';
import { Failure, fail, toAppError } from '#core/kernel/errors.ts';
import type { AccountId, CampaignId } from '#core/kernel/ids.ts';
import { countSegments } from '#core/messages/segments.ts';
import type { StateCounts } from '#core/outbox/states.ts';
import type { AccountPace, PaceShare } from '#core/sending/account-pace.ts';
import { CampaignRun, type RunEnd, type Waiting } from '#core/sending/campaign-run.ts';
import { emptyMeter, type Meter, mark } from '#core/sending/meter.ts';
import type { Outbox, Settlement } from '#core/sending/outbox-port.ts';
import type { StoredAccount } from '../store/accounts-store.ts';
import { packSteps, unpackAnswers } from '../store/outbox-wire.ts';
import type { StoreClient } from '../store/protocol.ts';
import type { AccountPaces } from './account-paces.ts';
import { witnessBalance } from './balance-witness.ts';
import { groupCommit } from './group-commit.ts';
import { acceptedOf, movingProgress, settledOf, stillProgress } from './progress.ts';

export interface ManagerPorts {
  readonly store: StoreClient;
  readonly paces: AccountPaces;
  readonly gateway: (account: AccountId, connections: number) => Promise<Gateway>;
  readonly clock: Clock;
  readonly random: Random;
  /** At most ten a second per campaign. */
  readonly onProgress: (progress: Progress) => void;
  readonly onChanged: (id: CampaignId) => void;
  /** Attempts without a byte written before a campaign pauses as offline. */
  readonly notSentAllowed: number;
}

interface Active {
  readonly run: CampaignRun;
  readonly gateway: Gateway;
  readonly ended: Promise<Campaign>;
  readonly pace: PaceShare;
  campaign: Campaign;
  counts: StateCounts;
  waiting: Waiting | null;
  meter: Meter;
  timer: Timer | null;
  lastEmit: number;
}

const emitEveryMs = 100;
/** Timers are cut into pieces, so that a laptop's sleep or a changed clock shows within this time. */
const scheduleCheckMs = 20_000;

/** Runs campaigns: one `CampaignRun` each, one throttle per account, and their way through the campaign states. */
export class CampaignManager {
  readonly #ports: ManagerPorts;
  readonly #outbox: Outbox;
  readonly #active = new Map<CampaignId, Active>();
  readonly #scheduled = new Map<CampaignId, Timer>();
  /** On their way from a person's word to a run: a second word must not make a second run. */
  readonly #starting = new Map<CampaignId, Promise<Campaign>>();
  /** Answers the disk did not take; the campaign's next run writes them first. */
  readonly #unsaved = new Map<CampaignId, readonly Settlement[]>();
  #closing = false;

  constructor(ports: ManagerPorts) {
    this.#ports = ports;
    this.#outbox = groupCommit(async (steps) =>
      unpackAnswers(await ports.store.outbox.exchangePacked(packSteps(steps))),
    );
  }

  isRunning(id: CampaignId): boolean {
    return this.#active.has(id);
  }

  get running(): number {
    return this.#active.size;
  }

  /** A person's word to send: starts now, or waits for the campaign's time. */
  launch(id: CampaignId): Promise<Campaign> {
    return this.#once(id, () => this.#launch(id));
  }

  resume(id: CampaignId): Promise<Campaign> {
    return this.#once(id, () => this.#resume(id));
  }

  /** Waits for the requests in flight, then stands still. */
  async pause(id: CampaignId, reason: PauseReason = 'person'): Promise<void> {
    await this.#starting.get(id)?.catch(() => undefined);
    const active = this.#active.get(id);
    if (active !== undefined) {
      active.run.stop(reason);
      await active.ended;
      return;
    }
    const campaign = await this.#ports.store.campaigns.get(id);
    if (campaign.state === 'scheduled') {
      this.#unschedule(id);
      await this.#ports.store.campaigns.move(id, 'paused', this.#ports.clock.now(), { pauseReason: reason });
      this.#ports.onChanged(id);
    }
  }

  async cancel(id: CampaignId): Promise<Campaign> {
    await this.pause(id);
    this.#unschedule(id);
    await this.#save(id);
    const campaign = await this.#ports.store.campaigns.cancel(id, this.#ports.clock.now());
    this.#ports.onChanged(id);
    return campaign;
  }

  /** Stops everything that runs, for good; the promise resolves when nothing is in flight any more. */
  async stopAll(reason: PauseReason): Promise<void> {
    this.#closing = true;
    for (const id of this.#scheduled.keys()) this.#unschedule(id);
    await Promise.allSettled(this.#starting.values());
    const ends = [...this.#active.values()].map((active) => {
      active.run.stop(reason);
      return active.ended;
    });
    await Promise.all(ends);
  }

  /** Does not wait for answers any more: whoever is in flight becomes in doubt. */
  abortAll(): void {
    for (const active of this.#active.values()) active.run.abort();
  }

  /** Resolves when the campaign stands still, whatever the reason. */
  async settled(id: CampaignId): Promise<Campaign> {
    for (;;) {
      const active = this.#active.get(id);
      if (active !== undefined) return active.ended;
      if (!this.#scheduled.has(id)) return this.#ports.store.campaigns.get(id);
      await new Promise<void>((resolve) => {
        this.#ports.clock.after(50, resolve);
      });
    }
  }

  async progress(id: CampaignId): Promise<Progress> {
    const active = this.#active.get(id);
    if (active !== undefined) return movingProgress(active, this.#ports.clock.monotonic());
    return stillProgress(await this.#ports.store.campaigns.get(id));
  }

  /** After a start: timers of scheduled campaigns, and those that ran when the app ended go on. */
  async restore(interrupted: readonly Campaign[], goOn: boolean): Promise<void> {
    const { rows } = await this.#ports.store.campaigns.list(['scheduled'], 0, 500);
    for (const campaign of rows) this.#arm(campaign);
    if (!goOn) return;
    for (const campaign of interrupted) {
      // Without a key or a network it stays paused and says why; the others must still go on.
      await this.resume(campaign.id).catch(() => undefined);
    }
  }

  async #launch(id: CampaignId): Promise<Campaign> {
    const campaign = await this.#ports.store.campaigns.get(id);
    if (campaign.state !== 'sealed') {
      fail('wrong_state', `campaign ${id} is ${campaign.state}`, { what: 'campaign', state: campaign.state });
    }
    if (this.#mustWait(campaign)) return this.#schedule(campaign);
    return this.#start(campaign, 'started');
  }

  async #resume(id: CampaignId): Promise<Campaign> {
    const campaign = await this.#ports.store.campaigns.get(id);
    if (this.#active.has(id)) return campaign;
    // `running` and nobody runs it: the disk took nothing, not even that it stands still.
    if (!['paused', 'scheduled', 'sealed', 'running'].includes(campaign.state)) {
      fail('wrong_state', `campaign ${id} is ${campaign.state}`, { what: 'campaign', state: campaign.state });
    }
    if (this.#mustWait(campaign)) return this.#schedule(campaign);
    return this.#start(campaign, campaign.startedAt === null ? 'started' : 'resumed');
  }

  #mustWait(campaign: Campaign): boolean {
    return (
      campaign.scheduleBy === 'app' &&
      campaign.scheduleAt !== null &&
      campaign.startedAt === null &&
      campaign.scheduleAt > this.#ports.clock.now()
    );
  }

  async #schedule(campaign: Campaign): Promise<Campaign> {
    const now = this.#ports.clock.now();
    const scheduled = await this.#ports.store.campaigns.move(campaign.id, 'scheduled', now);
    await this.#ports.store.campaigns.log(campaign.id, now, 'scheduled', { at: campaign.scheduleAt ?? now });
    this.#arm(scheduled);
    this.#ports.onChanged(campaign.id);
    return scheduled;
  }

  #arm(campaign: Campaign): void {
    const { id, scheduleAt } = campaign;
    this.#unschedule(id);
    const left = (scheduleAt ?? 0) - this.#ports.clock.now();
    const timer = this.#ports.clock.after(Math.min(Math.max(0, left), scheduleCheckMs), () => {
      if ((scheduleAt ?? 0) > this.#ports.clock.now()) return this.#arm(campaign);
      void this.#startScheduled(campaign);
    });
    this.#scheduled.set(id, timer);
  }

  async #startScheduled(campaign: Campaign): Promise<void> {
    try {
      await this.#once(campaign.id, () => this.#start(campaign, 'started'));
    } catch {
      // `#start` has written why it could not.
    } finally {
      this.#unschedule(campaign.id);
    }
  }

  #unschedule(id: CampaignId): void {
    this.#scheduled.get(id)?.cancel();
    this.#scheduled.delete(id);
  }

  /** A second word while the first is being followed means the same. */
  #once(id: CampaignId, work: () => Promise<Campaign>): Promise<Campaign> {
    const underway = this.#starting.get(id);
    if (underway !== undefined) return underway;
    const starting = work().finally(() => this.#starting.delete(id));
    this.#starting.set(id, starting);
    return starting;
  }

  async #start(campaign: Campaign, code: 'started' | 'resumed'): Promise<Campaign> {
    const { store, clock } = this.#ports;
    if (this.#closing) fail('cancelled', 'everything is being stopped');
    if (this.#active.has(campaign.id)) return store.campaigns.get(campaign.id);
    const account = await store.accounts.get(campaign.accountId);
    const window = campaign.concurrency ?? account.concurrency;
    let gateway: Gateway;
    try {
      gateway = await this.#ports.gateway(account.id, window);
    } catch (thrown) {
      const error = toAppError(thrown);
      await this.#pauseWith(campaign.id, reasonOf(error.code), error.message, 0);
      throw new Failure(error);
    }
    try {
      await this.#witness(campaign.id, gateway, 'balance_before');
      const running = await store.campaigns.move(campaign.id, 'running', clock.now(), { startedAt: clock.now() });
      await store.campaigns.log(campaign.id, clock.now(), code, { people: running.counts.queued });
      this.#activate(running, account, await this.#ports.paces.of(account), gateway);
      this.#ports.onChanged(campaign.id);
      return running;
    } catch (thrown) {
      await gateway.close();
      throw thrown;
    }
  }

  #activate(campaign: Campaign, account: StoredAccount, accountPace: AccountPace, gateway: Gateway): void {
    const { store, clock, random } = this.#ports;
    const pace = accountPace.join({
      weight: priorityWeights[campaign.priority],
      rate: campaign.ratePerSecond,
      concurrency: campaign.concurrency,
    });
    const run = new CampaignRun(
      {
        outbox: this.#outbox,
        gateway,
        pace,
        clock,
        random,
        onCounts: (counts, waiting) => this.#onCounts(campaign.id, counts, waiting),
        onLog: (code, details) =>
          void store.campaigns.log(campaign.id, clock.now(), code, details).catch(() => undefined),
      },
      {
        campaignId: campaign.id,
        shape: {
          plan: campaign,
          scheduleTime: campaign.scheduleAt === null ? null : formatScheduleTime(campaign.scheduleAt, campaign.zone),
          typeOf: (text) =>
            account.smsType === 'auto' && countSegments(text).encoding === 'UCS-2' ? 'unicode' : 'plain',
        },
        notSentAllowed: this.#ports.notSentAllowed,
        unsaved: this.#unsaved.get(campaign.id) ?? [],
      },
    );
    this.#unsaved.delete(campaign.id);
    const began = clock.monotonic();
    const ended = run
      .run()
      .catch((thrown: unknown): RunEnd => {
        return { kind: 'paused', reason: 'internal', detail: toAppError(thrown).message, unsaved: [] };
      })
      .then((end) => this.#end(campaign.id, end, (clock.monotonic() - began) / 1000, gateway));
    this.#active.set(campaign.id, {
      run,
      gateway,
      ended,
      pace,
      campaign,
      counts: campaign.counts,
      waiting: null,
      meter: mark(emptyMeter, clock.monotonic(), settledOf(campaign.sealed, campaign.counts)),
      timer: null,
      lastEmit: Number.NEGATIVE_INFINITY,
    });
  }

  async #end(id: CampaignId, end: RunEnd, seconds: number, gateway: Gateway): Promise<Campaign> {
    const { store, clock } = this.#ports;
    const hasDoubts = (this.#active.get(id)?.counts.in_doubt ?? 0) > 0;
    // Whoever closes the app does not wait for it.
    if (hasDoubts && !this.#closing) await this.#witness(id, gateway, 'balance_after');
    await gateway.close();
    await this.#ports.paces.save();
    if (end.kind === 'paused' && end.unsaved.length > 0) this.#unsaved.set(id, end.unsaved);
    let campaign: Campaign;
    try {
      if (end.kind === 'finished') {
        campaign = await store.campaigns.move(id, 'finished', clock.now(), { finishedAt: clock.now(), seconds });
        await store.campaigns.log(id, clock.now(), 'finished', {
          accepted: acceptedOf(campaign.counts),
          rejected: campaign.counts.rejected,
          inDoubt: campaign.counts.in_doubt,
        });
        // Somebody was told to be sent again while the last answer came in.
        if (campaign.counts.queued > 0) campaign = await this.#pauseWith(id, 'person', null, 0);
      } else {
        campaign = await this.#pauseWith(id, end.reason, end.detail, seconds);
      }
    } catch {
      // The disk takes nothing: the next start finds the campaign as `running` and says it was interrupted.
      const last = this.#active.get(id);
      const known = last === undefined ? await store.campaigns.get(id) : { ...last.campaign, counts: last.counts };
      campaign = { ...known, state: 'paused', pauseReason: 'storage' };
    }
    const active = this.#active.get(id);
    active?.timer?.cancel();
    this.#active.delete(id);
    this.#ports.onProgress(stillProgress(campaign));
    this.#ports.onChanged(id);
    return campaign;
  }

  /** Writes down what the account holds at this moment. */
  async #witness(id: CampaignId, gateway: Gateway, code: 'balance_before' | 'balance_after'): Promise<void> {
    const { store, clock } = this.#ports;
    const seen = await witnessBalance(gateway, clock);
    if (seen !== null) await store.campaigns.log(id, clock.now(), code, seen).catch(() => undefined);
  }

  async #pauseWith(id: CampaignId, reason: PauseReason, detail: string | null, seconds: number): Promise<Campaign> {
    const { store, clock } = this.#ports;
    const campaign = await store.campaigns.move(id, 'paused', clock.now(), {
      pauseReason: reason,
      pauseDetail: detail,
      seconds,
    });
    await store.campaigns.log(id, clock.now(), 'paused', { reason, detail });
    return campaign;
  }

  /** Writes down what an earlier run could not. */
  async #save(id: CampaignId): Promise<void> {
    const settled = this.#unsaved.get(id);
    if (settled === undefined) return;
    await this.#outbox.exchange({ campaignId: id, now: this.#ports.clock.now(), settled, want: 0 });
    this.#unsaved.delete(id);
  }

  #onCounts(id: CampaignId, counts: StateCounts, waiting: Waiting | null): void {
    const active = this.#active.get(id);
    if (active === undefined) return;
    const now = this.#ports.clock.monotonic();
    if (waiting !== null) this.#ports.paces.saveSoon();
    active.counts = counts;
    active.waiting = waiting;
    active.meter = mark(active.meter, now, settledOf(active.campaign.sealed, counts));
    if (active.timer !== null) return;
    const wait = Math.max(0, emitEveryMs - (now - active.lastEmit));
    active.timer = this.#ports.clock.after(wait, () => {
      active.timer = null;
      active.lastEmit = this.#ports.clock.monotonic();
      this.#ports.onProgress(movingProgress(active, this.#ports.clock.monotonic()));
    });
  }
}

function reasonOf(code: string): PauseReason {
  if (code === 'keychain_missing' || code === 'keychain_failed') return 'key_missing';
  return pauseReasons.find((reason) => reason === code) ?? 'internal';
}
