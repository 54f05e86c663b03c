import { describe, expect, it } from 'vitest';
import type { CampaignPlan } from '#core/campaigns/campaign.ts';
import type { CampaignId } from '#core/kernel/ids.ts';
import { sumCounts } from '#core/outbox/states.ts';
import {
  addAccount,
  addImport,
  codeOf,
  openStore,
  run,
  type StagedTestRow,
  sealedCampaign,
  type TestStore,
} from '#test/support/open-store.ts';
import { phone, planWith, testNow } from '#test/support/plan.ts';

const numbers = (count: number, first = 31_610_000_000) => Array.from({ length: count }, (_, i) => phone(first + i));
const sealed = ({ db }: TestStore, id: CampaignId) =>
  db.all<{ phone: string; name: string; unit: number; body: string }>(
    `SELECT r.phone, r.name, r.unit, t.body FROM recipients r JOIN texts t ON t.id = r.text_id
     WHERE r.campaign_id = ? ORDER BY r.id`,
    id,
  );

/** A book with a group, an import and some typed numbers that overlap. */
function overlapping(store: TestStore) {
  const { api } = store;
  const ids = [1, 2, 3].map((i) => {
    const contact = {
      phone: phone(31_610_000_000 + i),
      firstName: `Book${i}`,
      lastName: '',
      fields: { City: 'Delft' },
    };
    return api.contacts.save({ id: null, ...contact }, testNow).id;
  });
  const group = api.groups.create('Staff', testNow);
  api.groups.add(group.id, { ids });
  const rows: StagedTestRow[] = [
    { phone: '+31610000002', cells: ['2', 'File2', ''] },
    { phone: '+31610000004', cells: ['4', 'File4', 'Gouda'] },
    { phone: null, cells: ['x', 'Bad', ''], reason: 'phone_not_a_number' },
    { phone: '+31610000004', cells: ['4', 'Twice', ''], reason: 'duplicate' },
  ];
  const file = addImport(api, ['Phone:phone', 'First:first_name', 'City'], rows);
  const audience = { groups: [group.id], imports: [file], phones: numbers(2, 31_610_000_003) };
  return planWith(addAccount(api), { audience, template: 'Hi {{first_name|friend}} in {{City|town}}' });
}

