import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { expect, it } from 'vitest';
import { judgeFile, previewFile } from '#main/import/run.ts';
import { magicNumbers } from '#main/practice/magic-numbers.ts';
import { unpacked } from '#test/support/unpacked.ts';
import { makeSample } from '../../../scripts/make-sample.mjs';
import { fakeStore, importSpawner } from './spawn-import.ts';

const path = join(import.meta.dirname, '../../../resources/samples/members.csv');

it('is what the script writes', () => {
  expect(readFileSync(path, 'utf8')).toBe(makeSample());
});

it('has 512 rows that can be texted with the default country NL', async () => {
  const spawn = await importSpawner();
  const { options, mapping, columns, encodingFrom } = await previewFile(spawn, { path, country: 'NL' });
  expect(columns).toEqual(['First name', 'Last name', 'Mobile', 'Home phone', 'City', 'Day', 'Notes']);
  expect(options).toEqual({ encoding: 'utf-8', delimiter: ';', quote: '"', skip: 0, header: true });
  expect(encodingFrom).toBe('bom');
  expect(mapping.phoneOrder).toEqual([2, 3]);

  const { port1, port2 } = new MessageChannel();
  const store = fakeStore(port1);
  const summary = await judgeFile(spawn, { path, options, mapping, country: 'NL', store: port2 });
  expect(summary).toMatchObject({ records: 570, accepted: 512, duplicate: 25, invalid: 33 });
  expect(summary.notes).toContainEqual({ note: 'landline', count: 74 });
  const kinds = summary.reasons.map(({ reason, count }) => `${reason} ${count}`).sort();
  expect(kinds).toEqual([
    'damaged_date 1',
    'damaged_decimal 1',
    'damaged_error_value 4',
    'damaged_scientific 3',
    'duplicate 25',
    'phone_blank 6',
    'phone_invalid 6',
    'phone_not_a_number 10',
    'phone_too_long 1',
    'phone_too_short 1',
  ]);

  const rows = store.batches.flatMap((batch) => unpacked(batch.cells));
  expect(rows.every((cells) => cells.length === 7)).toBe(true);
  const blank = (column: number) => rows.filter((cells) => cells[column]?.trim() === '').length;
  expect(blank(0)).toBeGreaterThan(10);
  expect(blank(5)).toBeGreaterThan(10);
  expect(rows.filter((cells) => cells.some((cell) => cell.includes('\n'))).length).toBeGreaterThan(10);
  const phones = new Set(store.batches.flatMap((batch) => [...batch.phones].map((phone) => `+${phone}`)));
  expect(magicNumbers.filter(({ number }) => phones.has(number))).toEqual([]);
});
