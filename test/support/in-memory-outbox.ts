import type { Instant } from '#core/kernel/clock.ts';
import { appError, Failure } from '#core/kernel/errors.ts';
import type { CampaignId, PhoneNumber, RecipientId, RequestId } from '#core/kernel/ids.ts';
import { assertMove, type Mover, noCounts, type RecipientState, type StateCounts } from '#core/outbox/states.ts';
import { passGate } from '#core/sending/gate.ts';
import type { ClaimedRequest, Outbox, OutboxAnswer, OutboxStep } from '#core/sending/outbox-port.ts';

export interface OutboxPerson {
  readonly phone: string;
  readonly text: string;
}

export interface InMemoryOutboxOptions {
  readonly people: readonly OutboxPerson[];
  readonly recipientsPerRequest?: number;
  readonly bestBefore?: Instant | null;
}

interface Entry {
  readonly id: RecipientId;
  readonly unit: number;
  readonly phone: PhoneNumber;
  readonly text: string;
  state: RecipientState;
  requestId: RequestId | null;
}

/** The outbox without a disk: the same behaviour as the store's, held to it by the same suite. */
export class InMemoryOutbox implements Outbox {
  readonly #entries: readonly Entry[];
  readonly #suppressed = new Set<string>();
  readonly #bestBefore: Instant | null;
  #nextRequest = 1;
  /** Every step that was committed, in order. */
  readonly steps: OutboxStep[] = [];
  /** While set, every step fails with it and nothing happens. */
  broken: 'storage_full' | 'storage_failed' | null = null;
  /** Runs before a step is answered: what a slow disk lets happen meanwhile. */
  beforeCommit: () => Promise<void> = () => Promise.resolve();

  constructor(options: InMemoryOutboxOptions) {
    const per = options.recipientsPerRequest ?? 1;
    this.#bestBefore = options.bestBefore ?? null;
    const open = new Map<string, { unit: number; fill: number }>();
    let units = 0;
    this.#entries = options.people.map(({ phone, text }, index) => {
      let unit = open.get(text);
      if (unit === undefined || unit.fill >= per) {
        unit = { unit: ++units, fill: 0 };
        open.set(text, unit);
      }
      unit.fill++;
      const id = (index + 1) as RecipientId;
      return { id, unit: unit.unit, phone: phone as PhoneNumber, text, state: 'queued', requestId: null };
    });
  }

  suppress(phone: string): void {
    this.#suppressed.add(phone);
  }

  states(): ReadonlyMap<string, RecipientState> {
    return new Map(this.#entries.map((entry) => [entry.phone, entry.state]));
  }

  counts(): StateCounts {
    const counts = { ...noCounts } as Record<RecipientState, number>;
    for (const { state } of this.#entries) counts[state]++;
    return counts;
  }

  async exchange(step: OutboxStep): Promise<OutboxAnswer> {
    await this.beforeCommit();
    if (this.broken !== null) throw new Failure(appError(this.broken, 'the disk takes nothing'));
    for (const settlement of step.settled) {
      for (const entry of this.#entries) {
        if (entry.requestId === settlement.requestId && entry.state === 'sending') {
          move(entry, settlement.state, 'sender');
        }
      }
    }
    const claimed = step.want > 0 ? this.#claim(step) : [];
    this.steps.push(step);
    return { claimed, counts: this.counts(), damaged: null };
  }

  #claim(step: OutboxStep): ClaimedRequest[] {
    const waiting = this.#entries.filter((entry) => entry.state === 'queued');
    waiting.sort((a, b) => a.unit - b.unit || a.id - b.id);
    const claimed: ClaimedRequest[] = [];
    for (const unit of new Set(waiting.map((entry) => entry.unit))) {
      if (claimed.length === step.want) break;
      const going = waiting.filter((entry) => entry.unit === unit && this.#passes(entry, step.now));
      if (going.length === 0) continue;
      const requestId = this.#nextRequest++ as RequestId;
      for (const entry of going) {
        move(entry, 'sending', 'sender');
        entry.requestId = requestId;
      }
      const recipients = going.map(({ id, phone }) => ({ id, phone }));
      claimed.push({ requestId, claimedAt: step.now, recipients, text: going[0]?.text ?? '' });
    }
    return claimed;
  }

  #passes(entry: Entry, now: Instant): boolean {
    const verdict = passGate({ now, suppressed: this.#suppressed.has(entry.phone), bestBefore: this.#bestBefore });
    if (verdict !== 'send') move(entry, verdict, 'gate');
    return verdict === 'send';
  }
}

/** The campaign every in-memory outbox stands for. */
export const inMemoryCampaign = 1 as CampaignId;

function move(entry: Entry, to: RecipientState, mover: Mover): void {
  assertMove(entry.state, to, mover);
  entry.state = to;
}
