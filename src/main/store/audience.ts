import type { Audience } from '#core/campaigns/campaign.ts';
import { isAccepted, notesOfCode } from '#core/contacts/row-code.ts';
import { createRowFields } from '#core/contacts/row-fields.ts';
import { Failure, fail } from '#core/kernel/errors.ts';
import type { GroupId, ImportId, PhoneNumber } from '#core/kernel/ids.ts';
import type { ColumnMapping } from '#core/mapping/mapping.ts';
import {
  bookColumns,
  contactRow,
  csvRow,
  type FieldSource,
  type RowReader,
  type TemplateColumn,
} from '#core/messages/row-reader.ts';
import { type BoundTemplate, bindTemplate, parseTemplate, type Template } from '#core/messages/template.ts';
import type { Db } from './database.ts';
import { eachRow } from './staged-rows.ts';

/** One person named by an audience, before duplicates and opt-outs are taken away. */
export interface Candidate {
  readonly phone: PhoneNumber;
  readonly name: string;
  readonly row: RowReader;
  readonly template: BoundTemplate;
  readonly suppressed: boolean;
  /** Its row of an imported file has a note: how its number was read is worth a look. */
  readonly noted: boolean;
}

interface Source {
  readonly columns: readonly TemplateColumn[];
  readonly invalid: number;
  readonly duplicate: number;
  rows(template: BoundTemplate): Iterable<Candidate>;
}

/** Reads `page(after)` again and again until it is empty; no statement stays open between pages. */
function* paged<T extends { readonly after: number }>(page: (after: number) => readonly T[]): Generator<T> {
  let after = 0;
  for (;;) {
    const rows = page(after);
    for (const row of rows) yield row;
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.after;
  }
}

const pageRows = 2_000;
const suppressedSql = (phone: string) => `EXISTS (SELECT 1 FROM suppressions s WHERE s.phone = ${phone}) AS suppressed`;

interface BookRow {
  readonly after: number;
  readonly phone: PhoneNumber;
  readonly first_name: string;
  readonly last_name: string;
  readonly fields: string;
  readonly suppressed: number;
}

function groupSource(db: Db, id: GroupId, bookFields: readonly string[]): Source {
  if (db.get('SELECT 1 FROM groups WHERE id = ?', id) === undefined)
    fail('not_found', `no group ${id}`, { what: 'group' });
  return {
    columns: bookColumns(bookFields),
    invalid: 0,
    duplicate: 0,
    *rows(template) {
      const page = (after: number) =>
        db.all<BookRow>(
          `SELECT c.id AS after, c.phone, c.first_name, c.last_name, c.fields, ${suppressedSql('c.phone')}
           FROM group_members m JOIN contacts c ON c.id = m.contact_id
           WHERE m.group_id = ? AND m.contact_id > ? ORDER BY m.contact_id LIMIT ${pageRows}`,
          id,
          after,
        );
      for (const row of paged(page)) yield fromBook(row, template);
    },
  };
}

function importSource(db: Db, id: ImportId): Source {
  const found = db.get<{ mapping: string; summary: string | null }>(
    'SELECT mapping, summary FROM imports WHERE id = ?',
    id,
  );
  if (found?.summary == null) fail('not_found', `no import ${id}`, { what: 'import' });
  const mapping = JSON.parse(found.mapping) as ColumnMapping;
  const summary = JSON.parse(found.summary) as { invalid: number; duplicate: number };
  const person = createRowFields(mapping);
  // A full name is not a first name's column, but a template may ask for either: they stand behind the file's own cells.
  const width = Math.max(0, ...mapping.columns.map(({ index }) => index + 1));
  const split = mapping.columns.some(({ target }) => target === 'full_name');
  const made = (['first_name', 'last_name'] as const)
    .map((target, place) => ({ name: target, target, index: width + place }))
    .filter(({ target }) => split && !mapping.columns.some((column) => column.target === target));
  const suppressed = new Set(db.all<{ phone: string }>('SELECT phone FROM suppressions').map(({ phone }) => phone));
  return {
    columns: [...mapping.columns, ...made],
    invalid: summary.invalid,
    duplicate: summary.duplicate,
    *rows(template) {
      for (const rows of eachRow(db, id, isAccepted)) {
        for (const row of rows) {
          const { firstName, lastName } = person(row.cells);
          const phone = `+${row.phone}` as PhoneNumber;
          const cells = split
            ? Object.assign(row.cells.slice(), { [width]: firstName, [width + 1]: lastName })
            : row.cells;
          yield {
            phone,
            name: `${firstName} ${lastName}`.trim(),
            row: csvRow(cells, phone),
            template,
            suppressed: suppressed.has(phone),
            noted: notesOfCode(row.code).length > 0,
          };
        }
      }
    },
  };
}

