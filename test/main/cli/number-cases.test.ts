import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ToldWarning } from '#main/cli/warnings.ts';
import { type CommandEnd, commandBench } from '#test/support/command-bench.ts';

const folder = join(import.meta.dirname, '..', '..', 'fixtures', 'csv', 'cases');
const caseOf = (name: string): string => readFileSync(join(folder, `${name}.csv`), 'utf8');

interface Sent {
  readonly code: number;
  /** Number and text, in order of the numbers. */
  readonly texts: readonly string[];
  readonly warnings: readonly string[];
  readonly end: CommandEnd;
}

/** `slipway send` of a file to the practice service. */
async function sendFile(csvText: string, message: string, ...more: readonly string[]): Promise<Sent> {
  const bench = commandBench();
  const csv = bench.file('people.csv', csvText);
  const base = ['send', '--csv', csv, '--message', message, '--sender', 'Harbour'];
  const end = await bench.run(...base, '--practice', '--yes', '--json', ...more);
  const out = join(bench.dataDir, 'results.csv');
  await bench.run('results', '--out', out);
  const [, ...rows] = readFileSync(out, 'utf8').trim().split('\r\n');
  const texts = rows.map((row) => row.split(',')).map((cells) => `+${cells[0]} ${cells.at(-1)}`.trim());
  return { code: end.code, texts: texts.sort(), warnings: codesOf(end), end };
}

/** `slipway import` of a file. */
async function importFile(csvText: string, ...more: readonly string[]): Promise<CommandEnd> {
  const bench = commandBench();
  return bench.run('import', '--csv', bench.file('people.csv', csvText), '--json', ...more);
}

const codesOf = ({ json }: CommandEnd): readonly string[] =>
  ((json?.warnings ?? []) as readonly ToldWarning[]).map(({ code, count }) => `${code} ${count}`);

/** Rows under a header. */
const file = (header: string, ...rows: readonly string[]): string => `${[header, ...rows].join('\n')}\n`;

interface Case {
  readonly csv: string;
  readonly message: string;
  readonly country?: string;
  readonly more?: readonly string[];
  readonly texts: readonly string[];
  readonly warnings?: readonly string[];
}

async function expectSent({ csv, message, country = 'NL', more = [], texts, warnings = [] }: Case): Promise<void> {
  const sent = await sendFile(csv, message, '--country', country, ...more);
  expect({ code: sent.code, texts: sent.texts, warnings: sent.warnings }).toEqual({ code: 0, texts, warnings });
}

