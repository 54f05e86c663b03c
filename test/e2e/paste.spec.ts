import { expect } from '@playwright/test';
import { test } from '#test/support/app.ts';
import { rawCall } from './kit/bridge.ts';
import { button } from './kit/steps.ts';
import { say } from './kit/words.ts';

test('Paste puts the clipboard into the key field, over what stood there', async ({ launch }) => {
  const { electron, page } = await launch();
  await electron.evaluate(({ clipboard }) => clipboard.writeText('a-key-from-the-clipboard'));
  const field = page.getByLabel(say('onboarding:key.label'), { exact: true });
  await field.fill('an older one');
  await button(page, say('common:key.paste')).click();
  await expect(field).toHaveValue('a-key-from-the-clipboard');
});

test('without a press in the last second the page reads no clipboard', async ({ launch }) => {
  const { electron, page } = await launch();
  await electron.evaluate(({ clipboard }) => clipboard.writeText('what-was-copied-elsewhere'));
  const field = page.getByLabel(say('onboarding:key.label'), { exact: true });
  // What a page that was taken over does: a focused field, presses that it makes up, and the call.
  const steal = async () => {
    await page.evaluate(() => {
      const target = document.querySelector<HTMLInputElement>('input[type=password]');
      target?.focus();
      for (const type of ['pointerdown', 'mousedown', 'mouseup', 'click']) {
        target?.dispatchEvent(new MouseEvent(type, { bubbles: true }));
      }
      target?.dispatchEvent(new KeyboardEvent('keydown', { key: 'v', ctrlKey: true, bubbles: true }));
      target?.click();
    });
    return rawCall(page, 'app.paste');
  };
  expect(await steal()).toMatchObject({ ok: false, error: { code: 'forbidden' } });
  await field.click();
  expect(await rawCall(page, 'app.paste')).toMatchObject({ ok: true });
  await expect(field).toHaveValue('what-was-copied-elsewhere');
  await field.fill('');
  await page.waitForTimeout(1_200);
  // Moving the pointer is no press.
  await page.mouse.move(200, 200);
  await page.mouse.move(300, 300);
  expect(await steal()).toMatchObject({ ok: false, error: { code: 'forbidden' } });
  await expect(field).toHaveValue('');
});
