import { describe, expect, test } from 'vitest';
import { textWith, valuesIn } from '../../src/renderer/src/features/compose/sample-values.ts';

describe('values read back out of a rendered text', () => {
  test('follow the template while it is being changed', () => {
    const values = valuesIn('Hi {{name|there}}, see you {{date}}.', 'Hi Amy, see you on 14 October.');
    expect(values && Object.fromEntries(values)).toEqual({ name: 'Amy', date: 'on 14 October' });
    expect(textWith('Dear {{name}}: {{date}} - {{city|home}}', values)).toBe('Dear Amy: on 14 October - home');
  });

  test('a field at the end takes the rest', () => {
    expect(valuesIn('{{name}} {{code}}', 'Amy 42')?.get('code')).toBe('42');
  });

  test.each([
    ['of another template', 'Hi {{name}}.', 'Dear Amy.'],
    ['of fields side by side', '{{a}}{{b}}', 'xy'],
    ['of a template that is not finished', 'Hi {{name', 'Hi Amy'],
    ['shorter than the template', 'Hi {{name}}, hello', 'Hi'],
  ])('are unknown for a text %s', (_, template, text) => {
    expect(valuesIn(template, text)).toBeNull();
  });

  test('signs that mean something in patterns are only text', () => {
    expect(valuesIn('(a-b) [c] {{x}} $^*+?.', '(a-b) [c] 1 $^*+?.')?.get('x')).toBe('1');
  });
});
