import type { AppError } from '../kernel/errors.ts';
import type { PhoneNumber } from '../kernel/ids.ts';
import type { Result } from '../kernel/result.ts';

/** Every path of the service after the base address; `{group_id}` is filled in. Each can be overridden per account. */
export interface ServicePaths {
  readonly listContacts: string;
  readonly createContact: string;
  readonly listGroups: string;
  readonly createGroup: string;
  readonly sendSms: string;
  readonly sendMms: string;
  readonly profile: string;
}

/** The paths exactly as the published reference's cURL samples call them, doubled parts included. */
export const defaultPaths: ServicePaths = {
  listContacts: '/api/http/v3/http/contacts',
  createContact: '/api/http/v3/v3/contacts/{group_id}/store',
  listGroups: '/api/http/v3/http/contact-groups',
  createGroup: '/api/http/v3/v3/contacts',
  sendSms: '/api/http/v3/http/sms/send',
  sendMms: '/api/http/v3/http/mms/send',
  profile: '/api/http/v3/http/profile',
};

export const defaultBaseUrl = 'https://api.faxinssms.com/api';

export interface ServiceEndpoint {
  /** https, or http on loopback; no trailing slash. */
  readonly baseUrl: string;
  readonly paths: ServicePaths;
}

export interface SmsRequest {
  readonly kind: 'sms';
  /** One or more; more than one goes as a comma list under one message id. */
  readonly recipients: readonly PhoneNumber[];
  readonly senderId: string;
  readonly message: string;
  /** `plain` is all the reference knows; family accounts want `unicode` for UCS-2 text. */
  readonly type: 'plain' | 'unicode';
  /** `YYYY-MM-DD HH:mm` in the account's own zone; null sends now. */
  readonly scheduleTime: string | null;
  readonly dltTemplateId: string | null;
}

export interface MmsRequest {
  readonly kind: 'mms';
  readonly recipients: readonly PhoneNumber[];
  readonly senderId: string;
  readonly mediaUrl: string;
  readonly message: string | null;
}

export type SendRequest = SmsRequest | MmsRequest;

/** What physically happened to one HTTP call, before anybody interprets it. */
export type Exchange =
  | {
      readonly kind: 'not_sent';
      /** No byte was written: trying again can repeat nothing. `unsendable`: nor can it help, the request itself cannot be written. */
      readonly reason: 'dns' | 'refused' | 'connect_timeout' | 'certificate' | 'offline' | 'aborted' | 'unsendable';
      readonly detail: string;
    }
  | {
      readonly kind: 'broken';
      /** Bytes may have been written and no whole reply came back. */
      readonly reason: 'reset' | 'timeout' | 'too_large' | 'cut' | 'stopped';
      readonly detail: string;
    }
  | {
      readonly kind: 'reply';
      readonly status: number;
      /** Names in lower case. */
      readonly headers: Readonly<Record<string, string>>;
      /** Decoded UTF-8, bounded by the client. */
      readonly body: string;
    };

/** What the service's headers say about its limit; null where it said nothing. */
export interface RateHints {
  /** Requests per minute (`X-RateLimit-Limit`). */
  readonly limitPerMinute: number | null;
  readonly remaining: number | null;
}

export type DoubtCause = 'timeout' | 'reset' | 'server_error' | 'html' | 'unreadable' | 'no_id' | 'stopped';

/** What a send attempt means for its recipients. See the table in `README.md` beside this file. */
export type SendOutcome =
  | { readonly kind: 'accepted'; readonly messageId: string; readonly words: string | null }
  /** `words`: the service's own, empty when it gave none. */
  | { readonly kind: 'rejected'; readonly words: string; readonly httpStatus: number }
  | { readonly kind: 'not_sent'; readonly error: AppError }
  | { readonly kind: 'throttled'; readonly retryAfterMs: number | null; readonly words: string }
  /** The account or the address is wrong: nobody is burnt, the campaign pauses. */
  | { readonly kind: 'stop'; readonly error: AppError; readonly httpStatus: number | null }
  | {
      readonly kind: 'in_doubt';
      readonly cause: DoubtCause;
      /** What Slipway observed; the service's own words are in quotation marks in it. */
      readonly words: string;
      readonly httpStatus: number | null;
    };

export interface Attempt {
  readonly outcome: SendOutcome;
  readonly rate: RateHints;
  /** The service's reply, or what the system said of a connection that broke; redacted, at most 2,000 characters, null when there was none. */
  readonly reply: string | null;
}

export interface Profile {
  readonly name: string | null;
  readonly email: string | null;
  /** As the service wrote it: `₱427`, `1,250`. */
  readonly balanceText: string | null;
  /** The number inside `balanceText`, when there is one. */
  readonly balance: number | null;
  /** What the balance counts: a currency or its symbol, or `units`; null where the service does not tell. */
  readonly unit: string | null;
  /** Which address answered. */
  readonly url: string;
}

export interface RemoteGroup {
  readonly uid: string;
  readonly name: string;
  readonly description: string | null;
  readonly contacts: number | null;
}

export interface RemoteContact {
  readonly uid: string;
  readonly groupUid: string | null;
  /** Digits as the service wrote them. */
  readonly phone: string;
  readonly firstName: string | null;
  readonly lastName: string | null;
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly page: number;
  readonly lastPage: number | null;
  readonly total: number | null;
  /** False on the last page, an empty page, or one the service repeated. */
  readonly more: boolean;
}

/** The remote service. One instance speaks for one account; it holds the key, nobody else does. */
export interface Gateway {
  /** Exactly one HTTP request, never repeated by itself. Never throws for anything the network or the service does. */
  send(request: SendRequest, signal?: AbortSignal): Promise<Attempt>;
  profile(signal?: AbortSignal): Promise<Result<Profile>>;
  listGroups(page: number): Promise<Result<Page<RemoteGroup>>>;
  createGroup(name: string, description: string | null): Promise<Result<RemoteGroup>>;
  listContacts(groupUid: string | null, page: number): Promise<Result<Page<RemoteContact>>>;
  createContact(
    groupUid: string,
    contact: { readonly phone: PhoneNumber; readonly firstName: string | null; readonly lastName: string | null },
  ): Promise<Result<RemoteContact>>;
  /** Lets connections go; requests in flight are allowed to end. */
  close(): Promise<void>;
}