describe('files as programs write them, sent', () => {
  it.each<[name: string, one: Omit<Case, 'csv'>]>([
    [
      'digits-without-plus',
      {
        message: '{{Vorname}}',
        country: 'DE',
        texts: ['+4915123020522 Jule', '+4915123020523 Kim', '+491701234567 Ole'],
      },
    ],
    [
      'msisdn',
      {
        message: 'Hi {{name}}',
        texts: ['+31612345611 Hi Teun', '+447911123456 Hi Bob', '+8801721970168 Hi Amy'],
        warnings: ['full_column 2'],
      },
    ],
    [
      'google-contacts',
      {
        message: 'Hi {{First Name}}',
        texts: ['+31612345611 Hi Teun', '+31612345612 Hi Fem'],
        warnings: ['other_number 1'],
      },
    ],
    ['landline-first', { message: 'Hi', texts: ['+31612345611 Hi'] }],
    ['ime-hyphens', { message: 'Hi', country: 'JP', texts: ['+819012345611 Hi'] }],
    ['invisible-in-number', { message: 'Hi', texts: ['+31612345611 Hi'] }],
    [
      'formula-text',
      {
        message: 'Hi {{Naam}}',
        texts: ['+31612345601 Hi Ans', '+31612345602 Hi Bo', '+31612345603 Hi Cas', '+31612345604 Hi Dirk'],
      },
    ],
    ['empty-columns-behind', { message: 'Hi {{Naam}}', texts: ['+31612345601 Hi Ans', '+31612345602 Hi Bo'] }],
  ])('%s', (name, one) => expectSent({ csv: caseOf(name), ...one }));

  it('own full numbers of a country whose landlines have any length', () =>
    expectSent({
      csv: file('Handynummer;Vorname', '4915123020522;Jule', '0151 23020523;Kim', '+4915123020522;Jule'),
      message: '{{Vorname}}',
      country: 'DE',
      texts: ['+4915123020522 Jule', '+4915123020523 Kim'],
    }));

  it('a column of full numbers of another country than the default', () =>
    expectSent({
      csv: file('Rufnummer;Vorname', '31612345611;A', '31612345612;B', '8801721970168;C'),
      message: '{{Vorname}}',
      country: 'DE',
      texts: ['+31612345611 A', '+31612345612 B', '+8801721970168 C'],
      // With a zero in front the last one would be a German landline.
      warnings: ['full_column 3', 'two_readings 1'],
    }));

  it('full numbers as the service writes them, in one column without a header', () =>
    expectSent({
      csv: file('31612345678', '8801721970168', '447911123456'),
      message: 'Hi',
      texts: ['+31612345678 Hi', '+447911123456 Hi', '+8801721970168 Hi'],
      warnings: expect.arrayContaining(['full_column 2']) as unknown as readonly string[],
    }));

  it.each([
    ['full', ['+31612345611 A', '+8801721970168 B']],
    ['national', ['+31612345611 A']],
    ['auto', ['+31612345611 A']],
  ])('--numbers %s decides, without a warning', (numbers, texts) =>
    expectSent({
      // Half of them are no mobiles, whatever way they are read.
      csv: file('phone;name', '31612345611;A', '8801721970168;B', '0201234;C', '0101234;D'),
      message: '{{name}}',
      more: ['--numbers', numbers],
      texts,
    }),
  );

  it('a national column keeps its numbers, and says where there are two readings', () =>
    expectSent({
      csv: file('Celular;Nome', '51912345678;Ana', '11987654321;Rui', '21987654321;Eva'),
      message: '{{Nome}}',
      country: 'BR',
      texts: ['+5511987654321 Rui', '+5521987654321 Eva', '+5551912345678 Ana'],
      warnings: ['two_readings 1'],
    }));

  it('with a country column each row is read with its own', () =>
    expectSent({
      csv: file('Mobile;Country;Name', '4915123020522;DE;A', '15123020523;DE;B', '612345611;NL;C', '27821234567;ZA;D'),
      message: '{{Name}}',
      texts: ['+27821234567 D', '+31612345611 C', '+4915123020522 A', '+4915123020523 B'],
      warnings: ['two_readings 1'],
    }));

  it('an export of contacts: labels before headers, and never a fax or another person’s', () =>
    expectSent({
      csv: file(
        'Name,Phone 1 - Type,Phone 1 - Value,Phone 2 - Type,Phone 2 - Value,Phone 3 - Type,Phone 3 - Value',
        'Ann Lee,Work,+1 212 555 0101,Mobile,+1 212 555 0102,Home,+1 212 555 0103',
        'Bo Ng,Home,+1 212 555 0104,Other,+1 212 555 0105,,',
        'Cy Day,Work Fax,+1 212 555 0106,Home,+1 212 555 0107,,',
        'Di Fox,Assistant,+1 212 555 0108,Pager,+1 212 555 0109,Work,+1 212 555 0110',
      ),
      message: '{{Name}}',
      country: 'US',
      texts: ['+12125550102 Ann Lee', '+12125550105 Bo Ng', '+12125550107 Cy Day', '+12125550110 Di Fox'],
    }));

  it.each([
    ['Office fax;Mobile;Name', '0201234511;0612345611;A'],
    ['Pager;Phone;Name', '0612345699;0612345611;A'],
    ['Assistant’s phone;Phone;Name', '0612345699;0612345611;A'],
    ['Mobiel partner;Mobiel;Naam', '0612345699;0612345611;A'],
    ['Telefoon ouder;Telefoon;Naam', '0612345699;0612345611;A'],
    ['Emergency contact phone;Phone;Name', '0612345699;0612345611;A'],
    ['Notfallkontakt Telefon;Telefon;Name', '0612345699;0612345611;A'],
    ['Phone 1;Phone 2;Name', '0201234511;0612345611;A'],
    ['Phone 1;Phone 2;Name', '08001234;0612345611;A'],
    ['Phone 1;Phone 2;Name', '0900 1234567;020 1234511;A'],
    ['Work phone;Home phone;Name', '0201234511;0612345611;A'],
  ])('%s takes the person’s mobile, or at least no service', async (header, row) => {
    const sent = await sendFile(file(header, row), 'Hi', '--country', 'NL');
    expect(sent.texts).toEqual([row.includes('0612345611') ? '+31612345611 Hi' : '+31201234511 Hi']);
  });

  it('a person’s own columns and their order win', async () => {
    const csv = file('Fax;Home phone;Mobile', '0201234501;0201234502;0612345611');
    const named = await sendFile(csv, 'Hi', '--country', 'NL', '--phone-column', 'Fax');
    expect(named.texts).toEqual(['+31201234501 Hi']);
    const ordered = await sendFile(csv, 'Hi', '--phone-column', 'Home phone', '--phone-column', 'Mobile');
    expect(ordered.texts).toEqual(['+31201234502 Hi']);
    const mapped = await sendFile(csv, 'Hi', '--mapping', 'Home phone=phone', '--mapping', 'Mobile=phone');
    expect(mapped.texts).toEqual(['+31201234502 Hi']);
  });

  it.each([' ::: ', ' / ', ' ; '])('several numbers in a cell, joined by “%s”', (joint) =>
    expectSent({
      csv: file(
        'Phone,Name',
        `020 123 4501${joint}06 12345611,A`,
        `06 12345612${joint}06 12345613,B`,
        `06 12345614${joint}+31 6 12345614,C`,
        '020 / 123 4515,D',
      ),
      message: '{{Name}}',
      texts: ['+31201234515 D', '+31612345611 A', '+31612345612 B', '+31612345614 C'],
      warnings: ['other_number 2'],
    }),
  );

  it('names are known by their values too', () =>
    expectSent({
      csv: file(
        'Mobiel;Deelnemer',
        '0612345611;Jan de Vries',
        '0612345612;Ans Bakker',
        '0612345613;Bo van Dam',
        '0612345614;Cas Mol',
      ),
      message: 'Hi {{first_name}}',
      texts: ['+31612345611 Hi Jan', '+31612345612 Hi Ans', '+31612345613 Hi Bo', '+31612345614 Hi Cas'],
      warnings: ['name_column_guessed 1'],
    }));
});

