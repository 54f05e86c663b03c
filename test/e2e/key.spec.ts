import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { defaultPaths } from '#core/gateway/port.ts';
import { type PracticeProcess, startPracticeProcess } from '#test/crash/processes.ts';
import { localhostCertificate, testKey } from '#test/main/http/certificates.ts';
import { test as base, type RunningApp } from '#test/support/app.ts';
import { lastJson, startSlipway } from '#test/support/slipway.ts';
import { startDesktop } from '../../scripts/lib/desktop.mjs';
import { call, rawCall } from './kit/bridge.ts';
import { filesWith } from './kit/canary.ts';
import { lockKeyring, readKey } from './kit/keyring.ts';
import { people } from './kit/people.ts';
import { launchCampaign, settle } from './kit/setup.ts';
import { button, chooseCountry, goTo, heading } from './kit/steps.ts';
import { recordWire, wireOf } from './kit/wire.ts';
import { say, sayError } from './kit/words.ts';

/** Nothing else anywhere looks like these: wherever one turns up, it got out. */
const canary = 'canary-7f3d91c5e2a84b06';
const second = 'canary-b10e6627d94f5a38';
const system = process.platform === 'darwin' || process.platform === 'win32' ? process.platform : 'linux';

/** The service as an account meets it: a process of its own, at an address of its own. */
const test = base.extend<{ readonly service: PracticeProcess }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs out of this pattern
  service: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'slipway-service-'));
    const service = await startPracticeProcess(folder, canary);
    await use(service);
    await service.stop();
    rmSync(folder, { recursive: true, force: true });
  },
});
type Launch = (options: { readonly env: Readonly<Record<string, string>> }) => Promise<RunningApp>;

/** Opens the address field and fills in the key form of the welcome. */
async function giveKey(page: Page, key: string, url: string): Promise<void> {
  const other = button(page, say('onboarding:key.advanced'));
  if (await other.isVisible()) await other.click();
  await page.getByRole('textbox', { name: say('onboarding:key.address') }).fill(url);
  await page.getByLabel(say('onboarding:key.label'), { exact: true }).fill(key);
}

