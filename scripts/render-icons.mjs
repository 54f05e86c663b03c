#!/usr/bin/env node
// resources/icons/icon.svg → the PNG files that systems and packagers want. Run after the drawing changed:
//   node scripts/render-icons.mjs
// Chromium does the drawing: this file starts itself again inside Electron.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { become } from './lib/child.mjs';
import { startDesktop } from './lib/desktop.mjs';
import { electronBinary, inRoot, isRoot } from './lib/paths.mjs';
import { main } from './lib/say.mjs';

const SIZES = [16, 24, 32, 48, 64, 128, 256, 512, 1024];
const folder = inRoot('resources', 'icons');

async function startElectron() {
  const desktop = await startDesktop();
  try {
    const switches = ['--log-level=3', ...(isRoot() ? ['--no-sandbox'] : [])];
    return await become(electronBinary(), [...switches, import.meta.filename], { env: desktop.env });
  } finally {
    await desktop.stop();
  }
}

async function draw() {
  const { app, BrowserWindow } = await import('electron');
  const svg = readFileSync(join(folder, 'icon.svg'), 'utf8');
  const page = `<style>*{margin:0}canvas{display:block}</style><canvas></canvas>`;
  await app.whenReady();
  const window = new BrowserWindow({ show: false });
  await window.loadURL(`data:text/html,${encodeURIComponent(page)}`);
  for (const size of SIZES) {
    const url = await window.webContents.executeJavaScript(`(async () => {
      const image = new Image(${size}, ${size});
      image.src = 'data:image/svg+xml,' + encodeURIComponent(${JSON.stringify(svg)});
      await image.decode();
      const canvas = document.querySelector('canvas');
      canvas.width = canvas.height = ${size};
      canvas.getContext('2d').drawImage(image, 0, 0, ${size}, ${size});
      return canvas.toDataURL('image/png');
    })()`);
    const png = Buffer.from(String(url).split(',')[1] ?? '', 'base64');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `${size}x${size}.png`), png);
  }
  app.exit(0);
}

if (process.versions.electron) {
  // Not awaited here: Electron holds `ready` back until its main module has loaded.
  draw().catch((error) => {
    console.error(error);
    process.exit(1);
  });
} else {
  await main(startElectron);
}
