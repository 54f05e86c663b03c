import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packCells, packedHead, packedRow } from '#core/contacts/packed-cells.ts';
import { type Dialect, quoteMarks } from '#core/csv/reading.ts';
import { createRecordReader } from '#core/csv/record-reader.ts';
import { withoutFirst } from '#core/csv/row-text.ts';
import { unpacked } from '#test/support/unpacked.ts';

const byComma: Dialect = { delimiter: ',', quote: '"' };

function read(text: string, dialect: Dialect = byComma) {
  const reader = createRecordReader(dialect, { collect: Number.POSITIVE_INFINITY });
  reader.push(text);
  return reader.end();
}

describe('packCells', () => {
  it('keeps the lines of a file as they are, quotes and all', () => {
    expect(packCells(read('a,b\r\n"c, d",e\n'), byComma)).toBe('\n,"a,b\n"c, d",e');
    expect(packCells(read('a;"b\n', { delimiter: ';', quote: '' }), { delimiter: ';', quote: '' })).toBe('\n;\na;"b');
  });

  it('is JSON where a row is no line of its file', () => {
    for (const text of ['"a\nb",c\nd,e', 'a,b\n\nc,d', 'a,\ud800\nb,c']) {
      const part = read(text);
      expect(packCells(part, byComma)).toMatch(/^\n\n\n\["/);
      expect(unpacked(packCells(part, byComma))).toEqual(part.records.map(({ cells }) => cells));
    }
  });

  it('gives back every cell, whatever the text and however it was read', () => {
    const piece = fc.oneof(
      fc.constantFrom(',', ';', '"', "'", '""', '\n', '\r\n', '\r', ' ', '[', '\0', 'é', '€', '\u3001', '😀', '\ud83d'),
      fc.string({ maxLength: 3 }),
    );
    const text = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''));
    const delimiter = fc.constantFrom(',', ';', '\t', 'x', '[', '€', '\u3001');
    fc.assert(
      fc.property(text, delimiter, fc.constantFrom(...quoteMarks), fc.nat(3), (all, mark, quote, skip) => {
        const dialect = { delimiter: mark, quote };
        let part: ReturnType<typeof read>;
        try {
          part = withoutFirst(read(all, dialect), skip);
        } catch {
          // A quote that is never closed: refused before anything is packed.
          return;
        }
        if (part.records.length === 0) return;
        expect(unpacked(packCells(part, dialect))).toEqual(part.records.map(({ cells }) => cells));
      }),
      { numRuns: 2_000 },
    );
  });

  it('is told from what earlier versions kept', () => {
    expect(packedRow('[["a"],["b"]]'.slice(0, packedHead))).toBeNull();
    expect(packedRow('')).toBeNull();
  });
});

describe('withoutFirst', () => {
  it('leaves out records and their lines', () => {
    const part = read('a\nb\nc');
    expect(withoutFirst(part, 2)).toEqual({ records: [{ line: 3, cells: ['c'] }], rows: 'c' });
    expect(withoutFirst(part, 0)).toEqual(part);
    expect(withoutFirst(part, 3)).toEqual({ records: [], rows: null });
  });
});
