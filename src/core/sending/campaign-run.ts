import { type LogCode, type PauseReason, reasonOf } from '../campaigns/campaign.ts';
import type { Attempt, Gateway, SendOutcome } from '../gateway/port.ts';
import type { Clock, Instant, Random, Timer } from '../kernel/clock.ts';
import { type ErrorDetails, Failure, isOfTheDisk, toAppError, unreachable } from '../kernel/errors.ts';
import type { CampaignId } from '../kernel/ids.ts';
import type { StateCounts } from '../outbox/states.ts';
import type { PaceShare } from './account-pace.ts';
import { type Breaker, closedBreaker, judge, type Verdict } from './breaker.ts';
import { buildRequest, type RequestShape } from './build-request.ts';
import { Gathering } from './gathering.ts';
import type { ClaimedRequest, Outbox, OutboxAnswer, Settlement } from './outbox-port.ts';
import { backoffMs } from './retry.ts';

export interface RunPorts {
  readonly outbox: Outbox;
  readonly gateway: Gateway;
  /** The campaign's part of its account's pace; left when the run is over. */
  readonly pace: PaceShare;
  readonly clock: Clock;
  readonly random: Random;
  /** Coalescing is the listener's business: this may be called thousands of times a second. */
  readonly onCounts: (counts: StateCounts, waiting: Waiting | null) => void;
  readonly onLog: (code: LogCode, details: ErrorDetails) => void;
}

export interface Waiting {
  readonly why: 'throttled' | 'offline';
  readonly until: Instant;
}

export interface RunOptions {
  readonly campaignId: CampaignId;
  readonly shape: RequestShape;
  /** Attempts in a row without a byte written before the run ends as offline. */
  readonly notSentAllowed: number;
  /** What an earlier run could not write down: goes to disk before anybody is claimed. */
  readonly unsaved?: readonly Settlement[];
}

export type RunEnd =
  | { readonly kind: 'finished' }
  | {
      readonly kind: 'paused';
      readonly reason: PauseReason;
      readonly detail: string | null;
      /** Answers the disk did not take. They are known, so whoever goes on must not take these people for doubtful. */
      readonly unsaved: readonly Settlement[];
    };

/** A step that is on disk. */
interface Committed {
  /** Requests it asked for: none where a stop or a wait came while the disk was tried again. */
  readonly asked: number;
  readonly answer: OutboxAnswer;
}

/** A step on its way to the disk; null when the storage stayed broken. */
type Step = Promise<Committed | null>;

/** Storage faults are tried again this often before the run ends: a full disk is often emptied within seconds. */
const storageAttempts = 6;

/**
 * Sends one campaign's queued people until nobody waits or something says stop.
 *
 * Order is everything: a step of the outbox commits settlements and new claims together; only then do the claimed
 * requests leave. While a step is being committed, answers gather and go into the next one, so one fsync serves many
 * requests under load and exactly one when the rate is slow.
 */
export class CampaignRun {
  readonly #ports: RunPorts;
  readonly #options: RunOptions;
  readonly #abort = new AbortController();
  #breaker: Breaker = closedBreaker;
  #settled: Settlement[] = [];
  #inFlight = 0;
  readonly #gathering = new Gathering();
  #stop: { readonly reason: PauseReason; readonly detail: string | null } | null = null;
  #waiting: (Waiting & { readonly monotonic: number }) | null = null;
  #wake: (() => void) | null = null;
  #woken = false;