describe('slipway import', () => {
  it('offers a full number of another country in a national column, and takes it with --repair', async () => {
    const csv = file(
      'Mobiel;Naam',
      '0612345611;A',
      '0612345612;B',
      '0612345613;C',
      '4915123020522;D',
      '8801721970168.0;E',
    );
    const without = await importFile(csv, '--country', 'NL');
    expect(without.json).toMatchObject({ accepted: 3, invalid: 2, repaired: 0, warnings: [] });
    const repaired = await importFile(csv, '--country', 'NL', '--repair');
    expect(repaired.json).toMatchObject({ accepted: 5, invalid: 0, repaired: 2 });
  });

  it('counts one person with and without plus once', async () => {
    const csv = file('Handy;Name', '+4915123020522;A', '4915123020522;A', '49 (0)1512 3020522;A', '0151 23020522;A');
    expect((await importFile(csv, '--country', 'DE')).json).toMatchObject({ accepted: 1, duplicate: 3, invalid: 0 });
  });

  it('says when the country of national numbers is a guess', async () => {
    const csv = file('Mobiel;Naam', '0612345611;A', '+31612345612;B', '31612345613;C');
    expect(codesOf(await importFile(csv))).toEqual(['country_guessed 1']);
    expect(codesOf(await importFile(csv, '--country', 'NL'))).toEqual([]);
    expect(codesOf(await importFile(file('Mobiel;Naam', '+31612345612;B')))).toEqual([]);
  });

  it('says when the numbers are another country’s, and which', async () => {
    const rows = Array.from({ length: 30 }, (_, at) => `0471 12 34 ${at + 10};N${at}`);
    const german = Array.from({ length: 20 }, (_, at) => `0151 230205${at + 10};D${at}`);
    const end = await importFile(file('Mobile;Note', ...rows, ...german), '--country', 'DE');
    expect(end.json).toMatchObject({ warnings: [] });
    const us = await importFile(file('Mobile;Note', '+32 471 12 34 56;x', ...rows), '--country', 'US');
    expect(us.json?.warnings).toContainEqual({
      code: 'country_mismatch',
      count: 30,
      line: 3,
      words: '30 of 31 rows are not numbers in this country: United States. They are valid in: Belgium.',
    });
    expect(us.notes).toContain('Belgium');
  });

  it('--strict refuses what is a guess, and prints it', async () => {
    const end = await importFile(caseOf('msisdn'), '--country', 'NL', '--strict');
    expect(end.code).toBe(1);
    expect(codesOf(end)).toEqual(['full_column 2']);
    expect((await importFile(caseOf('msisdn'), '--country', 'NL', '--strict', '--numbers', 'full')).code).toBe(0);
  });

  it('refuses another word for --numbers', async () => {
    expect(await importFile(caseOf('msisdn'), '--numbers', 'all')).toMatchObject({
      code: 1,
      json: { error: { code: 'usage' } },
    });
  });
});

