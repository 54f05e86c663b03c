import { describe, expect, it } from 'vitest';
import { replaceCostly } from '#core/messages/plain-characters.ts';
import { countSegments } from '#core/messages/segments.ts';

describe('replaceCostly', () => {
  it('turns what word processors insert into GSM-7', () => {
    const typed = '“Don’t” – wait…\u00a0it’s\t½ price\u200b at `Joe´s` • 5\u202f€';
    expect(replaceCostly(typed)).toBe("\"Don't\" - wait... it's 1/2 price at 'Joe's' - 5 €");
    expect(countSegments(replaceCostly(typed)).encoding).toBe('GSM-7');
  });

  it('keeps letters, emoji and joiners', () => {
    const kept = 'á ą ж 漢 👨\u200d👩 می\u200cخواهم [x] \\ ^';
    expect(replaceCostly(kept)).toBe(kept);
  });

  it('leaves every GSM-7 text alone', () => {
    const plain = '@£$¥èéùìòÇ\nØø\rÅåÆæßÉ !"#¤%&\'()*+,-./[]{}\\~|^€';
    expect(replaceCostly(plain)).toBe(plain);
  });
});
