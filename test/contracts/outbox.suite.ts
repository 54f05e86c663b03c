import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Instant } from '#core/kernel/clock.ts';
import type { CampaignId } from '#core/kernel/ids.ts';
import { noCounts, type RecipientState, type StateCounts, sumCounts } from '#core/outbox/states.ts';
import type { ClaimedRequest, Outbox, OutboxAnswer, Settlement } from '#core/sending/outbox-port.ts';
import type { OutboxPerson } from '#test/support/in-memory-outbox.ts';

export interface OutboxFixture {
  readonly outbox: Outbox;
  readonly campaignId: CampaignId;
  /** Phone → state, as kept. */
  states(): ReadonlyMap<string, RecipientState>;
  suppress(phone: string): void;
  /** From now on every step fails half way, until it is mended. */
  breakDisk(broken: boolean): void;
}

export interface OutboxSetting {
  readonly people: readonly OutboxPerson[];
  readonly recipientsPerRequest: number;
  readonly bestBefore: Instant | null;
}

const now: Instant = Date.UTC(2026, 0, 5, 9, 0, 0);

function crowd(count: number, text: (i: number) => string = (i) => `text ${i}`): readonly OutboxPerson[] {
  return Array.from({ length: count }, (_, i) => ({ phone: `+3161000${String(i).padStart(4, '0')}`, text: text(i) }));
}

function settlement(request: ClaimedRequest, state: Settlement['state'], messageId: string | null = null): Settlement {
  const people = request.recipients.map(({ id }) => id);
  const { requestId, claimedAt } = request;
  return { requestId, claimedAt, people, at: now, state, messageId, httpStatus: 200, words: null, reply: null };
}

const phones = (requests: readonly ClaimedRequest[]): readonly string[] =>
  requests.flatMap((request) => request.recipients.map(({ phone }) => phone));

/** The counts as they must be, counted one by one. */
function tally(states: ReadonlyMap<string, RecipientState>): StateCounts {
  const counts: Record<RecipientState, number> = { ...noCounts };
  for (const state of states.values()) counts[state]++;
  return counts;
}

