import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { looksLikePhone } from '#core/csv/header.ts';
import { headerFingerprint } from '#core/mapping/fingerprint.ts';
import { guessMapping } from '#core/mapping/guess.ts';
import type { ColumnMapping, ColumnUse } from '#core/mapping/mapping.ts';
import {
  applyNamedMapping,
  mappingByNames,
  parseMappingSpec,
  validateMapping,
  withPhoneColumns,
} from '#core/mapping/validate.ts';

const guess = (columns: string) =>
  guessMapping(columns.split(','), [], {
    isPhone: looksLikePhone,
    isMobile: looksLikePhone,
    country: 'NL',
    rejectWords: { line: 'Line', reason: 'Reason' },
  }).mapping;
const targets = (mapping: ColumnMapping) => mapping.columns.map((column) => column.target).join(' ');

describe('headerFingerprint', () => {
  it('knows the same set of headers in another order, case and spacing', () => {
    const one = headerFingerprint(['First name', 'Mobile', 'Prénom']);
    expect(headerFingerprint(['mobile ', 'Pre\u0301nom', 'FIRST  NAME'])).toBe(one);
    expect(one).toMatch(/^[0-9a-f]{28}$/);
  });

  it('tells other sets apart', () => {
    const sets = [['a'], ['a', 'b'], ['ab'], ['a,b'], ['a', 'b', 'b'], [], ['']];
    expect(new Set(sets.map(headerFingerprint)).size).toBe(sets.length);
  });
});

describe('validateMapping', () => {
  const good = guess('Mobile,Home phone,First name');

  it('lets a guess pass and names what is wrong', () => {
    expect(validateMapping(good)).toEqual({ ok: true, value: good });
    const bad = (change: Partial<ColumnMapping>) => {
      const result = validateMapping({ ...good, ...change });
      return result.ok ? null : result.error.code;
    };
    const [first, ...rest] = good.columns;
    if (first === undefined) throw new Error('no columns');
    expect(bad({ phoneOrder: [0] })).toBe('invalid_input');
    expect(bad({ phoneOrder: [0, 0, 1] })).toBe('invalid_input');
    expect(bad({ phoneOrder: [0, 2] })).toBe('invalid_input');
    expect(bad({ columns: [...good.columns, first] })).toBe('invalid_input');
    expect(bad({ columns: [{ ...first, index: -1 }, ...rest] })).toBe('invalid_input');
    expect(bad({ columns: [...good.columns, { index: 9, name: 'x', target: 'first_name' }] })).toBe('invalid_input');
    for (const target of ['full_name', 'country'] as const) {
      const twice = [9, 10].map((index) => ({ index, name: `x${index}`, target }));
      expect(bad({ columns: [...good.columns, ...twice.slice(1)] })).toBeNull();
      expect(bad({ columns: [...good.columns, ...twice] })).toBe('invalid_input');
    }
    expect(validateMapping(guess('Name,City'))).toMatchObject({
      error: { code: 'csv_no_phone_column', details: { column: null, known: 'Name, City' } },
    });
  });

  it('takes the phone columns a person names, in their order', () => {
    const chosen = withPhoneColumns(good, [' home PHONE', 'First name']);
    expect(chosen.ok && chosen.value.phoneOrder).toEqual([1, 2]);
    expect(chosen.ok && targets(chosen.value)).toBe('field phone phone');
    expect(withPhoneColumns(good, ['Cell'])).toMatchObject({
      error: { code: 'csv_no_phone_column', details: { column: 'Cell', known: 'Mobile, Home phone, First name' } },
    });
  });
});

