/** What happened to the log or to a connection, in the order in which the kernel saw it. */
export type Traced =
  | { readonly kind: 'written'; readonly from: number; readonly to: number; readonly text: string }
  | { readonly kind: 'synced'; readonly from: number; readonly to: number }
  | { readonly kind: 'sent'; readonly from: number; readonly to: number; readonly text: string };

const call = /^(\d+) +(\d+\.\d+) (\w+)\((\d+)<([^>]*)>(?:, (.*))?\) += (-?\d+).*<(\d+\.\d+)>$/;
const begun = /^(\d+) +(\d+\.\d+) (\w+)\((.*) <unfinished \.\.\.>$/;
const resumed = /^(\d+) +(\d+\.\d+) <\.\.\. (\w+) resumed>(.*)$/;

/**
 * Reads `strace -f -ttt -T -y`. A call that another thread interrupts takes two lines; both are put together again. Times are
 * seconds: `from` when a call began, `to` when it was over.
 */
export function readTrace(text: string): readonly Traced[] {
  const open = new Map<string, string>();
  const events: Traced[] = [];
  for (const line of text.split('\n')) {
    const start = begun.exec(line);
    if (start !== null) {
      open.set(`${start[1]} ${start[3]}`, `${start[1]} ${start[2]} ${start[3]}(${start[4]}`);
      continue;
    }
    const rest = resumed.exec(line);
    const whole = rest === null ? line : `${open.get(`${rest[1]} ${rest[3]}`) ?? ''}${rest[4]}`;
    const event = eventOf(whole);
    if (event !== null) events.push(event);
  }
  return events.sort((one, other) => one.from - other.from);
}

function eventOf(line: string): Traced | null {
  const found = call.exec(line);
  if (found === null) return null;
  const [, , start, name, , target = '', args = '', result, took] = found;
  const from = Number(start);
  const to = from + Number(took);
  if (Number(result) < 0) return null;
  if (target.endsWith('-wal')) {
    return name === 'fsync' || name === 'fdatasync'
      ? { kind: 'synced', from, to }
      : { kind: 'written', from, to, text: args };
  }
  return target.startsWith('TCP:') || target.startsWith('socket:') ? { kind: 'sent', from, to, text: args } : null;
}

/** A request as the database knows it afterwards: its number, and whom it was for (their ids, in the order of the claim). */
export interface KnownRequest {
  readonly id: number;
  readonly people: readonly number[];
  readonly digits: readonly string[];
}

export interface Verdict {
  readonly requests: number;
  readonly syncs: number;
  /** Shortest time from the end of the sync to the request, microseconds. */
  readonly shortest: number;
  readonly problems: readonly string[];
}

/**
 * For every request that left: the row that claims it was written to the log, then the log was synced, and the sync was over
 * before the request's first byte was handed to the kernel.
 */
export function judgeTrace(events: readonly Traced[], known: readonly KnownRequest[]): Verdict {
  const byDigits = new Map(known.map((one) => [one.digits.join(','), one]));
  const problems: string[] = [];
  let requests = 0;
  let shortest = Number.POSITIVE_INFINITY;
  for (const sent of events) {
    if (sent.kind !== 'sent' || !sent.text.includes('POST ')) continue;
    requests++;
    const digits = /\\"recipient\\":\\"([\d, ]+)\\"/.exec(sent.text)?.[1]?.replaceAll(' ', '') ?? '';
    const request = byDigits.get(digits);
    if (request === undefined) {
      problems.push(`a request to ${digits || 'nobody'} that the database does not know`);
      continue;
    }
    // A step's row as `outbox-journal.ts` writes it. Its first copy: the page is written again with later rows.
    const row = `[${request.id},[${request.people.join(',')}]]`;
    const claim = events.find((one) => one.kind === 'written' && one.text.includes(row));
    const sync = events.find((one) => one.kind === 'synced' && claim !== undefined && one.from >= claim.to);
    if (claim === undefined) problems.push(`request ${request.id} left without a claim in the log`);
    else if (sync === undefined || sync.to > sent.from)
      problems.push(`request ${request.id} left before its claim was synced`);
    else shortest = Math.min(shortest, (sent.from - sync.to) * 1e6);
  }
  const syncs = events.filter(({ kind }) => kind === 'synced').length;
  return { requests, syncs, shortest: Math.round(shortest), problems };
}
