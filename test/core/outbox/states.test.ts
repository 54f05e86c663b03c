import { describe, expect, it } from 'vitest';
import {
  assertMove,
  type Mover,
  mayMove,
  noCounts,
  type RecipientState,
  recipientStates,
  sumCounts,
} from '#core/outbox/states.ts';

const movers: readonly Mover[] = ['sender', 'gate', 'receipt', 'person'];

/** Every legal move, written out a second time: a new one must be meant. */
const legal: readonly string[] = [
  'sender: queued → sending',
  'sender: sending → accepted',
  'sender: sending → rejected',
  'sender: sending → in_doubt',
  'sender: sending → queued',
  'gate: queued → expired',
  'gate: queued → suppressed',
  'receipt: accepted → delivered',
  'receipt: accepted → undelivered',
  'receipt: delivered → undelivered',
  'receipt: undelivered → delivered',
  'receipt: in_doubt → delivered',
  'receipt: in_doubt → undelivered',
  'person: queued → cancelled',
  'person: rejected → queued',
  'person: in_doubt → marked_sent',
  'person: marked_sent → in_doubt',
  'receipt: marked_sent → delivered',
  'receipt: marked_sent → undelivered',
  'person: in_doubt → queued',
];

describe('the states of a recipient', () => {
  it('move only as promised', () => {
    const found = movers.flatMap((mover) =>
      recipientStates.flatMap((from) =>
        recipientStates.filter((to) => mayMove(from, to, mover)).map((to) => `${mover}: ${from} → ${to}`),
      ),
    );
    expect(found.sort()).toEqual([...legal].sort());
  });

  it('never lead from doubt or from acceptance back to sending without a person', () => {
    const reach = (from: RecipientState, allowed: readonly Mover[]): Set<RecipientState> => {
      const seen = new Set<RecipientState>([from]);
      for (const state of seen) {
        for (const to of recipientStates) if (allowed.some((mover) => mayMove(state, to, mover))) seen.add(to);
      }
      return seen;
    };
    const alone = movers.filter((mover) => mover !== 'person');
    for (const state of ['in_doubt', 'accepted', 'delivered', 'undelivered', 'rejected'] as const) {
      expect(reach(state, alone).has('sending')).toBe(false);
    }
    for (const state of ['accepted', 'delivered', 'undelivered', 'cancelled', 'expired', 'suppressed'] as const) {
      expect(reach(state, movers).has('sending')).toBe(false);
    }
  });

  it('an illegal move is a bug, and named', () => {
    expect(() => assertMove('in_doubt', 'queued', 'sender')).toThrow('illegal move by sender: in_doubt → queued');
    expect(() => assertMove('in_doubt', 'queued', 'person')).not.toThrow();
  });

  it('are all counted', () => {
    expect(sumCounts(noCounts)).toBe(0);
    expect(Object.keys(noCounts).sort()).toEqual([...recipientStates].sort());
    const each = Object.fromEntries(recipientStates.map((state, i) => [state, 10 ** i])) as Record<
      RecipientState,
      number
    >;
    expect(sumCounts(each)).toBe(11_111_111_111);
  });
});
