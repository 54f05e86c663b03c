import { expect, type Page } from '@playwright/test';
import { test } from '#test/support/app.ts';
import { call } from './kit/bridge.ts';
import { settle, show } from './kit/setup.ts';
import { button, checkRows, importInto } from './kit/steps.ts';
import { say } from './kit/words.ts';

const cells = [
  'Naam\tMobiel\tCity',
  'Anna de Vries\t0612345678\tDelft',
  'Bo Jansen\t31612345679.0\tDelft',
  'Cy van den Berg\t31612345680.0\tGouda',
  'Di Smit\t?\tGouda',
  'Ed Mol\t?\tGouda',
  'Flo Kok\t061\tGouda',
].join('\n');

const everybody = { query: '', groupId: null, show: 'all', sort: 'phone', offset: 0, limit: 50 } as const;
const people = async (page: Page) => {
  return (await call(page, 'contacts.search', everybody)).rows.map(({ phone, firstName, lastName }) => [
    phone,
    `${firstName} ${lastName}`.trim(),
  ]);
};

test('pasted cells are repaired, mended in place, imported and taken back', async ({ launch }) => {
  const { page } = await launch();
  await settle(page);
  await show(page, '/import');
  await button(page, say('importing:pick.paste')).click();
  await page.getByLabel(say('importing:paste.label')).fill(cells);
  await button(page, say('importing:paste.action')).click();
  await expect(button(page, say('importing:reading.next'))).toBeEnabled();
  await checkRows(page);

  const kind = (reason: string) =>
    page.getByRole('button', { name: new RegExp(`^${say(`importing:reason.${reason}`)}`) });
  await kind('damaged_decimal').click();
  await button(page, say('importing:problems.repairRows', { count: 2 })).click();
  await expect(page.getByText(say('importing:problems.repaired', { count: 2 }))).toBeVisible();

  await kind('phone_not_a_number').click();
  await page.getByRole('gridcell', { name: '?' }).first().click();
  await page.getByRole('grid').getByRole('textbox').fill('06 12345690');
  await page.keyboard.press('Enter');
  // One more row says the same: it is offered, and left alone here.
  await expect(
    page.getByText(say('importing:problems.alike', { count: 1, value: '?', column: 'Mobiel' })),
  ).toBeVisible();
  await importInto(page, 'Pasted', 4);
  expect(await people(page)).toEqual([
    ['+31612345678', 'Anna de Vries'],
    ['+31612345679', 'Bo Jansen'],
    ['+31612345680', 'Cy van den Berg'],
    ['+31612345690', 'Di Smit'],
  ]);

  await button(page, say('importing:undo.action')).click();
  await button(page, say('importing:undo.button', { count: 4 })).click();
  await expect(page.getByText(say('importing:subtitle.undone'))).toBeVisible({ timeout: 20_000 });
  expect(await people(page)).toEqual([]);
  expect(await call(page, 'groups.list')).toEqual([]);
});

test('an import that is stopped while it writes leaves nothing, and can be paused', async ({ launch }) => {
  const { page } = await launch();
  await settle(page);
  const rows = Array.from({ length: 60_000 }, (_, i) => `P${i}\t06${10_000_000 + i}`);
  const { token } = await call(page, 'import.paste', { text: `Name\tMobile\n${rows.join('\n')}` });
  const { options, mapping } = await call(page, 'import.preview', { token, chosen: {} });
  const { id } = await call(page, 'import.judge', { token, options, mapping, country: 'NL' });
  const rules = { onDuplicate: 'update', onRepeat: 'skip' } as const;
  const outcome = await page.evaluate(
    async ([input, key]) => {
      const { calls, on } = (window as unknown as { slipway: Bridge }).slipway;
      const seen: { paused: boolean; done: number }[] = [];
      on['import.progress']?.((progress) => {
        seen.push(progress as (typeof seen)[number]);
      });
      const commit = calls['import.commit']?.(input);
      await calls['import.pause']?.({ token: key, paused: true });
      await new Promise((resolve) => setTimeout(resolve, 400));
      const halted = seen.at(-1);
      await calls['import.cancel']?.({ token: key });
      return { answer: (await commit) as { ok: boolean; error?: { code: string } }, halted };
    },
    [{ id, token, groupName: 'Cut', ...rules }, token] as const,
  );
  expect(outcome.answer).toMatchObject({ ok: false, error: { code: 'cancelled' } });
  expect(outcome.halted).toMatchObject({ paused: true });
  expect(await people(page)).toEqual([]);
  expect(await call(page, 'groups.list')).toEqual([]);
  const done = await call(page, 'import.commit', { id, token, groupName: 'Whole', ...rules });
  expect(done).toMatchObject({ state: 'committed', result: { added: 60_000 } });

  // Taking it back can be halted too, with part of them out; Stop does not leave it there.
  const halfway = await page.evaluate(
    async ([input, key, query]) => {
      const { calls } = (window as unknown as { slipway: Bridge }).slipway;
      const undo = calls['import.undo']?.(input);
      await calls['import.pause']?.({ token: key, paused: true });
      const left = async () => {
        const found = (await calls['contacts.search']?.(query)) as { value: { total: number } };
        return found.value.total;
      };
      // The slice that is being written when the order comes is written to its end.
      await new Promise((resolve) => setTimeout(resolve, 400));
      const before = await left();
      await new Promise((resolve) => setTimeout(resolve, 400));
      const after = await left();
      await calls['import.cancel']?.({ token: key });
      return { before, after, answer: await undo };
    },
    [{ id }, String(id), everybody] as const,
  );
  expect(halfway.after).toBe(halfway.before);
  expect(halfway.after).toBeGreaterThan(0);
  expect(halfway.answer).toMatchObject({ ok: true, value: { state: 'undone', undone: { reverted: 60_000 } } });
  expect(await people(page)).toEqual([]);
});

interface Bridge {
  readonly calls: Readonly<Record<string, (input?: unknown) => Promise<unknown>>>;
  readonly on: Readonly<Record<string, (listener: (payload: unknown) => void) => () => void>>;
}