describe('an audience', () => {
  it('adds everybody up once; what a file says of a person comes before the book', () => {
    const store = openStore();
    const campaign = sealedCampaign(store.api, overlapping(store));
    expect(sealed(store, campaign.id).map(({ phone, body, name }) => [phone, body, name])).toEqual([
      ['+31610000002', 'Hi File2 in town', 'File2'],
      ['+31610000004', 'Hi File4 in Gouda', 'File4'],
      ['+31610000001', 'Hi Book1 in Delft', 'Book1'],
      ['+31610000003', 'Hi Book3 in Delft', 'Book3'],
    ]);
    // Once in the file, and three times between the sources.
    expect(campaign).toMatchObject({
      state: 'sealed',
      sealed: 4,
      skipped: { invalid: 1, duplicate: 4, suppressed: 0 },
    });
    expect(campaign.counts.queued).toBe(4);
  });

  it('is surveyed exactly as it would be sealed, and nothing is written', () => {
    const store = openStore();
    const plan = overlapping(store);
    const before = store.db.get('SELECT total_changes() AS n');
    const survey = store.api.audience.survey(plan);
    expect(store.db.get('SELECT total_changes() AS n')).toEqual(before);
    const campaign = sealedCampaign(store.api, plan);
    expect([survey.people, survey.skipped, survey.requests]).toEqual([campaign.sealed, campaign.skipped, 4]);
    const texts = sealed(store, campaign.id).map(({ body }) => body);
    expect(survey.samples.map(({ text }) => text).sort()).toEqual([...texts].sort());
    expect(survey.fields).toEqual(['first_name', 'last_name', 'phone', 'Phone', 'First', 'City']);
    expect(survey.missing).toEqual([{ field: 'City', people: 1, fallback: 'town' }]);
  });

  it('leaves out who opted out, and counts them once however often they are named', () => {
    const store = openStore();
    const plan = overlapping(store);
    store.db.run("INSERT INTO suppressions VALUES ('+31610000002', 1, 'STOP'), ('+31610000009', 1, 'STOP')");
    const campaign = sealedCampaign(store.api, plan);
    expect(campaign).toMatchObject({ sealed: 3, skipped: { duplicate: 4, suppressed: 1 } });
    expect(store.api.audience.survey(plan).skipped).toEqual(campaign.skipped);
  });

  it('a field of one source only takes the fallback in the others', () => {
    const store = openStore();
    const { api } = store;
    const file = addImport(api, ['Mobile:phone', 'Only here'], [{ phone: '+31610000001', cells: ['1', 'yes'] }]);
    const audience = { groups: [], imports: [file], phones: numbers(1, 31_610_000_005) };
    const plan = planWith(addAccount(api), { audience, template: '{{Only here|no}}{{phone}}' });
    const texts = sealed(store, sealedCampaign(api, plan).id).map(({ body }) => body);
    expect(texts).toEqual(['yes+31610000001', 'no+31610000005']);
  });

  it('a name and a number are found in every source, whatever each calls them', () => {
    const store = openStore();
    const { api } = store;
    const contact = {
      id: null,
      phone: phone(31_610_000_001),
      firstName: 'Book',
      lastName: 'Berg',
      fields: { town: 'B' },
    };
    const group = api.groups.create('Staff', testNow);
    api.groups.add(group.id, { ids: [api.contacts.save(contact, testNow).id] });
    const file = addImport(
      api,
      ['Mobile:phone', 'Voornaam:first_name', 'TOWN', 'Note:ignore'],
      [{ phone: '+31610000002', cells: ['06', 'File', 'F', 'n'] }],
    );
    const audience = { groups: [group.id], imports: [file], phones: [] };
    const plan = planWith(addAccount(api), { audience });
    const texts = (template: string) =>
      sealed(store, sealedCampaign(api, { ...plan, template }).id).map(({ body }) => body);
    expect(texts('{{Voornaam|?}}')).toEqual(['File', 'Book']);
    expect(texts('{{First name|?}}')).toEqual(['File', 'Book']);
    expect(texts('{{last_name|?}}')).toEqual(['?', 'Berg']);
    expect(texts('{{phone}}')).toEqual(['+31610000002', '+31610000001']);
    expect(texts('{{Mobile}}')).toEqual(['06', '+31610000001']);
    expect(texts('{{Town|?}}')).toEqual(['F', 'B']);
    const wrong = { ...plan, template: '{{Note}}' };
    expect(api.audience.survey(wrong).error?.code).toBe('template_unknown_field');
  });

  it.each([
    ['template_unknown_field', '{{nickname}}'],
    ['template_syntax', '{{name'],
  ])('%s stops before anybody is touched, and the survey still says who', (code, template) => {
    const store = openStore();
    const plan = { ...overlapping(store), template };
    const { id } = store.api.campaigns.create(plan, testNow);
    expect(codeOf(() => run(store.api.tasks.seal(id, plan, testNow)))).toBe(code);
    expect(sealed(store, id)).toEqual([]);
    expect(store.api.campaigns.get(id).state).toBe('draft');
    expect(store.api.audience.survey(plan)).toMatchObject({ people: 4, error: { code } });
  });

  it('what a cell holds is never read as a template (P23)', () => {
    const store = openStore();
    const rows = [{ phone: '+31610000001', cells: ['1', '{{phone}} {{x|y}}'] }];
    const imports = [addImport(store.api, ['Phone:phone', 'Name'], rows)];
    const plan = planWith(addAccount(store.api), {
      audience: { groups: [], imports, phones: [] },
      template: '{{Name}}',
    });
    expect(sealed(store, sealedCampaign(store.api, plan).id)[0]?.body).toBe('{{phone}} {{x|y}}');
  });

  it('nobody at all is refused, and nothing stays', () => {
    const store = openStore();
    const plan = planWith(addAccount(store.api), { audience: { groups: [], imports: [], phones: numbers(1) } });
    store.db.run('INSERT INTO suppressions VALUES (?, 1, ?)', phone(31_610_000_000), 'STOP');
    const { id } = store.api.campaigns.create(plan, testNow);
    expect(codeOf(() => run(store.api.tasks.seal(id, plan, testNow)))).toBe('audience_empty');
    expect(store.api.campaigns.get(id)).toMatchObject({ state: 'draft', sealed: 0 });
  });
});

