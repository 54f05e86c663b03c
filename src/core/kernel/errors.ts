/**
 * Every failure a person can meet, as a closed set. Each code has words in the message catalogue
 * (`errors.<code>.title|why|fix`) and a test; `errors.test.ts` fails when one of them is missing.
 */
export const errorCodes = [
  // wrong use
  'usage',
  'invalid_input',
  'not_found',
  'conflict',
  'wrong_state',
  // files
  'file_missing',
  'file_unreadable',
  'file_empty',
  'file_header_only',
  'file_is_spreadsheet',
  'file_is_compressed',
  'file_is_not_text',
  'file_unclosed_quote',
  'file_record_too_long',
  'file_write_failed',
  'csv_no_phone_column',
  'receipts_unreadable',
  // messages and campaigns
  'template_syntax',
  'template_unknown_field',
  'message_empty',
  'sender_missing',
  'sender_invalid',
  'media_url_invalid',
  'schedule_invalid',
  'schedule_past',
  'audience_empty',
  'campaign_changed',
  // the service
  'base_url_invalid',
  'key_missing',
  'key_wrong',
  'no_permission',
  'out_of_credit',
  'throttled',
  'service_error',
  'service_refused',
  'service_wrong_address',
  'service_unreadable',
  'offline',
  'certificate',
  'timeout',
  // keychain
  'keychain_locked',
  'keychain_missing',
  'keychain_failed',
  // storage and process
  'storage_full',
  'storage_failed',
  'storage_damaged',
  'storage_missing',
  'storage_newer',
  'already_running',
  'confirmation_needed',
  'port_in_use',
  'cancelled',
  'forbidden',
  'internal',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** Plain data that fills the placeholders of an error's words; never a secret, never a stack. */
export type ErrorDetails = Readonly<Record<string, string | number | boolean | null>>;

/** An expected failure as a value. `message` is for logs; people read the catalogue's words for `code`. */
export interface AppError {
  readonly code: ErrorCode;
  readonly message: string;
  readonly details?: ErrorDetails;
}

export function appError(code: ErrorCode, message: string, details?: ErrorDetails): AppError {
  return details === undefined ? { code, message } : { code, message, details };
}

/** Carries an expected failure through code that can only throw; the edges turn it back into an `AppError`. */
export class Failure extends Error {
  readonly error: AppError;

  constructor(error: AppError) {
    super(error.message);
    this.name = 'Failure';
    this.error = error;
  }
}

export function fail(code: ErrorCode, message: string, details?: ErrorDetails): never {
  throw new Failure(appError(code, message, details));
}

/** What an edge answers for anything thrown: a `Failure` keeps its error, everything else is a bug, `internal`. */
export function toAppError(thrown: unknown): AppError {
  if (thrown instanceof Failure) return thrown.error;
  return appError('internal', thrown instanceof Error ? thrown.message : String(thrown));
}

/** For the default branch of an exhaustive switch: the type checker refuses it while a case is missing. */
export function unreachable(value: never): never {
  throw new Error(`unreachable: ${JSON.stringify(value)}`);
}

/** The disk took nothing: what was to be written can be tried again. Any other failure of a store is the same the next time. */
export function isOfTheDisk({ code }: Pick<AppError, 'code'>): boolean {
  return code === 'storage_full' || code === 'storage_failed';
}
