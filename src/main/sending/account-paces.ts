import type { Clock, Timer } from '#core/kernel/clock.ts';
import type { AccountId } from '#core/kernel/ids.ts';
import { AccountPace, type KeptPace } from '#core/sending/account-pace.ts';
import type { StoredAccount } from '../store/accounts-store.ts';
import type { StoreClient } from '../store/protocol.ts';

/** What was learned is written down this often at most: it changes with every answer, and is worth little by itself. */
const saveEveryMs = 2_000;

/** One pace per account for everybody who sends through it, kept over restarts. */
export class AccountPaces {
  readonly #accounts: StoreClient['accounts'];
  readonly #clock: Clock;
  readonly #paces = new Map<AccountId, AccountPace>();
  readonly #saved = new Map<AccountId, string>();
  #timer: Timer | null = null;

  constructor(accounts: StoreClient['accounts'], clock: Clock) {
    this.#accounts = accounts;
    this.#clock = clock;
  }

  /** The account's pace, with what is allowed today. */
  async of(account: StoredAccount): Promise<AccountPace> {
    const allowed = { rate: account.ratePerSecond, concurrency: account.concurrency };
    const known = this.#paces.get(account.id);
    if (known !== undefined) {
      known.allow(allowed);
      return known;
    }
    const kept = await this.#accounts.pace(account.id);
    // Asked for twice at once: both get the first.
    const pace = this.#paces.get(account.id) ?? new AccountPace(this.#clock, allowed, kept);
    this.#paces.set(account.id, pace);
    return pace;
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

/** What makes it worth writing: not the time, which always changes. */
function essence({ learned, stated, quietUntil, at }: KeptPace): string {
  return JSON.stringify([learned, stated, quietUntil > at ? Math.round(quietUntil / 1_000) : 0]);
}
