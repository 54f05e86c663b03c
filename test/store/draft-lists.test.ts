import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { replaceCostly } from '#core/messages/plain-characters.ts';
import { addAccount, addImport, openStore, run, type StagedTestRow } from '#test/support/open-store.ts';
import { phone, planWith } from '#test/support/plan.ts';
import { plainTemplate } from '../../src/renderer/src/features/compose/highlight.ts';

const columns = ['Phone:phone', 'Name:first_name', 'Note'];
const row = (last: number, name: string, note = ''): StagedTestRow => ({
  phone: phone(31_610_000_000 + last),
  cells: [String(31_610_000_000 + last), name, note],
});

function drafted(rows: readonly StagedTestRow[], template: string) {
  const { api } = openStore();
  const audience = { groups: [], imports: [addImport(api, columns, rows)], phones: [] };
  return { api, plan: planWith(addAccount(api), { audience, template }) };
}

describe('what replacing special characters saves', () => {
  it('is what the button then does, whatever people’s own values hold', () => {
    const text = fc.string({ unit: fc.constantFrom('a', ' ', '’', '“', '…', '–', 'é', '☺', 'b'), maxLength: 90 });
    fc.assert(
      fc.property(text, fc.array(text, { minLength: 1, maxLength: 5 }), (before, values) => {
        const template = `x${before}{{Name|there}}${before}y`;
        const { api, plan } = drafted(
          values.map((value, i) => row(i, value)),
          template,
        );
        const found = api.audience.survey(plan);
        const then = api.audience.survey({ ...plan, template: plainTemplate(template) });
        expect(found.savable).toBe(Math.max(0, found.segments.total - then.segments.total));
        expect(replaceCostly(plainTemplate(template).split('{{')[0] ?? '')).toBe(
          plainTemplate(template).split('{{')[0],
        );
      }),
      { numRuns: 40 },
    );
  });
});

describe('the numbers of a draft', () => {
  it('are told apart: landlines, other kinds, and rows with a note', () => {
    const { api } = openStore();
    const phones = ['+31612345678', '+31201234567', '+31800123456', '+13125550123'].map((one) => phone(one.slice(1)));
    const plan = planWith(addAccount(api), { audience: { groups: [], imports: [], phones } });
    expect(api.audience.survey(plan).numbers).toEqual({ landline: 1, other: 1, noted: 0 });
  });
});

describe('the recipients of a draft', () => {
  const people = [row(1, 'Anna', 'a'), row(2, 'Bo', 'b'), row(3, 'Zoë'), row(1, 'Anna again')];

  it('are listed once each, in order, with the text each gets', () => {
    const { api, plan } = drafted(people, 'Hi {{Name}}');
    const list = (query: string, offset = 0, limit = 10) =>
      run(api.audience.draftRecipients({ plan, round: '1', query, offset, limit }));
    expect(list('')).toEqual({
      total: 3,
      listed: 3,
      rows: [
        { phone: '+31610000001', name: 'Anna', text: 'Hi Anna', segments: 1 },
        { phone: '+31610000002', name: 'Bo', text: 'Hi Bo', segments: 1 },
        { phone: '+31610000003', name: 'Zoë', text: 'Hi Zoë', segments: 1 },
      ],
    });
    expect(list('', 1, 1).rows.map(({ name }) => name)).toEqual(['Bo']);
    expect(list('ZOË').rows.map(({ name }) => name)).toEqual(['Zoë']);
    expect(list('10 000 002').rows.map(({ name }) => name)).toEqual(['Bo']);
    expect(list('nobody').total).toBe(0);
  });

  it('leave out who opted out, and stay as they were over one look', () => {
    const { api, plan } = drafted(people, 'Hi {{Name}}');
    const names = (round: string) =>
      run(api.audience.draftRecipients({ plan, round, query: '', offset: 0, limit: 10 })).rows.map(({ name }) => name);
    expect(names('1')).toEqual(['Anna', 'Bo', 'Zoë']);
    const { id } = api.contacts.save(
      { id: null, phone: phone(31_610_000_002), firstName: 'Bo', lastName: '', fields: {} },
      1,
    );
    api.contacts.setOptOut({ ids: [id] }, true, 'asked', 1);
    expect(names('1')).toEqual(['Anna', 'Bo', 'Zoë']);
    expect(names('2')).toEqual(['Anna', 'Zoë']);
  });
});
