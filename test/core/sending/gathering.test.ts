import { describe, expect, it } from 'vitest';
import { Gathering } from '#core/sending/gathering.ts';

/** One that has seen a hundred commits and answers of these lengths. */
function used(commitMs: number, answerMs: number): Gathering {
  const gathering = new Gathering();
  for (let i = 0; i < 100; i++) {
    gathering.onAnswer(false, 0, answerMs);
    gathering.onCommit(commitMs);
  }
  gathering.onAnswer(true, 100, answerMs);
  return gathering;
}

describe('answers and their commit', () => {
  it('on a quick disk half of those who are out make one', () => {
    const gathering = used(0.4, 0.6);
    expect(gathering.isDue(3, 5, 100)).toBe(false);
    expect(gathering.isDue(4, 4, 100)).toBe(true);
  });

  it('on a slow disk everybody is waited for', () => {
    const gathering = used(8, 1);
    expect(gathering.isDue(31, 1, 100)).toBe(false);
    expect(gathering.isDue(32, 0, 100)).toBe(true);
  });

  it('nobody waits longer than three milliseconds', () => {
    for (const gathering of [used(0.4, 0.6), used(8, 1), used(1, 200)]) {
      expect(gathering.isDue(1, 31, 102.9)).toBe(false);
      expect(gathering.msLeft(102)).toBe(1);
      expect(gathering.isDue(1, 31, 103)).toBe(true);
    }
  });

  it('nothing to write down is no reason to wait', () => {
    expect(used(8, 1).isDue(0, 12, 100)).toBe(true);
  });
});
