import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

// A process of its own: the least a service can do for a send request, so that the client is what is measured.
let next = 0;
const server = createServer((request, response) => {
  request.resume();
  request.on('end', () => {
    const body = `{"status":"success","message_id":"m${next++}","queued":true}`;
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) });
    response.end(body);
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`));
process.on('disconnect', () => process.exit(0));
