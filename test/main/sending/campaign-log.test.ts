import { describe, expect, it } from 'vitest';
import { logCodes, pauseReasons } from '#core/campaigns/campaign.ts';
import type { CampaignId } from '#core/kernel/ids.ts';
import { ManualClock } from '#core/kernel/manual-clock.ts';
import { en } from '#core/words/en.ts';
import { CampaignLog } from '#main/sending/campaign-log.ts';

const id = 1 as CampaignId;

function bench() {
  const clock = new ManualClock();
  const lines: (readonly [string, unknown])[] = [];
  const log = new CampaignLog({ log: async (_id, _at, code, details) => void lines.push([code, details]) }, clock);
  return { clock, lines, log };
}

describe('the log of a campaign', () => {
  it('tells a burst in two lines: the first at once, and how many more', async () => {
    const { clock, lines, log } = bench();
    for (let i = 0; i < 32; i++) log.note(id, 'in_doubt', { words: 'no answer came in time' });
    expect(lines).toEqual([['in_doubt', { words: 'no answer came in time' }]]);
    await clock.advance(30_000);
    expect(lines.slice(1)).toEqual([['in_doubt', { words: 'no answer came in time', more: 31 }]]);
    await clock.advance(300_000);
    expect(lines).toHaveLength(2);
  });

  it('of a service that refuses every second for ten minutes has a line for each half minute', async () => {
    const { clock, lines, log } = bench();
    for (let i = 0; i < 600; i++) {
      log.note(id, 'throttled', { seconds: 1 });
      await clock.advance(1_000);
    }
    await log.flush(id);
    expect(lines.length).toBeLessThanOrEqual(22);
    const told = lines.map(([, details]) => (details as { more?: number }).more ?? 1);
    expect(told.reduce((sum, one) => sum + one, 0)).toBe(600);
  });

  it('keeps apart what is not the same', () => {
    const { lines, log } = bench();
    log.note(id, 'in_doubt', { words: 'a' });
    log.note(id, 'in_doubt', { words: 'b' });
    log.note(2 as CampaignId, 'in_doubt', { words: 'a' });
    log.note(id, 'throttled', {});
    expect(lines).toHaveLength(4);
  });

  it('says what was gathered before the pause that it led to, and begins anew after it', async () => {
    const { lines, log } = bench();
    for (let i = 0; i < 3; i++) log.note(id, 'in_doubt', { words: 'HTTP 500' });
    await log.write(id, 'paused', { reason: 'three_doubts' });
    log.note(id, 'in_doubt', { words: 'HTTP 500' });
    expect(lines).toEqual([
      ['in_doubt', { words: 'HTTP 500' }],
      ['in_doubt', { words: 'HTTP 500', more: 2 }],
      ['paused', { reason: 'three_doubts' }],
      ['in_doubt', { words: 'HTTP 500' }],
    ]);
  });

  it('stops nobody when the disk takes no line', async () => {
    const clock = new ManualClock();
    const log = new CampaignLog({ log: () => Promise.reject(new Error('full')) }, clock);
    log.note(id, 'throttled', {});
    log.note(id, 'throttled', {});
    await expect(log.flush(id)).resolves.toBeUndefined();
  });

  it('has words for every code, and for every reason to stand still what it is and what to do', () => {
    const words: Readonly<Record<string, string>> = en.progress.log;
    for (const code of logCodes) expect(words[code], code).toBeTruthy();
    for (const code of ['in_doubt', 'throttled', 'offline_retry']) expect(words[`${code}More`]).toContain('{{more}}');
    for (const reason of pauseReasons) {
      expect(en.progress.reason[reason], reason).toBeTruthy();
      expect(en.progress.paused[reason].title, reason).toBeTruthy();
      expect(en.progress.paused[reason].text, reason).toBeTruthy();
      expect(en.cli.pause[reason], reason).toBeTruthy();
    }
  });
});