/** What the sender relies on, whoever keeps the queue. */
export function outboxSuite(name: string, make: (setting: OutboxSetting) => OutboxFixture): void {
  const open = (people: readonly OutboxPerson[], more: Partial<OutboxSetting> = {}) => {
    const fixture = make({ people, recipientsPerRequest: 1, bestBefore: null, ...more });
    const step = (want: number, settled: readonly Settlement[] = [], at = now): Promise<OutboxAnswer> =>
      fixture.outbox.exchange({ campaignId: fixture.campaignId, now: at, settled, want });
    return { ...fixture, step };
  };

  describe(name, () => {
    it('gives people out in order, with their texts, and marks them', async () => {
      const people = crowd(3);
      const { step, states } = open(people);
      const { claimed, counts } = await step(2);
      expect(phones(claimed)).toEqual([people[0]?.phone, people[1]?.phone]);
      expect(claimed.map(({ text }) => text)).toEqual(['text 0', 'text 1']);
      expect([...states().values()]).toEqual(['sending', 'sending', 'queued']);
      expect(counts).toMatchObject({ sending: 2, queued: 1 });
    });

    it('never gives anybody out twice, and fewer than wanted when fewer wait', async () => {
      const { step } = open(crowd(5));
      const first = phones((await step(3)).claimed);
      const second = phones((await step(100)).claimed);
      expect([first.length, second.length]).toEqual([3, 2]);
      expect(new Set([...first, ...second]).size).toBe(5);
      expect((await step(100)).claimed).toEqual([]);
    });

    it('settles and claims in one step', async () => {
      const { step, states } = open(crowd(4));
      const [a, b, c] = (await step(3)).claimed as [ClaimedRequest, ClaimedRequest, ClaimedRequest];
      const answer = await step(1, [
        settlement(a, 'accepted', 'm-1'),
        settlement(b, 'rejected'),
        settlement(c, 'in_doubt'),
      ]);
      expect(answer.counts).toMatchObject({ accepted: 1, rejected: 1, in_doubt: 1, sending: 1, queued: 0 });
      expect([...states().values()]).toEqual(['accepted', 'rejected', 'in_doubt', 'sending']);
    });

    it('gives whom it was told to queue out again, before those who come later', async () => {
      const { step } = open(crowd(3));
      const [first] = (await step(1)).claimed as [ClaimedRequest];
      const again = await step(1, [settlement(first, 'queued')]);
      expect(phones(again.claimed)).toEqual(phones([first]));
      expect(again.claimed[0]?.requestId).not.toBe(first.requestId);
    });

    it('takes a settlement once: a repeated or late one changes nothing', async () => {
      const { step, states } = open(crowd(1));
      const [first] = (await step(1)).claimed as [ClaimedRequest];
      await step(0, [settlement(first, 'queued')]);
      const [second] = (await step(1)).claimed as [ClaimedRequest];
      // The old request is over: its people belong to the new one.
      await step(0, [settlement(first, 'accepted', 'm-1')]);
      expect([...states().values()]).toEqual(['sending']);
      await step(0, [settlement(second, 'accepted', 'm-2')]);
      const { counts } = await step(0, [settlement(second, 'in_doubt'), settlement(second, 'rejected')]);
      expect(counts).toMatchObject({ accepted: 1, in_doubt: 0, rejected: 0 });
    });

    it('wants nothing, gives nothing', async () => {
      const { step } = open(crowd(2));
      expect(await step(0)).toMatchObject({ claimed: [], counts: { queued: 2 } });
    });

    it('leaves out who opted out since, at the very moment of sending, and goes on with the next', async () => {
      const people = crowd(4);
      const { step, suppress, states } = open(people);
      for (const person of people.slice(0, 2)) suppress(person.phone);
      const { claimed, counts } = await step(1);
      expect(phones(claimed)).toEqual([people[2]?.phone]);
      expect(counts).toMatchObject({ suppressed: 2, sending: 1, queued: 1 });
      expect([...states().values()].slice(0, 2)).toEqual(['suppressed', 'suppressed']);
    });

    it('sends nobody at or after the best-before', async () => {
      const { step } = open(crowd(3), { bestBefore: now + 1_000 });
      expect((await step(1, [], now + 999)).claimed).toHaveLength(1);
      const late = await step(5, [], now + 1_000);
      expect(late).toMatchObject({ claimed: [], counts: { expired: 2, sending: 1, queued: 0 } });
    });

    it('puts equal texts into one request, never more than allowed, never different ones', async () => {
      const { step } = open(
        crowd(11, (i) => (i % 2 === 0 ? 'even' : 'odd')),
        { recipientsPerRequest: 4 },
      );
      const { claimed } = await step(50);
      const shape = claimed.map(({ text, recipients }) => `${text} ${recipients.length}`);
      expect(shape.sort()).toEqual(['even 2', 'even 4', 'odd 1', 'odd 4']);
      expect(new Set(phones(claimed)).size).toBe(11);
    });

    it('takes one who opted out from the middle of a shared request', async () => {
      const people = crowd(3, () => 'same');
      const { step, suppress } = open(people, { recipientsPerRequest: 3 });
      suppress(people[1]?.phone ?? '');
      const { claimed, counts } = await step(1);
      expect(claimed.map(({ recipients }) => recipients.length)).toEqual([2]);
      expect(counts).toMatchObject({ sending: 2, suppressed: 1 });
    });

    it('settles everybody of a shared request alike', async () => {
      const { step } = open(
        crowd(3, () => 'same'),
        { recipientsPerRequest: 3 },
      );
      const [request] = (await step(1)).claimed as [ClaimedRequest];
      expect((await step(0, [settlement(request, 'in_doubt')])).counts).toMatchObject({ in_doubt: 3, sending: 0 });
    });

    it('does nothing at all when a step fails', async () => {
      const { step, states, breakDisk } = open(crowd(3));
      const [first] = (await step(1)).claimed as [ClaimedRequest];
      const before = [...states()];
      breakDisk(true);
      await expect(step(1, [settlement(first, 'accepted', 'm-1')])).rejects.toThrow();
      expect([...states()]).toEqual(before);
      breakDisk(false);
      const after = await step(1, [settlement(first, 'accepted', 'm-1')]);
      expect(after.counts).toMatchObject({ accepted: 1, sending: 1, queued: 1 });
    });

    it('adds up to everyone after any course of events', async () => {
      const outcomes = fc.constantFrom<Settlement['state']>('accepted', 'rejected', 'in_doubt', 'queued');
      const move = fc.record({
        want: fc.nat({ max: 4 }),
        settle: fc.array(fc.tuple(fc.nat(), outcomes), { maxLength: 4 }),
      });
      const course = fc.array(move, { maxLength: 12 });
      await fc.assert(
        fc.asyncProperty(
          fc.integer({ min: 1, max: 9 }),
          fc.integer({ min: 1, max: 3 }),
          course,
          async (n, per, moves) => {
            const { step, states } = open(
              crowd(n, (i) => `text ${i % 3}`),
              { recipientsPerRequest: per },
            );
            let flying: ClaimedRequest[] = [];
            for (const { want, settle } of moves) {
              const settled: Settlement[] = [];
              for (const [pick, state] of settle) {
                const request = flying[pick % Math.max(1, flying.length)];
                if (request === undefined) continue;
                flying = flying.filter((other) => other !== request);
                settled.push(settlement(request, state, state === 'accepted' ? `m-${request.requestId}` : null));
              }
              const { claimed, counts } = await step(want, settled);
              expect(claimed.length).toBeLessThanOrEqual(want);
              flying.push(...claimed);
              expect(sumCounts(counts)).toBe(n);
              expect(counts).toEqual(tally(states()));
              expect(counts.sending).toBe(phones(flying).length);
              expect(new Set(phones(flying)).size).toBe(phones(flying).length);
            }
          },
        ),
        { numRuns: 40 },
      );
    });
  });
}
