import { cleanCell } from '../csv/clean-cell.ts';
import { appError } from '../kernel/errors.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { closest } from './closest.ts';
import { type FieldSource, type RowReader, standardNames, type TemplateColumn } from './row-reader.ts';

/**
 * Templates are data. A field is `{{name}}` or `{{name|fallback}}`; spaces around either are dropped. Single braces and a stray
 * `}}` are text. A backslash right before `{{` makes it text (`\{{`); a backslash that should stand before a field is doubled
 * (`\\{{name}}`); a backslash anywhere else is itself. Nothing nests, and no value is ever read as a template.
 */
export interface Template {
  readonly text: string;
  readonly parts: readonly TemplatePart[];
}

export type TemplatePart =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'field';
      readonly field: string;
      /** Null when none was written; an empty one was written on purpose (`{{name|}}`). */
      readonly fallback: string | null;
      /** Position of `{{` in the template, UTF-16 units. */
      readonly position: number;
    };

/** A template whose fields all have a source. */
export interface BoundTemplate {
  readonly parts: readonly BoundPart[];
}

export type BoundPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'field'; readonly source: FieldSource; readonly fallback: string | null };

export interface Rendered {
  readonly text: string;
  /** Names of the fields this row leaves empty, in order of appearance, whether a fallback stood in or not. */
  readonly missing: readonly string[];
  /** Those of `missing` with no fallback written: the text has a hole there. */
  readonly gaps: readonly string[];
}

/**
 * Reads a template. `template_syntax` for a `{{` that is not closed before the next one or the end, or that names nothing;
 * details: `problem` (`unclosed` | `empty`), `position` (0-based, UTF-16 units), `near` (the text there, at most 24 units).
 */
export function parseTemplate(text: string): Result<Template> {
  const parts: TemplatePart[] = [];
  let literal = '';
  let from = 0;
  for (;;) {
    const open = text.indexOf('{{', from);
    if (open < 0) break;
    let slashes = 0;
    while (open - slashes > from && text[open - slashes - 1] === '\\') slashes++;
    literal += text.slice(from, open - slashes) + '\\'.repeat(slashes >> 1);
    if (slashes % 2 === 1) {
      literal += '{{';
      from = open + 2;
      continue;
    }
    const close = text.indexOf('}}', open + 2);
    const next = text.indexOf('{{', open + 2);
    if (close < 0 || (next >= 0 && next < close)) return syntax('unclosed', text, open);
    const inner = text.slice(open + 2, close);
    const bar = inner.indexOf('|');
    const field = (bar < 0 ? inner : inner.slice(0, bar)).trim();
    if (field === '') return syntax('empty', text, open);
    if (literal !== '') parts.push({ kind: 'text', text: literal });
    literal = '';
    parts.push({ kind: 'field', field, fallback: bar < 0 ? null : inner.slice(bar + 1).trim(), position: open });
    from = close + 2;
  }
  literal += text.slice(from);
  if (literal !== '') parts.push({ kind: 'text', text: literal });
  return ok({ text, parts });
}

/** The field names of a template as written, each once, in order. */
export function templateFields(template: Template): readonly string[] {
  return [...new Set(template.parts.flatMap((part) => (part.kind === 'field' ? [part.field] : [])))];
}

/**
 * Gives each field its source, once for all rows. A field means, in this order: the column whose header is written exactly so;
 * the first column whose header matches without regard to case, outer or repeated spaces and Unicode composition; a standard name
 * (`first_name` and `last_name` need a column of that use; `phone`, the normalised number, is always there). A header comes first
 * because it is what a person reads in their file. Columns of the use `ignore` cannot be named. `template_unknown_field` has details
 * `field`, `known` (names joined by ", ") and `suggestion` (the nearest name, or null).
 */
export function bindTemplate(template: Template, columns: readonly TemplateColumn[]): Result<BoundTemplate> {
  const exact = new Map<string, FieldSource>();
  const folded = new Map<string, FieldSource>();
  const standard = new Map<string, FieldSource>([['phone', { name: 'phone', index: -1, target: 'phone' }]]);
  columns.forEach((column, position) => {
    if (column.target === 'ignore') return;
    const source: FieldSource = { name: column.name, index: column.index ?? position, target: column.target };
    if (!exact.has(column.name)) exact.set(column.name, source);
    if (!folded.has(fold(column.name))) folded.set(fold(column.name), source);
    const named = column.target === 'first_name' || column.target === 'last_name';
    if (named && !standard.has(column.target)) standard.set(column.target, { ...source, name: column.target });
  });
  const find = (field: string): FieldSource | undefined =>
    exact.get(field) ?? folded.get(fold(field)) ?? standard.get(fold(field).replaceAll(' ', '_'));

  const parts: BoundPart[] = [];
  for (const part of template.parts) {
    if (part.kind === 'text') {
      parts.push(part);
      continue;
    }
    const bound = bindField(part.field, part.fallback, find);
    if (bound === undefined) {
      const known = [...exact.keys(), ...standardNames.filter((name) => standard.has(name) && !folded.has(name))];
      const message = `the template names "${part.field}", which is no column`;
      const suggestion = closest(part.field, known);
      return err(
        appError('template_unknown_field', message, { field: part.field, known: known.join(', '), suggestion }),
      );
    }
    parts.push(bound);
  }
  return ok({ parts });
}

/** A header may itself hold a `|`: when the part before the first is no column, longer names are tried. */
function bindField(
  field: string,
  fallback: string | null,
  find: (field: string) => FieldSource | undefined,
): BoundPart | undefined {
  const source = find(field);
  if (source !== undefined) return { kind: 'field', source, fallback };
  if (fallback === null) return undefined;
  const bar = fallback.indexOf('|');
  const longer = `${field}|${bar < 0 ? fallback : fallback.slice(0, bar)}`.trim();
  return bindField(longer, bar < 0 ? null : fallback.slice(bar + 1).trim(), find);
}

/**
 * One recipient's text. Values go in as `cleanCell` gives them: their ends trimmed and their inside untouched, line breaks too. What is
 * empty then takes the fallback, or nothing.
 */
export function render(template: BoundTemplate, row: RowReader): Rendered {
  let text = '';
  let missing: string[] | undefined;
  let gaps: string[] | undefined;
  for (const part of template.parts) {
    if (part.kind === 'text') {
      text += part.text;
      continue;
    }
    const value = cleanCell(row.read(part.source));
    if (value !== '') {
      text += value;
      continue;
    }
    text += part.fallback ?? '';
    missing = withName(missing, part.source.name);
    if (part.fallback === null) gaps = withName(gaps, part.source.name);
  }
  return { text, missing: missing ?? nothing, gaps: gaps ?? nothing };
}

const nothing: readonly string[] = Object.freeze([]);

function withName(names: string[] | undefined, name: string): string[] {
  if (names === undefined) return [name];
  if (!names.includes(name)) names.push(name);
  return names;
}

function fold(name: string): string {
  return name.normalize('NFC').trim().replace(/\s+/g, ' ').toLowerCase();
}

function syntax(problem: 'unclosed' | 'empty', text: string, position: number): Result<never> {
  const near = text.slice(position, position + 24);
  const message = problem === 'unclosed' ? 'a {{ is not closed' : 'a {{ }} names no field';
  return err(appError('template_syntax', `${message} at ${position}: ${near}`, { problem, position, near }));
}
