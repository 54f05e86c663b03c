import type { Gateway, Profile } from '#core/gateway/port.ts';
import type { Clock } from '#core/kernel/clock.ts';

/** Sending does not wait longer for the service to say what the account holds. */
const patienceMs = 2_000;

/**
 * Asks for the account's balance, before the first request of a run and after its last: what is gone in between tells
 * a person in doubt more than any guess. Null when the service does not say, or not in time; never rejects.
 */
export async function witnessBalance(
  gateway: Pick<Gateway, 'profile'>,
  clock: Clock,
): Promise<{ readonly text: string; readonly value: number | null } | null> {
  const stop = new AbortController();
  const timer = clock.after(patienceMs, () => stop.abort());
  try {
    const profile = await gateway.profile(stop.signal);
    return profile.ok ? balanceOf(profile.value) : null;
  } catch {
    return null;
  } finally {
    timer.cancel();
  }
}

function balanceOf({ balance, balanceText }: Profile): { readonly text: string; readonly value: number | null } | null {
  return balanceText === null ? null : { text: balanceText, value: balance };
}
