import type { Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import type { PauseReason } from '#core/campaigns/campaign.ts';
import type { Fault, Place } from './fault-proxy.ts';

/** What one exchange that goes wrong means for its recipient. */
export type Class =
  | 'accepted'
  | 'rejected'
  | 'in_doubt'
  /** Nothing was burnt: back in the queue, and tried again by itself. */
  | 'queued_again'
  /** Back in the queue, and the campaign waits for a person. */
  | 'queued_and_paused';

export interface FaultCase {
  readonly name: string;
  readonly fault: Fault;
  readonly class: Class;
  /** Whether the service has accepted the struck one. */
  readonly ledger: 0 | 1;
  /** Why the campaign stops when it strikes every exchange; null where it goes on all the same. */
  readonly pauses: PauseReason | null;
  /** It stops at the first answer of this kind: a page is somebody else answering. */
  readonly atOnce?: boolean;
}

const reply = (status: string, body: string, headers: readonly string[] = ['content-type: application/json']): string =>
  `HTTP/1.1 ${status}\r\n${[...headers, `content-length: ${Buffer.byteLength(body)}`].join('\r\n')}\r\n\r\n${body}`;

const says =
  (text: string | Buffer) =>
  (socket: Socket): void =>
    void socket.write(text);

const breaking: readonly FaultCase[] = (
  [
    ['connected', 0],
    ['request_begun', 0],
    ['request_read', 0],
    ['answered', 1],
    ['in_headers', 1],
    ['headers', 1],
    ['in_body', 1],
  ] as const satisfies readonly (readonly [Place, 0 | 1])[]
).flatMap(([at, ledger]) =>
  (['reset', 'cut', 'silence'] as const).map((how): FaultCase => {
    const words = { reset: 'reset', cut: 'closed', silence: 'silent' }[how];
    return {
      name: `${words}: ${at.replace('_', ' ')}`,
      fault: { ends: { at, how } },
      class: 'in_doubt',
      ledger,
      pauses: 'three_doubts',
    };
  }),
);

const slow: readonly FaultCase[] = [
  ['latency of 150 ms', { latencyMs: 150 }],
  ['4,000 bytes a second', { slices: { bytes: 40, everyMs: 10 } }],
  ['a byte at a time', { slices: { bytes: 1, everyMs: 0 } }],
].map(([name, fault]) => ({ name, fault, class: 'accepted', ledger: 1, pauses: null }) as FaultCase);

const doubt = (name: string, text: string | Buffer, more: Partial<FaultCase> = {}): FaultCase => ({
  name,
  fault: { lie: { forwarded: true, tell: says(text) } },
  class: 'in_doubt',
  ledger: 1,
  pauses: 'three_doubts',
  ...more,
});

/** A service that answers with this has not taken the request. */
const refusal = (name: string, kind: Class, pauses: PauseReason | null, text: string): FaultCase => ({
  name,
  fault: { lie: { forwarded: false, tell: says(text) } },
  class: kind,
  ledger: 0,
  pauses,
});

const page = '<!DOCTYPE html><html><body>Log in to use this network</body></html>';
const html = ['content-type: text/html'];

/** Endless in one way or another: ended by us. */
const endless = (name: string, tell: (socket: Socket) => void): FaultCase => ({
  name,
  fault: { lie: { forwarded: true, tell } },
  class: 'in_doubt',
  ledger: 1,
  pauses: 'three_doubts',
});

const drip = (head: string, piece: string) => (socket: Socket) => {
  socket.write(head);
  const timer = setInterval(() => socket.write(piece), 20);
  socket.on('close', () => clearInterval(timer));
};

const pour = (head: string) => (socket: Socket) => {
  const block = Buffer.alloc(65_536, 0x61);
  const more = (): void => {
    while (!socket.destroyed) if (!socket.write(block)) return void socket.once('drain', more);
  };
  socket.write(head);
  more();
};

const ok = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n';
const bomb = gzipSync(Buffer.alloc(32 << 20));

const lying: readonly FaultCase[] = [
  doubt('not HTTP', 'SSH-2.0-OpenSSH_9.6\r\n'),
  doubt('2xx: a web page', reply('200 OK', page, html), { pauses: 'unclear_answer', atOnce: true }),
  doubt('2xx: a page that calls itself JSON', reply('200 OK', page), { pauses: 'unclear_answer', atOnce: true }),
  doubt('2xx: empty', reply('200 OK', '')),
  doubt('2xx: JSON of another kind', reply('200 OK', '[1,2,3]')),
  doubt('2xx: an id that is no id', reply('200 OK', '{"status":"success","message_id":{"a":1}}')),
  doubt('2xx: no id', reply('200 OK', '{"status":"success","queued":true}')),
  doubt('204', 'HTTP/1.1 204 No Content\r\n\r\n'),
  doubt('500 after it was taken', reply('500 X', '{"message":"Server Error"}')),
  doubt('503 with a page', reply('503 X', page, html)),
  doubt('408', reply('408 Request Timeout', '{"message":"slow"}')),
  doubt('gzip that nobody asked for', `${ok}content-encoding: gzip\r\ncontent-length: ${bomb.length}\r\n\r\n`, {
    fault: {
      lie: {
        forwarded: true,
        tell: (socket) => {
          socket.write(`${ok}content-encoding: gzip\r\ncontent-length: ${bomb.length}\r\n\r\n`);
          socket.write(bomb);
        },
      },
    },
  }),
  endless('a reply without end', pour(`${ok}\r\n{"message_id":"m","x":"`)),
  endless('a reply that drips', drip(`${ok}content-length: 100000\r\n\r\n{`, ' ')),
  endless('headers that drip', drip('HTTP/1.1 103 Early Hints\r\n\r\n', 'HTTP/1.1 103 Early Hints\r\n\r\n')),
  endless('headers without end', pour('HTTP/1.1 200 OK\r\nx-a: ')),
];

const refusing: readonly FaultCase[] = [
  refusal('200 with status error', 'rejected', null, reply('200 OK', '{"status":"error","message":"Not approved."}')),
  refusal('422', 'rejected', null, reply('422 X', '{"message":"The recipient is not valid."}')),
  refusal('429, wait a second', 'queued_again', null, reply('429 X', '{}', ['retry-after: 1'])),
  refusal('401', 'queued_and_paused', 'key_wrong', reply('401 X', '{"message":"Unauthenticated."}')),
  refusal('402', 'queued_and_paused', 'out_of_credit', reply('402 X', '{"message":"no balance"}')),
  refusal('403', 'queued_and_paused', 'no_permission', reply('403 X', '{"message":"no"}')),
  refusal('302', 'queued_and_paused', 'service_wrong_address', reply('302 X', page, [...html, 'location: /login'])),
  refusal('404 with a page', 'queued_and_paused', 'service_wrong_address', reply('404 X', page, html)),
  refusal('405', 'queued_and_paused', 'service_wrong_address', reply('405 X', '{"message":"GET only"}')),
];

/** Everything a network or a service does wrong after the connection stands. */
export const faultCases: readonly FaultCase[] = [...slow, ...breaking, ...lying, ...refusing];
