import type { DuplicateRule } from './import-types.ts';

/** What a contact holds besides its number. Fields keep the order in which they came. */
export interface PersonValues {
  readonly firstName: string;
  readonly lastName: string;
  readonly fields: ReadonlyMap<string, string>;
}

export interface ValueChange {
  /** `first_name`, `last_name`, or a free field's name. */
  readonly field: string;
  readonly from: string;
  readonly to: string;
}

export interface Merged {
  readonly person: PersonValues;
  /** Empty when nothing changes. */
  readonly changes: readonly ValueChange[];
}

/**
 * What a person who is known becomes when a file names them again. `update`: the file's values win, a blank one never erases;
 * `fill`: only what is blank is filled in; `skip`: nothing changes.
 */
export function mergePerson(known: PersonValues, found: PersonValues, rule: DuplicateRule): Merged {
  if (rule === 'skip') return { person: known, changes: [] };
  const changes: ValueChange[] = [];
  const pick = (field: string, from: string, to: string): string => {
    if (to === '' || to === from || (rule === 'fill' && from !== '')) return from;
    changes.push({ field, from, to });
    return to;
  };
  const firstName = pick('first_name', known.firstName, found.firstName);
  const lastName = pick('last_name', known.lastName, found.lastName);
  let fields: Map<string, string> | null = null;
  for (const [name, value] of found.fields) {
    const before = known.fields.get(name) ?? '';
    const after = pick(name, before, value);
    if (after === before) continue;
    fields ??= new Map(known.fields);
    fields.set(name, after);
  }
  return { person: { firstName, lastName, fields: fields ?? known.fields }, changes };
}

/** Free fields from the text of a JSON object. `__proto__` is a name like any other. */
export function fieldsFromText(text: string): ReadonlyMap<string, string> {
  if (text === '{}') return noFields;
  return new Map(Object.entries(JSON.parse(text) as Record<string, string>));
}

/** The text that `createRowFields` would write: members in order, blank ones too. */
export function fieldsToText(fields: ReadonlyMap<string, string>): string {
  let members = '';
  for (const [name, value] of fields) {
    members += `${members === '' ? '' : ','}${JSON.stringify(name)}:${JSON.stringify(value)}`;
  }
  return `{${members}}`;
}

const noFields: ReadonlyMap<string, string> = new Map();