  constructor(ports: RunPorts, options: RunOptions) {
    this.#ports = ports;
    this.#options = options;
    this.#settled = [...(options.unsaved ?? [])];
    ports.pace.adopt(this.#settled.length);
  }

  /** No new requests; those in flight are awaited. The first reason stands. */
  stop(reason: PauseReason, detail: string | null = null): void {
    this.#stop ??= { reason, detail };
    this.#signal();
  }

  /** Gives up on requests in flight too: what was written becomes in doubt. */
  abort(): void {
    this.#abort.abort();
  }

  /** The network may be back: no reason to wait for the end of a pause that it caused. */
  retryNow(): void {
    if (this.#waiting?.why !== 'offline') return;
    this.#waiting = null;
    this.#signal();
  }

  async run(): Promise<RunEnd> {
    try {
      return await this.#send();
    } finally {
      this.#ports.pace.leave();
    }
  }

  async #send(): Promise<RunEnd> {
    let step: Step | null = null;
    for (;;) {
      step ??= this.#isDue() ? this.#begin() : null;
      if (step === null) {
        const quiet = this.#inFlight === 0 && this.#settled.length === 0;
        if (this.#stop !== null && quiet) return { kind: 'paused', ...this.#stop, unsaved: [] };
        await this.#sleep();
        continue;
      }
      const committed: Committed | null = await step;
      if (committed === null) return this.#standDown();
      const { asked } = committed;
      const answer: OutboxAnswer = committed.answer;
      if (answer.damaged !== null) this.stop('storage_damaged', `recipient ${answer.damaged} is not as it was sealed`);
      // The disk takes what came meanwhile while these leave: either takes as long as the other.
      step = this.#settled.length > 0 && this.#isDue(answer.claimed.length) ? this.#begin() : null;
      for (const request of answer.claimed) this.#launch(request);
      this.#ports.onCounts(answer.counts, this.#waiting);
      const idle = step === null && this.#inFlight === 0 && this.#settled.length === 0;
      if (idle && answer.counts.queued === 0 && answer.counts.sending === 0) return { kind: 'finished' };
      // Someone waits, yet nothing could be claimed: the outbox contradicts itself. Standing still is the safe answer.
      if (idle && asked > 0 && this.#stop === null) this.stop('internal', 'the outbox gave nobody out');
    }
  }

  /** Hands over everything settled so far, and asks for as many as may go; null when there is neither. */
  #begin(): Step | null {
    const want = this.#want();
    return this.#settled.length === 0 && want === 0 ? null : this.#exchange(want);
  }

  /** @param leaving claimed, and not yet counted among those in flight */
  #isDue(leaving = 0): boolean {
    if (this.#stop !== null) return true;
    return this.#gathering.isDue(this.#settled.length, this.#inFlight + leaving, this.#ports.clock.monotonic());
  }

  /** Requests to claim now; their tokens are taken. */
  #want(): number {
    if (this.#stop !== null) return 0;
    const now = this.#ports.clock.monotonic();
    if (this.#waiting !== null) {
      if (now < this.#waiting.monotonic) return 0;
      this.#waiting = null;
    }
    return this.#ports.pace.take(this.#settled.length, this.#breaker.probing ? 1 : Number.POSITIVE_INFINITY);
  }

  /** Looked at again before each try of a step: between two of them somebody may have said stop, or the service "too fast". */
  #mayClaim(): boolean {
    return this.#stop === null && this.#waiting === null && this.#ports.pace.silentUntil === null;
  }

  /** Commits everything settled so far and claims `want`; null when the storage stayed broken. */
  async #exchange(want: number): Step {
    const settled = this.#settled;
    this.#settled = [];
    for (let attempt = 1; ; attempt++) {
      const began = this.#ports.clock.monotonic();
      const asked = this.#mayClaim() ? want : 0;
      try {
        const answer = await this.#ports.outbox.exchange({
          campaignId: this.#options.campaignId,
          now: this.#ports.clock.now(),
          settled,
          want: asked,
        });
        this.#gathering.onCommit(this.#ports.clock.monotonic() - began);
        this.#ports.pace.committed(settled.length, want - answer.claimed.length);
        return { asked, answer };
      } catch (thrown) {
        if (!(thrown instanceof Failure)) throw thrown;
        // Nothing was claimed and nothing is forgotten: the settlements wait here until the disk takes them.
        const ofTheDisk = isOfTheDisk(thrown.error);
        // Only a disk gets better by waiting. A fault of the store told as a full disk would go on by itself, round and round.
        if (!ofTheDisk || attempt >= storageAttempts) {
          this.#settled = [...settled, ...this.#settled];
          this.stop(ofTheDisk ? 'storage' : reasonOf(thrown.error.code), thrown.message);
          return null;
        }
        await this.#pauseFor(500 + backoffMs(attempt, this.#ports.random));
      }
    }
  }

  /** The disk took nothing for too long, or the store failed: awaits who is in flight, tries once more, and hands on what is still unwritten. */
  async #standDown(): Promise<RunEnd> {
    // Only an answer changes anything here: what waits to be written down waits for the last of them.
    while (this.#inFlight > 0) await this.#sleep(false);
    const { reason, detail } = this.#stop ?? { reason: 'storage' as const, detail: null };
    const { campaignId } = this.#options;
    const settled = this.#settled;
    try {
      const now = this.#ports.clock.now();
      const { counts } = await this.#ports.outbox.exchange({ campaignId, now, settled, want: 0 });
      this.#ports.onCounts(counts, null);
      return { kind: 'paused', reason, detail, unsaved: [] };
    } catch (thrown) {
      if (!(thrown instanceof Failure)) throw thrown;
      return { kind: 'paused', reason, detail, unsaved: settled };
    }
  }

  #launch(request: ClaimedRequest): void {
    this.#inFlight++;
    const began = this.#ports.clock.monotonic();
    void this.#ports.gateway
      .send(buildRequest(this.#options.shape, request), this.#abort.signal)
      .catch((thrown: unknown): Attempt => brokenGateway(thrown))
      .then((attempt) => {
        this.#inFlight--;
        const now = this.#ports.clock.monotonic();
        this.#gathering.onAnswer(this.#settled.length === 0, now, now - began);
        this.#settled.push(this.#settle(request, attempt));
        if (this.#isDue() || this.#settled.length === 1) this.#signal();
      });
  }

  #settle(request: ClaimedRequest, attempt: Attempt): Settlement {
    const { outcome, rate } = attempt;
    const judged = judge(this.#breaker, outcome, this.#ports.random, {
      notSentAllowed: this.#options.notSentAllowed,
      sameBurst: this.#waiting !== null && this.#ports.clock.monotonic() < this.#waiting.monotonic,
    });
    this.#breaker = judged.breaker;
    const accepted = outcome.kind === 'accepted';
    // A sign-in page or a firewall in between states limits of its own: only the service's own answers teach.
    const itsOwn = accepted || outcome.kind === 'rejected' || outcome.kind === 'throttled';
    if (itsOwn) this.#ports.pace.onReply(rate, accepted);
    if (outcome.kind === 'in_doubt' || outcome.kind === 'not_sent') this.#ports.pace.onTrouble();
    this.#obey(judged.verdict, outcome);
    const base = {
      requestId: request.requestId,
      claimedAt: request.claimedAt,
      people: request.recipients.map(({ id }) => id),
      at: this.#ports.clock.now(),
      messageId: null,
      httpStatus: null,
      reply: attempt.reply,
    };
    switch (outcome.kind) {
      case 'accepted':
        return { ...base, state: 'accepted', messageId: outcome.messageId, words: outcome.words };
      case 'rejected':
        return { ...base, state: 'rejected', words: outcome.words, httpStatus: outcome.httpStatus };
      case 'in_doubt':
        return { ...base, state: 'in_doubt', words: outcome.words, httpStatus: outcome.httpStatus };
      case 'throttled':
        return { ...base, state: 'queued', words: outcome.words, httpStatus: 429 };
      case 'not_sent':
        return { ...base, state: 'queued', words: outcome.error.message };
      case 'stop':
        return { ...base, state: 'queued', words: outcome.error.message, httpStatus: outcome.httpStatus };
      default:
        return unreachable(outcome);
    }
  }

  #obey(verdict: Verdict, outcome: SendOutcome): void {
    if (outcome.kind === 'in_doubt') this.#ports.onLog('in_doubt', { words: outcome.words });
    switch (verdict.kind) {
      case 'go_on':
        return;
      case 'pause':
        this.stop(verdict.reason, verdict.detail);
        return;
      case 'pause_until':
        // Of every campaign of the account: none may ask before.
        this.#ports.pace.onRefusal(verdict.ms);
        this.stop('throttled', new Date(this.#ports.clock.now() + verdict.ms).toISOString());
        return;
      case 'wait': {
        if (verdict.why === 'throttled') this.#ports.pace.onRefusal(verdict.ms);
        const monotonic = this.#ports.clock.monotonic() + verdict.ms;
        // Several answers of one burst ask to wait: the longest counts, and is told once.
        if (this.#waiting !== null && this.#waiting.monotonic >= monotonic) return;
        if (this.#waiting === null) {
          this.#ports.onLog(verdict.why === 'throttled' ? 'throttled' : 'offline_retry', {
            seconds: Math.ceil(verdict.ms / 1000),
          });
        }
        this.#waiting = { why: verdict.why, until: this.#ports.clock.now() + verdict.ms, monotonic };
        return;
      }
      default:
        unreachable(verdict);
    }
  }

  /** Until an answer, a stop, or the moment the next request may go; not `timed`, only until one of the first two. */
  async #sleep(timed = true): Promise<void> {
    if (this.#woken) {
      this.#woken = false;
      return;
    }
    let timer: Timer | null = null;
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
      const ms = timed ? this.#msUntilWorthAsking() : null;
      if (ms !== null) timer = this.#ports.clock.after(ms, resolve);
    });
    this.#wake = null;
    this.#woken = false;
    (timer as Timer | null)?.cancel();
  }

  #msUntilWorthAsking(): number | null {
    if (this.#settled.length > 0) {
      return Math.max(1, this.#gathering.msLeft(this.#ports.clock.monotonic()));
    }
    if (this.#stop !== null) return null;
    if (this.#breaker.probing && this.#inFlight > 0) return null;
    const next = this.#ports.pace.msUntilNext();
    if (next === null) return null;
    const pause = this.#waiting === null ? 0 : this.#waiting.monotonic - this.#ports.clock.monotonic();
    return Math.max(1, pause, next);
  }

  #pauseFor(ms: number): Promise<void> {
    return new Promise((resolve) => {
      this.#ports.clock.after(ms, resolve);
    });
  }

  #signal(): void {
    this.#woken = true;
    this.#wake?.();
  }
}

/** A gateway that throws broke its promise: we cannot know what left, so the people are in doubt. */
function brokenGateway(thrown: unknown): Attempt {
  return {
    outcome: { kind: 'in_doubt', cause: 'unreadable', words: toAppError(thrown).message, httpStatus: null },
    rate: { limitPerMinute: null, remaining: null },
    reply: null,
  };
}
