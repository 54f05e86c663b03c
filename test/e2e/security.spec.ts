import { createSocket } from 'node:dgram';
import { createServer } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { expect } from '@playwright/test';
import { call, type PageBridge, rawCall } from './kit/bridge.ts';
import { test } from './kit/settled-app.ts';

const outside = ['https://example.com/', 'http://127.0.0.1:9/', 'file:///etc/passwd', 'data:text/html,hello'];

test('the page stays where it is and opens nothing', async ({ app: { electron, page } }) => {
  const here = page.url();
  for (const url of outside) {
    const opened = await page.evaluate((to) => window.open(to) === null, url);
    expect(opened, `window.open ${url}`).toBe(true);
    await page.evaluate((to) => {
      const link = Object.assign(document.createElement('a'), { href: to, target: '_blank', textContent: 'out' });
      document.body.append(link);
      link.click();
      link.remove();
      window.location.href = to;
    }, url);
  }
  // An answer from main comes after whatever a navigation would have begun.
  await call(page, 'app.info');
  expect(page.url()).toBe(here);
  const windows = await electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
  expect(windows).toBe(1);
  const mark = await page.evaluate(() => document.querySelector('nav') !== null);
  expect(mark, 'the page is still the app').toBe(true);

  await test.step('a page that emptied itself is answered no more', async () => {
    await page.evaluate(() => {
      window.location.href = 'about:blank';
    });
    await page.waitForURL('about:blank');
    expect(await rawCall(page, 'app.info')).toMatchObject({ ok: false, error: { code: 'forbidden' } });
    await page.goto(here);
  });
});

