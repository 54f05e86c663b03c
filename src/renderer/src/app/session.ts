import { create } from 'zustand';
import type { Account, ProfileView } from '#contract/accounts.ts';
import type { Overview, Settings } from '#contract/app.ts';
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
  readonly balance: ProfileView | null;
  readonly counts: Overview | null;
  readonly connection: Connection;
  /** The zone of this computer, IANA. */
  readonly zone: string;
  readonly startError: ApiError | null;
  readonly start: () => Promise<void>;
  readonly refreshAccounts: () => Promise<void>;
  readonly refreshBalance: () => Promise<void>;
  readonly refreshCounts: () => Promise<void>;
  readonly changeSettings: (change: Partial<Settings>) => Promise<void>;
}

/** What every screen knows: settings, accounts, balance, counts. Features read it; only its own actions write it. */
export const useSession = create<Session>((set, get) => ({
  ready: false,
  settings: null,
  accounts: [],
  balance: null,
  counts: null,
  connection: { kind: 'asking' },
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
    await Promise.all([get().refreshCounts(), loadBalance(set, get, false)]);
    await get().refreshBalance();
  },

  async refreshAccounts() {
    set({ accounts: await api.call('accounts.list') });
    await loadBalance(set, get, true);
  },

  async refreshBalance() {
    await loadBalance(set, get, true);
  },

  async refreshCounts() {
    set({ counts: await api.call('app.overview').catch(() => get().counts) });
  },

  async changeSettings(change) {
    set({ settings: await api.call('settings.set', change) });
  },
}));

/** The account new campaigns use. */
export function activeAccount(session: Pick<Session, 'accounts'>): Account | null {
  return session.accounts.find((account) => account.active) ?? null;
}

type Set = (change: Partial<Session>) => void;

async function loadBalance(set: Set, get: () => Session, refresh: boolean): Promise<void> {
  const account = activeAccount(get());
  if (account?.key === 'locked') return set({ connection: { kind: 'locked' }, balance: null });
  if (account === null || (account.kind === 'live' && account.key === 'none')) {
    return set({ connection: { kind: 'no_key' }, balance: null });
  }
  if (get().connection.kind !== 'connected') set({ connection: { kind: 'asking' } });
  try {
    const balance = await api.call('accounts.balance', { refresh });
    set(refresh || balance !== null ? { balance } : {});
    if (refresh) set({ connection: { kind: 'connected' } });
  } catch (thrown) {
    set({ connection: connectionAfter(thrown) });
  }
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

/** Keeps the session true while the app runs; answers the function that stops it. */
export function followSession(): () => void {
  const { getState: get, setState: set } = useSession;
  const asking = soon(1_500, () => void get().refreshBalance());
  const recount = soon(400, () => void get().refreshCounts());
  const ends = [
    api.on('accounts.changed', () => void get().refreshAccounts()),
    api.on('contacts.changed', recount.ask),
    api.on('campaigns.changed', recount.ask),
    api.on('receipts.changed', recount.ask),
    // In place of every screen: nothing on them may be believed.
    api.on('backups.damaged', (error) => set({ startError: toApiError(error) })),
    api.on('campaigns.progress', ({ state, waiting }) => {
      // What was sent was paid for: the balance is asked again when a campaign comes to rest.
      if (state === 'finished' || state === 'paused') asking.ask();
      if (waiting === null) {
        if (get().connection.kind === 'waiting') set({ connection: { kind: 'connected' } });
      } else if (waiting.why === 'throttled') set({ connection: { kind: 'waiting', until: waiting.until } });
      else if (waiting.why === 'offline') set({ connection: { kind: 'offline' } });
    }),
  ];
  const online = () => void get().refreshBalance();
  window.addEventListener('online', online);
  window.addEventListener('offline', online);
  // The balance is shown with its age; asking every five minutes costs one small request.
  const everyFiveMinutes = setInterval(online, 300_000);
  return () => {
    for (const end of ends) end();
    recount.cancel();
    window.removeEventListener('online', online);
    window.removeEventListener('offline', online);
    clearInterval(everyFiveMinutes);
    asking.cancel();
  };
}
