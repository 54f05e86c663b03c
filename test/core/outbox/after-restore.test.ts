import { describe, expect, it } from 'vitest';
import { stateAfterRestore } from '#core/outbox/after-restore.ts';
import { mayMove, recipientStates, unsettledStates } from '#core/outbox/states.ts';

describe('a person after a backup came back', () => {
  const all = unsettledStates.flatMap((before) =>
    [...recipientStates, null].flatMap((since) =>
      [true, false].map((trusted) => ({ before, since, trusted, after: stateAfterRestore(before, since, trusted) })),
    ),
  );

  it('waits only when a whole newer file has them waiting too', () => {
    for (const { before, since, trusted, after } of all) {
      const certain = before === 'queued' && since === 'queued' && trusted;
      expect({ before, since, trusted, queued: after === 'queued' }).toEqual({
        before,
        since,
        trusted,
        queued: certain,
      });
      expect(after).not.toBe('sending');
    }
  });

  it('keeps what the newer file knows for certain', () => {
    for (const since of ['accepted', 'delivered', 'undelivered', 'cancelled', 'expired', 'suppressed'] as const) {
      for (const before of unsettledStates) expect(stateAfterRestore(before, since, false)).toBe(since);
    }
  });

  it('makes only moves that are legal', () => {
    const illegal = all.filter(({ before, after }) => before !== after && !mayMove(before, after, 'restore'));
    expect(illegal).toEqual([]);
    expect(mayMove('accepted', 'in_doubt', 'restore')).toBe(false);
    expect(mayMove('in_doubt', 'queued', 'restore')).toBe(false);
  });
});
