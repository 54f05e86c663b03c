import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filePreview } from '#contract/import.ts';
import { previewFile } from '#main/import/run.ts';
import { importHere } from '#test/main/import/spawn-import.ts';
import { commandBench } from '#test/support/command-bench.ts';

const cases = join(import.meta.dirname, '../../fixtures/csv/cases');
const fileOf = (name: string): Buffer => readFileSync(join(cases, name));

interface Sent {
  readonly code: number;
  readonly texts: readonly string[];
  readonly warnings: readonly string[];
  readonly lines: readonly (number | null)[];
  readonly notes: string;
}

/** What the practice service was given, by the real command. */
async function send(content: Buffer | string, message: string, ...more: readonly string[]): Promise<Sent> {
  const bench = commandBench();
  const csv = bench.file('people.csv', content);
  const common = ['--country', 'NL', '--practice', '--yes', '--json'];
  const end = await bench.run('send', '--csv', csv, '--message', message, '--sender', 'Slipway', ...common, ...more);
  const warnings = (end.json?.warnings ?? []) as { code: string; line: number | null }[];
  const told = {
    code: end.code,
    warnings: warnings.map(({ code }) => code),
    lines: warnings.map(({ line }) => line),
    notes: end.notes,
  };
  if (end.json?.campaign === undefined) return { ...told, texts: [] };
  const out = join(bench.dataDir, '..', 'results.csv');
  await bench.run('results', '1', '--out', out);
  const [, ...rows] = readFileSync(out, 'utf8').trim().split('\r\n');
  return { ...told, texts: rows.map((row) => row.split(',').slice(6).join(',').replace(/^"|"$/g, '')) };
}

describe('a list with one damaged byte', () => {
  it('reads every other row as before, and names the row that is left out', async () => {
    const sent = await send(fileOf('one-bad-byte.csv'), 'Dag {{Naam}}');
    expect(sent.code).toBe(0);
    expect(sent.texts).toEqual(Array.from({ length: 50 }, () => 'Dag Zoë Müller'));
    expect(sent.warnings).toEqual(['encoding_guessed', 'bytes_unreadable']);
    expect(sent.lines[1]).toBe(52);
    expect(sent.notes).toContain('column Naam');
  });

  it('is refused by --strict before anything is sent', async () => {
    const bench = commandBench();
    const csv = bench.file('people.csv', fileOf('one-bad-byte.csv'));
    for (const args of [
      ['send', '--csv', csv, '--message', 'x', '--sender', 'S', '--practice', '--yes'],
      ['import', '--csv', csv],
    ]) {
      const end = await bench.run(...args, '--country', 'NL', '--strict');
      expect(end.code).toBe(1);
      expect(end.json?.warnings).toMatchObject([{ code: 'encoding_guessed' }, { code: 'bytes_unreadable' }]);
    }
    expect((await bench.run('import', '--csv', csv, '--json')).json).toMatchObject({ added: 50, invalid: 1 });
  });

  it('reads the damaged row in the legacy encoding when the repair is asked for', async () => {
    const bench = commandBench();
    const csv = bench.file('people.csv', fileOf('one-bad-byte.csv'));
    expect((await bench.run('import', '--csv', csv, '--repair', '--json')).json).toMatchObject({
      added: 51,
      repaired: 1,
    });
  });
});

it('reads a Western list with few accents in Windows-1252', async () => {
  const sent = await send(fileOf('cp1252-few-accents.csv'), '{{Naam}}');
  expect(new Set(sent.texts)).toEqual(new Set(['Zoë', 'René', 'François', 'Jan', 'Kees']));
  expect([sent.code, sent.warnings]).toEqual([0, ['encoding_guessed']]);
});

it('leaves out a NUL inside a name', async () => {
  const sent = await send(fileOf('nul-in-cell.csv'), 'Hi {{Naam}}, bye');
  expect([sent.code, ...sent.texts, ...sent.warnings]).toEqual([0, 'Hi Cas, bye', 'Hi Dirk, bye']);
});

