import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const css = readFileSync(join(import.meta.dirname, '../../src/renderer/src/app/tokens.css'), 'utf8');

function tokensIn(block: RegExp): Readonly<Record<string, string>> {
  const body = block.exec(css)?.[1] ?? '';
  return Object.fromEntries([...body.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/g)].map((match) => [match[1], match[2]]));
}

const light = tokensIn(/:root \{([^}]*)\}/);
const dark = tokensIn(/\[data-mantine-color-scheme='dark'\] \{([^}]*)\}/);

/** WCAG 2.2, relative luminance and contrast ratio. */
function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

const grounds = ['bg', 'panel', 'side', 'hover'];
const texts: readonly (readonly [text: string, grounds: readonly string[]])[] = [
  [
    'ink',
    [...grounds, 'accent-soft', 'bubble', 'doubt-soft', 'bad-soft', 'ok-soft', 'info-soft', 'orange-soft', 'wait-soft'],
  ],
  ['ink2', [...grounds, 'accent-soft', 'bubble', 'wait-soft', 'line2']],
  ['ink3', [...grounds, 'accent-soft', 'line2']],
  ['accent', [...grounds, 'accent-soft']],
  ['ok', ['panel', 'bg', 'side', 'ok-soft']],
  ['bad', ['panel', 'bg', 'side', 'hover', 'bad-soft']],
  ['doubt', ['panel', 'bg', 'side', 'doubt-soft']],
  ['info', ['panel', 'bg', 'info-soft']],
  ['wait', ['panel', 'bg', 'wait-soft']],
  ['orange', ['panel', 'orange-soft']],
  ['accent-ink', ['accent', 'accent-hover']],
  ['bad-ink', ['bad', 'bad-hover']],
  ['orange-ink', ['orange']],
];

describe.each([
  ['light', light],
  ['dark', { ...light, ...dark }],
])('%s colours', (_, tokens) => {
  const of = (name: string) => tokens[name] ?? '#000000';

  test.each(texts)('%s can be read on every ground it stands on', (text, on) => {
    for (const ground of on) {
      expect(contrast(of(text), of(ground)), `${text} on ${ground}`).toBeGreaterThanOrEqual(4.5);
    }
  });

  test('the border of a control can be seen on every ground', () => {
    for (const ground of grounds) {
      expect(contrast(of('control'), of(ground)), `control on ${ground}`).toBeGreaterThanOrEqual(3);
    }
  });

  test('a state can be told from the empty part of a bar', () => {
    for (const tone of ['ok', 'info', 'bad', 'doubt', 'accent', 'orange']) {
      expect(contrast(of(tone), of('line2')), tone).toBeGreaterThanOrEqual(3);
    }
  });
});
