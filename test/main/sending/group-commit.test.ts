import { describe, expect, it } from 'vitest';
import { Failure } from '#core/kernel/errors.ts';
import type { CampaignId } from '#core/kernel/ids.ts';
import { noCounts } from '#core/outbox/states.ts';
import type { OutboxAnswer, OutboxStep } from '#core/sending/outbox-port.ts';
import { groupCommit } from '#main/sending/group-commit.ts';

const step = (campaign: number): OutboxStep => ({ campaignId: campaign as CampaignId, now: 0, settled: [], want: 1 });
const answer = (queued: number): OutboxAnswer => ({ claimed: [], counts: { ...noCounts, queued }, damaged: null });

describe('steps of several campaigns', () => {
  it('asked for while the disk is busy go together, each with its own answer; one alone does not wait', async () => {
    const groups: number[][] = [];
    const gates: (() => void)[] = [];
    const outbox = groupCommit(async (steps) => {
      groups.push(steps.map(({ campaignId }) => campaignId));
      await new Promise<void>((resolve) => gates.push(resolve));
      return steps.map(({ campaignId }) => answer(campaignId));
    });
    const first = outbox.exchange(step(1));
    expect(groups).toEqual([[1]]);
    const others = [outbox.exchange(step(2)), outbox.exchange(step(3))];
    expect(groups).toEqual([[1]]);
    gates.shift()?.();
    expect((await first).counts.queued).toBe(1);
    await new Promise((resolve) => setImmediate(resolve));
    expect(groups).toEqual([[1], [2, 3]]);
    gates.shift()?.();
    expect((await Promise.all(others)).map(({ counts }) => counts.queued)).toEqual([2, 3]);
  });

  it('fail together, and the next ones are tried', async () => {
    let broken = true;
    const outbox = groupCommit((steps) =>
      broken
        ? Promise.reject(new Failure({ code: 'storage_full', message: 'full' }))
        : Promise.resolve(steps.map(() => answer(0))),
    );
    await expect(outbox.exchange(step(1))).rejects.toMatchObject({ error: { code: 'storage_full' } });
    broken = false;
    expect(await outbox.exchange(step(1))).toEqual(answer(0));
  });

  it('that one fault spoils are tried alone: the others go on', async () => {
    const groups: number[][] = [];
    const outbox = groupCommit(async (steps) => {
      const campaigns = steps.map(({ campaignId }): number => campaignId);
      groups.push(campaigns);
      if (campaigns.includes(2)) throw new Failure({ code: 'internal', message: 'CHECK constraint failed' });
      return campaigns.map(answer);
    });
    const [first, faulty, third] = [1, 2, 3].map((campaign) => outbox.exchange(step(campaign)));
    expect([await first, await third]).toEqual([answer(1), answer(3)]);
    await expect(faulty).rejects.toMatchObject({ error: { code: 'internal' } });
    expect(groups).toEqual([[1], [2, 3], [2], [3]]);
  });

  it('are not tried again after what may have come when they were on disk already', async () => {
    let asked = 0;
    const outbox = groupCommit(async (steps) => {
      asked++;
      if (steps.length > 1) throw new TypeError('the answer could not be read');
      return steps.map(() => answer(0));
    });
    const [first, ...others] = [1, 2, 3].map((campaign) => outbox.exchange(step(campaign)));
    await first;
    const ends = await Promise.allSettled(others);
    expect(ends.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(asked).toBe(2);
  });
});
