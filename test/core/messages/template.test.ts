import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bookColumns, contactRow, csvRow, type TemplateColumn } from '#core/messages/row-reader.ts';
import { type BoundTemplate, bindTemplate, parseTemplate, render, templateFields } from '#core/messages/template.ts';

const columns: readonly TemplateColumn[] = [
  { name: 'First name', target: 'first_name' },
  { name: 'Mobile', target: 'phone' },
  { name: 'City', target: 'field' },
  { name: 'Secret', target: 'ignore' },
];

function bound(text: string, over: readonly TemplateColumn[] = columns): BoundTemplate {
  const template = parseTemplate(text);
  if (!template.ok) throw new Error(template.error.message);
  const result = bindTemplate(template.value, over);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

function text(template: string, cells: readonly string[], over = columns): string {
  return render(bound(template, over), csvRow(cells, '+31612345678')).text;
}

function error(template: string, over = columns) {
  const parsed = parseTemplate(template);
  const result = parsed.ok ? bindTemplate(parsed.value, over) : parsed;
  if (result.ok) throw new Error('no error');
  return result.error;
}

describe('parseTemplate', () => {
  it.each([
    ['Hi {{First name', 'unclosed', 3],
    ['{{a {{City}}', 'unclosed', 0],
    ['{{{{City}}}}', 'unclosed', 0],
    ['{{City}', 'unclosed', 0],
    ['ab{{}}', 'empty', 2],
    ['ab{{  }}', 'empty', 2],
    ['ab{{|friend}}', 'empty', 2],
  ])('%s is template_syntax', (template, problem, position) => {
    expect(error(template)).toMatchObject({ code: 'template_syntax', details: { problem, position } });
  });

  it('lists its fields once, as written', () => {
    const template = parseTemplate('{{ City }} {{First name|x}} {{City}}');
    expect(template.ok && templateFields(template.value)).toEqual(['City', 'First name']);
  });

  it.each([
    ['{a} }} { } }', '{a} }} { } }'],
    ['\\{{City}}', '{{City}}'],
    ['\\\\{{City}}', '\\Ghent'],
    ['\\\\\\{{City}}', '\\{{City}}'],
    ['C:\\new \\n {x', 'C:\\new \\n {x'],
    ['{{City}}}', 'Ghent}'],
    ['', ''],
  ])('reads %s', (template, expected) => {
    expect(text(template, ['Ann', '', 'Ghent'])).toBe(expected);
  });
});

describe('bindTemplate', () => {
  it('finds a header without regard to case, outer or repeated space, and composition', () => {
    const row = ['José', '', 'Ghent'];
    expect(text('{{ first NAME }}{{FIRST\u00a0 name}}', row)).toBe('JoséJosé');
    const decomposed: TemplateColumn[] = [{ name: 'Pre\u0301nom\nusuel', target: 'field' }];
    expect(text('{{prénom usuel}}', ['Zoë'], decomposed)).toBe('Zoë');
  });

  it('prefers the header written exactly so over one that differs in case', () => {
    const twins: TemplateColumn[] = [
      { name: 'city', target: 'field' },
      { name: 'City', target: 'field' },
    ];
    expect(text('{{City}} {{city}} {{CITY}}', ['low', 'up'], twins)).toBe('up low low');
  });

  it('knows the standard names, and lets a header win over them', () => {
    expect(text('{{first_name}} {{phone}} {{Mobile}}', ['Ann', '06 12345678', ''])).toBe(
      'Ann +31612345678 06 12345678',
    );
    const shadow: TemplateColumn[] = [
      { name: 'Phone', target: 'field' },
      { name: 'Vorname', target: 'first_name' },
    ];
    expect(text('{{phone}} {{first_name}} {{First Name}}', ['desk', 'Ute'], shadow)).toBe('desk Ute Ute');
  });

  it('reads a header that holds a bar', () => {
    const barred: TemplateColumn[] = [{ name: 'Plan|2026', target: 'field' }];
    expect(text('{{Plan|2026}}{{Plan|2026|none}}', ['A'], barred)).toBe('AA');
    expect(text('{{Plan|2026|none}}', [''], barred)).toBe('none');
  });

  it('names the field it does not know, what it knows, and what was probably meant', () => {
    expect(error('Hi {{Frist name|you}}')).toMatchObject({
      code: 'template_unknown_field',
      details: { field: 'Frist name', known: 'First name, Mobile, City, first_name, phone', suggestion: 'First name' },
    });
    expect(error('{{qqqqqqqqqq}}').details).toMatchObject({ suggestion: null });
    // No column of that use, so the standard name means nothing here.
    expect(error('{{last_name}}').code).toBe('template_unknown_field');
    expect(error('{{Secret}}').code).toBe('template_unknown_field');
  });

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])('knows %s only as a real header', (name) => {
    expect(error(`{{${name}}}`).code).toBe('template_unknown_field');
    const own: TemplateColumn[] = [{ name, target: 'field' }];
    expect(text(`{{${name}}}`, ['mine'], own)).toBe('mine');
    const fields = JSON.parse(`{"${name}":"mine"}`) as Record<string, string>;
    const contact = { phone: '+31612345678', firstName: '', lastName: '', fields };
    const template = bound(`{{${name}}}`, bookColumns([name]));
    expect(render(template, contactRow(contact)).text).toBe('mine');
    expect(render(template, contactRow({ ...contact, fields: {} }))).toEqual({
      text: '',
      missing: [name],
      gaps: [name],
    });
  });
});