describe('a clean file gives no warning', () => {
  it.each<[name: string, country: string, csv: string]>([
    ['mobiles and first names', 'NL', file('Mobiel;Naam', '0612345611;Ans', '06-12345612;Bo', '+31 6 12345613;Zoë')],
    ['first and last names', 'GB', file('First name,Last name,Mobile', 'Ann,Lee,07911 123456', 'Bo,Ng,07911 123457')],
    ['a name and a surname', 'GB', file('Name,Surname,Phone', 'Ann,Lee,07911 123456', 'Bo,Ng,07911 123457')],
    ['names in one', 'DE', file('Name;Handynummer', 'Jule Ott;0151 23020522', 'Kim Au;0151 23020523')],
    ['first names in one column', 'FR', file('Nom;Portable', 'Dupont;06 12 34 56 78', 'Petit;06 12 34 56 79')],
    [
      'whole names under a loose header',
      'ES',
      file('Nombre;Móvil', 'Ana Costa Ruiz;612 345 678', 'Rui Gil Paz;612 345 679'),
    ],
    ['Polish names', 'PL', file('Imię i nazwisko;Telefon', 'Jan Kowalski;512 345 678', 'Ewa Nowak;512 345 679')],
    ['Danish names', 'DK', file('Navn;Mobil', 'Bo Dahl;20 12 34 56', 'Ida Ny;20 12 34 57')],
    ['Japanese names', 'JP', file('氏名,携帯電話', '佐藤 花子,090-1234-5611', '鈴木 一郎,090-1234-5612')],
    [
      'a mobile and a landline',
      'NL',
      file('Naam;Mobiel;Telefoon thuis', 'Ans Bo;0612345611;0201234511', 'Cas Mol;;0201234512'),
    ],
    ['own full numbers', 'DE', file('Handynummer;Vorname', '4915123020522;Jule', '491701234567;Ole')],
    [
      'own full numbers and national ones',
      'NL',
      file('Mobiel;Naam', '31612345611;Ans', '612345612;Bo', '0612345613;Cas'),
    ],
    [
      'American numbers',
      'US',
      file('Phone,Name', '(212) 555-0101,Ann Lee', '1 212 555 0102,Bo Ng', '2125550103,Cy Day'),
    ],
    ['numbers with plus of many countries', 'NL', file('Phone,Name', '+8801721970168,Ann Lee', '+447911123456,Bo Ng')],
    ['a country column', 'NL', file('Phone;Country;Name', '0471 12 34 56;BE;Ann Lee', '0612345611;NL;Bo Ng')],
    ['landlines only', 'NL', file('Telefoon;Naam', '020 123 4511;Ans Bo', '020 123 4512;Cas Mol')],
    [
      'other columns',
      'NL',
      file('Mobiel;Naam;Plaats;Straat', '0612345611;Ans Bo;Den Haag;Dam 1', '0612345612;Cas Mol;Epe;Plein 2'),
    ],
    ['an empty name column', 'NL', file('Mobiel;Naam', '0612345611;', '0612345612;')],
  ])('%s', async (_, country, csv) => {
    const end = await importFile(csv, '--country', country, '--strict');
    expect([codesOf(end), end.code]).toEqual([[], 0]);
    expect(end.json).toMatchObject({ invalid: 0, duplicate: 0 });
  });
});
