import type { Profile } from '../gateway/port.ts';
import type { ErrorCode } from '../kernel/errors.ts';
import type { Result } from '../kernel/result.ts';

/** Failures that only the service itself can have told: a sign-in page of a network has others. */
const itsOwn: readonly ErrorCode[] = ['key_wrong', 'out_of_credit', 'throttled', 'service_refused'];

/** Whether a call that sends nothing was answered by the service, well or badly, rather than by nobody or somebody else. */
export function answeredByService(profile: Result<Profile>): boolean {
  return profile.ok || itsOwn.includes(profile.error.code);
}
