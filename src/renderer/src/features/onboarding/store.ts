import { create } from 'zustand';
import type { ProfileView } from '#contract/accounts.ts';
import type { AccountId } from '#core/kernel/ids.ts';
import { type ApiError, api, asApiError } from '../../api.ts';

type Step = 'key' | 'country' | 'people';
export const steps = ['key', 'country', 'people'] as const satisfies readonly Step[];

interface Onboarding {
  readonly step: Step;
  readonly keychain: 'ready' | 'locked' | 'missing' | null;
  readonly platform: string;
  readonly busy: 'practice' | 'test' | 'keep' | null;
  readonly profile: ProfileView | null;
  /** The key is kept only until the app closes. */
  readonly sessionOnly: boolean;
  readonly error: ApiError | null;
  readonly look: () => Promise<void>;
  readonly go: (step: Step) => void;
  readonly edited: () => void;
  readonly practise: (practice: AccountId | null) => Promise<void>;
  readonly test: (key: string, baseUrl: string) => Promise<void>;
  readonly keep: (key: string, baseUrl: string, fallbackName: string) => Promise<void>;
}

/** The three steps. The key itself never enters this store: it stays in its field until the keychain has it. */
export const useOnboarding = create<Onboarding>((set, get) => ({
  step: 'key',
  keychain: null,
  platform: 'linux',
  busy: null,
  profile: null,
  sessionOnly: false,
  error: null,

  async look() {
    const [keychain, info] = await Promise.all([api.call('accounts.keychain'), api.call('app.info')]);
    set({ keychain: keychain.state, platform: info.platform });
  },

  go(step) {
    set({ step, error: null });
  },

  edited() {
    set({ profile: null, error: null });
  },

  async practise(practice) {
    set({ busy: 'practice', error: null });
    try {
      if (practice !== null) await api.call('accounts.activate', { id: practice });
      set({ step: 'country' });
    } catch (thrown) {
      set({ error: asApiError(thrown) });
    } finally {
      set({ busy: null });
    }
  },

  async test(key, baseUrl) {
    set({ busy: 'test', error: null, profile: null });
    try {
      set({ profile: await api.call('accounts.test', { key, ...(baseUrl === '' ? {} : { baseUrl }) }) });
    } catch (thrown) {
      set({ error: asApiError(thrown) });
    } finally {
      set({ busy: null });
    }
  },

  async keep(key, baseUrl, fallbackName) {
    set({ busy: 'keep', error: null });
    try {
      const name = get().profile?.name ?? fallbackName;
      const made = await api.call('accounts.create', { name, key, ...(baseUrl === '' ? {} : { baseUrl }) });
      await api.call('accounts.activate', { id: made.account.id });
      set({ sessionOnly: made.kept === 'session', step: 'country' });
    } catch (thrown) {
      set({ error: asApiError(thrown) });
    } finally {
      set({ busy: null });
    }
  },
}));
