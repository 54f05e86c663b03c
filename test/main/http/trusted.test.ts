import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createHttp } from 'node:http';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import tls from 'node:tls';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { localhostCertificate, testKey } from './certificates.ts';
import { accepted, hostile, listen } from './hostile.ts';

// Trust is a matter of the whole process, so a process of its own sends, from the TypeScript source.
const canRun = 'typescript' in process.features && process.features.typescript;

async function send(baseUrl: string, rule: string): Promise<unknown> {
  const dir = mkdtempSync(join(tmpdir(), 'slipway-trust-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const certificate = join(dir, 'root.pem');
  writeFileSync(certificate, localhostCertificate);
  const script = fileURLToPath(new URL('send-once.ts', import.meta.url));
  const child = spawn(process.execPath, [script, baseUrl, rule], {
    env: { ...process.env, NODE_EXTRA_CA_CERTS: certificate },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let out = '';
  child.stdout.on('data', (chunk) => {
    out += String(chunk);
  });
  await once(child, 'close');
  return JSON.parse(out);
}

describe.skipIf(!canRun)('a certificate the machine trusts', () => {
  const secure = (listener: (socket: Socket) => void) =>
    tls.createServer({ key: testKey, cert: localhostCertificate }, listener);

  it('carries a send over https', async () => {
    const server = await hostile((socket) => socket.write(accepted), secure);
    expect(await send(`https://localhost:${server.port}/api`, 'DIRECT')).toMatchObject({ kind: 'accepted' });
    expect(server.requests()).toBe(1);
  });

  it('carries a send through a proxy’s tunnel', async () => {
    const server = await hostile((socket) => socket.write(accepted), secure);
    const proxy = createHttp();
    proxy.on('connect', (_incoming, socket: Socket) => {
      socket.on('error', () => {});
      const out = connect(server.port, '127.0.0.1', () => socket.write('HTTP/1.1 200 OK\r\n\r\n'));
      out.on('error', () => socket.destroy());
      socket.pipe(out).pipe(socket);
    });
    const port = await listen(proxy);
    onTestFinished(() => void proxy.close());
    expect(await send('https://sms.example.com/api', `PROXY 127.0.0.1:${port}`)).toMatchObject({ kind: 'accepted' });
    expect(server.requests()).toBe(1);
  });
});
