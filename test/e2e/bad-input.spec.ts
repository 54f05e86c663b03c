import { copyFileSync, existsSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import type { PauseReason } from '#core/campaigns/campaign.ts';
import { readLedger } from '#main/practice/ledger-file.ts';
import { startPracticeProcess } from '#test/crash/processes.ts';
import { type RunningApp, test } from '#test/support/app.ts';
import { inRoot } from '../../scripts/lib/paths.mjs';
import { call } from './kit/bridge.ts';
import { answerOpen } from './kit/dialogs.ts';
import { people, writeCsv } from './kit/people.ts';
import { draft, importFile, launchCampaign, settle, show } from './kit/setup.ts';
import { addPeople, button, check, goTo, heading, write } from './kit/steps.ts';
import { say, sayError } from './kit/words.ts';

/** Chooses a file on the import screen, as a person does. */
async function choose({ electron, page }: RunningApp, path: string): Promise<void> {
  await show(page, '/contacts');
  await show(page, '/import');
  await answerOpen(electron, path);
  const first = button(page, say('importing:pick.choose'));
  await first
    .or(button(page, say('importing:pick.another')))
    .first()
    .click();
}

async function expectError(page: Page, words: ReturnType<typeof sayError>): Promise<void> {
  const alert = page.getByRole('alert').filter({ hasText: words.title });
  await expect(alert).toContainText(words.why);
  await expect(alert).toContainText(words.fix);
}

test('files that are no list of people', async ({ dataDir, launch }) => {
  const app = await launch();
  const { page } = app;
  await settle(page);
  const path = (name: string) => join(dataDir, name);
  const spreadsheet = Buffer.concat([
    Buffer.from('PK\x03\x04'),
    Buffer.alloc(26),
    Buffer.from('[Content_Types].xml'),
    Buffer.alloc(500, 7),
  ]);
  writeFileSync(path('empty.csv'), '');
  writeFileSync(path('header.csv'), 'Name,Phone\r\n');
  writeFileSync(path('members.xlsx'), spreadsheet);
  writeFileSync(path('disguised.csv'), spreadsheet);
  copyFileSync(inRoot('resources', 'icons', '64x64.png'), path('photo.png'));
  writeFileSync(
    path('quote.csv'),
    `Name,Phone\r\nAnna,0612345678\r\n"Bram,0612345679\r\n${'Cas,0612345680\r\n'.repeat(50)}`,
  );

  const refused = [
    ['empty.csv', sayError('file_empty', { file: 'empty.csv' })],
    ['header.csv', sayError('file_header_only', { file: 'header.csv' })],
    ['members.xlsx', sayError('file_is_spreadsheet', { file: 'members.xlsx' })],
    ['disguised.csv', sayError('file_is_spreadsheet', { file: 'disguised.csv' })],
    ['photo.png', sayError('file_is_not_text', { file: 'photo.png' })],
    ['quote.csv', sayError('file_unclosed_quote', { line: 3 })],
  ] as const;
  for (const [name, words] of refused) {
    await test.step(name, async () => {
      await choose(app, path(name));
      await expectError(page, words);
      const next = button(page, say('importing:reading.next'));
      expect((await next.count()) === 0 || (await next.isDisabled())).toBe(true);
    });
  }

  await test.step('no phone column: asks which one it is, and goes no further', async () => {
    writeFileSync(path('no-phone.csv'), 'Name,City\r\nAnna,Delft\r\nBram,Gouda\r\n');
    await choose(app, path('no-phone.csv'));
    await button(page, say('importing:reading.next')).click();
    await expect(page.getByText(say('importing:columns.noPhone.title'))).toBeVisible();
    await expect(button(page, say('importing:columns.next'))).toBeDisabled();
    await button(page, say('common:back')).click();
  });

  await test.step('a file that vanishes between choosing and checking', async () => {
    const gone = writeCsv(path('gone.csv'), people(3));
    await choose(app, gone);
    await button(page, say('importing:reading.next')).click();
    await expect(button(page, say('importing:columns.next'))).toBeEnabled();
    rmSync(gone);
    await button(page, say('importing:columns.next')).click();
    await expectError(page, sayError('file_missing', { file: 'gone.csv' }));
  });

  await test.step('a file named on the command line that is not there is no reason to fail', async () => {
    expect(await call(page, 'import.list')).toEqual([]);
    expect((await call(page, 'app.overview', { kind: 'live' })).contacts).toBe(0);
  });
});

test('messages that cannot go out like that', async ({ dataDir, launch }) => {
  const app = await launch();
  const { page } = app;
  await settle(page);
  await importFile(app, writeCsv(join(dataDir, 'crew.csv'), people(5)), 'Crew');
  await goTo(page, 'campaigns');
  await button(page, say('campaigns:new')).first().click();
  await addPeople(page, 'Crew');
  const sendButton = button(page, say('compose:checking.send', { count: 5 }));

  await test.step('a field that nobody has', async () => {
    await write(page, { template: 'Hello {{First nam}}' });
    await expect(page.getByRole('alert')).toContainText(
      sayError('template_unknown_field', { field: 'First nam' }).title,
    );
    await check(page);
    await expect(page.getByText(sayError('template_unknown_field', { field: 'First nam' }).title)).toBeVisible();
    await expect(sendButton).toBeDisabled();
    await expect(button(page, say('compose:checking.seal'))).toBeDisabled();
    await button(page, say('compose:checking.fixMessage')).first().click();
  });

  await test.step('a field that is not closed', async () => {
    await write(page, { template: 'Hello {{First name' });
    await expect(page.getByRole('alert')).toContainText(sayError('template_syntax').title);
  });

  await test.step('a sender of fourteen letters', async () => {
    await write(page, { template: 'Hello {{First name}}', sender: 'HarbourOffices' });
    await expect(page.getByText(say('compose:from.tooLong', { count: 14 }))).toBeVisible();
    await check(page);
    const words = sayError('sender_invalid', { sender: 'HarbourOffices', length: 14, max: 11 });
    await expect(page.getByText(words.why)).toBeVisible();
    await button(page, say('compose:checking.fixSender')).click();
  });

  await test.step('no sender, and no text', async () => {
    await write(page, { template: '', sender: '' });
    await check(page);
    await expect(page.getByText(say('compose:item.sender.stop'))).toBeVisible();
    await expect(sendButton).toBeDisabled();
  });
  expect(
    (await call(page, 'campaigns.list', { states: null, offset: 0, limit: 10 })).rows.map(({ state }) => state),
  ).toEqual(['draft']);
  expect(readLedger(join(dataDir, 'practice')).size).toBe(0);
});

/** What the service or the network may do instead of taking a message, and what becomes of the campaign. */
const refusals: readonly {
  readonly name: string;
  readonly change: { readonly key?: string; readonly path?: string; readonly base?: string };
  readonly fault?: string;
  readonly reason: PauseReason;
  /** People who stay in doubt. */
  readonly doubt: number;
}[] = [
  { name: 'a key the service does not know', change: { key: 'another-key' }, reason: 'key_wrong', doubt: 0 },
  { name: 'a key that may not send', change: { key: 'no-permission' }, reason: 'no_permission', doubt: 0 },
  { name: 'a wrong address', change: { path: '/nowhere' }, reason: 'service_wrong_address', doubt: 0 },
  { name: 'out of credit', change: {}, fault: 'out_of_credit', reason: 'out_of_credit', doubt: 0 },
  {
    name: 'a sign-in page in place of the service',
    change: {},
    fault: 'html_page',
    reason: 'unclear_answer',
    doubt: 1,
  },
];

test('a service that does not take it: stops with words, burns nobody', async ({ dataDir, launch }) => {
  test.setTimeout(90_000);
  const app = await launch();
  const { page } = app;
  await settle(page);
  const folder = join(dataDir, 'service');
  const service = await startPracticeProcess(folder);
  const { groupId } = await importFile(app, writeCsv(join(dataDir, 'crew.csv'), people(20)), 'Crew');
  const audience = { groups: groupId === null ? [] : [groupId], imports: [], phones: [] };
  const { account } = await call(page, 'accounts.create', { name: 'Club', baseUrl: service.url, key: service.key });
  await call(page, 'accounts.activate', { id: account.id });
  const usual = account.paths;
  try {
    for (const { name, change, fault, reason, doubt } of refusals) {
      await test.step(name, async () => {
        const paths = change.path === undefined ? usual : { ...usual, sendSms: change.path };
        await call(page, 'accounts.update', { id: account.id, paths });
        await call(page, 'accounts.setKey', { id: account.id, key: change.key ?? service.key });
        await service.configure({ faults: fault === undefined ? [] : [{ kind: fault, count: 1 }] });
        const { id } = await launchCampaign(page, { name, audience, concurrency: 4 });
        await show(page, `/campaigns/${id}`);
        await expect(heading(page, name)).toBeVisible();
        // The note and the log say it both.
        await expect(page.getByText(say(`progress:paused.${reason}.text`)).first()).toBeVisible();
        const { counts, state, pauseReason } = await call(page, 'campaigns.get', { id });
        expect({ state, pauseReason }).toEqual({ state: 'paused', pauseReason: reason });
        expect({ queued: counts.queued, doubt: counts.in_doubt }).toEqual({ queued: 20 - doubt, doubt });
        expect(readLedger(folder).size).toBe(0);
      });
    }

    await test.step('mended and resumed, it goes through', async () => {
      await call(page, 'accounts.update', { id: account.id, paths: usual });
      await call(page, 'accounts.setKey', { id: account.id, key: service.key });
      await button(page, say('progress:resume')).click();
      await expect(page.getByText(say('results:accepted', { total: 20 }))).toBeVisible({ timeout: 20_000 });
      expect(readLedger(folder).size).toBe(19);
    });
  } finally {
    await service.stop();
  }

  await test.step('nobody there: waits, and says so', async () => {
    const { id } = await launchCampaign(page, { name: 'Nobody there', audience });
    await show(page, `/campaigns/${id}`);
    await expect(page.getByText(say('progress:waiting.offline', { span: '' }).split('.')[0] ?? '')).toBeVisible();
    const { counts } = await call(page, 'campaigns.get', { id });
    expect(counts.queued + counts.sending).toBe(20);
    expect(counts.in_doubt).toBe(0);
    await call(page, 'campaigns.cancel', { id });
  });

  await test.step('throttled: counts down and goes on by itself', async () => {
    const server = createServer((request, response) => {
      request
        .resume()
        .on('end', () => response.writeHead(429, { 'retry-after': '7' }).end('{"message":"Too Many Attempts."}'));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await call(page, 'accounts.update', { id: account.id, baseUrl: `http://127.0.0.1:${port}/api` });
    // The kept key belongs to the address before.
    await call(page, 'accounts.setKey', { id: account.id, key: service.key });
    const { id } = await draft(page, { name: 'Slow down', audience });
    await call(page, 'campaigns.seal', { id });
    await call(page, 'campaigns.launch', { id });
    await show(page, `/campaigns/${id}`);
    await expect(page.getByText(/asked Slipway to slow down\. Sending continues in [1-7] s\./)).toBeVisible();
    expect((await call(page, 'campaigns.get', { id })).counts.queued).toBeGreaterThanOrEqual(19);
    await call(page, 'campaigns.cancel', { id });
    server.closeAllConnections();
    server.close();
  });
  expect(existsSync(join(dataDir, 'practice', 'ledger.jsonl')) ? readLedger(join(dataDir, 'practice')).size : 0).toBe(
    0,
  );
});
