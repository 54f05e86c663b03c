import type { AddressInfo } from 'node:net';
import { createServer, type Server, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import { defaultPaths, type Gateway, type SmsRequest } from '#core/gateway/port.ts';
import type { PhoneNumber } from '#core/kernel/ids.ts';
import { createRedactor } from '#core/kernel/redact.ts';
import { createGateway, type GatewayOptions } from '#main/http/gateway-client.ts';
import { systemClock } from '#main/system.ts';

export const key = 'canary-key-7f3a';

export interface Hostile {
  readonly port: number;
  readonly url: string;
  /** Everything that arrived, whole requests or not, over all connections. */
  received(): string;
  /** Requests whose whole body arrived. */
  requests(): number;
  connections(): number;
}

/** A raw TCP server: `onRequest` gets the socket once a whole request has arrived, and does with it what it likes. */
export async function hostile(
  onRequest: (socket: Socket, count: number) => void,
  make: (listener: (socket: Socket) => void) => Server = (listener) => createServer(listener),
): Promise<Hostile> {
  let text = '';
  let requests = 0;
  let connections = 0;
  const sockets = new Set<Socket>();
  const server = make((socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
    let pending = '';
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
      pending += chunk.toString('latin1');
      const head = pending.indexOf('\r\n\r\n');
      if (head < 0) return;
      const length = Number(/content-length: (\d+)/i.exec(pending)?.[1] ?? 0);
      if (pending.length < head + 4 + length) return;
      pending = '';
      requests += 1;
      onRequest(socket, requests);
    });
  });
  const port = await listen(server);
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const url = `http://127.0.0.1:${port}/api`;
  return { port, url, received: () => text, requests: () => requests, connections: () => connections };
}

export function listen(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

/** A port nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

export function http(
  status: number,
  body: string,
  headers: readonly string[] = ['content-type: application/json'],
): string {
  const length = `content-length: ${Buffer.byteLength(body)}`;
  return `HTTP/1.1 ${status} X\r\n${[...headers, length].join('\r\n')}\r\n\r\n${body}`;
}

export const accepted = http(200, '{"status":"success","message_id":"msg_1","queued":true}');

export const fast = { connectMs: 1_000, headersMs: 300, bodyMs: 300, totalMs: 900 };

export function gateway(baseUrl: string, more: Partial<GatewayOptions> = {}): Gateway {
  const made = createGateway({
    endpoint: { baseUrl, paths: defaultPaths },
    key,
    clock: systemClock,
    redactor: createRedactor(),
    timeouts: fast,
    ...more,
  });
  onTestFinished(() => made.close());
  return made;
}

export const request: SmsRequest = {
  kind: 'sms',
  recipients: ['+46701740605' as PhoneNumber],
  senderId: 'Slipway',
  message: 'Hello',
  type: 'plain',
  scheduleTime: null,
  dltTemplateId: null,
};