it.each([
  ['empty-columns-behind.csv', fileOf('empty-columns-behind.csv')],
  ['before', ';;Mobiel;Naam\n;;0612345601;Ans\n;;0612345602;Bo\n'],
  ['between', 'Mobiel;;;;Naam\n0612345601;;;;Ans\n0612345602;;;;Bo\n'],
  ['on both sides', ';;Mobiel;;Naam;;;;;;\n;;0612345601;;Ans;;;;;;\n;;0612345602;;Bo;;;;;;\n'],
  ['and a title', 'Ledenlijst;;;;\nMobiel;Naam;;;\n0612345601;Ans;;;\n0612345602;Bo;;;\n'],
])('keeps the header beside empty columns: %s', async (_name, content) => {
  const sent = await send(content, 'Hi {{Naam}}');
  expect([sent.code, sent.texts, sent.warnings]).toEqual([0, ['Hi Ans', 'Hi Bo'], []]);
});

it('texts the mobile, not the fax, beside empty columns', async () => {
  const sent = await send('Fax;Mobiel;;;\n0201234567;0612345601;;;\n0201234568;0612345602;;;\n', 'Hi {{Mobiel}}');
  expect(sent.texts).toEqual(['Hi 0612345601', 'Hi 0612345602']);
});

it('says that a file without a header is read without names', async () => {
  const sent = await send('Ans;0612345601\nBo;0612345602\n', 'Hi');
  expect([sent.warnings, sent.lines]).toEqual([
    ['header_unused', 'phone_column_guessed'],
    [1, null],
  ]);
  expect((await send('Ans;0612345601\nBo;0612345602\n', 'Hi', '--no-header')).warnings).toEqual([
    'phone_column_guessed',
  ]);
});

it('takes a formula that only writes a number for the number', async () => {
  const sent = await send(fileOf('formula-text.csv'), 'Hi {{Naam}}');
  expect([sent.code, sent.texts, sent.warnings]).toEqual([0, ['Hi Ans', 'Hi Bo', 'Hi Cas', 'Hi Dirk'], []]);
  const named = '="Mobiel";="Naam"\n=+31612345601;="Ans"\n="06 12345602";"=""Bo"""\n';
  expect((await send(named, 'Hi {{Naam}}')).texts).toEqual(['Hi Ans', 'Hi Bo']);
});

it('takes what only looks filled for empty', async () => {
  const sent = await send(fileOf('looks-empty.csv'), 'Hi {{First name|there}}');
  expect([sent.code, sent.texts, sent.warnings]).toEqual([0, ['Hi Ans', 'Hi there', 'Hi there'], []]);
});

it('takes the error values of spreadsheets for empty', async () => {
  const sent = await send(fileOf('spreadsheet-errors.csv'), 'Hallo {{Naam|daar}}');
  expect([sent.code, sent.texts, sent.warnings]).toEqual([0, ['Hallo daar', 'Hallo daar'], []]);
});

it('is parted by the comma where a tab is inside a cell', async () => {
  const bench = commandBench();
  const csv = bench.file('t.csv', fileOf('comma-with-tab.csv'));
  const end = await bench.run('parse', '--csv', csv, '--json');
  expect(end.out).toEqual(['["a","\\tb ","c"]', '["1","\\t2 ","3"]', expect.stringContaining('{"records":2')]);
  // Tabs give equal columns here too: what it is stays a guess.
  expect(end.json?.warnings).toMatchObject([{ code: 'delimiter_guessed' }]);
});

