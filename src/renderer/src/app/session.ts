import { useEffect } from 'react';
import { create } from 'zustand';
import type { Account, ProfileView } from '#contract/accounts.ts';
import type { Overview, Settings } from '#contract/app.ts';
import type { Progress } from '#contract/campaigns.ts';
import type { AccountKind } from '#core/accounts/account-kind.ts';
import type { AccountId } from '#core/kernel/ids.ts';
import { ApiError, api, asApiError, toApiError } from '../api.ts';
import { soon } from '../ui/soon.ts';

/** What the foot of the sidebar says about the service. */
export type Connection =
  | { readonly kind: 'connected' }
  | { readonly kind: 'asking' }
  | { readonly kind: 'offline' }
  | { readonly kind: 'no_key' }
  | { readonly kind: 'locked' }
  | { readonly kind: 'waiting'; readonly until: number };

interface Session {
  readonly ready: boolean;
  readonly settings: Settings | null;
  readonly accounts: readonly Account[];
  /** What the service told of each account, with its time. */
  readonly balances: Readonly<Record<number, ProfileView>>;
  /** How each account's service was reached last. */
  readonly connections: Readonly<Record<number, Connection>>;
  /** The account of the campaign on the screen; null where no campaign is on it. */
  readonly screenAccount: AccountId | null;
  /** Of which accounts figures are shown, once a person chose; null: of the kind in use. */
  readonly chosenKind: AccountKind | null;
  readonly counts: Overview | null;
  /** The zone of this computer, IANA. */
  readonly zone: string;
  readonly startError: ApiError | null;
  readonly start: () => Promise<void>;
  readonly refreshAccounts: () => Promise<void>;
  /** Asks the service of an account; left out: of the one that is shown. */
  readonly refreshBalance: (id?: AccountId) => Promise<void>;
  readonly showAccount: (id: AccountId | null) => void;
  readonly showKind: (kind: AccountKind) => void;
  readonly refreshCounts: () => Promise<void>;
  readonly changeSettings: (change: Partial<Settings>) => Promise<void>;
}

/** What every screen knows: settings, accounts, balance, counts. Features read it; only its own actions write it. */
export const useSession = create<Session>((set, get) => ({
  ready: false,
  settings: null,
  accounts: [],
  balances: {},
  connections: {},
  screenAccount: null,
  chosenKind: null,
  counts: null,
  zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  startError: null,

  async start() {
    try {
      const [settings, accounts, info] = await Promise.all([
        api.call('settings.get'),
        api.call('accounts.list'),
        api.call('app.info'),
      ]);
      set({ settings, accounts, zone: info.zone, ready: true, startError: null });
    } catch (thrown) {
      set({ startError: asApiError(thrown) });
      return;
    }
    await Promise.all([get().refreshCounts(), loadBalance(set, get, shownAccount(get()), false)]);
    await get().refreshBalance();
  },

  async refreshAccounts() {
    set({ accounts: await api.call('accounts.list') });
    await Promise.all([get().refreshCounts(), loadBalance(set, get, shownAccount(get()), true)]);
  },

  async refreshBalance(id) {
    const account = id === undefined ? shownAccount(get()) : (get().accounts.find((one) => one.id === id) ?? null);
    await loadBalance(set, get, account, true);
  },

  showAccount(id) {
    if (get().screenAccount === id) return;
    set({ screenAccount: id });
    const account = shownAccount(get());
    if (account !== null && get().balances[account.id] === undefined) {
      void loadBalance(set, get, account, false).then(() => loadBalance(set, get, account, true));
    }
  },

  showKind(kind) {
    set({ chosenKind: kind, counts: null });
    void get().refreshCounts();
  },

  async refreshCounts() {
    const kind = shownKind(get());
    const counts = await api.call('app.overview', { kind }).catch(() => get().counts);
    // Another kind may have been chosen while these were counted.
    if (kind === shownKind(get())) set({ counts });
  },

  async changeSettings(change) {
    set({ settings: await api.call('settings.set', change) });
  },
}));

/** The account new campaigns use. */
export function activeAccount(session: Pick<Session, 'accounts'>): Account | null {
  return session.accounts.find((account) => account.active) ?? null;
}

/** The account that the screen is about: its campaign's, or the one in use. */
export function shownAccount(session: Pick<Session, 'accounts' | 'screenAccount'>): Account | null {
  return session.accounts.find(({ id }) => id === session.screenAccount) ?? activeAccount(session);
}

