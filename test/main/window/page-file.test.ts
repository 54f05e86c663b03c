import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fileFor } from '#main/window/page-file.ts';

const root = join('/srv', 'page');

describe('the file of a request', () => {
  it('is inside the page', () => {
    expect(fileFor(root, 'app://slipway/')).toBe(join(root, 'index.html'));
    expect(fileFor(root, 'app://slipway/assets/a%20b.js?x#y')).toBe(join(root, 'assets', 'a b.js'));
  });

  it.each([
    'app://slipway:80/index.html',
    'app://u@slipway/index.html',
    'app://u:p@slipway/index.html',
    'app://:@slipway/index.html',
    'app://slipway./index.html',
    'app://slipway',
    'app://other/index.html',
    'app:slipway/index.html',
    'http://slipway/index.html',
    'app://slipway/%2e%2e%2fpackage.json',
    'app://slipway/..%5cpackage.json',
    'app://slipway/index.html%00.js',
    'app://slipway/%ff',
  ])('%s is none', (address) => {
    expect(fileFor(root, address)).toBeNull();
  });
});
