import { describe, expect, it } from 'vitest';
import type { PushStatus } from '#contract/groups.ts';
import type { AccountId, GroupId } from '#core/kernel/ids.ts';
import type { PracticeService } from '#main/practice/service.ts';
import { PushService } from '#main/pushing/push-service.ts';
import { systemClock } from '#main/system.ts';
import { phone, testNow } from '#test/support/plan.ts';
import { type ServicesBench, servicesBench } from '#test/support/services-bench.ts';
import { practice, until } from '../../practice/helpers.ts';

interface PushBench {
  readonly bench: ServicesBench;
  readonly service: PracticeService;
  readonly pushes: PushService;
  readonly statuses: readonly PushStatus[];
  readonly account: AccountId;
  /** A group at the service. */
  readonly remote: { readonly uid: string; readonly name: string };
  local(count: number, first?: number): Promise<GroupId>;
  over(groupId: GroupId): Promise<PushStatus>;
  /** Contacts the service has in the remote group. */
  remoteCount(): Promise<number | null>;
}

async function pushBench(settings: Parameters<typeof practice>[0] = {}): Promise<PushBench> {
  const service = await practice(settings);
  const bench = await servicesBench();
  const { accounts, store } = bench.services;
  const account = await bench.account(service.url);
  await accounts.update(account, { ratePerSecond: 500 });
  const gateway = await accounts.gateway(account, 1);
  const made = await gateway.createGroup('Remote', null);
  await gateway.close();
  if (!made.ok) throw new Error(made.error.message);
  const statuses: PushStatus[] = [];
  const pushes = new PushService({
    store: store.calls,
    accounts,
    paces: bench.services.paces,
    clock: systemClock,
    onStatus: (status) => statuses.push(status),
  });
  return {
    bench,
    service,
    pushes,
    statuses,
    account,
    remote: { uid: made.value.uid, name: made.value.name },
    async local(count, first = 0) {
      const ids = [];
      for (let i = first; i < first + count; i++) {
        const contact = { id: null, phone: phone(31_610_000_000 + i), firstName: `P${i}`, lastName: '', fields: {} };
        ids.push((await store.calls.contacts.save(contact, testNow)).id);
      }
      const { id } = await store.calls.groups.create(`Group ${first}`, testNow);
      await store.calls.groups.add(id, { ids });
      return id;
    },
    async over(groupId) {
      await until(() => statuses.some((status) => status.groupId === groupId && status.state !== 'running'));
      const status = await store.calls.pushes.status(groupId);
      if (status === null) throw new Error('no push');
      return status;
    },
    async remoteCount() {
      const client = await accounts.gateway(account, 1);
      const listed = await client.listContacts(made.value.uid, 1);
      await client.close();
      return listed.ok ? listed.value.total : null;
    },
  };
}