function phonesSource(db: Db, phones: readonly PhoneNumber[], bookFields: readonly string[]): Source {
  return {
    columns: bookColumns(bookFields),
    invalid: 0,
    duplicate: 0,
    *rows(template) {
      for (const phone of phones) {
        const known = db.get<BookRow>(
          `SELECT c.id AS after, c.phone, c.first_name, c.last_name, c.fields, ${suppressedSql('c.phone')}
           FROM contacts c WHERE c.phone = ?`,
          phone,
        );
        const suppressed = db.get('SELECT 1 FROM suppressions WHERE phone = ?', phone) === undefined ? 0 : 1;
        yield fromBook(known ?? { after: 0, phone, first_name: '', last_name: '', fields: '{}', suppressed }, template);
      }
    },
  };
}

function fromBook(row: BookRow, template: BoundTemplate): Candidate {
  return {
    phone: row.phone,
    name: `${row.first_name} ${row.last_name}`.trim(),
    row: contactRow({
      phone: row.phone,
      firstName: row.first_name,
      lastName: row.last_name,
      fields: JSON.parse(row.fields) as Record<string, string>,
    }),
    template,
    suppressed: row.suppressed === 1,
    noted: false,
  };
}

/** An audience whose template fields all have a source: ready to be walked. */
export interface OpenAudience {
  /** Names a template may use here. */
  readonly fields: readonly string[];
  readonly invalid: number;
  /** Rows that named a number twice within one file. */
  readonly duplicate: number;
  /** Everyone named, in a stable order, repeats between sources included. */
  candidates(): Iterable<Candidate>;
}

/** Beyond any record's cells: a field that another source has and this one lacks reads as empty. */
const absent = 1_000_000;

/**
 * Opens an audience for a template. A field is known when any source has it; where a source lacks it, its people
 * take the fallback. Fails with `template_syntax` or `template_unknown_field` before anybody is touched.
 */
export function openAudience(db: Db, audience: Audience, templateText: string): OpenAudience {
  const bookFields = db.all<{ name: string }>('SELECT name FROM book_fields ORDER BY name').map((row) => row.name);
  const sources: Source[] = [
    ...audience.imports.map((id) => importSource(db, id)),
    ...audience.groups.map((id) => groupSource(db, id, bookFields)),
    ...(audience.phones.length > 0 ? [phonesSource(db, audience.phones, bookFields)] : []),
  ];
  const parsed = parseTemplate(templateText);
  if (!parsed.ok) throw new Failure(parsed.error);
  const known = new Set<string>();
  for (const { columns } of sources) {
    for (const column of columns) if (column.target !== 'ignore') known.add(column.name);
  }
  // Once over everything, so that a misspelt field is told with all the names there are.
  const everywhere = bindTemplate(
    parsed.value,
    sources.flatMap(({ columns }) => columns),
  );
  if (!everywhere.ok) throw new Failure(everywhere.error);
  const bound = sources.map((source) => bindSource(parsed.value, source, sources));
  return {
    fields: [...new Set(['first_name', 'last_name', 'phone', ...known])],
    invalid: sources.reduce((sum, source) => sum + source.invalid, 0),
    duplicate: sources.reduce((sum, source) => sum + source.duplicate, 0),
    *candidates() {
      for (const [i, source] of sources.entries()) yield* source.rows(bound[i] as BoundTemplate);
    },
  };
}

/** Binds a template for one source. What only another one knows is empty here, but for the parts every person has. */
function bindSource(template: Template, source: Source, all: readonly Source[]): BoundTemplate {
  const columns = source.columns.map(withIndex);
  for (;;) {
    const bound = bindTemplate(template, columns);
    if (bound.ok) return bound.value;
    const field = bound.error.details?.field;
    if (bound.error.code !== 'template_unknown_field' || typeof field !== 'string') throw new Failure(bound.error);
    const elsewhere = all.map((other) => columnFor(field, other)).find((found) => found !== null);
    if (elsewhere === undefined || elsewhere === null) throw new Failure(bound.error);
    columns.push({ name: field, ...standIn(elsewhere, columns) });
  }
}

/** What a field means in a source; null when it means nothing there. */
function columnFor(field: string, source: Source): FieldSource | null {
  const parts = [{ kind: 'field' as const, field, fallback: null, position: 0 }];
  const bound = bindTemplate({ text: '', parts }, source.columns.map(withIndex));
  const part = bound.ok ? bound.value.parts[0] : undefined;
  return part?.kind === 'field' ? part.source : null;
}

/** A first name is one whatever another file calls its column, and so are a last name and a number; the rest is absent. */
function standIn(elsewhere: FieldSource, own: readonly TemplateColumn[]): Omit<IndexedColumn, 'name'> {
  const { target } = elsewhere;
  if (target === 'phone') return { target, index: -1 };
  const same = target === 'field' ? undefined : own.find((column) => column.target === target);
  return { target: same === undefined ? 'field' : target, index: same?.index ?? absent };
}

type IndexedColumn = TemplateColumn & { readonly index: number };

function withIndex(column: TemplateColumn, position: number): IndexedColumn {
  return { ...column, index: column.index ?? position };
}
