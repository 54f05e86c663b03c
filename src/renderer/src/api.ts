import type { FileToken } from '#contract/app.ts';
import type { SlipwayBridge } from '#contract/bridge.ts';
import type { Envelope } from '#contract/call.ts';
import type { CallName, EventName, EventPayload, Input, Output } from '#contract/contract.ts';
import type { AppError, ErrorCode, ErrorDetails } from '#core/kernel/errors.ts';

declare global {
  interface Window {
    readonly slipway: SlipwayBridge;
  }
}

/** An expected failure, thrown. People read the catalogue's words for `code`; `message` goes into the copied details. */
export class ApiError extends Error implements AppError {
  readonly code: ErrorCode;
  readonly details?: ErrorDetails;

  constructor(error: AppError) {
    super(error.message);
    this.name = 'ApiError';
    this.code = error.code;
    if (error.details !== undefined) this.details = error.details;
  }
}

/** Whatever was thrown, as an `ApiError`: a bug in a screen is `internal`. */
export function asApiError(thrown: unknown): ApiError {
  if (thrown instanceof ApiError) return thrown;
  return new ApiError({ code: 'internal', message: thrown instanceof Error ? thrown.message : String(thrown) });
}

/** A failure as it crossed the bridge. */
type PlainError = Extract<Envelope<never>, { readonly ok: false }>['error'];

export function toApiError({ code, message, details }: PlainError): ApiError {
  return new ApiError(details === undefined ? { code, message } : { code, message, details });
}

function open<T>(envelope: Envelope<T>): T {
  if (envelope.ok) return envelope.value;
  throw toApiError(envelope.error);
}

/** Calls without input take none. */
type Args<N extends CallName> = undefined extends Input<N> ? [input?: Input<N>] : [input: Input<N>];

async function call<N extends CallName>(name: N, ...[input]: Args<N>): Promise<Output<N>> {
  const method = window.slipway.calls[name] as (input: Input<N> | undefined) => Promise<Envelope<Output<N>>>;
  return open(await method(input));
}

/** Answers the function that ends the subscription. */
function on<N extends EventName>(name: N, listener: (payload: EventPayload<N>) => void): () => void {
  const subscribe = window.slipway.on[name] as (listener: (payload: EventPayload<N>) => void) => () => void;
  return subscribe(listener);
}

async function admitFile(file: File): Promise<FileToken> {
  return open(await window.slipway.admitFile(file));
}

export const api = { call, on, admitFile } as const;
