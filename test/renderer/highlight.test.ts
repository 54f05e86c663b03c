import { expect, test } from 'vitest';
import { costlyOf, plainTemplate, renameField, stretches } from '../../src/renderer/src/features/compose/highlight.ts';

const kinds = (template: string, known: readonly string[] | null = null) =>
  stretches(template, known).map(({ kind, text }) => `${kind}:${text}`);

test('the stretches of a template, joined, are the template', () => {
  for (const template of [
    '',
    'Hi',
    'Hi {{name|there}}, it’s {{date}}',
    '\\{{no}} {{ {{a}} }} {{',
    '{{}}',
    'a\n{{b}}\n😀',
  ]) {
    expect(
      stretches(template, null)
        .map(({ text }) => text)
        .join(''),
    ).toBe(template);
  }
});

test('fields, costly characters and openings that nothing closes are told apart', () => {
  expect(kinds('Hi {{name}}’s {{')).toEqual(['text:Hi ', 'field:{{name}}', 'costly:’', 'text:s ', 'broken:{{']);
  expect(kinds('\\{{name}}')).toEqual(['text:\\{{name}}']);
});

test('a field nobody has is marked, without regard to case, spaces and underscores', () => {
  const known = (template: string) =>
    stretches(template, ['first_name', 'Clinic day']).map((part) => part.kind === 'field' && part.known);
  expect(known('{{First Name|x}}')).toEqual([true]);
  expect(known('{{clinic day}}')).toEqual([true]);
  expect(known('{{frst_name}}')).toEqual([false]);
});

test('only what was typed outside fields is replaced', () => {
  expect(plainTemplate('It’s {{day’s}} – ok')).toBe("It's {{day’s}} - ok");
  expect(costlyOf(stretches('It’s 👨‍👩‍👧 ł', null))).toEqual({ replaceable: ['’'], stays: ['👨‍👩‍👧', 'ł'] });
});

test('a misspelt field is renamed everywhere, stand-ins kept', () => {
  expect(renameField('{{frst|you}} frst {{ frst }}', 'frst', 'first_name')).toBe(
    '{{first_name|you}} frst {{ first_name }}',
  );
});
