import { SegmentedMessage } from 'sms-segments-calculator';
import { expect, it } from 'vitest';
import { textCost } from '#main/practice/text-cost.ts';

it.each([
  ['', 1],
  ['a'.repeat(160), 1],
  ['a'.repeat(161), 2],
  ['a'.repeat(306), 2],
  ['a'.repeat(307), 3],
  ['€'.repeat(80), 1],
  ['€'.repeat(81), 2],
  [`${'a'.repeat(152)}€${'a'.repeat(152)}`, 3],
  ['я'.repeat(70), 1],
  ['я'.repeat(71), 2],
  [`${'я'.repeat(66)}😀${'я'.repeat(66)}`, 3],
])('charges %#', (text, segments) => {
  expect(textCost(text)).toBe(segments);
});

it('agrees with an independent calculator on plain text', () => {
  for (const character of ['a', '{', 'é', 'ç', 'Ω', 'я', '—', '@']) {
    for (let length = 1; length < 500; length += 7) {
      const text = character.repeat(length);
      expect([text, textCost(text)]).toEqual([text, new SegmentedMessage(text).segmentsCount]);
    }
  }
});
