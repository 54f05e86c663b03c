import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { defaultPaths } from '#core/gateway/port.ts';
import { type PracticeService, startPractice } from '#main/practice/service.ts';
import type { PracticeChange } from '#main/practice/settings.ts';
import { systemClock, systemRandom } from '#main/system.ts';

/** A fresh folder, gone after the test. */
export function freshDir(): string {
  const dir = mkdtempSync(join(tmpdir(), 'slipway-practice-test-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

/** A practice service on a free port, stopped after the test. */
export async function practice(settings: PracticeChange = {}, dir = freshDir()): Promise<PracticeService> {
  const options = { dir, port: 0, key: 'practice-key', clock: systemClock, random: systemRandom, settings };
  const service = await startPractice(options);
  onTestFinished(() => service.close());
  return service;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: Readonly<Record<string, unknown>>;
}

/** One call with the key, by plain fetch: nothing of the product's own client takes part here. */
export async function call(
  base: string,
  path: string,
  body?: unknown,
  options: { readonly key?: string; readonly signal?: AbortSignal; readonly method?: string } = {},
): Promise<Answer> {
  const response = await fetch(base + path, {
    method: options.method ?? (body === undefined ? 'GET' : 'POST'),
    headers: {
      authorization: `Api-Key ${options.key ?? 'practice-key'}`,
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    redirect: 'manual',
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, json: parse(text) };
}

export function sms(
  base: string,
  recipient: string,
  more: Readonly<Record<string, unknown>> = {},
  signal?: AbortSignal,
): Promise<Answer> {
  const body = { recipient, sender_id: 'Slipway', type: 'plain', message: 'Hello', ...more };
  return call(base, defaultPaths.sendSms, body, signal === undefined ? {} : { signal });
}

function parse(text: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return {};
  }
}

export interface Callback {
  readonly message_id: string;
  readonly status: string;
  readonly timestamp: string;
  readonly reason: string | null;
}

/** Somebody who takes receipts; `answer` may refuse or hang. */
export async function callbackServer(
  answer: (callback: Callback, response: ServerResponse, seen: number) => void = (_callback, response) =>
    response.end(),
): Promise<{ readonly url: string; readonly got: Callback[] }> {
  const got: Callback[] = [];
  const server = createServer((request, response) => {
    void readBody(request).then((text) => {
      const callback = JSON.parse(text) as Callback;
      got.push(callback);
      answer(callback, response, got.length);
    });
  });
  const port = await listen(server);
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${port}/receipts`, got };
}

async function readBody(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}

export function listen(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

/** Waits until `check` holds; fails the test after `ms`. */
export async function until(check: () => boolean, ms = 5_000): Promise<void> {
  const end = Date.now() + ms;
  while (!check()) {
    if (Date.now() > end) throw new Error(`did not happen within ${ms} ms: ${check.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