describe('pushing a group', () => {
  it('creates each person once at the service, with a result each, and remembers the link', async () => {
    const { bench, pushes, local, over, remote, account, remoteCount, statuses } = await pushBench();
    const group = await local(7);
    expect(await pushes.start(group, account, remote)).toMatchObject({ state: 'running', total: 7, done: 0 });
    expect(await over(group)).toMatchObject({ state: 'finished', done: 7, created: 7, error: null });
    expect(await remoteCount()).toBe(7);
    expect(statuses.map(({ done }) => done)).toEqual([1, 2, 3, 4, 5, 6, 7, 7]);
    const linked = await bench.services.store.calls.groups.get(group);
    expect(linked.remote).toMatchObject({ uid: remote.uid, name: 'Remote', pushedAt: expect.any(Number) });
    expect(bench.most.open).toBe(0);
  });

  it('again: whoever is there is refused with the service’s words, whoever is new is created', async () => {
    const { bench, pushes, local, over, remote, account } = await pushBench();
    const group = await local(2);
    await pushes.start(group, account, remote);
    await over(group);
    const other = await local(1, 50);
    await bench.services.store.calls.groups.add(other, { query: '', groupId: group });
    await pushes.start(other, account, remote);
    expect(await over(other)).toMatchObject({ state: 'finished', created: 1, refused: 2 });
    const results = await bench.services.store.calls.pushes.results(other);
    expect(results.map(({ words }) => words).filter((words) => words !== null)).toEqual([
      'The contact is already in this group.',
      'The contact is already in this group.',
    ]);
  });

  it('started twice at once is one push', async () => {
    const { pushes, local, over, remote, account, service } = await pushBench({ latencyMs: 10 });
    const group = await local(10);
    const before = service.status().requestsSeen;
    const starts = await Promise.allSettled([
      pushes.start(group, account, remote),
      pushes.start(group, account, remote),
    ]);
    expect(starts.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await over(group)).toMatchObject({ created: 10, refused: 0 });
    expect(service.status().requestsSeen - before).toBe(10);
  });

  it('stops when told to, and says how far it came', async () => {
    const { pushes, local, over, remote, account, remoteCount } = await pushBench({ latencyMs: 20 });
    const group = await local(30);
    await pushes.start(group, account, remote);
    await new Promise((resolve) => setTimeout(resolve, 150));
    pushes.stop(group);
    const status = await over(group);
    expect(status).toMatchObject({ state: 'stopped', total: 30, error: null });
    expect(status.created).toBe(await remoteCount());
    expect(status.created).toBeLessThan(30);
  });

  it.each([
    ['unauthenticated', 'key_wrong'],
    ['no_permission', 'no_permission'],
    ['not_found_page', 'service_wrong_address'],
  ] as const)('%s stops it after one request', async (kind, code) => {
    const { pushes, local, over, remote, account, service } = await pushBench();
    const group = await local(9);
    service.configure({ faults: [{ kind, on: 'all' }] });
    const before = service.status().requestsSeen;
    await pushes.start(group, account, remote);
    expect(await over(group)).toMatchObject({ state: 'stopped', done: 0, error: { code } });
    expect(service.status().requestsSeen - before).toBe(1);
  });

  it('waits when throttled, and nobody is lost', async () => {
    const { pushes, local, over, remote, account, service } = await pushBench();
    const group = await local(4);
    service.configure({ faults: [{ kind: 'throttled_once', from: 2, count: 1, on: 'all' }] });
    const began = Date.now();
    await pushes.start(group, account, remote);
    expect(await over(group)).toMatchObject({ state: 'finished', created: 4 });
    expect(Date.now() - began).toBeGreaterThanOrEqual(2_000);
  });

  it('an unclear answer is told as such; a service that gives nothing else is left alone', async () => {
    const { pushes, local, over, remote, account, service } = await pushBench();
    const group = await local(20);
    service.configure({ faults: [{ kind: 'server_error', from: 3, on: 'all' }] });
    const before = service.status().requestsSeen;
    await pushes.start(group, account, remote);
    const status = await over(group);
    expect(status).toMatchObject({ state: 'stopped', created: 2, unclear: 3 });
    expect(service.status().requestsSeen - before).toBe(5);
  });

  it('quitting waits for what is in flight, and the rest waits for another day', async () => {
    const { bench, pushes, local, remote, account, remoteCount } = await pushBench({ latencyMs: 30 });
    const group = await local(20);
    await pushes.start(group, account, remote);
    await new Promise((resolve) => setTimeout(resolve, 100));
    await pushes.stopAll();
    const status = await bench.services.store.calls.pushes.status(group);
    expect(status).toMatchObject({ state: 'stopped', created: await remoteCount() });
    expect(bench.most.open).toBe(0);
  });

  it('a store that is closed under it is nobody’s crash', async () => {
    const { bench, pushes, local, remote, account } = await pushBench({ latencyMs: 30 });
    await pushes.start(await local(20), account, remote);
    await bench.close();
    await pushes.stopAll();
  });

  it('a group of nobody is refused, and leaves nothing open', async () => {
    const { bench, pushes, local, remote, account } = await pushBench();
    const group = await local(0);
    await expect(pushes.start(group, account, remote)).rejects.toMatchObject({ error: { code: 'audience_empty' } });
    expect(bench.most.open).toBe(0);
    await expect(pushes.start(group, account, remote)).rejects.toMatchObject({ error: { code: 'audience_empty' } });
  });
});
