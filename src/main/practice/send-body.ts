/** Field name → what is wrong with it, as the service words it. */
export type FieldErrors = Readonly<Record<string, readonly string[]>>;

export interface SendBody {
  readonly to: readonly string[];
  readonly sender: string;
  readonly text: string | null;
  readonly media: string | null;
  readonly type: string | null;
  readonly dlt: string | null;
  /** Epoch milliseconds, or null for now. */
  readonly schedule: number | null;
}

export type Checked<T> = { readonly value: T } | { readonly errors: FieldErrors };

type Fields = Readonly<Record<string, unknown>>;

/** Reads a JSON body as an object; anything else counts as an empty one, whose required fields are then missing. */
export function fieldsOf(body: unknown): Fields {
  return typeof body === 'object' && body !== null && !Array.isArray(body) ? (body as Fields) : {};
}

/** Checks a send the way the reference describes it; strict where a client could be wrong (a `+`, spaces in a number). */
export function checkSend(kind: 'sms' | 'mms', body: unknown): Checked<SendBody> {
  const fields = fieldsOf(body);
  const errors: Record<string, string[]> = {};
  const add = (field: string, words: string): void => {
    errors[field] = [...(errors[field] ?? []), words];
  };

  const recipient = textOf(fields.recipient);
  const to = (recipient ?? '').split(',').map((part) => part.trim());
  if (recipient === null) add('recipient', required('recipient'));
  else for (const one of to) if (!digitsOnly.test(one)) add('recipient', `The recipient ${clip(one)} is not valid.`);

  const sender = textOf(fields.sender_id);
  if (sender === null) add('sender_id', required('sender id'));
  const text = textOf(fields.message);
  const type = textOf(fields.type);
  const media = textOf(fields.media_url);
  const schedule = scheduleOf(fields.schedule_time);
  if (kind === 'sms') {
    if (text === null) add('message', required('message'));
    if (type !== 'plain' && type !== 'unicode') add('type', 'The selected type is invalid.');
    if (schedule === 'bad') add('schedule_time', 'The schedule time does not match the format Y-m-d H:i.');
  } else if (media === null || !webAddress(media)) {
    add('media_url', media === null ? required('media url') : 'The media url must be a valid URL.');
  }
  if (Object.keys(errors).length > 0) return { errors };
  return {
    value: {
      to,
      sender: sender ?? '',
      text,
      type,
      media: kind === 'mms' ? media : null,
      dlt: textOf(fields.dlt_template_id),
      schedule: kind === 'sms' && typeof schedule === 'number' ? schedule : null,
    },
  };
}

export interface ContactBody {
  readonly phone: string;
  readonly first: string | null;
  readonly last: string | null;
}

export function checkContact(body: unknown): Checked<ContactBody> {
  const fields = fieldsOf(body);
  const phone = textOf(fields.phone);
  if (phone === null) return { errors: { phone: [required('phone')] } };
  if (!digitsOnly.test(phone)) return { errors: { phone: [`The phone ${clip(phone)} is not valid.`] } };
  return { value: { phone, first: textOf(fields.first_name), last: textOf(fields.last_name) } };
}

export interface GroupBody {
  readonly name: string;
  readonly description: string | null;
}

export function checkGroup(body: unknown): Checked<GroupBody> {
  const fields = fieldsOf(body);
  const name = textOf(fields.name);
  if (name === null) return { errors: { name: [required('name')] } };
  return { value: { name, description: textOf(fields.description) } };
}

/** A non-empty string, or a number as its digits (the reference allows both for numbers). */
function textOf(value: unknown): string | null {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value : null;
}

/** E.164 without the plus. */
const digitsOnly = /^[1-9]\d{6,14}$/;

function required(field: string): string {
  return `The ${field} field is required.`;
}

function clip(text: string): string {
  return text.length > 20 ? `${text.slice(0, 20)}…` : text;
}

function webAddress(text: string): boolean {
  return /^https?:\/\/[^\s/]/i.test(text) && URL.canParse(text);
}

/** `Y-m-d H:i` in the practice account's zone, which is UTC, or RFC 3339 with its own offset. */
function scheduleOf(value: unknown): number | null | 'bad' {
  if (value === undefined || value === null || value === '') return null;
  if (typeof value !== 'string') return 'bad';
  const local = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}(?::\d{2})?)$/.exec(value);
  if (local === null && !/^\d{4}-\d{2}-\d{2}T.*(?:Z|[+-]\d{2}:\d{2})$/.test(value)) return 'bad';
  const time = Date.parse(local === null ? value : `${local[1]}T${local[2]}Z`);
  return Number.isNaN(time) ? 'bad' : time;
}
