import { existsSync } from 'node:fs';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig, type UserConfig } from 'electron-vite';
import mantine from 'postcss-preset-mantine';

const from = (path: string) => join(import.meta.dirname, path);

/** Only the entries that exist, so that the house can be built room by room. */
function entries(files: Readonly<Record<string, string>>): Record<string, string> {
  const all = Object.entries(files).map(([name, file]) => [name, from(file)] as const);
  return Object.fromEntries(all.filter(([, file]) => existsSync(file)));
}

const mainEntries = entries({
  index: 'src/main/index.ts',
  'store-worker': 'src/main/store/worker.ts',
  'import-worker': 'src/main/import/worker.ts',
  practice: 'src/main/practice/standalone.ts',
});
const preloadEntries = entries({ index: 'src/preload/index.ts' });
const rendererEntries = entries({ index: 'src/renderer/index.html' });
const any = (found: Record<string, string>) => Object.keys(found).length > 0;

// What the oldest runtime we support carries (Electron 33: Node 20.18, Chromium 130).
const nodeTarget = 'node20.18';
const chromeTarget = 'chrome130';

const main: UserConfig['main'] = {
  build: {
    target: nodeTarget,
    outDir: 'out/main',
    sourcemap: true,
    rolldownOptions: {
      // Workers are entries of their own, started by `new Worker(join(import.meta.dirname, 'store-worker.js'))`:
      // `new URL('./worker.ts', import.meta.url)` builds and then dies at run time.
      input: mainEntries,
      // One flat folder, so that `import.meta.dirname` is the same for an entry and for what entries share.
      output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
    },
  },
};

const preload: UserConfig['preload'] = {
  build: {
    target: nodeTarget,
    outDir: 'out/preload',
    sourcemap: true,
    // A sandboxed preload can require nothing but Electron: one CommonJS file with everything inlined.
    externalizeDeps: false,
    rolldownOptions: {
      input: preloadEntries,
      output: { format: 'cjs', entryFileNames: '[name].cjs' },
    },
  },
};

const renderer: UserConfig['renderer'] = {
  root: from('src/renderer'),
  plugins: [react()],
  css: { postcss: { plugins: [mantine()] } },
  build: {
    target: chromeTarget,
    outDir: from('out/renderer'),
    // Inlined assets would be data: addresses, which the content security policy keeps out for fonts and scripts.
    assetsInlineLimit: 0,
    rolldownOptions: { input: rendererEntries },
  },
};

export default defineConfig({
  ...(any(mainEntries) && { main }),
  ...(any(preloadEntries) && { preload }),
  ...(any(rendererEntries) && { renderer }),
});