test('a key: refused in its own words, kept by the keyring and nowhere else, replaced, removed', async ({
  dataDir,
  launch,
  service,
}) => {
  const { electron, page } = await launch();
  await recordWire(electron);
  await expect(heading(page, say('onboarding:title'))).toBeVisible();
  await expect(page.getByText(say(`onboarding:key.home.${system}`))).toBeVisible();
  const tryOut = button(page, say('onboarding:key.test'));
  const alert = page.getByRole('alert');

  await test.step('each refusal has words of its own', async () => {
    const { origin } = new URL(service.url);
    const refusals = [
      ['wrong-key', service.url, sayError('key_wrong')],
      ['no-permission', service.url, sayError('no_permission')],
      [canary, `${origin}/nothing-here`, sayError('service_wrong_address')],
      [canary, 'http://127.0.0.1:9/api', sayError('offline')],
      [canary, 'http://example.com/api', sayError('base_url_invalid')],
    ] as const;
    for (const [key, url, words] of refusals) {
      await giveKey(page, key, url);
      await tryOut.click();
      await expect(alert).toContainText(words.title);
      await expect(alert).toContainText(words.fix);
    }
    const stranger = createServer({ key: testKey, cert: localhostCertificate }, (_request, response) => response.end());
    await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve));
    await giveKey(page, canary, `https://127.0.0.1:${(stranger.address() as AddressInfo).port}/api`);
    await tryOut.click();
    await expect(alert).toContainText(sayError('certificate').title);
    stranger.close();
    await service.configure({ faults: [{ kind: 'html_page', count: 1, on: 'all' }] });
    await giveKey(page, canary, service.url);
    await tryOut.click();
    await expect(alert).toContainText(sayError('service_unreadable').title);
    await service.configure({ rateLimitPerMinute: 1, rateLimitWindowSeconds: 3600 });
    await fetch(`${service.url}${defaultPaths.profile}`, { headers: { authorization: `Api-Key ${canary}` } });
    await tryOut.click();
    await expect(alert).toContainText(sayError('throttled').title);
    await service.configure({ rateLimitPerMinute: null });
  });

  await test.step('Test connection shows account, balance and the address that was called', async () => {
    await giveKey(page, canary, service.url);
    await tryOut.click();
    const answer = page.getByRole('status').filter({ hasText: say('common:connection.works') });
    await expect(answer).toContainText(`${service.url}${defaultPaths.profile}`);
    await expect(answer).toContainText(/5,000,000|5000000/);
    await button(page, say('onboarding:key.keep')).click();
    await chooseCountry(page, 'Netherlands');
    await button(page, say('onboarding:people.later')).click();
  });

  const account = (await call(page, 'accounts.list')).find(({ kind }) => kind === 'live');
  if (account === undefined) throw new Error('the account was not made');
  expect(account).toMatchObject({ key: 'kept', active: true, baseUrl: service.url });
  expect(await readKey(dataDir, account.id)).toBe(canary);

  await test.step('it is replaced in Settings', async () => {
    await goTo(page, 'settings');
    await button(page, say('settings:accounts.replace')).click();
    await page.getByLabel(say('settings:accounts.keyLabel'), { exact: true }).fill(second);
    await button(page, say('settings:accounts.addKey')).click();
    await expect(page.getByText(say('settings:accounts.keyReplaced'))).toBeVisible();
    expect(await readKey(dataDir, account.id)).toBe(second);
    // The service knows the first key only: the app speaks with the second one now.
    await button(page, say('settings:accounts.test')).click();
    await expect(alert.filter({ hasText: sayError('key_wrong').title })).toBeVisible();
  });

  await test.step('another address asks for it again, and the confirm names the new host', async () => {
    const address = page.getByRole('textbox', { name: say('settings:accounts.address') });
    const { host } = new URL(service.url);
    await address.fill('https://elsewhere.example/api');
    await address.press('Enter');
    const question = page.getByRole('dialog');
    await expect(question).toContainText(say('settings:accounts.otherHostConfirm', { host: 'elsewhere.example' }));
    await expect(question).toContainText(host);
    await button(page, say('settings:accounts.otherHostAction', { host: 'elsewhere.example' })).click();
    await expect(page.getByText(say('settings:accounts.key.none'), { exact: true }).first()).toBeVisible();
    await expect(page.getByLabel(say('settings:accounts.keyLabel'), { exact: true })).toBeVisible();
    const tested = await rawCall(page, 'accounts.test', { id: account.id });
    expect(tested).toMatchObject({ error: { code: 'key_missing', details: { host: 'elsewhere.example' } } });
    // The address that the key was given for still has it.
    await address.fill(service.url);
    await address.press('Enter');
    await expect(button(page, say('settings:accounts.removeKey'))).toBeVisible();
  });

  await test.step('it is removed in Settings', async () => {
    await button(page, say('settings:accounts.removeKey')).click();
    const question = page.getByRole('dialog');
    await expect(question).toContainText(say('settings:accounts.removeKeyConfirm', { name: account.name }));
    await question.getByRole('button', { name: say('settings:accounts.removeKey') }).click();
    await expect(page.getByText(say('settings:accounts.key.none'), { exact: true }).first()).toBeVisible();
    expect(await readKey(dataDir, account.id)).toBeNull();
  });

  await test.step('no key crossed to the page, and none is in a file', async () => {
    const wire = await wireOf(electron);
    expect(wire.length).toBeGreaterThan(20);
    for (const key of [canary, second]) {
      expect(wire.filter((line) => line.includes(key))).toEqual([]);
      expect(await page.content()).not.toContain(key);
      expect(filesWith(dataDir, key)).toEqual([]);
    }
    await electron.close();
    for (const key of [canary, second]) expect(filesWith(dataDir, key)).toEqual([]);
  });
});

