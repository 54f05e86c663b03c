import type { Clock, Timer } from '#core/kernel/clock.ts';
import type { AccountId } from '#core/kernel/ids.ts';
import { AccountPace, type Allowance, type KeptPace } from '#core/sending/account-pace.ts';
import type { StoredAccount } from '../store/accounts-store.ts';
import type { StoreClient } from '../store/protocol.ts';

/** What was learned is written down this often at most: it changes with every answer, and is worth little by itself. */
const saveEveryMs = 2_000;

/** One pace per account for everybody who sends through it, kept over restarts. */
export class AccountPaces {
  readonly #accounts: StoreClient['accounts'];
  readonly #clock: Clock;
  readonly #paces = new Map<AccountId, AccountPace>();
  /** What a person allowed since the app was started. */
  readonly #changed = new Map<AccountId, Allowance>();
  readonly #saved = new Map<AccountId, string>();
  #timer: Timer | null = null;

  constructor(accounts: StoreClient['accounts'], clock: Clock) {
    this.#accounts = accounts;
    this.#clock = clock;
  }

  /** The account's pace, with what is allowed today. */
  async of(account: StoredAccount): Promise<AccountPace> {
    const { id } = account;
    const kept = this.#paces.has(id) ? null : await this.#accounts.pace(id);
    // Whoever starts may have read the account seconds ago: a change since then counts.
    const allowed = this.#changed.get(id) ?? allowedBy(account);
    // Asked for twice at once: both get the first.
    const pace = this.#paces.get(id) ?? new AccountPace(this.#clock, allowed, kept);
    this.#paces.set(id, pace);
    pace.allow(allowed);
    return pace;
  }

  /** A person changed the account: whoever sends through it at this moment keeps to it from the next request on. */
  allow(account: StoredAccount): void {
    const allowed = allowedBy(account);
    this.#changed.set(account.id, allowed);
    this.#paces.get(account.id)?.allow(allowed);
  }

  /** A receipt says that the account was too fast: slower, though nobody was refused. */
  slowDown(account: AccountId): void {
    this.#paces.get(account)?.onRefusal(0);
    this.saveSoon();
  }

  /** Writes down what changed, a moment later. */
  saveSoon(): void {
    this.#timer ??= this.#clock.after(saveEveryMs, () => {
      this.#timer = null;
      void this.save();
    });
  }

  /** Never rejects: a pace that is not written down is learned again. */
  async save(): Promise<void> {
    for (const [id, pace] of this.#paces) {
      const kept = pace.kept();
      const learned = essence(kept);
      if (this.#saved.get(id) === learned) continue;
      this.#saved.set(id, learned);
      await this.#accounts.keepPace(id, kept).catch(() => this.#saved.delete(id));
    }
  }

  async close(): Promise<void> {
    this.#timer?.cancel();
    await this.save();
  }
}

function allowedBy({ ratePerSecond, concurrency }: StoredAccount): Allowance {
  return { rate: ratePerSecond, concurrency };
}

/** What makes it worth writing: not the time, which always changes. */
function essence({ learned, taught, stated, quietUntil, at }: KeptPace): string {
  return JSON.stringify([learned, taught, stated, quietUntil > at ? Math.round(quietUntil / 1_000) : 0]);
}
