import { describe, expect, it } from 'vitest';
import {
  type ImportWarning,
  mergeWarnings,
  openWarnings,
  warningCodes,
  warningWords,
} from '#core/contacts/warnings.ts';
import { warning as catalogue } from '#core/words/en/import-warnings.ts';
import { createSay } from '#main/words.ts';

const of = (code: ImportWarning['code'], count = 1, details: ImportWarning['details'] = {}): ImportWarning => ({
  code,
  count,
  line: null,
  details,
});

describe('the words of a warning', () => {
  const say = createSay('importing');

  it.each(warningCodes)('%s has a sentence for one and for many', (code) => {
    for (const count of [1, 2]) {
      const words = warningWords(of(code, count), say);
      expect(words).toMatch(/\.$/);
      expect(words).not.toContain('warning.');
    }
  });

  it('are of no other code', () => {
    const codes = Object.keys(catalogue).map((key) => warningCodes.find((code) => key.startsWith(code)));
    expect(codes).not.toContain(undefined);
  });

  it('fill in the details, and take the sentence that they choose', () => {
    const tab = of('delimiter_guessed', 1, { context: 'tab' });
    expect(warningWords(tab, say)).toContain('the tab');
    expect(warningWords(of('encoding_guessed', 1, { encoding: 'big5' }), say)).toContain('big5');
    expect(warningWords(of('bytes_unreadable', 1_234), say)).toContain('1,234 rows');
  });
});

describe('lists of warnings', () => {
  it('are one list in the order of the codes, the later one counting where both name a code', () => {
    const merged = mergeWarnings([of('two_readings', 1), of('bytes_unreadable', 2)], [of('bytes_unreadable', 5)]);
    expect(merged).toEqual([of('bytes_unreadable', 5), of('two_readings', 1)]);
    expect(mergeWarnings()).toEqual([]);
  });

  it('leave out what a person decided', () => {
    const all = warningCodes.map((code) => of(code));
    const left = (phoneColumns: boolean, nameColumns: boolean, numbers = false) =>
      warningCodes.filter(
        (code) => !openWarnings(all, { phoneColumns, nameColumns, numbers }).some((warning) => warning.code === code),
      );
    expect(left(false, false)).toEqual([]);
    expect(left(true, false)).toEqual(['phone_column_guessed']);
    expect(left(false, true)).toEqual(['name_column_guessed']);
    expect(left(false, false, true)).toEqual(['full_column']);
  });
});