describe('a mapping by names', () => {
  const columns = ['Name', 'Home', 'Mobile', 'Note'];
  const mapping: ColumnMapping = {
    columns: [
      { index: 0, name: 'Name', target: 'full_name' },
      { index: 1, name: 'Home', target: 'phone' },
      { index: 2, name: 'Mobile', target: 'phone' },
      { index: 3, name: 'Note', target: 'ignore' },
    ],
    phoneOrder: [2, 1],
  };

  it('is plain data and comes back on the same columns', () => {
    const stored = JSON.parse(JSON.stringify(mappingByNames(mapping))) as ReturnType<typeof mappingByNames>;
    expect(stored[1]).toEqual({ name: 'Home', target: 'phone', phonePlace: 1 });
    expect(applyNamedMapping(stored, columns)).toEqual({ ok: true, value: mapping });
  });

  it('keeps how numbers are read where a person said so, and whether the order is a guess', () => {
    const [name, home, mobile, note] = mapping.columns as [ColumnUse, ColumnUse, ColumnUse, ColumnUse];
    const said: ColumnMapping = {
      columns: [name, { ...home, numbers: 'full', numbersChosen: true }, { ...mobile, numbers: 'full' }, note],
      phoneOrder: [2, 1],
      phoneChoice: 'best',
    };
    const stored = JSON.parse(JSON.stringify(mappingByNames(said))) as ReturnType<typeof mappingByNames>;
    expect(applyNamedMapping(stored, columns)).toEqual({
      ok: true,
      value: { ...said, columns: [name, said.columns[1], mobile, note] },
    });
    // What earlier versions stored is a person's own order, with national numbers.
    const old = stored.map(({ name: column, target, phonePlace }) => ({ name: column, target, phonePlace }));
    expect(applyNamedMapping(old, columns)).toEqual({ ok: true, value: mapping });
  });

  it('finds its columns in another order, case and spacing', () => {
    const other = applyNamedMapping(mappingByNames(mapping), ['mobile ', ' NOTE', 'home', 'name']);
    expect(other).toMatchObject({ ok: true, value: { phoneOrder: [0, 2] } });
    expect(other.ok && targets(other.value)).toBe('phone ignore phone full_name');
    expect(other.ok && other.value.columns[0]?.name).toBe('mobile ');
  });

  it('takes unknown columns for fields, and fails without a phone', () => {
    const wider = applyNamedMapping(mappingByNames(mapping), ['New', ...columns]);
    expect(wider.ok && targets(wider.value)).toBe('field full_name phone phone ignore');
    expect(applyNamedMapping(mappingByNames(mapping), ['New'])).toMatchObject({
      error: { code: 'csv_no_phone_column' },
    });
  });

  it('pairs names that are written the same first', () => {
    const named = mappingByNames({
      columns: [
        { index: 0, name: 'TEL', target: 'field' },
        { index: 1, name: 'Tel', target: 'phone' },
      ],
      phoneOrder: [1],
    });
    const swapped = applyNamedMapping(named, ['Tel', 'TEL']);
    expect(swapped.ok && targets(swapped.value)).toBe('phone field');
  });

  it('comes back in any order of columns', () => {
    const order = fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 });
    fc.assert(
      fc.property(order, (places) => {
        const applied = applyNamedMapping(
          mappingByNames(mapping),
          places.map((place) => columns[place] ?? ''),
        );
        if (!applied.ok) throw new Error(applied.error.message);
        const names = applied.value.phoneOrder.map((index) => applied.value.columns[index]?.name);
        expect(names).toEqual(['Mobile', 'Home']);
        for (const use of applied.value.columns) {
          expect(use.target).toBe(mapping.columns.find((one) => one.name === use.name)?.target);
        }
      }),
    );
  });
});

describe('parseMappingSpec', () => {
  const base = guess('Name,Home phone,Mobile,First name,2');

  it('changes what is asked for and leaves the rest', () => {
    const named = parseMappingSpec(base, { 'first NAME': 'Field', '2': 'last-name' });
    expect(named.ok && targets(named.value)).toBe('field phone phone field last_name');
    expect(named.ok && named.value.phoneOrder).toEqual(base.phoneOrder);
    expect(parseMappingSpec(base, {})).toEqual({ ok: true, value: base });
  });

  it('takes the phones in the order given, and no others', () => {
    const phones = parseMappingSpec(base, { Name: 'phone', 'Home phone': 'phone' });
    expect(phones.ok && phones.value.phoneOrder).toEqual([0, 1]);
    expect(phones.ok && targets(phones.value)).toBe('phone phone field first_name field');
    const pairs = parseMappingSpec(base, [
      ['Mobile', 'phone'],
      ['2', 'phone'],
    ]);
    expect(pairs.ok && pairs.value.phoneOrder).toEqual([2, 4]);
  });

  it('replaces what there is one of', () => {
    const moved = parseMappingSpec(base, { Name: 'first_name' });
    expect(moved.ok && targets(moved.value)).toBe('first_name phone phone field field');
  });

  it.each<[spec: Readonly<Record<string, string>>, code: string, details: object]>([
    [{ Cell: 'phone' }, 'csv_no_phone_column', { column: 'Cell', known: 'Name, Home phone, Mobile, First name, 2' }],
    [{ Cell: 'field' }, 'invalid_input', { column: 'Cell', known: 'Name, Home phone, Mobile, First name, 2' }],
    [{ Name: 'nick' }, 'invalid_input', { target: 'nick', known: expect.stringContaining('phone, first_name') }],
    [{ Name: 'country', '2': 'country' }, 'invalid_input', { problem: 'two columns are the country' }],
    [{ Name: 'field', name: 'ignore' }, 'invalid_input', { column: 'name' }],
    [{ Mobile: 'field', 'Home phone': 'ignore' }, 'csv_no_phone_column', { column: null }],
  ])('refuses %j', (spec, code, details) => {
    expect(parseMappingSpec(base, spec)).toMatchObject({ ok: false, error: { code, details } });
  });
});