test('no keychain at all: said so, the key lasts until the app quits, nothing on disk', async ({
  dataDir,
  launch,
  service,
}) => {
  test.skip(process.platform !== 'linux', 'other systems always have a keychain');
  const env = { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent' };
  const first = await launch({ env });
  const { page } = first;
  await expect(page.getByText(say('onboarding:key.missing'))).toBeVisible();
  await giveKey(page, canary, service.url);
  await button(page, say('onboarding:key.test')).click();
  await button(page, say('onboarding:key.keep')).click();
  await expect(page.getByText(say('onboarding:key.keptSession'))).toBeVisible();
  expect((await call(page, 'accounts.list')).find(({ kind }) => kind === 'live')?.key).toBe('session');

  await test.step('it works for this session', async () => {
    const [someone] = people(1);
    const phones = [`+${someone?.digits}` as never];
    const { id } = await launchCampaign(page, { audience: { groups: [], imports: [], phones } });
    await expect.poll(async () => (await call(page, 'campaigns.get', { id })).state).toBe('finished');
    expect((await call(page, 'campaigns.get', { id })).counts.accepted).toBe(1);
  });
  expect(filesWith(dataDir, canary)).toEqual([]);
  await first.electron.close();
  expect(filesWith(dataDir, canary)).toEqual([]);

  await test.step('after a restart there is none', async () => {
    const { page: again } = await launch({ env });
    await settle(again);
    await expect(again.getByText(say('app:foot.noKey')).first()).toBeVisible();
  });
});

/** A desktop whose keyring holds the account's key and is locked; of its own, so that the other tests' stays open. */
async function lockedDesktop(launch: Launch, service: PracticeProcess, prompts: boolean) {
  const { DISPLAY: screen } = process.env;
  // Without a screen the system cannot ask a person for the password, and refuses at once.
  if (!prompts) delete process.env.DISPLAY;
  const desktop = await startDesktop({ screen: false });
  process.env.DISPLAY = screen;
  const names = ['DBUS_SESSION_BUS_ADDRESS', 'XDG_DATA_HOME', 'XDG_RUNTIME_DIR'];
  const env = Object.fromEntries(names.map((name) => [name, desktop.env[name] ?? '']));
  const { electron, page } = await launch({ env });
  await settle(page);
  const { account } = await call(page, 'accounts.create', { name: 'Club', baseUrl: service.url, key: canary });
  await call(page, 'accounts.activate', { id: account.id });
  await electron.close();
  lockKeyring(desktop.env);
  return { env, stop: desktop.stop };
}

test('a locked keychain is not "no key"', async ({ dataDir, launch, service }) => {
  test.skip(process.platform !== 'linux', 'the keychain of a test cannot be locked elsewhere');
  const desktop = await lockedDesktop(launch, service, false);
  try {
    const { electron, page } = await launch({ env: desktop.env });
    await expect(page.getByText(say('app:foot.keyLocked')).first()).toBeVisible();
    await goTo(page, 'settings');
    await expect(page.getByText(say('settings:accounts.key.locked')).first()).toBeVisible();
    await expect(page.getByText(say('settings:accounts.key.none'), { exact: true })).toBeHidden();
    await button(page, say('settings:accounts.test')).click();
    const alert = page.getByRole('alert');
    await expect(alert).toContainText(sayError('keychain_locked').title);
    await expect(alert).toContainText(sayError('keychain_locked').fix);

    await test.step('a new key is refused, not kept for a session nor in a file', async () => {
      await button(page, say('settings:accounts.replace')).click();
      await page.getByLabel(say('settings:accounts.keyLabel'), { exact: true }).fill(second);
      await button(page, say('settings:accounts.addKey')).click();
      await expect(alert).toContainText(sayError('keychain_locked').title);
      expect((await call(page, 'accounts.list')).find(({ name }) => name === 'Club')?.key).toBe('locked');
    });
    await electron.close();
    for (const key of [canary, second]) expect(filesWith(dataDir, key)).toEqual([]);
  } finally {
    await desktop.stop();
  }
});

/** Whether a process has begun to speak with the keyring: libsecret does that on a thread of this name. */
function isAsking(pid: number | undefined): boolean {
  const tasks = `/proc/${pid}/task`;
  return readdirSync(tasks).some((task) => readFileSync(join(tasks, task, 'comm'), 'utf8').trim() === 'gdbus');
}

const keychainIsLocked: unknown = expect.objectContaining({ check: 'keychain', state: 'locked' });

test("while the system asks for the keychain's password, the window is there and says so", async ({
  dataDir,
  launch,
  service,
}) => {
  test.skip(process.platform !== 'linux', 'the keychain of a test cannot be locked elsewhere');
  const desktop = await lockedDesktop(launch, service, true);
  try {
    const { electron, page } = await launch({ env: desktop.env });
    await expect(page.getByText(say('app:foot.keyLocked')).first()).toBeVisible();
    await goTo(page, 'contacts');
    expect((await call(page, 'accounts.keychain')).state).toBe('locked');

    await test.step('and can be closed all the same', async () => {
      await electron.close();
      expect(existsSync(join(dataDir, 'slipway.db-wal')), 'in order').toBe(false);
    });
    await test.step('a command waits for the answer until it is interrupted', async () => {
      const command = startSlipway(['doctor', '--data-dir', dataDir, '--json'], { env: desktop.env });
      await expect.poll(() => isAsking(command.process.pid)).toBe(true);
      command.process.kill('SIGINT');
      const ended = await command.ended;
      // Its thread still waited for the answer: nothing else would have ended it.
      expect(ended.signal).toBe('SIGKILL');
      expect(lastJson(ended)).toMatchObject({ checks: expect.arrayContaining([keychainIsLocked]) });
    });
  } finally {
    await desktop.stop();
  }
});