describe('sealing', () => {
  const many = (store: TestStore, change: Partial<CampaignPlan> = {}, count = 4_500) => {
    const rows = Array.from({ length: count }, (_, i) => ({
      phone: phone(31_610_000_000 + i),
      cells: [String(i), `text ${i % 7}`],
    }));
    const imports = [addImport(store.api, ['Phone:phone', 'Text'], rows)];
    const audience = { groups: [], imports, phones: [] };
    return planWith(addAccount(store.api), { audience, template: '{{Text}}', ...change });
  };

  it('works in slices; a crash between them leaves a draft that can be sealed whole', () => {
    const store = openStore();
    const plan = many(store);
    const { id } = store.api.campaigns.create(plan, testNow);
    const task = store.api.tasks.seal(id, plan, testNow);
    expect([task.next().value, task.next().value]).toEqual([2_000, 4_000]);
    // Here the process dies.
    const state = store.api.campaigns.get(id);
    expect([state.state, state.sealed, sumCounts(state.counts)]).toEqual(['draft', 0, 0]);
    run(store.api.tasks.seal(id, plan, testNow));
    const done = store.api.campaigns.get(id);
    expect([done.state, done.sealed, done.counts.queued, sealed(store, id).length]).toEqual([
      'sealed',
      4_500,
      4_500,
      4_500,
    ]);
    expect(store.db.get('SELECT count(*) AS n FROM texts')).toEqual({ n: 7 });
  });

  it('gives the same digest for the same people and texts, and another for any other', () => {
    const store = openStore();
    const plan = many(store, {}, 20);
    const digest = (template: string) => sealedCampaign(store.api, { ...plan, template }).digest;
    expect(digest('{{Text}}')).toBe(digest('{{Text}}'));
    expect(digest('{{Text}}')).not.toBe(digest('{{Text}}.'));
    expect(digest('{{Text}}')).toMatch(/^[0-9a-f]{64}$/);
  });

  it('puts equal texts into units of the wanted size, and the survey counted them right', () => {
    const store = openStore();
    const plan = many(store, { recipientsPerRequest: 5 }, 100);
    const { id } = sealedCampaign(store.api, plan);
    const units = new Map<number, string[]>();
    for (const { unit, body } of sealed(store, id)) units.set(unit, [...(units.get(unit) ?? []), body]);
    for (const bodies of units.values()) {
      expect(new Set(bodies).size).toBe(1);
      expect(bodies.length).toBeLessThanOrEqual(5);
    }
    // 100 people, seven texts: two of 15 people and five of 14.
    expect(units.size).toBe(21);
    expect(store.api.audience.survey(plan).requests).toBe(21);
  });

  it('is done once: what is sealed cannot be changed or sealed again', () => {
    const store = openStore();
    const plan = many(store, {}, 3);
    const { id } = sealedCampaign(store.api, plan);
    expect(codeOf(() => store.api.campaigns.update(id, plan, testNow))).toBe('wrong_state');
    expect(codeOf(() => run(store.api.tasks.seal(id, plan, testNow)))).toBe('wrong_state');
    expect(sealed(store, id)).toHaveLength(3);
  });

  it('refuses a draft that was edited meanwhile: its texts would not be what it says', () => {
    const store = openStore();
    const plan = many(store);
    const { id } = store.api.campaigns.create(plan, testNow);
    const task = store.api.tasks.seal(id, plan, testNow);
    task.next();
    const edited = { ...plan, template: 'Other {{Text}}' };
    store.api.campaigns.update(id, edited, testNow);
    expect(codeOf(() => run(task))).toBe('campaign_changed');
    run(store.api.tasks.seal(id, edited, testNow));
    expect(sealed(store, id)[0]?.body).toBe('Other text 0');
    expect(store.api.campaigns.get(id).counts.queued).toBe(4_500);
  });

  it('a second press of the button neither loses people nor doubles them', () => {
    const store = openStore();
    const plan = many(store);
    const { id } = store.api.campaigns.create(plan, testNow);
    const first = store.api.tasks.seal(id, plan, testNow);
    first.next();
    run(store.api.tasks.seal(id, plan, testNow));
    expect(() => run(first)).toThrow();
    const phones = sealed(store, id).map((one) => one.phone);
    expect([phones.length, new Set(phones).size]).toEqual([4_500, 4_500]);
    const { counts } = store.api.campaigns.get(id);
    expect([counts.queued, sumCounts(counts)]).toEqual([4_500, 4_500]);
  });
});