/** Of which accounts figures are shown: never of both kinds. */
export function shownKind(session: Pick<Session, 'accounts' | 'chosenKind'>): AccountKind {
  return session.chosenKind ?? activeAccount(session)?.kind ?? 'practice';
}

const notAsked: Connection = { kind: 'asking' };

/** How the service of an account was reached last. */
export function connectionOf(session: Pick<Session, 'connections'>, id: AccountId): Connection {
  return session.connections[id] ?? notAsked;
}

type SetSession = (change: Partial<Session>) => void;

async function loadBalance(
  set: SetSession,
  get: () => Session,
  account: Account | null,
  refresh: boolean,
): Promise<void> {
  if (account === null) return;
  const { id } = account;
  const connected = (connection: Connection) => set({ connections: { ...get().connections, [id]: connection } });
  if (account.key === 'locked') return connected({ kind: 'locked' });
  if (account.kind === 'live' && account.key === 'none') return connected({ kind: 'no_key' });
  if (connectionOf(get(), id).kind !== 'connected') connected({ kind: 'asking' });
  try {
    const balance = await api.call('accounts.balance', { id, refresh });
    if (balance !== null) set({ balances: { ...get().balances, [id]: balance } });
    if (refresh) connected({ kind: 'connected' });
  } catch (thrown) {
    connected(connectionAfter(thrown));
  }
}

/** What a running campaign says of its account's connection. */
function connectionWhile(waiting: Progress['waiting'], before: Connection): Connection {
  if (waiting === null) return before.kind === 'waiting' || before.kind === 'offline' ? { kind: 'connected' } : before;
  if (waiting.why === 'throttled') return { kind: 'waiting', until: waiting.until };
  return waiting.why === 'offline' ? { kind: 'offline' } : before;
}

function connectionAfter(thrown: unknown): Connection {
  if (!(thrown instanceof ApiError)) return { kind: 'offline' };
  if (thrown.code === 'key_missing') return { kind: 'no_key' };
  if (thrown.code === 'keychain_locked') return { kind: 'locked' };
  if (thrown.code === 'throttled') {
    const seconds = Number(thrown.details?.seconds ?? 30);
    return { kind: 'waiting', until: Date.now() + seconds * 1_000 };
  }
  return { kind: 'offline' };
}

/** Says that the screen is about a campaign of this account, as long as it is drawn. Null while it is not known. */
export function useScreenAccount(id: AccountId | null | undefined): void {
  useEffect(() => {
    useSession.getState().showAccount(id ?? null);
    return () => useSession.getState().showAccount(null);
  }, [id]);
}

/** Keeps the session true while the app runs; answers the function that stops it. */
export function followSession(): () => void {
  const { getState: get, setState: set } = useSession;
  const due = new Set<AccountId>();
  const asking = soon(1_500, () => {
    for (const id of due) void get().refreshBalance(id);
    due.clear();
  });
  const recount = soon(400, () => void get().refreshCounts());
  const ends = [
    api.on('accounts.changed', () => void get().refreshAccounts()),
    api.on('contacts.changed', recount.ask),
    api.on('campaigns.changed', recount.ask),
    api.on('receipts.changed', recount.ask),
    // In place of every screen: nothing on them may be believed.
    api.on('backups.damaged', (error) => set({ startError: toApiError(error) })),
    api.on('campaigns.progress', ({ accountId, state, waiting }) => {
      // What was sent was paid for: the balance is asked again when a campaign pauses or ends.
      if (state === 'finished' || state === 'paused') {
        due.add(accountId);
        asking.ask();
      }
      const before = connectionOf(get(), accountId);
      const now = connectionWhile(waiting, before);
      if (now !== before) set({ connections: { ...get().connections, [accountId]: now } });
    }),
  ];
  const online = () => void get().refreshBalance();
  window.addEventListener('online', online);
  window.addEventListener('offline', online);
  // The balance is shown with its age; asking every five minutes costs one small request.
  const everyFiveMinutes = setInterval(() => online(), 300_000);
  return () => {
    for (const end of ends) end();
    recount.cancel();
    window.removeEventListener('online', online);
    window.removeEventListener('offline', online);
    clearInterval(everyFiveMinutes);
    asking.cancel();
  };
}
