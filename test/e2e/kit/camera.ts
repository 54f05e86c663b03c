import { mkdirSync, rmSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import { inRoot } from '../../../scripts/lib/paths.mjs';

export const pictures = inRoot('artifacts', 'screens');

const sizes = [
  { width: 1280, height: 800 },
  { width: 1600, height: 1000 },
] as const;
const themes = ['light', 'dark'] as const;

export interface Camera {
  /** Takes the screen as it is now in both sizes and themes, and looks for what keeps people out. */
  shoot(name: string): Promise<void>;
  /** What was found so far, a line each. */
  readonly problems: readonly string[];
}

/** Begins a new set of pictures. */
export function emptyAlbum(): void {
  rmSync(pictures, { recursive: true, force: true });
  mkdirSync(pictures, { recursive: true });
}

/** Takes pictures of a page whose look follows the system's. */
export function createCamera(page: Page): Camera {
  const problems: string[] = [];
  return {
    problems,
    async shoot(name) {
      for (const colorScheme of themes) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        for (const size of sizes) {
          await page.setViewportSize(size);
          await drawn(page);
          const path = `${pictures}/${name}-${colorScheme}-${size.width}.png`;
          await page.screenshot({ path, animations: 'disabled', caret: 'hide' });
          if (size === sizes[0])
            problems.push(...(await cutOff(page)).map((line) => `${name} ${colorScheme}: ${line}`));
        }
        problems.push(...(await barriers(page, colorScheme)).map((line) => `${name} ${colorScheme}: ${line}`));
      }
      await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
      await page.setViewportSize(sizes[0]);
    },
  };
}

/** Nothing is loading any more, the letters are there, and two frames have passed. */
async function drawn(page: Page): Promise<void> {
  await expect(page.locator('[aria-busy="true"], [data-stale="true"]')).toHaveCount(0);
  await page.evaluate(async () => {
    await document.fonts.ready;
    for (let frame = 0; frame < 2; frame++) await new Promise((resolve) => requestAnimationFrame(resolve));
  });
}

/** Serious and critical violations of WCAG. In the second look only colours can be different. */
async function barriers(page: Page, look: (typeof themes)[number]): Promise<readonly string[]> {
  // Legacy mode opens no second page, which Electron would refuse.
  const axe = new AxeBuilder({ page }).setLegacyMode(true);
  if (look !== themes[0]) axe.withRules(['color-contrast']);
  const { violations } = await axe.analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} at ${target}: ${failureSummary?.replaceAll('\n', ' ')}`),
    );
}

/** Words on buttons, tabs and labels that do not fit, and a page that scrolls sideways. */
async function cutOff(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    if (document.documentElement.scrollWidth > window.innerWidth) found.push('the page scrolls sideways');
    for (const element of document.querySelectorAll<HTMLElement>(
      'button, [role="tab"], [role="columnheader"], label, h1, h2, h3, dt',
    )) {
      const inside = element.querySelector<HTMLElement>('.mantine-Button-label') ?? element;
      const style = getComputedStyle(inside);
      const hides = style.overflowX === 'hidden' || style.overflowX === 'clip' || style.textOverflow === 'ellipsis';
      if (hides && inside.clientWidth > 1 && inside.scrollWidth > inside.clientWidth + 1) {
        found.push(`cut: ${inside.textContent?.slice(0, 60)}`);
      }
    }
    return found;
  });
}
