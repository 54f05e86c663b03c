import type { ContactEvent, GroupEvent, LedgerEvent, PlannedReceipt } from './events.ts';

export interface PendingReceipt extends PlannedReceipt {
  readonly id: string;
}

export interface LedgerTotals {
  /** Accepted send requests. */
  readonly requests: number;
  /** Accepted recipients, counted each time. */
  readonly recipients: number;
  readonly distinct: number;
  /** Recipients accepted more than once: zero is what a sender that repeats nobody leaves here. */
  readonly repeated: number;
  /** What was charged, in segments. */
  readonly cost: number;
}

/** What the service knows, rebuilt from its events. Texts and ids stay in the file, so a million messages fit in memory. */
export interface Book {
  apply(event: LedgerEvent): void;
  balance(): number;
  totals(): LedgerTotals;
  countOf(digits: string): number;
  counts(): Iterable<readonly [digits: string, times: number]>;
  groups(): readonly GroupEvent[];
  hasGroup(uid: string): boolean;
  /** Contacts of one group, or of all when null. */
  contacts(group: string | null): readonly ContactEvent[];
  hasContact(group: string, phone: string): boolean;
  /** Receipts promised and not settled. */
  pending(): readonly PendingReceipt[];
  /** Events so far: a part of every id, so that a restart cannot repeat one. */
  sequence(): number;
}

export function createBook(startBalance: number): Book {
  // Digits as numbers: E.164 fits in 53 bits and has no leading zero; half the memory of strings.
  const counts = new Map<number, number>();
  const groups: GroupEvent[] = [];
  const members = new Map<string, { readonly list: ContactEvent[]; readonly phones: Set<string> }>();
  const contacts: ContactEvent[] = [];
  const pending = new Map<string, PendingReceipt>();
  let balance = startBalance;
  let sequence = 0;
  let requests = 0;
  let recipients = 0;
  let repeated = 0;
  let cost = 0;

  const apply = (event: LedgerEvent): void => {
    sequence += 1;
    switch (event.t) {
      case 'sent':
        requests += 1;
        recipients += event.to.length;
        cost += event.cost;
        balance -= event.cost;
        for (const digits of event.to) {
          const times = (counts.get(Number(digits)) ?? 0) + 1;
          counts.set(Number(digits), times);
          if (times === 2) repeated += 1;
        }
        if (event.receipt !== null) pending.set(event.id, { id: event.id, ...event.receipt });
        return;
      case 'receipt':
        pending.delete(event.id);
        return;
      case 'group':
        groups.push(event);
        members.set(event.uid, { list: [], phones: new Set() });
        return;
      case 'contact':
        contacts.push(event);
        members.get(event.group)?.list.push(event);
        members.get(event.group)?.phones.add(event.phone);
        return;
      case 'balance':
        balance = event.balance;
        return;
    }
  };

  return {
    apply,
    balance: () => balance,
    totals: () => ({ requests, recipients, distinct: counts.size, repeated, cost }),
    countOf: (digits) => counts.get(Number(digits)) ?? 0,
    *counts() {
      for (const [digits, times] of counts) yield [String(digits), times] as const;
    },
    groups: () => groups,
    hasGroup: (uid) => members.has(uid),
    contacts: (group) => (group === null ? contacts : (members.get(group)?.list ?? [])),
    hasContact: (group, phone) => members.get(group)?.phones.has(phone) ?? false,
    pending: () => [...pending.values()],
    sequence: () => sequence,
  };
}
