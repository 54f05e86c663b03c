import type { Progress } from '#contract/campaigns.ts';
import type { Campaign, CampaignState, LogCode, Passed, PauseReason } from '#core/campaigns/campaign.ts';
import { endedWithWindow, isUnsent, passingReasons, reasonOf } from '#core/campaigns/campaign.ts';
import type { Gateway } from '#core/gateway/port.ts';
import { Failure, fail, isOfTheDisk, toAppError } from '#core/kernel/errors.ts';
import type { AccountId, CampaignId } from '#core/kernel/ids.ts';
import type { AccountPace } from '#core/sending/account-pace.ts';
import type { CampaignRun, RunEnd } from '#core/sending/campaign-run.ts';
import type { Outbox } from '#core/sending/outbox-port.ts';
import { SteadyTime } from '#core/sending/steady-time.ts';
import type { StoredAccount } from '../store/accounts-store.ts';
import { packSteps, unpackAnswers } from '../store/outbox-wire.ts';
import { type Active, prepareRun, shareOf } from './active-run.ts';
import { witnessBalance } from './balance-witness.ts';
import { CampaignLog } from './campaign-log.ts';
import { GoingOn, mayGoOn } from './going-on.ts';
import { groupCommit } from './group-commit.ts';
import type { ManagerPorts } from './manager-ports.ts';
import { stillProgress } from './progress.ts';
import { writeEnd } from './run-end.ts';
import { missedItsTime, ScheduleTimers, waitsForItsTime } from './schedule-timers.ts';
import { StandingStill } from './standing-still.ts';
import { Turns } from './turns.ts';

