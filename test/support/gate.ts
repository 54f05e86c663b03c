import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

export interface NetworkGate {
  /** The service's address, through here. */
  readonly url: string;
  /** `shut`: nobody takes a connection. `portal`: a sign-in page answers everything. */
  become(mode: 'open' | 'shut' | 'portal'): Promise<void>;
}

const page = '<!doctype html><title>Sign in to the hotel</title>';
const signIn = `HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: ${page.length}\r\nconnection: close\r\n\r\n${page}`;

/** A network between the app and a service on loopback, at one port for as long as the test lasts. */
export async function networkGate(
  serviceUrl: string,
  first: 'open' | 'shut' | 'portal' = 'open',
): Promise<NetworkGate> {
  const service = new URL(serviceUrl);
  const sockets = new Set<Socket>();
  let server: Server | null = null;
  let port = 0;

  const keep = (socket: Socket): Socket => {
    sockets.add(socket);
    return socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
  };
  const become: NetworkGate['become'] = async (mode) => {
    for (const socket of sockets) socket.destroy();
    if (server !== null) await new Promise((resolve) => server?.close(resolve));
    server = null;
    if (mode === 'shut') return;
    server = createServer((socket) => {
      keep(socket);
      if (mode === 'portal') return void socket.once('data', () => socket.end(signIn));
      const through = keep(connect(Number(service.port), service.hostname));
      socket.pipe(through).pipe(socket);
    });
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    port = (server.address() as AddressInfo).port;
  };
  await become('open');
  await become(first);
  onTestFinished(() => become('shut'));
  return { url: `http://127.0.0.1:${port}${service.pathname}`, become };
}
