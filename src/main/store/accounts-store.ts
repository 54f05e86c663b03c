import type { AccountKind } from '#core/accounts/account-kind.ts';
import type { ServicePaths } from '#core/gateway/port.ts';
import type { Instant } from '#core/kernel/clock.ts';
import { type ErrorCode, fail } from '#core/kernel/errors.ts';
import type { AccountId } from '#core/kernel/ids.ts';
import type { KeptPace } from '#core/sending/account-pace.ts';
import type { Db } from './database.ts';

/** An account as stored. Its key is not here and never will be: `uid` names it in the OS keychain. */
export interface StoredAccount {
  readonly id: AccountId;
  readonly uid: string;
  readonly name: string;
  readonly kind: AccountKind;
  readonly baseUrl: string;
  readonly paths: ServicePaths;
  readonly ratePerSecond: number;
  readonly concurrency: number;
  readonly smsType: 'plain' | 'auto';
  readonly defaultSender: string;
  readonly active: boolean;
  /** How its last connection test with the kept key ended; null before the first. */
  readonly lastTest: ConnectionTest | null;
}

export type NewAccount = Omit<StoredAccount, 'id' | 'active' | 'lastTest'>;
export type AccountChange = Partial<Omit<StoredAccount, 'id' | 'uid' | 'kind' | 'active' | 'lastTest'>>;

/** How a connection test ended. */
export interface ConnectionTest {
  readonly ok: boolean;
  readonly at: Instant;
  /** Why it failed. */
  readonly code: ErrorCode | null;
}

/** The last profile reply of an account, already redacted. */
export interface StoredProfile {
  readonly url: string;
  readonly name: string | null;
  readonly email: string | null;
  readonly balanceText: string | null;
  readonly balance: number | null;
  /** What the balance counts: a currency, or `units`; null where the service does not tell. Absent in profiles of earlier versions. */
  readonly unit?: string | null;
  readonly at: Instant;
}

interface AccountRow {
  readonly id: AccountId;
  readonly uid: string;
  readonly name: string;
  readonly kind: AccountKind;
  readonly base_url: string;
  readonly paths: string;
  readonly rate_per_second: number;
  readonly concurrency: number;
  readonly sms_type: 'plain' | 'auto';
  readonly default_sender: string;
  readonly active: number;
  readonly last_test: string | null;
}

function fromRow(row: AccountRow): StoredAccount {
  return {
    id: row.id,
    uid: row.uid,
    name: row.name,
    kind: row.kind,
    baseUrl: row.base_url,
    paths: JSON.parse(row.paths) as ServicePaths,
    ratePerSecond: row.rate_per_second,
    concurrency: row.concurrency,
    smsType: row.sms_type,
    defaultSender: row.default_sender,
    active: row.active === 1,
    lastTest: row.last_test === null ? null : (JSON.parse(row.last_test) as ConnectionTest),
  };
}

export function createAccountsStore(db: Db) {
  const get = (id: AccountId): StoredAccount => {
    const row = db.get<AccountRow>('SELECT * FROM accounts WHERE id = ?', id);
    if (row === undefined) fail('not_found', `no account ${id}`, { what: 'account' });
    return fromRow(row);
  };

  return {
    list: (): readonly StoredAccount[] => db.all<AccountRow>('SELECT * FROM accounts ORDER BY id').map(fromRow),
    get,
    /** What the account's service taught about its pace; null when nothing was learned. */
    pace(id: AccountId): KeptPace | null {
      const text = db.get<{ pace: string | null }>('SELECT pace FROM accounts WHERE id = ?', id)?.pace ?? null;
      return text === null ? null : (JSON.parse(text) as KeptPace);
    },
    keepPace(id: AccountId, pace: KeptPace): void {
      db.run('UPDATE accounts SET pace = ? WHERE id = ?', JSON.stringify(pace), id);
    },
    /** The first account ever becomes the active one. */
    create(account: NewAccount, now: Instant): StoredAccount {
      return db.transaction(() => {
        const first = db.get('SELECT 1 FROM accounts') === undefined ? 1 : 0;
        const { id } = db.run(
          `INSERT INTO accounts (uid, name, kind, base_url, paths, rate_per_second, concurrency, sms_type,
                                 default_sender, active, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
          account.uid,
          account.name,
          account.kind,
          account.baseUrl,
          JSON.stringify(account.paths),
          account.ratePerSecond,
          account.concurrency,
          account.smsType,
          account.defaultSender,
          first,
          now,
        );
        return get(id as AccountId);
      });
    },
    update(id: AccountId, change: AccountChange): StoredAccount {
      return db.transaction(() => {
        const next = { ...get(id), ...change };
        db.run(
          `UPDATE accounts SET name = ?, base_url = ?, paths = ?, rate_per_second = ?, concurrency = ?, sms_type = ?,
                               default_sender = ? WHERE id = ?`,
          next.name,
          next.baseUrl,
          JSON.stringify(next.paths),
          next.ratePerSecond,
          next.concurrency,
          next.smsType,
          next.defaultSender,
          id,
        );
        return get(id);
      });
    },
    /** Refused while a campaign names it: its results would lose their meaning. */
    remove(id: AccountId): void {
      db.transaction(() => {
        if (get(id).kind === 'practice') fail('wrong_state', 'the practice account stays', { what: 'account' });
        if (db.get('SELECT 1 FROM campaigns WHERE account_id = ?', id) !== undefined) {
          fail('conflict', 'campaigns were sent with this account', { what: 'account' });
        }
        db.run('DELETE FROM accounts WHERE id = ?', id);
        if (db.get('SELECT 1 FROM accounts WHERE active = 1') === undefined) {
          db.run('UPDATE accounts SET active = 1 WHERE id = (SELECT min(id) FROM accounts)');
        }
      });
    },
    writeTest(id: AccountId, test: ConnectionTest): void {
      db.run('UPDATE accounts SET last_test = ? WHERE id = ?', JSON.stringify(test), id);
    },
    activate(id: AccountId): void {
      db.transaction(() => {
        get(id);
        db.run('UPDATE accounts SET active = (id = ?)', id);
      });
    },
    readProfile(id: AccountId): StoredProfile | null {
      const row = db.get<{ profile: string | null }>('SELECT profile FROM accounts WHERE id = ?', id);
      return row?.profile == null ? null : (JSON.parse(row.profile) as StoredProfile);
    },
    writeProfile(id: AccountId, profile: StoredProfile): void {
      db.run('UPDATE accounts SET profile = ? WHERE id = ?', JSON.stringify(profile), id);
    },
  };
}

export type AccountsStore = ReturnType<typeof createAccountsStore>;
