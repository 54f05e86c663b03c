import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { readLedger } from '#main/practice/ledger-file.ts';
import { parseResults } from '#test/crash/judge.ts';
import { test } from '#test/support/app.ts';
import { lastJson, runSlipway } from '#test/support/slipway.ts';
import { inRoot } from '../../scripts/lib/paths.mjs';
import { call } from './kit/bridge.ts';
import { answerSave } from './kit/dialogs.ts';
import { button, check, checkRows, chooseCountry, heading, importInto, send, write } from './kit/steps.ts';
import { say } from './kit/words.ts';

const sample = inRoot('resources', 'samples', 'members.csv');
const template = 'Hi {{First name|there}}, the harbour day is on {{Day|Saturday}}.';
const group = 'Harbour day';

test('the main job: a file becomes messages, each accepted once, as the command does it', async ({
  dataDir,
  launch,
}) => {
  test.setTimeout(120_000);
  const { electron, page } = await launch();

  await test.step('a first start without a key', async () => {
    await expect(heading(page, say('onboarding:title'))).toBeVisible();
    await button(page, say('onboarding:practice.action')).click();
    await chooseCountry(page, 'Netherlands');
    await button(page, say('onboarding:people.sample')).click();
  });

  await test.step('the sample is looked at, judged and imported into a group', async () => {
    await expect(heading(page, say('importing:title'))).toBeVisible();
    await expect(page.getByText('members.csv').first()).toBeVisible();
    await checkRows(page);
    const [record] = await call(page, 'import.list');
    expect(record?.summary).toMatchObject({ records: 570, accepted: 512, duplicate: 25, invalid: 33 });
    await expect(page.getByText(say('importing:figures.leftOut'), { exact: true }).locator('..')).toContainText('58');
    expect((await call(page, 'app.overview', { kind: 'live' })).contacts).toBe(0);
    await importInto(page, group, 512);
    await expect(page.getByText(say('importing:done.headline', { count: 512 }))).toBeVisible();
    expect((await call(page, 'groups.list')).map(({ name, count }) => [name, count])).toEqual([[group, 512]]);
  });

  await test.step('a message is written, checked and sent', async () => {
    await button(page, say('importing:done.write')).click();
    await write(page, { name: 'Harbour day', template });
    await expect(page.getByText(say('common:people', { count: 512 })).first()).toBeVisible();
    await check(page);
    await send(page, 512);
    await expect(page.getByText(say('progress:rate', { rate: '' }).trim()).first()).toBeVisible();
  });

  const [campaign] = (await call(page, 'campaigns.list', { states: null, offset: 0, limit: 10 })).rows;
  await test.step('everyone is accepted once, and receipts say that it arrived', async () => {
    await expect(page.getByText(say('results:accepted', { total: 512 }))).toBeVisible({ timeout: 40_000 });
    await expect(page.getByText(say('results:receipts.all'))).toBeVisible({ timeout: 20_000 });
    const ledger = readLedger(join(dataDir, 'practice'));
    expect(ledger.size).toBe(512);
    expect(new Set(ledger.values())).toEqual(new Set([1]));
    if (campaign === undefined) throw new Error('the campaign is gone');
    const done = await call(page, 'campaigns.get', { id: campaign.id });
    expect(done).toMatchObject({ state: 'finished', sealed: 512, requests: 512 });
    expect(done.counts).toMatchObject({ delivered: 512, accepted: 0, rejected: 0, in_doubt: 0, queued: 0 });
  });

  const fromWindow = join(dataDir, 'window.csv');
  await test.step('the results are saved as CSV', async () => {
    await answerSave(electron, fromWindow);
    await button(page, say('results:export')).click();
    await expect(page.getByText(say('results:exported', { count: 512, fileName: 'window.csv' }))).toBeVisible();
  });

  await electron.close();
  await test.step('the command gives the same counts and the same results', async () => {
    const other = join(dataDir, 'command');
    const what = [
      'send',
      '--csv',
      sample,
      '--message',
      template,
      '--sender',
      'Slipway',
      '--country',
      'NL',
      '--practice',
    ];
    const ended = await runSlipway([...what, '--rate', '300', '--yes', '--json', '--data-dir', other]);
    expect(ended.code, ended.stderr).toBe(0);
    expect(lastJson(ended)).toMatchObject({
      state: 'finished',
      sealed: 512,
      accepted: 512,
      rejected: 0,
      inDoubt: 0,
      skipped: { invalid: 33, duplicate: 25, suppressed: 0 },
      requests: 512,
    });
    const ledger = readLedger(join(other, 'practice'));
    expect(sorted(ledger.keys())).toEqual(sorted(readLedger(join(dataDir, 'practice')).keys()));
    // The window's campaign again, read by the command: states and people are what the window wrote.
    const out = join(dataDir, 'command.csv');
    const read = await runSlipway(['results', String(campaign?.id), '--out', out, '--data-dir', dataDir]);
    expect(read.code, read.stderr).toBe(0);
    const rows = parseResults(readFileSync(fromWindow, 'utf8').replace(/^\uFEFF/, ''));
    expect(rows).toHaveLength(512);
    expect(rows).toEqual(parseResults(readFileSync(out, 'utf8').replace(/^\uFEFF/, '')));
    expect(new Set(rows.map(([, state]) => state))).toEqual(new Set(['delivered']));
    expect(sorted(rows.map(([recipient]) => recipient))).toEqual(sorted(ledger.keys()));
  });
});

function sorted(words: Iterable<string>): readonly string[] {
  return [...words].sort();
}
