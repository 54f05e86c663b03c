import type { Attempt, Gateway, SendOutcome, SendRequest } from '#core/gateway/port.ts';
import { appError, type ErrorCode, type ErrorDetails } from '#core/kernel/errors.ts';
import { ManualClock } from '#core/kernel/manual-clock.ts';
import type { StateCounts } from '#core/outbox/states.ts';
import { AccountPace } from '#core/sending/account-pace.ts';
import { CampaignRun, type RunEnd, type RunOptions, type Waiting } from '#core/sending/campaign-run.ts';
import { InMemoryOutbox, type InMemoryOutboxOptions, inMemoryCampaign } from './in-memory-outbox.ts';

/** What the service does with one request: an outcome, at once or later. */
export type Script = (request: SendRequest, count: number) => Answer | Promise<Answer>;
type Answer = SendOutcome | Attempt;

export const silence = { limitPerMinute: null, remaining: null };

export const outcomes = {
  accepted: (messageId = 'm'): SendOutcome => ({ kind: 'accepted', messageId, words: null }),
  rejected: { kind: 'rejected', words: 'not allowed', httpStatus: 422 },
  throttled: (retryAfterMs: number | null): SendOutcome => ({ kind: 'throttled', retryAfterMs, words: 'slow down' }),
  offline: { kind: 'not_sent', error: appError('offline', 'refused') },
  stop: (code: ErrorCode): SendOutcome => ({ kind: 'stop', error: appError(code, 'said so'), httpStatus: 401 }),
  html: { kind: 'in_doubt', cause: 'html', words: 'a page', httpStatus: 200 },
  serverError: { kind: 'in_doubt', cause: 'server_error', words: 'HTTP 500', httpStatus: 500 },
} as const satisfies Readonly<Record<string, unknown>>;

export interface Sent {
  readonly at: number;
  readonly phones: readonly string[];
  readonly text: string;
  /** States on "disk" at the moment of the first byte. */
  readonly states: readonly string[];
}

export interface BenchOptions extends Partial<InMemoryOutboxOptions> {
  readonly count?: number;
  readonly rate?: number;
  readonly window?: number;
  readonly notSentAllowed?: number;
  /** Milliseconds until the service answers. */
  readonly latency?: number;
  readonly script?: Script;
  /** 0.5 by default: every jittered wait is half its ceiling. */
  readonly dice?: number;
}

export interface Bench {
  readonly clock: ManualClock;
  readonly outbox: InMemoryOutbox;
  readonly pace: AccountPace;
  readonly sent: readonly Sent[];
  readonly run: CampaignRun;
  /** The most requests in flight, and the most people written down as being sent, at any time. */
  readonly most: { inFlight: number; sending: number };
  readonly log: readonly (readonly [string, ErrorDetails])[];
  readonly waits: readonly (Waiting | null)[];
  /** Set when the run is over. */
  end(): RunEnd | null;
  /** A second run over the same outbox, as after a resume. */
  again(options?: Partial<RunOptions>): CampaignRun;
  start(): Promise<RunEnd>;
}

/** A sender on a bench: real parts, a clock that is pushed by hand, a service that follows a script. */
export function senderBench(options: BenchOptions = {}): Bench {
  const clock = new ManualClock();
  const people =
    options.people ??
    Array.from({ length: options.count ?? 10 }, (_, i) => ({
      phone: `+3161000${String(i).padStart(4, '0')}`,
      text: `${i}`,
    }));
  const outbox = new InMemoryOutbox({ ...options, people });
  const pace = new AccountPace(clock, { rate: options.rate ?? 1_000, concurrency: options.window ?? 4 });
  const sent: Sent[] = [];
  const log: (readonly [string, ErrorDetails])[] = [];
  const waits: (Waiting | null)[] = [];
  const most = { inFlight: 0, sending: 0 };
  const script = options.script ?? (() => outcomes.accepted());
  let inFlight = 0;
  let end: RunEnd | null = null;

  const gateway: Pick<Gateway, 'send'> = {
    async send(request, signal) {
      const states = request.recipients.map((phone) => outbox.states().get(phone) ?? 'nobody');
      const text = request.message ?? '';
      sent.push({ at: clock.monotonic(), phones: request.recipients, text, states });
      most.inFlight = Math.max(most.inFlight, ++inFlight);
      most.sending = Math.max(most.sending, outbox.counts().sending);
      const count = sent.length;
      if (options.latency !== undefined) await later(clock, options.latency, signal);
      const answer = await script(request, count);
      inFlight--;
      return 'outcome' in answer ? answer : { outcome: answer, rate: silence, reply: null };
    },
  };

  const make = (more: Partial<RunOptions> = {}): CampaignRun =>
    new CampaignRun(
      {
        outbox,
        gateway: gateway as Gateway,
        pace: pace.join({ weight: 1, rate: null, concurrency: null }),
        clock,
        random: { next: () => options.dice ?? 0.5 },
        onCounts: (_counts: StateCounts, waiting) => waits.push(waiting),
        onLog: (code, details) => log.push([code, details]),
      },
      {
        campaignId: inMemoryCampaign,
        shape: {
          plan: { kind: 'sms', senderId: 'Slipway', mediaUrl: null, dltTemplateId: null, scheduleBy: 'app' },
          scheduleTime: null,
          typeOf: () => 'plain',
        },
        notSentAllowed: options.notSentAllowed ?? 3,
        ...more,
      },
    );
  const run = make();
  return {
    clock,
    outbox,
    pace,
    sent,
    run,
    most,
    log,
    waits,
    end: () => end,
    again: make,
    async start() {
      end = await run.run();
      return end;
    },
  };
}

/** Starts the run and lets it come to where it first waits. */
export async function begin(bench: Bench): Promise<void> {
  void bench.start();
  await bench.clock.advance(0);
}

/** Pushes the clock until the run is over, `ms` at most. */
export async function finish(bench: Bench, ms = 600_000, step = 10): Promise<RunEnd> {
  await begin(bench);
  for (let passed = 0; bench.end() === null && passed <= ms; passed += step) await bench.clock.advance(step);
  const end = bench.end();
  if (end === null) throw new Error(`not over after ${ms} ms`);
  return end;
}

function later(clock: ManualClock, ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    clock.after(ms, resolve);
    signal?.addEventListener('abort', () => resolve(), { once: true });
  });
}