describe('render', () => {
  it.each(['', '  ', '\u00a0\t', '#N/A', ' #REF! ', '#VALUE!', '#NAME?', '#DIV/0!', '#NULL!', '#NUM!'])(
    'takes the fallback for %j',
    (cell) => {
      expect(text('Hi {{City| all of you }}!', ['', '', cell])).toBe('Hi all of you!');
      expect(text('Hi {{City}}!', ['', '', cell])).toBe('Hi !');
    },
  );

  it.each(['NULL', 'N/A', '0', '-', '#1'])('keeps %s, which may be meant', (cell) => {
    expect(text('{{City|x}}', ['', '', cell])).toBe(cell);
  });

  it('trims a value and keeps its inside, line breaks too', () => {
    expect(text('[{{City}}]', ['', '', '  Den  Haag\r\n2e \n'])).toBe('[Den  Haag\r\n2e]');
  });

  it('treats an absent cell as empty and says which fields were', () => {
    const row = csvRow(['', '06'], '+31612345678');
    const rendered = render(bound('{{First name|friend}} {{City}} {{city}}'), row);
    expect(rendered).toEqual({ text: 'friend  ', missing: ['First name', 'City'], gaps: ['City'] });
  });

  it('serves contacts of the book through the same template', () => {
    const contact = { phone: '+31612345678', firstName: 'Ann', lastName: 'Bo', fields: { City: 'Ghent' } };
    const template = bound('{{First name}} {{last_name}} {{phone}} {{CITY}}', bookColumns(['City']));
    expect(render(template, contactRow(contact)).text).toBe('Ann Bo +31612345678 Ghent');
    // A template bound to a file's columns, over contacts imported from it.
    expect(render(bound('{{First name}} {{Mobile}} {{City}}'), contactRow(contact)).text).toBe(
      'Ann +31612345678 Ghent',
    );
  });

  it('never reads a value as a template', () => {
    const piece = fc.constantFrom('{{City}}', '{{', '}}', '{{First name|x}}', '\\', '|', 'a', ' ', '$&', '$1');
    const value = fc.array(piece, { minLength: 1, maxLength: 6 }).map((pieces) => `x${pieces.join('')}x`);
    fc.assert(
      fc.property(value, value, (first, city) => {
        expect(text('<{{First name}}|{{City|z}}>', [first, '', city])).toBe(`<${first}|${city}>`);
      }),
    );
  });

  it('gives a text without braces back unchanged', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (plain) => {
        fc.pre(!plain.includes('{{'));
        expect(text(plain, [])).toBe(plain);
      }),
    );
  });
});
