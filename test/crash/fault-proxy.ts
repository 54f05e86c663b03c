import { connect, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** How far an exchange comes before it ends. */
export type Place =
  /** The connection stands; not a byte of the request was read. */
  | 'connected'
  /** Some of the request was read; the service has nothing of it. */
  | 'request_begun'
  /** All of it was read; the service has nothing of it. */
  | 'request_read'
  /** The service has answered; its reply is kept back. From here on it has done its work. */
  | 'answered'
  | 'in_headers'
  | 'headers'
  | 'in_body';

export interface Fault {
  /** Before the request is passed on. */
  readonly latencyMs?: number;
  /** The reply in pieces of so many bytes, with a pause after each. */
  readonly slices?: { readonly bytes: number; readonly everyMs: number };
  /** Reset (RST), cut (FIN), or nothing more for ever. */
  readonly ends?: { readonly at: Place; readonly how: 'reset' | 'cut' | 'silence' };
  /** Something else instead of the service's reply. Whether the service got the request all the same is `forwarded`. */
  readonly lie?: { readonly forwarded: boolean; readonly tell: (socket: Socket) => void };
  /** The connection is closed (FIN) so long after the whole reply, without a word in it. */
  readonly closeAfterMs?: number;
}

export interface FaultProxy {
  readonly port: number;
  /** Whose requests came, in order: the numbers named in each. */
  readonly asked: readonly (readonly string[])[];
  /** Strikes `count` sends, or connections where the fault is in those, from the `from`-th after now on. */
  strike(fault: Fault, from?: number, count?: number): void;
  heal(): void;
  /** Nobody listens any more, as when a service is stopped; connections that stand are closed. */
  refuse(): Promise<void>;
  listen(): Promise<void>;
  close(): Promise<void>;
}

/** Stands between a sender and a service on loopback, passes whole requests and replies on, and spoils those it is told to. */
export async function startFaultProxy(servicePort: number): Promise<FaultProxy> {
  const asked: (readonly string[])[] = [];
  const sockets = new Set<Socket>();
  let plan: { readonly fault: Fault; from: number; count: number } | null = null;
  let port = 0;
  let server: Server | null = null;

  /** The fault of the exchange that begins now. */
  const next = (): Fault => {
    if (plan === null) return {};
    if (--plan.from > 0) return {};
    return plan.count-- > 0 ? plan.fault : {};
  };

  const serve = (client: Socket): void => {
    sockets.add(client);
    client.on('error', () => {}).on('close', () => sockets.delete(client));
    const byConnection = plan?.fault.ends?.at === 'connected';
    const broken = byConnection ? next().ends : undefined;
    if (broken !== undefined) {
      client.pause();
      return void sleep(20).then(() => end(client, broken.how));
    }
    let pending = Buffer.alloc(0);
    let fault: Fault | null = null;
    client.on('data', (chunk: Buffer) => {
      pending = Buffer.concat([pending, chunk]);
      const isSend = pending[0] === 'P'.charCodeAt(0);
      fault ??= isSend && !byConnection ? next() : {};
      if (fault.ends?.at === 'request_begun') return end(client, fault.ends.how);
      const length = lengthOf(pending);
      if (length === null || pending.length < length) return;
      const request = pending.subarray(0, length);
      pending = pending.subarray(length);
      const now = fault;
      fault = null;
      if (isSend) asked.push(recipientsOf(request));
      void (isSend ? exchange(client, request, now, servicePort) : question(client, request, servicePort));
    });
  };

  const listen = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const made = createServer(serve);
      made.once('error', reject).listen(port, '127.0.0.1', () => {
        const address = made.address();
        if (address !== null && typeof address === 'object') port = address.port;
        resolve();
      });
      server = made;
    });
  const refuse = async (): Promise<void> => {
    const closed = new Promise((resolve) => server?.close(resolve) ?? resolve(undefined));
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  await listen();
  return {
    get port() {
      return port;
    },
    asked,
    strike(fault, from = 1, count = Number.POSITIVE_INFINITY) {
      plan = { fault, from, count };
    },
    heal() {
      plan = null;
      for (const socket of sockets) socket.destroy();
    },
    refuse,
    listen,
    close: refuse,
  };
}

/** What is asked beside the sends, such as the balance: passed on whole, on a connection that no send uses after it. */
async function question(client: Socket, request: Buffer, servicePort: number): Promise<void> {
  const reply = (await ask(servicePort, request)).toString('latin1');
  client.end(reply.replace(/connection: keep-alive/i, 'connection: close'), 'latin1');
}

async function exchange(client: Socket, request: Buffer, fault: Fault, servicePort: number): Promise<void> {
  const { ends, lie, latencyMs = 0, slices, closeAfterMs } = fault;
  if (ends?.at === 'request_read') return end(client, ends.how);
  if (latencyMs > 0) await sleep(latencyMs);
  const reply = lie?.forwarded === false ? Buffer.alloc(0) : await ask(servicePort, request);
  if (lie !== undefined) return lie.tell(client);
  const head = reply.indexOf('\r\n\r\n') + 4;
  const bytes = reply.subarray(0, ends === undefined ? reply.length : passed(ends.at, head, reply.length));
  const step = slices?.bytes ?? Math.max(1, bytes.length);
  for (let at = 0; at < bytes.length && !client.destroyed; at += step) {
    client.write(bytes.subarray(at, at + step));
    if (slices !== undefined) await sleep(slices.everyMs);
  }
  if (ends !== undefined) {
    // What was written has to be read before the reset overtakes it.
    await sleep(10);
    end(client, ends.how);
  }
  if (closeAfterMs !== undefined) setTimeout(() => client.end(), closeAfterMs);
}

/** Bytes of a reply that pass before it ends; the places before the reply do not come here. */
function passed(at: Place, head: number, whole: number): number {
  if (at === 'in_headers') return Math.floor(head / 2);
  if (at === 'headers') return head;
  return at === 'in_body' ? head + Math.floor((whole - head) / 2) : 0;
}

function end(socket: Socket, how: 'reset' | 'cut' | 'silence'): void {
  if (how === 'reset') socket.resetAndDestroy();
  if (how === 'cut') socket.end();
}

/** The service's whole reply to one request, on a connection of its own. */
function ask(port: number, request: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    let reply = Buffer.alloc(0);
    const socket = connect(port, '127.0.0.1', () => socket.write(request));
    socket.setNoDelay(true);
    socket.on('error', reject);
    socket.on('data', (chunk: Buffer) => {
      reply = Buffer.concat([reply, chunk]);
      const length = lengthOf(reply);
      if (length === null || reply.length < length) return;
      socket.destroy();
      resolve(reply.subarray(0, length));
    });
  });
}

/** Bytes of the message that begins here; null while its head is not whole. */
function lengthOf(bytes: Buffer): number | null {
  const head = bytes.indexOf('\r\n\r\n');
  if (head < 0) return null;
  const named = /\r\ncontent-length: *(\d+)/i.exec(bytes.toString('latin1', 0, head));
  return head + 4 + Number(named?.[1] ?? 0);
}

function recipientsOf(request: Buffer): readonly string[] {
  const body = request.subarray(request.indexOf('\r\n\r\n') + 4).toString();
  const { recipient } = JSON.parse(body) as { readonly recipient: string };
  return recipient.split(',').map((digits) => digits.trim());
}
