import type { PushStatus } from '#contract/groups.ts';
import type { AppError, ErrorCode } from '#core/kernel/errors.ts';
import { errorCodes } from '#core/kernel/errors.ts';

/** A push as parts of its whole: they always add up to `total`. */
export function pushParts({ total, created, refused, unclear }: PushStatus) {
  return [
    { id: 'created', value: created, tone: 'ok' },
    { id: 'refused', value: refused, tone: 'bad' },
    { id: 'unclear', value: unclear, tone: 'doubt' },
    { id: 'waiting', value: Math.max(0, total - created - refused - unclear), tone: 'wait' },
  ] as const;
}

/** Why a push stopped, in a form that has words: a code nobody knows is told as `internal`. */
export function pushError(status: PushStatus | null): AppError | null {
  if (status === null || status.error === null) return null;
  const { code, message } = status.error;
  const known = (errorCodes as readonly string[]).includes(code);
  return { code: known ? (code as ErrorCode) : 'internal', message };
}
