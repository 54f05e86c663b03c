import { createServer } from 'node:http';
import { expect, it, onTestFinished } from 'vitest';
import { defaultPaths, type SendRequest } from '#core/gateway/port.ts';
import type { PhoneNumber } from '#core/kernel/ids.ts';
import { createRedactor } from '#core/kernel/redact.ts';
import { createGateway } from '#main/http/gateway-client.ts';
import { wayWatch } from '#main/http/way-watch.ts';
import { systemClock } from '#main/system.ts';
import { listen } from '../../practice/helpers.ts';

const request: SendRequest = {
  kind: 'sms',
  recipients: ['+31612345678' as PhoneNumber],
  senderId: 'Slipway',
  message: 'Hello',
  type: 'plain',
  scheduleTime: null,
  dltTemplateId: null,
};

/** A way to the service; answers after `delay` ms, under its own name. */
async function way(name: string, delay = 0) {
  let seen = 0;
  const server = createServer((incoming, response) => {
    incoming.resume();
    incoming.on('end', () => {
      seen++;
      setTimeout(() => response.end(JSON.stringify({ status: 'success', message_id: name })), delay);
      response.setHeader('content-type', 'application/json');
    });
  });
  const port = await listen(server);
  const stop = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  onTestFinished(() => void (server.listening && stop()));
  return { url: `http://127.0.0.1:${port}`, stop, seen: () => seen };
}

/** A machine whose rule names one of these ways, and may change. */
async function machine(first: string) {
  const system = { rule: first, asked: 0, late: 0, silent: false, hurry: false };
  const redactor = createRedactor();
  const gateway = await wayWatch({
    clock: {
      ...systemClock,
      monotonic: () => systemClock.monotonic() + system.late,
      after: (ms, task) => systemClock.after(system.hurry ? ms / 100 : ms, task),
    },
    ask: async () => {
      system.asked++;
      return system.silent ? new Promise<never>(() => undefined) : system.rule;
    },
    open: (rule) => {
      if (rule === 'SOCKS') throw new Error('cannot be followed');
      const endpoint = { baseUrl: rule, paths: defaultPaths };
      return { rule, gateway: createGateway({ endpoint, key: 'k', clock: systemClock, redactor }) };
    },
  });
  // Closed twice where a test closed it.
  onTestFinished(() => gateway.close().catch(() => undefined));
  return { system, gateway };
}

it('a new proxy is used for the next request after one that nobody took', async () => {
  const [one, other] = [await way('one'), await way('other')];
  const { system, gateway } = await machine(one.url);
  expect((await gateway.send(request)).outcome).toMatchObject({ kind: 'accepted', messageId: 'one' });
  await one.stop();
  system.rule = other.url;
  expect((await gateway.send(request)).outcome.kind).toBe('not_sent');
  expect((await gateway.send(request)).outcome).toMatchObject({ kind: 'accepted', messageId: 'other' });
});

it('a new proxy is found while all goes well, and what is on the old way is allowed to end', async () => {
  const [one, other] = [await way('one', 200), await way('other')];
  const { system, gateway } = await machine(one.url);
  const onItsWay = gateway.send(request);
  system.rule = other.url;
  system.late = 20_000;
  // Asks in passing: it does not hold this one up.
  await gateway.send(request);
  expect((await gateway.send(request)).outcome).toMatchObject({ messageId: 'other' });
  expect((await onItsWay).outcome).toMatchObject({ kind: 'accepted', messageId: 'one' });
});

it('the system is not asked with every request', async () => {
  const one = await way('one');
  const { system, gateway } = await machine(one.url);
  await Promise.all(Array.from({ length: 50 }, () => gateway.send(request)));
  expect(system.asked).toBe(1);
});

it('a rule that cannot be followed leaves the old way', async () => {
  const one = await way('one');
  const { system, gateway } = await machine(one.url);
  system.rule = 'SOCKS';
  system.late = 20_000;
  await gateway.send(request);
  expect((await gateway.send(request)).outcome).toMatchObject({ messageId: 'one' });
});

it('a system that does not say which proxy to use is no network: nothing is sent, nobody waits for ever', async () => {
  const [one, other] = [await way('one'), await way('other')];
  const { system, gateway } = await machine(one.url);
  await one.stop();
  expect((await gateway.send(request)).outcome.kind).toBe('not_sent');
  system.silent = true;
  system.hurry = true;
  const offline = { code: 'offline', details: { reason: 'proxy_unknown' } };
  expect((await gateway.send(request)).outcome).toMatchObject({ kind: 'not_sent', error: offline });
  expect(await gateway.profile()).toMatchObject({ ok: false, error: offline });
  // Asked anew with every request, and followed as soon as it answers.
  system.silent = false;
  system.rule = other.url;
  expect((await gateway.send(request)).outcome).toMatchObject({ kind: 'accepted', messageId: 'other' });
});

it('a question that nobody answers holds up neither a stop nor the end', async () => {
  const one = await way('one');
  const { system, gateway } = await machine(one.url);
  await one.stop();
  await gateway.send(request);
  system.silent = true;
  const stop = new AbortController();
  const sent = gateway.send(request, stop.signal);
  stop.abort();
  expect((await sent).outcome).toMatchObject({ kind: 'not_sent', error: { code: 'cancelled' } });
  await gateway.close();
});

it('a way is not begun where the system says nothing at all', async () => {
  const clock = { ...systemClock, after: (_ms: number, task: () => void) => systemClock.after(1, task) };
  const ask = () => new Promise<never>(() => undefined);
  const open = () => {
    throw new Error('no rule to open');
  };
  await expect(wayWatch({ clock, ask, open })).rejects.toMatchObject({ error: { code: 'offline' } });
});