test('the page reaches neither the network nor the disk', async ({ app: { electron, page } }) => {
  const knocks: string[] = [];
  // It lets everybody in: only the app's own guards keep a page from it.
  const server = createServer((request, response) => {
    knocks.push(`${request.method} ${request.url}`);
    response.writeHead(200, { 'access-control-allow-origin': '*', 'content-type': 'text/plain' }).end('in');
  });
  server.on('upgrade', (_request, socket) => {
    knocks.push('upgrade');
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;

  const reached = await page.evaluate(async (to) => {
    const ended = (target: EventTarget, good: string, bad: string) =>
      new Promise((resolve, reject) => {
        target.addEventListener(good, resolve);
        target.addEventListener(bad, reject);
      });
    const tries: Record<string, () => Promise<unknown>> = {
      fetch: () => fetch(`http://${to}/fetch`),
      file: () => fetch('file:///etc/passwd'),
      image: async () => {
        const image = new Image();
        image.src = `http://${to}/image`;
        return ended(image, 'load', 'error');
      },
      socket: async () => ended(new WebSocket(`ws://${to}/socket`), 'open', 'error'),
      form: async () => {
        const form = Object.assign(document.createElement('form'), { action: `http://${to}/form`, method: 'post' });
        document.body.append(form);
        form.submit();
        form.remove();
        throw new Error('a form tells nobody what became of it');
      },
      beacon: async () => {
        navigator.sendBeacon(`http://${to}/beacon`);
        throw new Error('a beacon tells nobody what became of it');
      },
      worker: async () => ended(new Worker(URL.createObjectURL(new Blob(['postMessage(1)']))), 'message', 'error'),
    };
    const through: string[] = [];
    for (const [name, attempt] of Object.entries(tries)) {
      await attempt().then(
        () => through.push(name),
        () => {},
      );
    }
    return through;
  }, host);
  expect(reached).toEqual([]);

  await test.step('and where the page’s own policy would not hold, the session does', async () => {
    const answer = await electron.evaluate(
      ({ session }, to) =>
        session.defaultSession.fetch(`http://${to}/session`).then(
          () => 'answered',
          () => 'refused',
        ),
      host,
    );
    expect(answer).toBe('refused');
  });
  expect(knocks).toEqual([]);
  server.close();

  const escapes = [
    '../../package.json',
    '..%2f..%2fpackage.json',
    '%2e%2e/%2e%2e/package.json',
    '..%5c..%5cpackage.json',
    'index.html%00.js',
    '//etc/passwd',
    '%2fetc%2fpasswd',
  ];
  for (const path of escapes) {
    const status = await page.evaluate(
      async (to) => (await fetch(`app://slipway/${to}`).catch(() => null))?.status ?? 0,
      path,
    );
    expect([0, 404], path).toContain(status);
  }
});

test('WebRTC reaches no network, by UDP or by TCP', async ({ app: { electron, page } }) => {
  const seen = { udp: 0, tcp: 0 };
  const udp = createSocket('udp4').on('message', () => seen.udp++);
  await new Promise<void>((resolve) => udp.bind(0, '127.0.0.1', resolve));
  const tcp = createTcpServer((socket) => {
    seen.tcp++;
    socket.on('error', () => {}).resume();
  });
  await new Promise<void>((resolve) => tcp.listen(0, '127.0.0.1', resolve));
  const candidates = await page.evaluate(
    async ([udpPort, tcpPort]) => {
      const login = { username: 'a', credential: 'b' };
      const peer = new RTCPeerConnection({
        iceServers: [
          { urls: `stun:127.0.0.1:${udpPort}` },
          { urls: `turn:127.0.0.1:${udpPort}`, ...login },
          { urls: `turn:127.0.0.1:${tcpPort}?transport=tcp`, ...login },
          { urls: `turns:127.0.0.1:${tcpPort}?transport=tcp`, ...login },
        ],
      });
      const found: string[] = [];
      peer.onicecandidate = ({ candidate }) => candidate?.candidate && found.push(candidate.candidate);
      peer.createDataChannel('out');
      await peer.setLocalDescription(await peer.createOffer());
      await new Promise((resolve) => setTimeout(resolve, 4_000));
      peer.close();
      return found;
    },
    [udp.address().port, (tcp.address() as AddressInfo).port],
  );
  expect({ candidates, ...seen }).toEqual({ candidates: [], udp: 0, tcp: 0 });
  udp.close();
  tcp.close();
  // What main sends asks for the system's proxy elsewhere.
  const [pages, mains] = await electron.evaluate(async ({ session }) =>
    Promise.all(
      [session.defaultSession, session.fromPartition('system-proxy')].map((one) =>
        one.resolveProxy('https://example.org/'),
      ),
    ),
  );
  expect(pages).toBe('SOCKS5 127.0.0.1:9');
  expect(mains).not.toContain('127.0.0.1:9');
});

test('whatever address it is asked at, the page has its own origin', async ({ app: { electron } }) => {
  const found = await electron.evaluate(async ({ BrowserWindow }) => {
    const lines: Record<string, unknown> = {};
    for (const url of [
      'app://slipway:80/index.html',
      'app://u@slipway/index.html',
      'app://other/index.html',
      'app://slipway./index.html',
    ]) {
      const other = new BrowserWindow({ show: false, webPreferences: { sandbox: true } });
      await other.loadURL(url).catch(() => undefined);
      const look = 'document.querySelector("script") === null ? "nothing" : location.href';
      lines[url] = await other.webContents.executeJavaScript(look).catch(() => 'nothing');
      other.destroy();
    }
    return lines;
  });
  // Chromium drops port and login of such a scheme while it reads the address: what is left is our own.
  expect(found).toEqual({
    'app://slipway:80/index.html': 'app://slipway/index.html',
    'app://u@slipway/index.html': 'app://slipway/index.html',
    'app://other/index.html': 'nothing',
    'app://slipway./index.html': 'nothing',
  });
});

test('no permission is granted', async ({ app: { page } }) => {
  const granted = await page.evaluate(async () => {
    const tries: Record<string, () => Promise<unknown>> = {
      camera: () => navigator.mediaDevices.getUserMedia({ video: true }),
      microphone: () => navigator.mediaDevices.getUserMedia({ audio: true }),
      screen: () => navigator.mediaDevices.getDisplayMedia(),
      clipboard: () => navigator.clipboard.readText(),
      place: () => new Promise((resolve, reject) => navigator.geolocation.getCurrentPosition(resolve, reject)),
      notifications: async () => {
        if ((await Notification.requestPermission()) !== 'granted') throw new Error('denied');
      },
    };
    const through: string[] = [];
    for (const [name, attempt] of Object.entries(tries)) {
      await attempt().then(
        () => through.push(name),
        () => {},
      );
    }
    return through;
  });
  expect(granted).toEqual([]);
});

test('the page has no Node, a strict policy, and a bridge that cannot be changed', async ({
  app: { electron, page },
}) => {
  const found = await page.evaluate(async () => {
    const names = ['require', 'process', 'module', 'Buffer', 'global', 'electron', 'ipcRenderer', '__dirname'];
    const own = names.filter((name) => name in window);
    const bridge = (window as unknown as PageBridge).slipway;
    const changed: string[] = [];
    const attempt = (name: string, change: () => void) => {
      try {
        change();
      } catch {
        return;
      }
      changed.push(name);
    };
    attempt('calls', () => Object.defineProperty(bridge.calls, 'app.info', { value: () => 1 }));
    attempt('slipway', () => Object.defineProperty(window, 'slipway', { value: {} }));
    // In a turn of its own: what a debugger evaluates is allowed more than the page.
    await new Promise<void>((resolve) => {
      setTimeout(() => {
        attempt('eval', () => new Function('return 1')());
        resolve();
      });
    });
    const script = Object.assign(document.createElement('script'), { textContent: 'window.slipwayTaken = true' });
    document.head.append(script);
    return { own, changed, injected: 'slipwayTaken' in window, keys: Object.keys(bridge).sort() };
  });
  expect(found).toEqual({ own: [], changed: [], injected: false, keys: ['admitFile', 'calls', 'on'] });

  const policy = await page.evaluate(async () =>
    (await fetch('app://slipway/index.html')).headers.get('content-security-policy'),
  );
  expect(policy).toContain("default-src 'none'");
  expect(policy).toMatch(/script-src 'self'(;|$)/);
  expect(policy).toMatch(/connect-src 'self'(;|$)/);

  const preferences = await electron.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as {
      getLastWebPreferences(): Record<string, unknown>;
    };
    const { sandbox, contextIsolation, nodeIntegration, webSecurity } = contents.getLastWebPreferences();
    return { sandbox, contextIsolation, nodeIntegration, webSecurity };
  });
  expect(preferences).toEqual({ sandbox: true, contextIsolation: true, nodeIntegration: false, webSecurity: true });
});
