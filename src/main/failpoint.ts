/** Where a crash test ends the process: moments whose two sides the next start must tell apart. */
export const failpoints = [
  /** The claim is in its transaction, which is not committed. */
  'before-intent',
  /** The claim is on disk; not a byte has left. */
  'after-intent',
  /** The request is in the system's hands; nobody has read a reply. */
  'after-write',
  /** The reply is read; nobody has been told. */
  'after-reply',
  /** What became of a request is in its transaction, which is not committed. */
  'before-settle',
  /** The tables have taken the journal's steps, in a transaction that is not committed. */
  'in-fold',
  /** A step to a newer schema is done, in a transaction that is not committed. */
  'in-migration',
  /** A copy of the database is whole and has no name yet. */
  'in-backup',
] as const;

export type Failpoint = (typeof failpoints)[number];

const armed = read(process.env, import.meta.dirname);

/** `SLIPWAY_FAILPOINT=name[:n]`: the n-th time that point is reached. Counted by each thread for itself. */
function read(env: NodeJS.ProcessEnv, place: string): { readonly name: string; left: number } | null {
  // A shipped app lies in an archive: whatever its surroundings say, it never ends here.
  if (env.SLIPWAY_CRASH_TESTS !== '1' || place.includes('.asar')) return null;
  const [name = '', nth = '1'] = (env.SLIPWAY_FAILPOINT ?? '').split(':');
  return { name, left: Number(nth) };
}

/** Ends the process as SIGKILL does, if a crash test has asked for it: no handler runs, nothing is flushed. */
export function failpoint(name: Failpoint): void {
  if (armed === null || armed.name !== name) return;
  armed.left--;
  if (armed.left === 0) process.kill(process.pid, 'SIGKILL');
}

/** The same as soon as what runs now has returned. */
export function failpointSoon(name: Failpoint): void {
  if (armed?.name === name) queueMicrotask(() => failpoint(name));
}
