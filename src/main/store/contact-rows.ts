import type { ContactRow } from '#contract/contacts.ts';
import type { ContactId, PhoneNumber } from '#core/kernel/ids.ts';
import { isPracticeContact } from './practice-marks.ts';

export interface ContactRecord {
  readonly id: ContactId;
  readonly phone: PhoneNumber;
  readonly first_name: string;
  readonly last_name: string;
  readonly fields: string;
  readonly created_at: number;
  readonly updated_at: number;
  readonly opted_out: number;
  readonly practice: number;
}

export const contactColumns = `c.id, c.phone, c.first_name, c.last_name, c.fields, c.created_at, c.updated_at,
  EXISTS (SELECT 1 FROM suppressions s WHERE s.phone = c.phone) AS opted_out, ${isPracticeContact('c.id')} AS practice`;

export function toContactRow(record: ContactRecord): ContactRow {
  return {
    id: record.id,
    phone: record.phone,
    firstName: record.first_name,
    lastName: record.last_name,
    fields: JSON.parse(record.fields) as Record<string, string>,
    optedOut: record.opted_out === 1,
    practice: record.practice === 1,
    updatedAt: record.updated_at,
  };
}
