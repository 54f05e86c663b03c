import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron } from '@playwright/test';
import { electronEnv } from '../scripts/lib/electron.mjs';
import { electronBinary, isRoot, root } from '../scripts/lib/paths.mjs';
import { type Figure, figure, median, seconds } from './figure.ts';

const rounds = 5;

/** An Electron that does nothing but show a page: the least any app could take. */
function bareApp(dir: string): string {
  const app = join(dir, 'bare');
  mkdirSync(app);
  writeFileSync(join(app, 'package.json'), '{"name":"bare","main":"main.cjs"}');
  writeFileSync(
    join(app, 'main.cjs'),
    "const { app, BrowserWindow } = require('electron');\napp.whenReady().then(() => new BrowserWindow({ width: 1280, height: 800 }).loadFile('index.html'));\n",
  );
  writeFileSync(join(app, 'index.html'), '<!doctype html><main id="ready">ready</main>');
  return app;
}

async function launch(app: string, args: readonly string[], usable: string): Promise<number> {
  let close = async (): Promise<void> => undefined;
  const value = await seconds(async () => {
    const electron = await _electron.launch({
      executablePath: electronBinary(),
      args: ['--log-level=3', ...(isRoot() ? ['--no-sandbox'] : []), app, '--', ...args],
      env: electronEnv() as Record<string, string>,
    });
    close = () => electron.close();
    const page = await electron.firstWindow();
    await page.waitForSelector(usable);
  });
  await close();
  return value;
}

/** From launch to a page a person can use, beside a bare Electron window. Needs a display; `bench/index.ts` makes one. */
export async function benchApp(): Promise<readonly Figure[]> {
  const dir = mkdtempSync(join(tmpdir(), 'slipway-bench-'));
  try {
    const bare = bareApp(dir);
    const ours: number[] = [];
    const empty: number[] = [];
    for (let round = 0; round < rounds; round++) {
      empty.push(await launch(bare, [], '#ready'));
      ours.push(await launch(root, ['--data-dir', join(dir, 'data')], 'main button'));
    }
    return [figure('app', { value: median(ours), baseline: median(empty), unit: 's', goal: 'reported' })];
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}
