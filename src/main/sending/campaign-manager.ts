import type { Progress } from '#contract/campaigns.ts';
import type { Campaign, Passed, PauseReason } from '#core/campaigns/campaign.ts';
import { passingReasons, priorityWeights, reasonOf } from '#core/campaigns/campaign.ts';
import type { Gateway } from '#core/gateway/port.ts';
import type { Clock, Random } from '#core/kernel/clock.ts';
import { Failure, fail, toAppError } from '#core/kernel/errors.ts';
import type { AccountId, CampaignId } from '#core/kernel/ids.ts';
import type { AccountPace } from '#core/sending/account-pace.ts';
import type { CampaignRun, RunEnd } from '#core/sending/campaign-run.ts';
import type { Outbox, Settlement } from '#core/sending/outbox-port.ts';
import { SteadyTime } from '#core/sending/steady-time.ts';
import type { StoredAccount } from '../store/accounts-store.ts';
import { packSteps, unpackAnswers } from '../store/outbox-wire.ts';
import type { StoreClient } from '../store/protocol.ts';
import type { AccountPaces } from './account-paces.ts';
import { prepareRun } from './active-run.ts';
import { witnessBalance } from './balance-witness.ts';
import { CampaignLog } from './campaign-log.ts';
import { GoingOn, mayGoOn } from './going-on.ts';
import { groupCommit } from './group-commit.ts';
import { acceptedOf, type RunProgress, stillProgress } from './progress.ts';
import { missedItsTime, ScheduleTimers, waitsForItsTime } from './schedule-timers.ts';

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
  /** Campaigns whose reason to stand still has passed go on; a command ends instead, and says why. */
  readonly goOnByItself: boolean;
}

interface Active {
  readonly run: CampaignRun;
  readonly ended: Promise<Campaign>;
  readonly campaign: Campaign;
  readonly progress: RunProgress;
}

/** Runs campaigns: one `CampaignRun` each, one pace per account, and their way through the campaign states. */
export class CampaignManager {
  readonly #ports: ManagerPorts;
  readonly #outbox: Outbox;
  readonly #log: CampaignLog;
  readonly #timers: ScheduleTimers;
  readonly #goingOn: GoingOn;
  readonly #active = new Map<CampaignId, Active>();
  /** On their way from a person's word to a run: a second word must not make a second run. */
  readonly #starting = new Map<CampaignId, Promise<Campaign>>();
  /** Answers the disk did not take; the campaign's next run writes them first. */
  readonly #unsaved = new Map<CampaignId, readonly Settlement[]>();
  /** What time it can be at the latest, by campaign; a person who resumes has looked at the clock. */
  readonly #times = new Map<CampaignId, SteadyTime>();
  #closing = false;