describe('quotes behind a backslash', () => {
  const head = 'Mobiel,Naam,Stad\n';
  it('are read as text where the file is consistent', async () => {
    const rows = '"0612345601","said \\"hi\\"","Den \\\\ Haag"\n"0612345602","\\"Bo\\", the boss","Breda"\n';
    const sent = await send(head + rows, '{{Naam}} {{Stad}}');
    expect(sent.texts).toEqual(['said ""hi"" Den \\ Haag', '""Bo"", the boss Breda']);
    expect([sent.code, sent.warnings]).toEqual([0, []]);
  });

  it('are named where both kinds of escape are in one file, and no text is cut', async () => {
    const rows = '0612345601,"said \\"hi\\"",Gent\n0612345602,"the ""boss"", really",Breda\n';
    const sent = await send(head + rows, '{{Naam}}');
    expect(sent.warnings).toContain('quotes_guessed');
    expect(sent.texts.join()).toContain('hi');
  });

  it('are found far behind the head of a file', async () => {
    const plain = Array.from({ length: 12_000 }, (_, row) => `06${12000000 + row},"Ann van der Berg","Gent"\n`).join(
      '',
    );
    const bench = commandBench();
    const csv = bench.file('late.csv', `${head}${plain}0612345601,"said \\"hi, you\\"","Gent"\n`);
    const end = await bench.run('parse', '--csv', csv, '--json');
    expect(end.out.at(-2)).toBe('["0612345601","said \\"hi, you\\"","Gent"]');
  });
});

describe('a clean file', () => {
  it.each([
    ['commas', 'Name,Mobile\nAnn,0612345601\nBo,0612345602\n'],
    ['semicolons and accents', 'Naam;Mobiel\nZoë;0612345601\nRené;0612345602\n'],
    ['a byte order mark', '\ufeffNaam;Mobiel\nZoë;0612345601\n'],
    ['tabs', 'Name\tMobile\nAnn\t0612345601\n'],
    ['bars', 'Name|Mobile\nAnn|0612345601\n'],
    ['quotes', '"Name","Mobile"\n"Ann ""Annie"" Smit","0612345601"\n"Bo, the boss","0612345602"\n'],
    ['one column', 'Mobile\n0612345601\n0612345602\n'],
    ['decimal commas', 'Mobile;Amount\n0612345601;1,50\n0612345602;12,00\n'],
    ['backslashes that are text', 'Mobile,Folder\n0612345601,"C:\\docs"\n0612345602,"D:\\new\\"\n'],
  ])('gives no warning: %s', async (_name, content) => {
    const sent = await send(content, 'Hi');
    expect([sent.code, sent.warnings, sent.notes.includes('Warning')]).toEqual([0, [], false]);
  });
});

describe('what is no regular file', () => {
  it.each(['parse', 'import', 'send'])(
    'is refused at once by %s: a pipe, a device, a folder',
    async (command) => {
      const bench = commandBench();
      const pipe = join(bench.dataDir, '..', 'pipe.csv');
      execFileSync('mkfifo', [pipe]);
      const more = command === 'send' ? ['--message', 'x', '--sender', 'S', '--practice', '--yes'] : [];
      for (const path of [pipe, '/dev/zero', '/dev/null', tmpdir()]) {
        const end = await bench.run(command, '--csv', path, '--json', ...more);
        expect([end.code, end.json?.error]).toMatchObject([
          1,
          { code: 'file_unreadable', details: { reason: 'not_regular' } },
        ]);
        expect(end.notes).toContain('This is not a file');
      }
      const mapping = await bench.run(
        'import',
        '--csv',
        bench.file('a.csv', 'Mobile\n0612345601\n'),
        '--mapping',
        pipe,
      );
      expect(mapping.code).toBe(1);
    },
    10_000,
  );
});

it('reads a file of sixty phone columns and two thousand others', async () => {
  const bench = commandBench();
  const names = [
    ...Array.from({ length: 60 }, (_, at) => `Mobile ${at}`),
    ...Array.from({ length: 2_001 }, (_, at) => `F${at}`),
  ];
  const row = [
    ...Array.from({ length: 60 }, (_, at) => (at === 59 ? '0612345601' : '')),
    ...Array.from({ length: 2_001 }, () => 'x'),
  ];
  const csv = bench.file('wide.csv', `${names.join(';')}\n${row.join(';')}\n`);
  const preview = await previewFile(importHere, { path: csv, country: 'NL' });
  expect(filePreview.omit({ remembered: true, country: true }).parse(preview).mapping.phoneOrder).toHaveLength(60);
  expect((await bench.run('import', '--csv', csv, '--json')).json).toMatchObject({ added: 1 });
});
