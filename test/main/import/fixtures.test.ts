import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { reasonOfCode } from '#core/contacts/row-code.ts';
import { toAppError } from '#core/kernel/errors.ts';
import { validateMapping } from '#core/mapping/validate.ts';
import { judgeFile, previewFile } from '#main/import/run.ts';
import { unpacked } from '#test/support/unpacked.ts';
import { fakeStore, importHere } from './spawn-import.ts';

const folder = join(import.meta.dirname, '../../fixtures/csv');

interface Read {
  readonly columns?: readonly string[];
  /** Line, phone or reason, cells. */
  readonly rows?: readonly (readonly [line: number, outcome: string, cells: readonly string[]])[];
  readonly error?: { readonly code: string; readonly line?: number };
}

const expected: Readonly<Record<string, Read>> = {
  'mixed-line-ends.csv': {
    columns: ['Name', 'Mobile'],
    rows: [
      [2, '+31612345001', ['Ann', '0612345001']],
      [3, '+31612345002', ['Bo', '0612345002']],
      [4, '+31612345003', ['Cy', '0612345003']],
    ],
  },
  'line-breaks-in-cells.csv': {
    columns: ['Name', 'Mobile', 'Notes'],
    rows: [
      [2, '+31612345001', ['Ann', '0612345001', 'one\r\ntwo']],
      [4, '+31612345002', ['Bo', '0612345002', 'one\ntwo\n\nfour']],
      [8, '+31612345003', ['Cy', '0612345003', 'one\rtwo']],
    ],
  },
  'only-delimiters-and-blanks.csv': {
    columns: ['Name', 'Mobile'],
    rows: [
      [3, 'phone_blank', ['', '']],
      [4, 'phone_blank', [' ']],
      [5, '+31612345001', ['Ann', '0612345001']],
    ],
  },
  'unclosed-quote-line-3.csv': { error: { code: 'file_unclosed_quote', line: 3 } },
  'unclosed-quote-closed-by-later-cell.csv': { error: { code: 'file_unclosed_quote', line: 2 } },
  'quotes-inside-text.csv': {
    columns: ['Name', 'Mobile', 'Notes'],
    rows: [
      [2, '+31612345001', ['Joe "the boss" Smith', '0612345001', '5" pipe']],
      [3, '+31612345002', ['"Nick" Smith', '0612345002', 'said "hi"']],
    ],
  },
  'members-of-objects-as-headers.csv': {
    columns: ['__proto__', 'constructor', 'Mobile', 'toString'],
    rows: [[2, '+31612345001', ['a', 'b', '0612345001', 'c']]],
  },
  'repeated-and-empty-headers.csv': {
    columns: ['Phone', 'Phone (2)', 'Column 3', 'Phone (3)'],
    rows: [[2, '+31612345001', ['0612345001', 'x', 'y', 'z']]],
  },
  'ragged-rows.csv': {
    columns: ['Name', 'Mobile', 'Column 3', 'Column 4'],
    rows: [
      [2, 'phone_blank', ['Ann']],
      [3, '+31612345001', ['Bo', '0612345001', 'surplus', 'cells']],
    ],
  },
  'nul-in-cell.csv': {
    columns: ['Name', 'Mobile'],
    rows: [[2, '+31612345001', ['A\u0000nn', '0612345001']]],
  },
  'no-header-semicolons.csv': {
    columns: ['Column 1', 'Column 2'],
    rows: [
      [1, '+31612345001', ['Zoë', '06 12345001']],
      [2, '+31612345002', ['Bo', '06 12345002']],
    ],
  },
  'windows-1252-semicolons.csv': {
    columns: ['Prénom', 'Téléphone portable', 'Ville'],
    rows: [
      [2, '+31612345001', ['René', '0612345001', 'Besançon']],
      [3, '+31612345002', ['Zoë', '0612345002', 'Évry – “centre”']],
    ],
  },
  'utf-16le-tabs.csv': {
    columns: ['Vorname', 'Name', 'Handynummer'],
    rows: [[2, '+31612345001', ['Jürgen', 'Groß', '0612345001']]],
  },
  'empty.csv': { error: { code: 'file_empty' } },
  'header-only.csv': { error: { code: 'file_header_only' } },
  'blank-lines-only.csv': { error: { code: 'file_empty' } },
  'no-phone-column.csv': { columns: ['Name', 'City'], error: { code: 'csv_no_phone_column' } },
  'spreadsheet-damage.csv': {
    columns: ['Name', 'Mobile'],
    rows: [
      [2, 'damaged_scientific', ['Ann', '4.479E+11']],
      [3, 'damaged_decimal', ['Bo', '31612345001.0']],
      [4, 'damaged_apostrophe', ['Cy', "'0612345001"]],
      [5, 'damaged_date', ['Di', '2026-03-12']],
      [6, 'damaged_error_value', ['Ed', '#N/A']],
    ],
  },
};

async function read(name: string): Promise<Read> {
  const path = join(folder, name);
  let columns: readonly string[] | undefined;
  try {
    const preview = await previewFile(importHere, { path, country: 'NL' });
    columns = preview.columns;
    const mapping = validateMapping(preview.mapping);
    if (!mapping.ok) return { columns, error: { code: mapping.error.code } };
    const { port1, port2 } = new MessageChannel();
    const store = fakeStore(port1);
    const job = { path, options: preview.options, mapping: mapping.value, country: 'NL', store: port2 };
    await judgeFile(importHere, job);
    const rows = store.batches.flatMap((batch) =>
      unpacked(batch.cells).map((cells, row) => {
        const phone = batch.phones[row] ?? 0;
        const outcome = phone > 0 ? `+${phone}` : (reasonOfCode(batch.codes[row] ?? 0) ?? '');
        return [batch.lines[row] ?? 0, outcome, cells] as const;
      }),
    );
    return { columns, rows };
  } catch (thrown) {
    const { code, details } = toAppError(thrown);
    return { error: { code, ...(typeof details?.line === 'number' && { line: details.line }) } };
  }
}

describe('the CSV fixtures', () => {
  it('are all expected here', () => {
    const files = readdirSync(folder).filter((name) => name.endsWith('.csv'));
    expect(Object.keys(expected).sort()).toEqual(files.sort());
  });

  it.each(Object.keys(expected))('%s', async (name) => {
    expect(await read(name)).toEqual(expected[name]);
  });
});
