import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import type { Campaign } from '#core/campaigns/campaign.ts';
import type { Gateway } from '#core/gateway/port.ts';
import { createRedactor } from '#core/kernel/redact.ts';
import { createGateway, type GatewayTimeouts } from '#main/http/gateway-client.ts';
import { readLedger } from '#main/practice/ledger-file.ts';
import { defaultPracticeKey, startPractice } from '#main/practice/service.ts';
import { systemClock, systemRandom } from '#main/system.ts';
import { type ServicesBench, servicesBench } from '#test/support/services-bench.ts';
import { tempDir } from '#test/support/temp-dir.ts';
import { spawnStore } from '../../bench/workers.ts';
import { type FaultProxy, startFaultProxy } from './fault-proxy.ts';

export interface FaultBench extends ServicesBench {
  readonly proxy: FaultProxy;
  readonly url: string;
  ledger(): Map<string, number>;
}

/** The app's parts with its real store thread, a service with a ledger, and the proxy between them. */
export async function faultBench(more: Partial<GatewayTimeouts> = {}): Promise<FaultBench> {
  const dir = join(tempDir(), 'ledger');
  const practice = await startPractice({
    ...{ dir, port: 0, key: defaultPracticeKey, clock: systemClock, random: systemRandom },
  });
  const proxy = await startFaultProxy(practice.port);
  onTestFinished(async () => {
    await proxy.close();
    await practice.close();
  });
  const redactor = createRedactor();
  const timeouts = { connectMs: 300, headersMs: 500, bodyMs: 300, totalMs: 900, ...more };
  const made = await servicesBench({
    spawnStore,
    makeGateway: async ({ baseUrl, paths, key, connections }): Promise<Gateway> =>
      createGateway({ endpoint: { baseUrl, paths }, key, clock: systemClock, redactor, connections, timeouts }),
    // Waits between two tries are short.
    random: { next: () => 0.02 },
  });
  return { ...made, proxy, url: `http://127.0.0.1:${proxy.port}/api`, ledger: () => readLedger(dir) };
}

export async function statesOf({ services }: FaultBench, { id }: Campaign): Promise<Map<string, string>> {
  const results = await services.store.calls.campaigns.results(id, 0, 1_000);
  return new Map(results.map(({ phone, state }) => [phone.slice(1), state]));
}

export async function sent(made: FaultBench, { id }: Campaign, how: 'launch' | 'resume'): Promise<Campaign> {
  await made.services.campaigns[how](id);
  return made.services.campaigns.settled(id);
}

/** Nobody is lost, nobody has it twice, whoever counts as accepted has it, whoever has it counts as that or as doubtful. */
export async function judge(made: FaultBench, campaign: Campaign, people: number): Promise<void> {
  const ledger = made.ledger();
  const states = await statesOf(made, campaign);
  expect(states.size).toBe(people);
  expect(Object.values(campaign.counts).reduce((sum, n) => sum + n, 0)).toBe(people);
  for (const [digits, state] of states) {
    const times = ledger.get(digits) ?? 0;
    expect([digits, times <= 1]).toEqual([digits, true]);
    if (state === 'accepted') expect([digits, times]).toEqual([digits, 1]);
    else if (state !== 'in_doubt') expect([digits, state, times]).toEqual([digits, state, 0]);
  }
}
