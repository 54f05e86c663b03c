import type { ErrorCode } from '../../kernel/errors.ts';
import type { ErrorWords } from '../error-words.ts';

/** What can go wrong between this computer and the service: its address, the key, its answers, the way there. */
export const serviceErrors = {
  base_url_invalid: {
    title: 'This address of the service does not work',
    why: 'It has to begin with https://. Plain http:// works only for this computer itself.',
    fix: 'Correct the address in Settings, under Accounts.',
    for: {
      not_an_address: { why: 'It is no web address.' },
      has_login: { why: 'It holds a name or password. The key is sent in another way.' },
      has_query: { why: 'It has to end before any ? or #.' },
      bad_path: {
        title: 'A path does not work',
        why: 'A path begins with / and stays on the same host. The one for creating a contact holds {group_id}.',
        fix: 'Correct the path of “{{name}}”, or put back the usual paths.',
      },
      bad_path_letters: {
        title: 'A path does not work',
        why: 'It holds characters that no web address has, such as letters with accents. They are written with % signs.',
        fix: 'Correct the path of “{{name}}”, or put back the usual paths.',
      },
    },
  },
  key_missing: {
    title: 'This account has no key yet',
    why: 'Without its key, the service does not know {{account}}.',
    whyPlain: 'Without its key, the service does not know you.',
    fix: 'Paste the key in Settings, under Accounts, or practise without one.',
    for: {
      other_address: {
        title: 'The key was not given for this address',
        why: 'A key is sent only to the address it was given for. None was given for {{host}}, the present address of {{account}}.',
        fix: 'If {{host}} is right, paste the key again in Settings, under Accounts. If not, correct the address.',
      },
    },
  },
  key_wrong: {
    title: 'The service does not accept this key',
    why: 'It answered that it does not know the key. It may have been copied in part, or replaced by a newer one.',
    fix: 'Copy the whole key again from the service’s developer page and paste it.',
  },
  no_permission: {
    title: 'This key may not do that',
    why: 'The service knows the key, and your account is not allowed to use this part of it.',
    fix: 'Ask the service to switch on the API for your account, or use another key.',
  },
  out_of_credit: {
    title: 'The account is out of credit',
    why: 'The service refused to send because the balance does not cover it.',
    fix: 'Top up the account, then resume. Nobody was sent twice.',
  },
  throttled: {
    title: 'The service asked to wait',
    why: 'It takes only so many requests in a given time.',
    fix: 'Wait {{seconds}} s and try again. A campaign waits by itself.',
    fixPlain: 'Wait a moment and try again. A campaign waits by itself.',
  },
  service_error: {
    title: 'The service has a problem',
    why: 'It answered with error {{status}}.',
    whyPlain: 'It answered with an error of its own.',
    fix: 'Try again in a few minutes. If it stays, ask the service.',
  },
  service_refused: {
    title: 'The service said no',
    why: 'Its words: {{words}}',
    whyPlain: 'It gave no reason.',
    fix: 'Correct what it names, then try again.',
  },
  service_wrong_address: {
    title: 'This is not the service’s address',
    why: 'Something answers there, and it is not the messaging service.',
    fix: 'Check the address and the paths in Settings, under Accounts. Nothing was sent.',
    for: {
      unsendable: { why: 'The address or a path holds something that cannot be sent.' },
    },
  },
  service_unreadable: {
    title: 'The answer could not be understood',
    why: 'Something on the way, such as a sign-in page of your network, answered in place of the service.',
    fix: 'Check your connection and the address in Settings, then try again.',
  },
  offline: {
    title: 'The service cannot be reached',
    why: 'There is no connection to the internet, or a firewall is in the way.',
    fix: 'Check your connection. Preparing and sealing work offline; sending goes on when you are back.',
    for: {
      proxy_unknown: {
        why: 'This computer did not say which proxy to use. Its proxy script may not answer.',
        fix: 'Check the proxy settings of this computer. Nothing was sent.',
      },
    },
  },
  certificate: {
    title: 'The connection is not safe',
    why: 'The certificate of {{host}} is not valid. It may have expired, or something reads along.',
    whyPlain: 'The certificate of the service is not valid. It may have expired, or something reads along.',
    fix: 'Check the date of this computer and ask whoever looks after your network. Your key was not sent.',
  },
  timeout: {
    title: 'The service took too long',
    why: 'It did not answer in time.',
    fix: 'Try again. If it stays, check your connection.',
  },
} as const satisfies Partial<Record<ErrorCode, ErrorWords>>;
