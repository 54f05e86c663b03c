import { expect, it } from 'vitest';
import { callbackServer, freshDir, practice, sms, until } from './helpers.ts';

const number = '46701740605';

it('posts one receipt for each message id', async () => {
  const callback = await callbackServer();
  const service = await practice({ callbackUrl: callback.url, receiptDelayMs: 0 });
  const list = await sms(service.url, '46701740605,46701740606');
  const single = await sms(service.url, number);
  await until(() => callback.got.length === 2);
  const ids = [list.json.message_id, single.json.message_id];
  expect(callback.got.map((one) => one.message_id).sort()).toEqual(ids.sort());
  expect(callback.got[0]).toMatchObject({ status: 'Delivered', reason: null });
  expect(Date.parse(callback.got[0]?.timestamp ?? '')).toBeGreaterThan(Date.now() - 10_000);
});

it('posts nothing without a callback address', async () => {
  const service = await practice({ receiptDelayMs: 0 });
  await sms(service.url, number);
  expect(service.status().receiptsWaiting).toBe(0);
});

it('tries again until it is taken, and then stops', async () => {
  const callback = await callbackServer((_callback, response, seen) => {
    response.writeHead(seen < 3 ? 500 : 200).end();
  });
  const service = await practice({ callbackUrl: callback.url, receiptDelayMs: 0, receiptRetryMs: 5 });
  await sms(service.url, number);
  await until(() => service.status().receiptsWaiting === 0);
  expect(callback.got).toHaveLength(3);
});

it('gives up after six tries', async () => {
  const callback = await callbackServer((_callback, response) => response.writeHead(404).end());
  const service = await practice({ callbackUrl: callback.url, receiptDelayMs: 0, receiptRetryMs: 1 });
  await sms(service.url, number);
  await until(() => service.status().receiptsWaiting === 0);
  expect(callback.got).toHaveLength(6);
});

it('counts a listener that hangs as failed', async () => {
  const callback = await callbackServer((_callback, response, seen) => {
    if (seen > 1) response.end();
  });
  const service = await practice({
    callbackUrl: callback.url,
    receiptDelayMs: 0,
    receiptRetryMs: 1,
    receiptTimeoutMs: 100,
  });
  await sms(service.url, number);
  await until(() => service.status().receiptsWaiting === 0);
  expect(callback.got).toHaveLength(2);
});

it('keeps at most 16 posts in the air', async () => {
  let now = 0;
  let most = 0;
  const callback = await callbackServer((_callback, response) => {
    now += 1;
    most = Math.max(most, now);
    setTimeout(() => {
      now -= 1;
      response.end();
    }, 10);
  });
  const service = await practice({ callbackUrl: callback.url, receiptDelayMs: 0 });
  await Promise.all(Array.from({ length: 100 }, () => sms(service.url, number)));
  await until(() => callback.got.length === 100 && service.status().receiptsWaiting === 0);
  expect(most).toBeLessThanOrEqual(16);
  expect(most).toBeGreaterThan(1);
});

it('takes unsettled receipts up again after a restart, and settled ones never', async () => {
  const callback = await callbackServer();
  const dir = freshDir();
  const first = await practice({ callbackUrl: callback.url, receiptDelayMs: 0 }, dir);
  const settled = await sms(first.url, number);
  await until(() => first.status().receiptsWaiting === 0);
  first.configure({ receiptDelayMs: 300 });
  const open = await sms(first.url, number);
  await first.close();
  expect(callback.got.map((one) => one.message_id)).toEqual([settled.json.message_id]);
  const second = await practice({ callbackUrl: callback.url }, dir);
  expect(second.status().receiptsWaiting).toBe(1);
  await until(() => callback.got.length === 2);
  await until(() => second.status().receiptsWaiting === 0);
  expect(callback.got[1]?.message_id).toBe(open.json.message_id);
});

it('waits for the scheduled time, read as UTC', async () => {
  const callback = await callbackServer();
  const service = await practice({ callbackUrl: callback.url, receiptDelayMs: 0 });
  const at = new Date(Date.now() + 120_000).toISOString();
  const later = await sms(service.url, number, { schedule_time: at.slice(0, 16).replace('T', ' ') });
  expect(later.json).toMatchObject({ status: 'success', queued: true });
  await sms(service.url, number, { schedule_time: new Date(Date.now() + 100).toISOString() });
  await until(() => callback.got.length === 1);
  await until(() => service.status().receiptsWaiting === 1);
  expect(callback.got[0]?.message_id).not.toBe(later.json.message_id);
  const due = service.ledger.list()[0]?.receipt?.due ?? 0;
  expect(Math.abs(due - Date.parse(at))).toBeLessThanOrEqual(60_000);
});

it('starts posting when a callback address is set on the way', async () => {
  const callback = await callbackServer();
  const service = await practice({ callbackUrl: 'http://127.0.0.1:9/', receiptDelayMs: 0, receiptRetryMs: 20 });
  await sms(service.url, number);
  service.configure({ callbackUrl: callback.url });
  await until(() => callback.got.length === 1);
});
