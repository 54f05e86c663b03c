import { expect } from '@playwright/test';
import { test } from '#test/support/app.ts';
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
