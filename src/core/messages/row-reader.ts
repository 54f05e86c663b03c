import type { ColumnTarget } from '../mapping/mapping.ts';

/** The names every audience answers to, whatever its file calls its columns. */
export const standardNames = ['first_name', 'last_name', 'phone'] as const;
export type StandardName = (typeof standardNames)[number];

/** A column a template may name. `ColumnUse` is one; a book field is one without an index. */
export interface TemplateColumn {
  /** The header as written, or the book field's name. */
  readonly name: string;
  readonly target: ColumnTarget;
  /** 0-based cell position; the position in the list when left out. */
  readonly index?: number;
}

/** Where one template field takes its value, resolved once by `bindTemplate` for all rows. */
export interface FieldSource {
  /** A column's header as written, or a standard name. */
  readonly name: string;
  /** Cell position in a CSV record; -1 for the normalised phone. */
  readonly index: number;
  readonly target: ColumnTarget;
}

/** One recipient's values, whether they come from a CSV record or from the contact book. */
export interface RowReader {
  /** The value as stored, not cleaned; an empty string when this row has none. */
  read(source: FieldSource): string;
}

/** The members of a contact that a template can name. */
export interface ContactValues {
  readonly phone: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** Reads a CSV record. `phone` is the number it was judged to hold, in E.164. A short record's absent cells are empty. */
export function csvRow(cells: readonly string[], phone: string): RowReader {
  return { read: (source) => (source.index < 0 ? phone : (cells[source.index] ?? '')) };
}

/** Reads a contact of the book; only its own fields, never what an object inherits. */
export function contactRow(contact: ContactValues): RowReader {
  return {
    read(source) {
      if (source.target === 'first_name') return contact.firstName;
      if (source.target === 'last_name') return contact.lastName;
      if (source.index >= 0 && Object.hasOwn(contact.fields, source.name)) return contact.fields[source.name] ?? '';
      return source.target === 'phone' ? contact.phone : '';
    },
  };
}

/** The columns a template over the contact book may name: the standard names, and each given field. */
export function bookColumns(fieldNames: readonly string[]): readonly TemplateColumn[] {
  return [
    { name: 'first_name', target: 'first_name' },
    { name: 'last_name', target: 'last_name' },
    ...fieldNames.map((name): TemplateColumn => ({ name, target: 'field' })),
  ];
}
