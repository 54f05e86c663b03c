import { expect } from '@playwright/test';
import { calls } from '#contract/contract.ts';
import { callNames } from '#contract/names.ts';
import { call, type PageBridge, rawCall } from './kit/bridge.ts';
import { test } from './kit/settled-app.ts';

test('only the window’s own page is answered', async ({ app: { electron, page } }) => {
  await test.step('another window with the same preload', async () => {
    const opening = electron.waitForEvent('window');
    await electron.evaluate(({ app, BrowserWindow }) => {
      const preload = `${app.getAppPath()}/out/preload/index.cjs`;
      const second = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true } });
      void second.loadURL('app://slipway/index.html');
    });
    const other = await opening;
    await other.waitForLoadState();
    for (const name of callNames) {
      expect(await rawCall(other, name), name).toMatchObject({ ok: false, error: { code: 'forbidden' } });
    }
    await other.close();
  });

  await test.step('another frame of the page', async () => {
    const codes = await electron.evaluate(async ({ ipcMain, BrowserWindow }, names) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      if (contents === undefined) throw new Error('no window');
      await contents.executeJavaScript('document.body.append(document.createElement("iframe")); 1');
      const [senderFrame] = contents.mainFrame.frames;
      if (senderFrame === undefined) throw new Error('no second frame');
      type Handle = (event: unknown, input: unknown) => Promise<{ error?: { code: string } }>;
      const { _invokeHandlers: handlers } = ipcMain as unknown as { _invokeHandlers: Map<string, Handle> };
      const said = new Set<string>();
      for (const name of names) {
        for (const frame of [senderFrame, null]) {
          const answer = await handlers.get(name)?.({ sender: contents, senderFrame: frame }, undefined);
          said.add(answer?.error?.code ?? 'answered');
        }
      }
      return [...said];
    }, callNames);
    expect(codes).toEqual(['forbidden']);
    const reach = await page.evaluate(() => {
      const frame = document.querySelector('iframe')?.contentWindow as unknown as Record<string, unknown>;
      const has = 'slipway' in frame;
      document.querySelector('iframe')?.remove();
      return has;
    });
    expect(reach).toBe(false);
  });
});

const wrongInputs: readonly unknown[] = [
  null,
  42,
  'words',
  true,
  [],
  [{}],
  { id: '1', token: 5, query: {}, plan: null },
  { id: -1, page: 0, offset: -1, limit: 0 },
  { id: 1.5, name: ['a'], who: 'all', key: '' },
  { id: Number.MAX_VALUE, text: 'x'.repeat(20_001), groupName: 7 },
  { country: 'nl', theme: 'blue', welcomed: 'yes', latencyMs: -1, kind: 'none', count: 0, enabled: 1 },
];

test('every call refuses what its contract does not name', async ({ app: { electron, page } }) => {
  // What a lenient schema takes is no wrong input of that call.
  const wrong = callNames.flatMap((name) =>
    wrongInputs.filter((input) => !calls[name].input.safeParse(input).success).map((input) => [name, input] as const),
  );
  expect(wrong.length).toBeGreaterThan(callNames.length * 8);
  const taken = await page.evaluate(async (pairs) => {
    const bridge = (window as unknown as PageBridge).slipway.calls;
    const lines: string[] = [];
    for (const [name, input] of pairs) {
      const answer = (await bridge[name]?.(input)) as { ok: boolean; error?: { code: string } };
      if (answer.ok || answer.error?.code !== 'invalid_input') lines.push(`${name} ${JSON.stringify([input, answer])}`);
    }
    return lines;
  }, wrong);
  expect(taken).toEqual([]);

  await test.step('a __proto__ key and ten megabytes', async () => {
    const answers = await page.evaluate(async (names) => {
      const bridge = (window as unknown as PageBridge).slipway.calls;
      const large = 'x'.repeat(10_000_000);
      const tricky = () => JSON.parse('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}');
      const codes: string[] = [];
      for (const name of names) {
        for (const input of [Object.assign(tricky(), { id: 'x' }), { id: large }]) {
          const answer = (await bridge[name]?.(input)) as { ok: boolean; error?: { code: string } };
          codes.push(`${name}: ${answer.ok ? 'ok' : answer.error?.code}`);
        }
      }
      return codes.filter((line) => !line.endsWith(': invalid_input'));
    }, callNames);
    // These take any object: unknown keys are dropped, and nothing is changed.
    expect(new Set(answers)).toEqual(new Set(['settings.set: ok', 'practice.set: ok']));
    expect(await page.evaluate(() => 'polluted' in {})).toBe(false);
    expect(await electron.evaluate(() => 'polluted' in {})).toBe(false);
  });

  await test.step('what is no file is not admitted', async () => {
    const admitted = await page.evaluate(async () => {
      const { admitFile } = (window as unknown as { slipway: { admitFile(file: unknown): Promise<unknown> } }).slipway;
      const made = new File(['Name,Phone\nAnna,0612345678'], '/etc/passwd');
      const answers: string[] = [];
      for (const file of ['/etc/passwd', { path: '/etc/passwd' }, null, made]) {
        const answer = await (async () => admitFile(file))().catch(() => ({ ok: false }));
        answers.push(JSON.stringify((answer as { ok: boolean }).ok));
      }
      return answers;
    });
    expect(admitted).toEqual(['false', 'false', 'false', 'false']);
  });
  expect((await call(page, 'settings.get')).country).toBe('NL');
});

test('twenty megabytes of bytes hold main for less than 50 ms', async ({ app: { electron } }) => {
  const codes = await electron.evaluate(async ({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    let last = performance.now();
    let longest = 0;
    const beat = setInterval(() => {
      const now = performance.now();
      longest = Math.max(longest, now - last);
      last = now;
    }, 1);
    const answer: unknown = await contents?.executeJavaScript(`(async () => {
        const codes = [];
        for (const input of [new Uint8Array(20_000_000), { id: new Float64Array(2_500_000) }, new ArrayBuffer(20_000_000)]) {
          codes.push((await window.slipway.calls['campaigns.get'](input)).error?.code);
        }
        return codes;
      })()`);
    clearInterval(beat);
    return { answer, longest };
  });
  expect(codes.answer).toEqual(['invalid_input', 'invalid_input', 'invalid_input']);
  expect(codes.longest).toBeLessThan(50);
});