  constructor(ports: ManagerPorts) {
    this.#ports = ports;
    this.#log = new CampaignLog(ports.store.campaigns, ports.clock);
    this.#timers = new ScheduleTimers(ports.clock, (id) => this.#startDue(id));
    this.#goingOn = new GoingOn({
      ...ports,
      campaigns: ports.store.campaigns,
      diskTakesData: () => ports.store.disk.takesData(),
      onPassed: (id, why) => this.#goOn(id, why),
      onAwake: () => this.wake(),
      enabled: ports.goOnByItself,
    });
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

  /** Waits for the requests in flight, then stands still; one that would go on by itself no longer does. */
  async pause(id: CampaignId, reason: PauseReason = 'person'): Promise<void> {
    await this.#stop(id, reason);
    const { state, pauseReason } = await this.#ports.store.campaigns.get(id);
    const passing = state === 'paused' && pauseReason !== null && passingReasons.includes(pauseReason);
    if (state !== 'scheduled' && !passing) return;
    await this.#standStill(id, reason);
  }

  async cancel(id: CampaignId): Promise<Campaign> {
    await this.#stop(id, 'person');
    await this.#save(id);
    const campaign = await this.#ports.store.campaigns.cancel(id, this.#ports.clock.now());
    this.#ports.onChanged(id);
    return campaign;
  }

  /** Stops everything that runs, for good; the promise resolves when nothing is in flight any more. */
  async stopAll(reason: PauseReason): Promise<void> {
    this.#closing = true;
    this.#timers.cancelAll();
    this.#goingOn.close();
    await Promise.allSettled(this.#starting.values());
    await this.#stopRuns(reason);
  }

  /** Does not wait for answers any more: whoever is in flight becomes in doubt. */
  abortAll(): void {
    for (const active of this.#active.values()) active.run.abort();
  }

  /** The machine goes to sleep: nobody more is sent; resolves when nothing is in flight any more. */
  async suspend(): Promise<void> {
    this.#goingOn.suspend();
    await this.#stopRuns('sleep');
  }

  /** The machine woke: whoever slept goes on, the first request alone. What slept in flight ends as what it is. */
  wake(): void {
    this.#goingOn.wake();
    this.#timers.check();
    this.networkChanged();
  }

  /** The network says that it changed: whoever waits for it tries now. */
  networkChanged(): void {
    for (const { run } of this.#active.values()) run.retryNow();
    this.#goingOn.networkChanged();
  }

  /** The keychain gave a key, after it had none for us. */
  keychainUnlocked(): void {
    this.#goingOn.unlocked();
  }

  /** Resolves when the campaign stands still, whatever the reason. */
  async settled(id: CampaignId): Promise<Campaign> {
    for (;;) {
      const active = this.#active.get(id);
      if (active !== undefined) return active.ended;
      if (!this.#timers.has(id)) return this.#ports.store.campaigns.get(id);
      await new Promise<void>((resolve) => {
        this.#ports.clock.after(50, resolve);
      });
    }
  }

  async progress(id: CampaignId): Promise<Progress> {
    const active = this.#active.get(id);
    if (active !== undefined) return active.progress.now();
    return stillProgress(await this.#ports.store.campaigns.get(id));
  }

  /** After a start: timers of scheduled campaigns, and those that ran when the app ended go on. */
  async restore(interrupted: readonly Campaign[], goOn: boolean): Promise<void> {
    const { campaigns } = this.#ports.store;
    const scheduled = await campaigns.list(['scheduled'], 0, 500);
    for (const { id, scheduleAt } of scheduled.rows) this.#timers.arm(id, scheduleAt ?? 0);
    if (!goOn) return;
    for (const { id } of interrupted) {
      // Without a key or a network it stays paused and says why; the others must still go on.
      await this.resume(id).catch(() => undefined);
    }
    const paused = await campaigns.list(['paused'], 0, 500);
    for (const campaign of paused.rows) this.#goingOn.found(campaign);
    this.#goingOn.networkChanged();
  }

  async #launch(id: CampaignId): Promise<Campaign> {
    const campaign = await this.#ports.store.campaigns.get(id);
    if (campaign.state !== 'sealed') {
      fail('wrong_state', `campaign ${id} is ${campaign.state}`, { what: 'campaign', state: campaign.state });
    }
    if (waitsForItsTime(campaign, this.#ports.clock.now())) return this.#schedule(campaign);
    return this.#start(campaign, 'started');
  }

  async #resume(id: CampaignId): Promise<Campaign> {
    const campaign = await this.#ports.store.campaigns.get(id);
    if (this.#active.has(id)) return campaign;
    // `running` and nobody runs it: the disk took nothing, not even that it stands still.
    if (!['paused', 'scheduled', 'sealed', 'running'].includes(campaign.state)) {
      fail('wrong_state', `campaign ${id} is ${campaign.state}`, { what: 'campaign', state: campaign.state });
    }
    this.#goingOn.forget(id);
    this.#times.delete(id);
    if (waitsForItsTime(campaign, this.#ports.clock.now())) return this.#schedule(campaign);
    return this.#start(campaign, campaign.startedAt === null ? 'started' : 'resumed');
  }

  /** What made it stand still has passed. Nothing happens when a person has decided otherwise meanwhile. */
  #goOn(id: CampaignId, why: Passed): Promise<Campaign> {
    return this.#once(id, async () => {
      const campaign = await this.#ports.store.campaigns.get(id);
      if (this.#active.has(id)) return campaign;
      const verdict = mayGoOn(campaign, why, this.#ports.clock.now());
      if (verdict === 'missed') return this.#standStill(id, 'missed_time');
      return verdict === 'yes' && !this.#closing ? this.#start(campaign, why) : campaign;
    });
  }

  /** Stops what runs or waits; no word is written for what only waited. */
  async #stop(id: CampaignId, reason: PauseReason): Promise<void> {
    await this.#starting.get(id)?.catch(() => undefined);
    const active = this.#active.get(id);
    active?.run.stop(reason);
    await active?.ended;
    this.#timers.cancel(id);
    this.#goingOn.forget(id);
  }

  async #stopRuns(reason: PauseReason): Promise<void> {
    for (const { run } of this.#active.values()) run.stop(reason);
    await Promise.all([...this.#active.values()].map(({ ended }) => ended));
  }

  async #schedule(campaign: Campaign): Promise<Campaign> {
    const { id, scheduleAt } = campaign;
    const now = this.#ports.clock.now();
    const scheduled = await this.#ports.store.campaigns.move(id, 'scheduled', now);
    await this.#log.write(id, 'scheduled', { at: scheduleAt ?? now });
    this.#timers.arm(id, scheduleAt ?? now);
    this.#ports.onChanged(id);
    return scheduled;
  }

  async #startDue(id: CampaignId): Promise<void> {
    // Not in the seconds before the machine sleeps; whether it is too late is seen when it wakes.
    if (this.#goingOn.asleep) return this.#timers.arm(id, this.#ports.clock.now() + 1_000);
    const start = async (): Promise<Campaign> => {
      const campaign = await this.#ports.store.campaigns.get(id);
      if (campaign.state !== 'scheduled') return campaign;
      if (missedItsTime(campaign, this.#ports.clock.now())) return this.#standStill(id, 'missed_time');
      return this.#start(campaign, 'started');
    };
    // `#start` writes why it could not.
    await this.#once(id, start).catch(() => undefined);
  }

  /** A second word while the first is being followed means the same. */
  #once(id: CampaignId, work: () => Promise<Campaign>): Promise<Campaign> {
    const underway = this.#starting.get(id);
    if (underway !== undefined) return underway;
    const starting = work().finally(() => this.#starting.delete(id));
    this.#starting.set(id, starting);
    return starting;
  }

  async #start(campaign: Campaign, code: 'started' | 'resumed' | Passed): Promise<Campaign> {
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
      await this.#standStill(campaign.id, reasonOf(error.code), error.message);
      throw new Failure(error);
    }
    try {
      await this.#witness(campaign.id, gateway, 'balance_before');
      const running = await store.campaigns.move(campaign.id, 'running', clock.now(), { startedAt: clock.now() });
      await this.#log.write(campaign.id, code, { people: running.counts.queued });
      this.#activate(running, account, await this.#ports.paces.of(account), gateway);
      this.#ports.onChanged(campaign.id);
      return running;
    } catch (thrown) {
      await gateway.close();
      throw thrown;
    }
  }

  #activate(campaign: Campaign, account: StoredAccount, accountPace: AccountPace, gateway: Gateway): void {
    const { clock } = this.#ports;
    const { id } = campaign;
    const time = this.#times.get(id) ?? new SteadyTime(clock);
    this.#times.set(id, time);
    const { run, progress } = prepareRun({
      ...this.#ports,
      campaign,
      account,
      gateway,
      pace: accountPace.join({
        weight: priorityWeights[campaign.priority],
        rate: campaign.ratePerSecond,
        concurrency: campaign.concurrency,
      }),
      outbox: this.#outbox,
      time,
      unsaved: this.#unsaved.get(id) ?? [],
      onLog: (code, details) => this.#log.note(id, code, details),
      onWaiting: () => this.#ports.paces.saveSoon(),
    });
    this.#unsaved.delete(id);
    const began = clock.monotonic();
    const ended = run
      .run()
      .catch((thrown: unknown): RunEnd => {
        return { kind: 'paused', reason: 'internal', detail: toAppError(thrown).message, unsaved: [] };
      })
      .then((end) => this.#end(id, end, (clock.monotonic() - began) / 1000, gateway));
    this.#active.set(id, { run, ended, campaign, progress });
    if (this.#goingOn.asleep) run.stop('sleep');
  }

  async #end(id: CampaignId, end: RunEnd, seconds: number, gateway: Gateway): Promise<Campaign> {
    const { store, clock } = this.#ports;
    const active = this.#active.get(id);
    const counts = active?.progress.counts;
    // Whoever closes the app, or the machine, does not wait for it.
    const inHaste = this.#closing || this.#goingOn.asleep;
    if ((counts?.in_doubt ?? 0) > 0 && !inHaste) await this.#witness(id, gateway, 'balance_after');
    await gateway.close();
    await this.#ports.paces.save();
    if (end.kind === 'paused' && end.unsaved.length > 0) this.#unsaved.set(id, end.unsaved);
    let campaign: Campaign;
    try {
      const people = (counts?.expired ?? 0) - (active?.campaign.counts.expired ?? 0);
      if (people > 0) await this.#log.write(id, 'expired', { people, at: active?.campaign.bestBefore ?? null });
      if (end.kind === 'finished') {
        campaign = await store.campaigns.move(id, 'finished', clock.now(), { finishedAt: clock.now(), seconds });
        await this.#log.write(id, 'finished', {
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
      // The disk takes nothing: the campaign stays `running` in the tables until the disk has room, or the next start finds it.
      const known = active === undefined ? await store.campaigns.get(id) : active.campaign;
      campaign = { ...known, counts: counts ?? known.counts, state: 'paused', pauseReason: 'storage' };
    }
    active?.progress.stop();
    this.#active.delete(id);
    if (campaign.state === 'finished') this.#times.delete(id);
    this.#goingOn.stoodStill(campaign);
    this.#ports.onProgress(stillProgress(campaign));
    this.#ports.onChanged(id);
    return campaign;
  }

  /** Writes down what the account holds at this moment. */
  async #witness(id: CampaignId, gateway: Gateway, code: 'balance_before' | 'balance_after'): Promise<void> {
    const seen = await witnessBalance(gateway, this.#ports.clock);
    if (seen !== null) await this.#log.write(id, code, seen).catch(() => undefined);
  }

  /** Pauses one that does not run, and tells. */
  async #standStill(id: CampaignId, reason: PauseReason, detail: string | null = null): Promise<Campaign> {
    const campaign = await this.#pauseWith(id, reason, detail, 0);
    this.#goingOn.stoodStill(campaign);
    this.#ports.onProgress(stillProgress(campaign));
    this.#ports.onChanged(id);
    return campaign;
  }

  async #pauseWith(id: CampaignId, reason: PauseReason, detail: string | null, seconds: number): Promise<Campaign> {
    const { store, clock } = this.#ports;
    const campaign = await store.campaigns.move(id, 'paused', clock.now(), {
      pauseReason: reason,
      pauseDetail: detail,
      seconds,
    });
    await this.#log.write(id, 'paused', { reason, detail });
    return campaign;
  }

  /** Writes down what an earlier run could not. */
  async #save(id: CampaignId): Promise<void> {
    const settled = this.#unsaved.get(id);
    if (settled === undefined) return;
    await this.#outbox.exchange({ campaignId: id, now: this.#ports.clock.now(), settled, want: 0 });
    this.#unsaved.delete(id);
  }
}
