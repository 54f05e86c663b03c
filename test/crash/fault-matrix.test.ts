import { afterAll, describe, expect, it } from 'vitest';
import type { Campaign } from '#core/campaigns/campaign.ts';
import { type FaultBench, faultBench, judge, sent, statesOf } from './fault-bench.ts';
import { type FaultCase, faultCases } from './fault-cases.ts';
import { long, printTable } from './long.ts';

const people = 24;
const window = 4;
/** Three doubts in a row stop a campaign; those who are in flight then may fall into doubt too. */
const mostDoubts = 3 + window - 1;
const rows: string[][] = [];

/** After the fault is gone a person says "go on": everybody who was not settled is sent, and no doubt is touched. */
async function goneOn(made: FaultBench, campaign: Campaign): Promise<void> {
  const before = await statesOf(made, campaign);
  made.proxy.heal();
  const done = await sent(made, campaign, 'resume');
  expect([done.state, done.counts.queued]).toEqual(['finished', 0]);
  await judge(made, done, people);
  for (const [digits, state] of await statesOf(made, campaign)) {
    expect([digits, state]).toEqual([digits, before.get(digits) === 'queued' ? 'accepted' : before.get(digits)]);
  }
}

afterAll(() => {
  const head = ['fault', 'once: the one it struck', 'in the ledger', 'always: stops as', 'doubts', 'from the first on'];
  printTable(`Faults between sender and service (${people} people, ${window} at a time)`, head, rows);
});

/** In `npm test` one fault of a kind strikes for ever: they cost seconds. */
function isFirstOfItsKind(one: FaultCase): boolean {
  return faultCases.find(({ class: kind, pauses }) => kind === one.class && pauses === one.pauses) === one;
}

describe.each(faultCases)('$name', (one: FaultCase) => {
  it('strikes once, strikes for ever, and is over', async () => {
    const row = [one.name];
    rows.push(row);
    const made = await faultBench();
    await once(made, one, row);
    if (long || isFirstOfItsKind(one)) await always(made, one, row);
  });
});

/** The first connection carries the question for the balance, the second one the first send. */
function firstSend({ fault }: FaultCase): number {
  return fault.ends?.at === 'connected' ? 2 : 1;
}

async function once(made: FaultBench, one: FaultCase, row: string[]): Promise<void> {
  const campaign = await made.sealed(await made.account(made.url), people, { concurrency: 1 });
  // Not the first, which goes alone to see what answers; but a connection that never carried anything has no later one.
  const fresh = one.fault.ends?.at === 'connected';
  const at = fresh ? firstSend(one) : 5;
  made.proxy.strike(one.fault, at, 1);
  const end = await sent(made, campaign, 'launch');
  const unseen = fresh || one.fault.ends?.at === 'request_begun';
  const states = await statesOf(made, campaign);
  const struck = unseen
    ? ([...states].find(([, state]) => state === 'in_doubt')?.[0] ?? '')
    : (made.proxy.asked[at - 1]?.[0] ?? '');
  await judge(made, end, people);
  const paused = one.class === 'queued_and_paused' || one.atOnce === true || fresh;
  expect([end.state, paused ? end.pauseReason : null]).toEqual(
    paused ? ['paused', fresh ? 'unclear_answer' : one.pauses] : ['finished', null],
  );
  const asked = made.proxy.asked.filter(([digits]) => digits === struck).length;
  const state = states.get(struck);
  switch (one.class) {
    case 'queued_again':
      expect([state, asked, made.ledger().get(struck)]).toEqual(['accepted', 2, 1]);
      break;
    case 'queued_and_paused':
      expect([state, asked, made.ledger().get(struck)]).toEqual(['queued', 1, undefined]);
      break;
    default:
      expect([state, made.ledger().get(struck) ?? 0]).toEqual([one.class, one.ledger]);
      expect(asked).toBe(unseen ? 0 : 1);
  }
  expect(end.counts.in_doubt).toBe(one.class === 'in_doubt' ? 1 : 0);
  if (paused) await goneOn(made, end);
  else made.proxy.heal();
  row.push(one.class.replaceAll('_', ' '), String(one.ledger));
}

async function always(made: FaultBench, one: FaultCase, row: string[]): Promise<void> {
  const account = await made.account(made.url);
  // From the ninth on: a full window is in flight. One that never carries anything can only begin at the start.
  const fresh = one.fault.ends?.at === 'connected';
  const campaign = await made.sealed(account, people, { concurrency: window });
  made.proxy.strike(one.fault, fresh ? firstSend(one) : 9, one.class === 'queued_again' ? 3 : undefined);
  const end = await sent(made, campaign, 'launch');
  await judge(made, end, people);
  if (one.pauses === null) expect(end.state).toBe('finished');
  else expect([end.state, end.pauseReason]).toEqual(['paused', fresh ? 'unclear_answer' : one.pauses]);
  const doubts = end.counts.in_doubt;
  expect(doubts).toBeLessThanOrEqual(one.class === 'in_doubt' ? (one.atOnce === true ? window : mostDoubts) : 0);
  if (one.class === 'in_doubt') expect(doubts).toBeGreaterThan(0);
  if (one.pauses !== null) await goneOn(made, end);
  else made.proxy.heal();
  row.push(end.pauseReason ?? 'goes on', String(doubts));

  // From the first on: the one that goes alone says enough.
  const second = await made.sealed(account, people, { concurrency: window });
  const seen = made.proxy.asked.length;
  made.proxy.strike(one.fault, firstSend(one), one.class === 'queued_again' ? 1 : undefined);
  const probed = await sent(made, second, 'launch');
  await judge(made, probed, people);
  if (one.pauses !== null) {
    expect(made.proxy.asked.length - seen).toBeLessThanOrEqual(1);
    expect(probed.counts.in_doubt).toBe(one.class === 'in_doubt' ? 1 : 0);
    expect(probed.counts.queued).toBe(people - probed.counts.in_doubt);
    await goneOn(made, probed);
  }
  row.push(probed.pauseReason === null ? 'goes on' : `${probed.pauseReason}, ${probed.counts.in_doubt} in doubt`);
}