/** A start that waits for a service or a proxy holds a quit no longer than this; it does not come to run any more. */
const startGraceMs = 2_000;
/** Runs campaigns: one `CampaignRun` each, one pace per account, and their way through the campaign states. */
export class CampaignManager {
  readonly #ports: ManagerPorts;
  readonly #outbox: Outbox;
  readonly #log: CampaignLog;
  readonly #timers: ScheduleTimers;
  readonly #goingOn: GoingOn;
  readonly #active = new Map<CampaignId, Active>();
  readonly #turns = new Turns();
  readonly #still: StandingStill;
  /** What time it can be at the latest, by campaign; a person who resumes has looked at the clock. */
  readonly #times = new Map<CampaignId, SteadyTime>();
  /** Why everything is being stopped. */
  #closing: PauseReason | null = null;

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
    this.#still = new StandingStill({
      campaigns: ports.store.campaigns,
      outbox: this.#outbox,
      log: this.#log,
      clock: ports.clock,
    });
  }

  isRunning(id: CampaignId): boolean {
    return this.#active.has(id);
  }

  get running(): number {
    return this.#active.size;
  }

  /** A person's word to send: starts now, or waits for the campaign's time. */
  launch(id: CampaignId): Promise<Campaign> {
    return this.#turns.once(id, () => this.#launch(id));
  }

  resume(id: CampaignId): Promise<Campaign> {
    return this.#turns.once(id, () => this.#resume(id));
  }

  /** Waits for the requests in flight, then stands still; one that would go on by itself no longer does. */
  async pause(id: CampaignId, reason: PauseReason = 'person'): Promise<void> {
    await this.#hold(id, reason, async () => {
      await this.#still.saveAnswers(id).catch(() => undefined);
      const campaign = await this.#ports.store.campaigns.get(id);
      const { state, pauseReason } = campaign;
      const passing = state === 'paused' && pauseReason !== null && passingReasons.includes(pauseReason);
      // `running` and nobody runs it: the disk took nothing, not even that it stands still.
      if (state !== 'scheduled' && state !== 'running' && !passing) return;
      await this.#standStill(id, reason).catch((thrown: unknown) => {
        if (!isOfTheDisk(toAppError(thrown))) throw thrown;
        this.#tell(this.#owe(campaign, reason));
      });
    });
  }

  async cancel(id: CampaignId): Promise<Campaign> {
    return this.#hold(id, 'person', async () => {
      await this.#still.saveAnswers(id);
      const campaign = await this.#ports.store.campaigns.cancel(id, this.#ports.clock.now());
      this.#still.forget(id);
      this.#ports.onChanged(id);
      return campaign;
    });
  }

  /** Makes a draft of a sealed campaign again, or deletes it. `wrong_state`, and nothing is stopped, once anything of it was sent. */
  async withdraw(id: CampaignId, how: 'unseal' | 'delete'): Promise<void> {
    const { campaigns } = this.#ports.store;
    const campaign = await campaigns.get(id);
    if (!isUnsent(campaign) || this.#active.has(id) || this.#turns.starting(id) !== undefined) {
      fail('wrong_state', `campaign ${id} was begun`, { what: 'campaign', state: campaign.state });
    }
    await this.#hold(id, 'person', async () => {
      await (how === 'unseal' ? campaigns.unseal(id, this.#ports.clock.now()) : campaigns.remove(id));
      this.#still.forget(id);
      this.#ports.onChanged(id);
    });
  }

  /** Stops what this account sends: its key is no longer to be used. */
  async pauseAccount(account: AccountId, reason: PauseReason): Promise<void> {
    const its = [...this.#active.values()].filter(({ campaign }) => campaign.accountId === account);
    await Promise.all(its.map(({ campaign }) => this.#hold(campaign.id, reason, async () => undefined)));
  }

  /** Stops everything that runs, for good; the promise resolves when nothing is in flight any more. */
  async stopAll(reason: PauseReason): Promise<void> {
    this.#closing = reason;
    this.#timers.close();
    this.#goingOn.close();
    await this.#stopRuns(reason);
    // One that has just been marked as running stops at once; one that waits for the service or a proxy never starts.
    await Promise.race([
      this.#turns.settled(),
      new Promise<void>((resolve) => void this.#ports.clock.after(startGraceMs, resolve)),
    ]);
    await this.#stopRuns(reason);
    await this.#still.saveAll();
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

  async settled(id: CampaignId): Promise<Campaign> {
    for (;;) {
      const active = this.#active.get(id);
      if (active !== undefined) return active.ended;
      if (!this.#timers.has(id) && !this.#turns.isBusy(id))
        return this.#still.seen(await this.#ports.store.campaigns.get(id));
      await new Promise<void>((resolve) => {
        this.#ports.clock.after(50, resolve);
      });
    }
  }

  async progress(id: CampaignId): Promise<Progress> {
    const active = this.#active.get(id);
    if (active !== undefined) return active.progress.now();
    return stillProgress(this.#still.seen(await this.#ports.store.campaigns.get(id)));
  }

  /** After a start: timers of scheduled campaigns, and those that ran when the app ended go on. */
  async restore(interrupted: readonly Campaign[], goOn: boolean): Promise<void> {
    const { campaigns } = this.#ports.store;
    const scheduled = await campaigns.list(['scheduled'], 0, 500);
    for (const { id, scheduleAt } of scheduled.rows) this.#timers.arm(id, scheduleAt ?? 0);
    if (!goOn) return;
    // Without a key or a network it stays paused and says why; the others must still go on.
    for (const { id } of interrupted) await this.#goOn(id, 'reopened').catch(() => undefined);
    const paused = await campaigns.list(['paused'], 0, 500);
    for (const campaign of paused.rows) this.#goingOn.found(campaign);
    this.#goingOn.networkChanged();
  }

  async #launch(id: CampaignId): Promise<Campaign> {
    const campaign = await this.#ports.store.campaigns.get(id);
    refuseUnless(['sealed'], campaign);
    if (waitsForItsTime(campaign, this.#ports.clock.now())) return this.#schedule(campaign);
    return this.#start(campaign, 'started');
  }

  async #resume(id: CampaignId): Promise<Campaign> {
    const campaign = await this.#ports.store.campaigns.get(id);
    if (this.#active.has(id)) return campaign;
    // `running` and nobody runs it: the disk took nothing, not even that it stands still.
    refuseUnless(['paused', 'scheduled', 'sealed', 'running'], campaign);
    this.#goingOn.forget(id);
    this.#still.forget(id);
    this.#times.delete(id);
    if (waitsForItsTime(campaign, this.#ports.clock.now())) return this.#schedule(campaign);
    return this.#start(campaign, campaign.startedAt === null ? 'started' : 'resumed');
  }

  /** What made it stand still has passed. Nothing happens when a person has decided otherwise meanwhile. */
  #goOn(id: CampaignId, why: Passed): Promise<Campaign> {
    return this.#turns.once(id, async () => {
      const campaign = await this.#ports.store.campaigns.get(id);
      if (this.#active.has(id) || this.#turns.isHeld(id) || this.#closing !== null) return campaign;
      const owed = this.#still.owed(id);
      if (owed !== null) return this.#standStill(id, owed);
      const verdict = mayGoOn(campaign, why, this.#ports.clock.now());
      if (verdict === 'missed') return this.#standStill(id, 'missed_time');
      return verdict === 'yes' ? this.#start(campaign, why === 'reopened' ? 'resumed' : why) : campaign;
    });
  }

  /** Stops what runs, starts or waits, then does `work`; nothing starts by itself meanwhile. */
  #hold<T>(id: CampaignId, reason: PauseReason, work: () => Promise<T>): Promise<T> {
    return this.#turns.hold(id, async () => {
      for (;;) {
        this.#timers.cancel(id);
        this.#goingOn.forget(id);
        const [starting, active] = [this.#turns.starting(id), this.#active.get(id)];
        if (starting === undefined && active === undefined) return work();
        active?.run.stop(reason);
        // The end of the one may be the start of another: what made it stand still had passed already.
        await starting?.catch(() => undefined);
        await active?.ended;
      }
    });
  }

  /** A signal that ended the window says nothing about the campaign; a command that was stopped was meant to stop. */
  #stopRun(run: CampaignRun, reason: PauseReason): void {
    run.stop(reason, reason === 'signal' && this.#ports.goOnByItself ? endedWithWindow : null);
  }

  async #stopRuns(reason: PauseReason): Promise<void> {
    for (const { run } of this.#active.values()) this.#stopRun(run, reason);
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
    if (this.#goingOn.asleep) return this.#timers.later(id);
    const start = async (): Promise<Campaign> => {
      const campaign = await this.#ports.store.campaigns.get(id);
      if (campaign.state !== 'scheduled' || this.#turns.isHeld(id)) return campaign;
      if (missedItsTime(campaign, this.#ports.clock.now())) return this.#standStill(id, 'missed_time');
      return this.#start(campaign, 'started');
    };
    await this.#turns.once(id, start).catch((thrown: unknown) => {
      // `#start` has written why it could not, unless the disk took nothing: then it is still for its time.
      if (isOfTheDisk(toAppError(thrown))) this.#timers.later(id);
    });
  }

  async #start(campaign: Campaign, code: LogCode): Promise<Campaign> {
    const { store, clock } = this.#ports;
    this.#refuseWhileClosing();
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
      const pace = await this.#ports.paces.of(account);
      this.#refuseWhileClosing();
      const running = await store.campaigns.move(campaign.id, 'running', clock.now(), { startedAt: clock.now() });
      // Nothing may fail from here to the run, or nobody would run what is marked as running: not for a line of the log either.
      await this.#log.write(campaign.id, code, { people: running.counts.queued }).catch(() => undefined);
      this.#activate(running, account, pace, gateway);
      this.#ports.onChanged(campaign.id);
      return running;
    } catch (thrown) {
      await gateway.close();
      throw thrown;
    }
  }

  #refuseWhileClosing(): void {
    if (this.#closing !== null) fail('cancelled', 'everything is being stopped');
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
      pace: accountPace.join(shareOf(campaign)),
      outbox: this.#outbox,
      time,
      unsaved: this.#still.takeAnswers(id),
      onLog: (code, details) => this.#log.note(id, code, details),
      onWaiting: () => this.#ports.paces.saveSoon(),
    });
    const began = clock.monotonic();
    const ended = run
      .run()
      .catch((thrown: unknown): RunEnd => {
        return { kind: 'paused', reason: 'internal', detail: toAppError(thrown).message, unsaved: [] };
      })
      .then((end) => this.#end(campaign, end, (clock.monotonic() - began) / 1000, gateway));
    this.#active.set(id, { run, ended, campaign, progress });
    if (this.#goingOn.asleep) run.stop('sleep');
    if (this.#closing !== null) this.#stopRun(run, this.#closing);
  }

  async #end(campaign: Campaign, end: RunEnd, seconds: number, gateway: Gateway): Promise<Campaign> {
    const { store, clock, paces } = this.#ports;
    const { id } = campaign;
    const active = this.#active.get(id);
    const counts = active?.progress.counts ?? campaign.counts;
    // Whoever closes the app, or the machine, does not wait for it.
    const inHaste = this.#closing !== null || this.#goingOn.asleep;
    if (counts.in_doubt > 0 && !inHaste) await this.#witness(id, gateway, 'balance_after');
    await gateway.close();
    await paces.save();
    if (end.kind === 'paused') this.#still.keepAnswers(id, end.unsaved);
    const ports = { campaigns: store.campaigns, log: this.#log, still: this.#still, clock };
    const expired = counts.expired - campaign.counts.expired;
    const ended = await writeEnd(ports, campaign, { end, expired, seconds }).catch(() =>
      // The disk takes nothing: the campaign stays `running` in the tables until the disk has room, or the next start finds it.
      this.#owe({ ...campaign, counts }, end.kind === 'paused' ? end.reason : 'storage'),
    );
    active?.progress.stop();
    this.#active.delete(id);
    if (ended.state === 'finished') this.#times.delete(id);
    return this.#tell(ended);
  }

  /** One that stands still, which the disk did not take: what of it goes on by itself does so when there is room, the rest is written then. */
  #owe(campaign: Campaign, reason: PauseReason): Campaign {
    if (passingReasons.includes(reason)) return { ...campaign, state: 'paused', pauseReason: 'storage' };
    this.#still.owe(campaign.id, reason);
    return { ...campaign, state: 'paused', pauseReason: reason };
  }

  #tell(campaign: Campaign): Campaign {
    this.#goingOn.stoodStill(campaign, this.#still.owed(campaign.id) !== null);
    this.#ports.onProgress(stillProgress(campaign));
    this.#ports.onChanged(campaign.id);
    return campaign;
  }

  /** Writes down what the account holds at this moment. */
  async #witness(id: CampaignId, gateway: Gateway, code: 'balance_before' | 'balance_after'): Promise<void> {
    const seen = await witnessBalance(gateway, this.#ports.clock);
    if (seen !== null) await this.#log.write(id, code, seen).catch(() => undefined);
  }

  /** Pauses one that does not run, and tells. */
  async #standStill(id: CampaignId, reason: PauseReason, detail: string | null = null): Promise<Campaign> {
    return this.#tell(await this.#still.pause(id, reason, detail, 0));
  }
}

function refuseUnless(states: readonly CampaignState[], { id, state }: Campaign): void {
  if (!states.includes(state)) fail('wrong_state', `campaign ${id} is ${state}`, { what: 'campaign', state });
}
