import type { PhoneNumber } from '../kernel/ids.ts';
import type { SendRequest, ServicePaths } from './port.ts';

/** One call as it goes on the wire, without host and key. */
export interface Call {
  readonly method: 'GET' | 'POST';
  /** After the base address, with its query. */
  readonly path: string;
  /** JSON text, or null for none. */
  readonly body: string | null;
}

/** Digits without the plus, as the reference's samples write numbers. */
export function digits(phone: PhoneNumber): string {
  return phone.startsWith('+') ? phone.slice(1) : phone;
}

export function sendCall(paths: ServicePaths, request: SendRequest): Call {
  const recipient = request.recipients.map(digits).join(',');
  if (request.kind === 'mms') {
    const { senderId, mediaUrl, message } = request;
    const fields = { recipient, sender_id: senderId, media_url: mediaUrl };
    return post(paths.sendMms, message === null ? fields : { ...fields, message });
  }
  const { senderId, type, message, scheduleTime, dltTemplateId } = request;
  return post(paths.sendSms, {
    recipient,
    sender_id: senderId,
    type,
    message,
    // Left out rather than null: a strict validator takes an empty schedule for a wrong one.
    ...(scheduleTime === null ? {} : { schedule_time: scheduleTime }),
    ...(dltTemplateId === null ? {} : { dlt_template_id: dltTemplateId }),
  });
}

export function profileCall(paths: ServicePaths): Call {
  return get(paths.profile);
}

export function listGroupsCall(paths: ServicePaths, page: number): Call {
  return get(`${paths.listGroups}?page=${page}`);
}

export function createGroupCall(paths: ServicePaths, name: string, description: string | null): Call {
  return post(paths.createGroup, description === null ? { name } : { name, description });
}

export function listContactsCall(paths: ServicePaths, groupUid: string | null, page: number): Call {
  const group = groupUid === null ? '' : `group_id=${encodeURIComponent(groupUid)}&`;
  return get(`${paths.listContacts}?${group}page=${page}`);
}

export function createContactCall(
  paths: ServicePaths,
  groupUid: string,
  contact: { readonly phone: PhoneNumber; readonly firstName: string | null; readonly lastName: string | null },
): Call {
  return post(paths.createContact.replaceAll('{group_id}', encodeURIComponent(groupUid)), {
    phone: digits(contact.phone),
    ...(contact.firstName === null ? {} : { first_name: contact.firstName }),
    ...(contact.lastName === null ? {} : { last_name: contact.lastName }),
  });
}

function get(path: string): Call {
  return { method: 'GET', path, body: null };
}

function post(path: string, fields: Readonly<Record<string, unknown>>): Call {
  return { method: 'POST', path, body: JSON.stringify(fields) };
}
