/**
 * What the practice service can do wrong on purpose. `accepted` says whether the ledger holds the
 * message when the sender cannot tell: that is what makes a fault honest.
 */
export const faultKinds = [
  'rejected',
  'invalid',
  'undelivered',
  'expired',
  'no_receipt',
  'timeout_after_accept',
  'server_error_after_accept',
  'reset_after_accept',
  'throttled_once',
  'html_page',
  'cut_reply',
  'no_id',
  'slow',
  'out_of_credit',
  'server_error',
  'reset',
  'unauthenticated',
  'no_permission',
  'redirect',
  'not_found_page',
] as const;

export type FaultKind = (typeof faultKinds)[number];

export interface MagicNumber {
  /** E.164. A valid mobile number that nobody owns: the block 070-174 06 05 to 06 99 is kept for fiction by Sweden's regulator, PTS. */
  readonly number: `+${string}`;
  readonly fault: FaultKind;
  /** Whether the practice service's ledger counts the recipient. */
  readonly accepted: boolean;
  /** What happens, in words for the user guide. */
  readonly happens: string;
}

/** Numbers that make the practice service fail on purpose. In a comma list the first of them decides for the whole request. */
export const magicNumbers: readonly MagicNumber[] = [
  {
    number: '+46701740610',
    fault: 'rejected',
    accepted: false,
    happens: 'Refused by the service: 200 with status "error"',
  },
  { number: '+46701740611', fault: 'invalid', accepted: false, happens: 'Refused as invalid: 422 naming the field' },
  { number: '+46701740620', fault: 'undelivered', accepted: true, happens: 'Accepted; the receipt says Undelivered' },
  { number: '+46701740621', fault: 'expired', accepted: true, happens: 'Accepted; the receipt says Expired' },
  { number: '+46701740622', fault: 'no_receipt', accepted: true, happens: 'Accepted; no receipt ever comes' },
  {
    number: '+46701740630',
    fault: 'timeout_after_accept',
    accepted: true,
    happens: 'Accepted, but no reply ever comes',
  },
  {
    number: '+46701740631',
    fault: 'server_error_after_accept',
    accepted: true,
    happens: 'Accepted, but answered with 500',
  },
  {
    number: '+46701740632',
    fault: 'reset_after_accept',
    accepted: true,
    happens: 'Accepted, but the connection breaks before the reply',
  },
  {
    number: '+46701740640',
    fault: 'throttled_once',
    accepted: true,
    happens: 'Throttled the first time (429, wait 2 seconds), then accepted',
  },
  {
    number: '+46701740650',
    fault: 'html_page',
    accepted: false,
    happens: 'Answered with a web page (200 HTML), as a hotel login page does; not accepted',
  },
  {
    number: '+46701740651',
    fault: 'cut_reply',
    accepted: true,
    happens: 'Accepted, but the reply is cut in the middle',
  },
  { number: '+46701740652', fault: 'no_id', accepted: true, happens: 'Accepted, but the reply has no message id' },
  { number: '+46701740660', fault: 'slow', accepted: true, happens: 'Accepted after 3 seconds' },
  { number: '+46701740670', fault: 'out_of_credit', accepted: false, happens: 'Refused for lack of credit: 402' },
];

const byDigits: ReadonlyMap<string, FaultKind> = new Map(
  magicNumbers.map((magic) => [magic.number.slice(1), magic.fault]),
);

/** What this recipient (digits, no `+`) asks to go wrong; null for an ordinary number. */
export function faultFor(digits: string): FaultKind | null {
  return byDigits.get(digits) ?? null;
}
