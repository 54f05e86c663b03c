import type { Account, ProfileView } from '#contract/accounts.ts';
import type { Settings } from '#contract/app.ts';
import type { BackupsView } from '#contract/backup.ts';
import type { PracticeView } from '#contract/practice.ts';
import type { ListenerView, ReceiptRow } from '#contract/receipts.ts';
import { fail } from '#core/kernel/errors.ts';
import type { AccountId, CampaignId, ReceiptId } from '#core/kernel/ids.ts';
import type { Emit, FakeOptions, Handlers } from './fake-types.ts';

type Office = Pick<
  Handlers,
  Extract<
    keyof Handlers,
    | `app.${string}`
    | `settings.${string}`
    | `accounts.${string}`
    | `receipts.${string}`
    | `practice.${string}`
    | `backups.${string}`
  >
>;

const paths = {
  listContacts: '/api/v3/contacts',
  createContact: '/api/v3/contacts',
  listGroups: '/api/v3/groups',
  createGroup: '/api/v3/groups',
  sendSms: '/api/v3/sms/send',
  sendMms: '/api/v3/mms/send',
  profile: '/api/v3/profile',
};

export function fakeOfficeCalls(options: FakeOptions, emit: Emit): Office {
  const live = options.scenario === 'live';
  let settings: Settings = { country: 'NL', theme: options.theme, welcomed: options.scenario !== 'first' };
  let accounts: Account[] = [
    {
      id: 1 as AccountId,
      name: 'Riverside Clinic',
      kind: 'live',
      baseUrl: 'https://portal.cloudmessaging.example',
      paths,
      ratePerSecond: 50,
      concurrency: 8,
      smsType: 'plain',
      defaultSender: 'RiversideGP',
      key: 'kept',
      active: live,
    },
    {
      id: 2 as AccountId,
      name: 'Practice account',
      kind: 'practice',
      baseUrl: 'http://127.0.0.1:49152',
      paths,
      ratePerSecond: 50,
      concurrency: 8,
      smsType: 'plain',
      defaultSender: 'Slipway',
      key: 'kept',
      active: !live,
    },
  ];
  const day = 24 * 3_600_000;
  let backups: BackupsView = {
    open: true,
    backups: [1, 2, 3].map((days) => ({
      name: `slipway-${days}.db`,
      at: Date.now() - days * day,
      bytes: 8_400_000 - days * 90_000,
      schema: 3,
      contacts: days === 3 ? null : 12_480 - days,
      campaigns: days === 3 ? null : 31 - days,
    })),
    kept: 7,
    problem: null,
    restored: null,
    folder: '/home/anna/.config/Slipway/backups',
  };
  if (!live) accounts = accounts.filter((account) => account.kind === 'practice');
  let listener: ListenerView = {
    state: 'listening',
    url: 'http://127.0.0.1:8123/receipts/k3Jf82mQpZ',
    port: 8123,
    host: '127.0.0.1',
    allowedHosts: [],
    lastAt: Date.now() - 41_000,
    received: 7_263,
    error: null,
  };
  let practice: PracticeView = {
    running: true,
    url: 'http://127.0.0.1:49152',
    accepted: 512,
    balanceText: '€ 1,250.00',
    latencyMs: 20,
    rateLimitPerMinute: null,
    receiptDelayMs: 1_500,
    magicNumbers: [
      { phone: '+15005550001', effect: 'rejected' },
      { phone: '+15005550002', effect: 'undelivered' },
      { phone: '+15005550003', effect: 'timeout' },
      { phone: '+15005550004', effect: 'server_error' },
      { phone: '+15005550005', effect: 'throttled' },
      { phone: '+15005550006', effect: 'html' },
    ],
  };
  const now = () => Date.now();
  const profile = (): ProfileView => ({
    url: live ? 'https://portal.cloudmessaging.example/api/v3/profile' : 'http://127.0.0.1:49152/api/v3/profile',
    name: live ? 'Riverside Clinic' : 'Practice account',
    email: 'office@riverside.example',
    balanceText: live ? '€ 418.20' : '€ 1,250.00',
    balance: live ? 418.2 : 1_250,
    at: now(),
  });
  const active = () => accounts.find((account) => account.active) ?? fail('not_found', 'no active account');
  const one = (id: number) => accounts.find((account) => account.id === id) ?? fail('not_found', 'no such account');
  const change = (id: number, with_: Partial<Account>) => {
    accounts = accounts.map((account) => (account.id === id ? { ...account, ...with_ } : account));
    emit('accounts.changed', undefined);
    return one(id);
  };
  const judge = (key: string): ProfileView => {
    if (key.includes('wrong')) fail('key_wrong', '401 Unauthenticated');
    if (key.includes('forbidden')) fail('no_permission', '403');
    if (key.includes('offline')) fail('offline', 'ENOTFOUND');
    if (key.includes('certificate')) fail('certificate', 'CERT_HAS_EXPIRED', { host: 'portal.cloudmessaging.example' });
    if (key.includes('throttled')) fail('throttled', '429', { seconds: 12 });
    if (key.includes('locked')) fail('keychain_locked', 'locked');
    return {
      ...profile(),
      name: 'Riverside Clinic',
      balanceText: '€ 418.20',
      url: 'https://portal.cloudmessaging.example/api/v3/profile',
    };
  };
  const receipts: ReceiptRow[] = Array.from({ length: 420 }, (_, index) => {
    const meaning = index % 9 === 4 ? 'undelivered' : index % 23 === 7 ? 'pending' : 'delivered';
    const unmatched = index % 31 === 11;
    return {
      id: (index + 1) as ReceiptId,
      messageId: `65f1${(index * 7_919).toString(16).padStart(8, '0')}`,
      status: meaning === 'delivered' ? 'DELIVRD' : meaning === 'pending' ? 'ENROUTE' : 'UNDELIV',
      meaning,
      reason:
        meaning === 'undelivered' ? (index % 2 ? 'Absent subscriber' : 'Handset switched off for too long') : null,
      at: now() - index * 9_000 - 3_000,
      receivedAt: now() - index * 9_000,
      source: index > 380 ? 'file' : 'listener',
      match: unmatched ? 'unmatched' : 'matched',
      campaignId: unmatched ? null : (1 as CampaignId),
      campaign: unmatched ? null : 'Flu clinic reminder, October',
      people: unmatched ? 0 : 1,
    };
  });

  return {
    'app.info': () => ({
      version: '0.1.0',
      platform: 'linux',
      electron: '45.4.1',
      dataDir: '/home/amy/.config/Slipway',
      zone: 'Europe/Amsterdam',
      now: now(),
    }),
    'app.overview': () => ({
      contacts: options.scenario === 'first' ? 0 : options.contacts,
      groups: options.scenario === 'first' ? 0 : 14,
      running: live ? 1 : 0,
      needPerson: live ? 3 : 0,
      drafts: live ? 1 : 0,
      inDoubt: live ? 8 : 0,
      days: Array.from({ length: 7 }, (_, index) => {
        const quiet = options.scenario === 'first' || index === 1 || index === 4;
        const scale = quiet ? 0 : ([0.4, 0, 0.2, 1.5, 0, 0.05, 1][index] ?? 0);
        return {
          day: new Date(now() - (6 - index) * 86_400_000).toISOString().slice(0, 10),
          accepted: Math.round(8_453 * scale),
          delivered: Math.round(7_240 * scale),
          undelivered: Math.round(41 * scale),
          rejected: Math.round(132 * scale),
          inDoubt: index === 6 ? 3 : 0,
        };
      }),
    }),
    'app.copy': () => undefined,
    'app.paste': () => undefined,
    'settings.get': () => settings,
    'settings.set': (next) => {
      settings = { ...settings, ...(next as Partial<Settings>) };
      return settings;
    },
    'accounts.list': () => accounts,
    'accounts.create': ({ name, baseUrl, key }) => {
      const account: Account = {
        ...one(2),
        id: (accounts.length + 10) as AccountId,
        name,
        kind: 'live',
        baseUrl: baseUrl ?? 'https://portal.cloudmessaging.example',
        key: key.includes('session') ? 'session' : 'kept',
        active: false,
      };
      accounts = [...accounts, account];
      emit('accounts.changed', undefined);
      return { account, kept: key.includes('session') ? 'session' : 'keychain' };
    },
    'accounts.update': ({ id, ...rest }) => change(id, rest as Partial<Account>),
    'accounts.remove': ({ id }) => {
      accounts = accounts.filter((account) => account.id !== id);
      emit('accounts.changed', undefined);
    },
    'accounts.activate': ({ id }) => {
      accounts = accounts.map((account) => ({ ...account, active: account.id === id }));
      emit('accounts.changed', undefined);
    },
    'accounts.setKey': ({ id }) => {
      change(id, { key: 'kept' });
      return { kept: 'keychain' };
    },
    'accounts.removeKey': ({ id }) => void change(id, { key: 'none' }),
    'accounts.test': (input) => ('key' in input ? judge(input.key) : profile()),
    'accounts.balance': () => (active().key === 'none' ? null : { ...profile(), at: now() - 125_000 }),
    'accounts.keychain': () => ({ state: 'ready' }),
    'receipts.listener': () => listener,
    'receipts.configure': (next) =>
      (listener = {
        ...listener,
        ...next,
        state: next.enabled ? 'listening' : 'off',
        url: next.enabled ? `http://${next.host}:${next.port}/receipts/k3Jf82mQpZ` : null,
      }),
    'receipts.renewSecret': () =>
      (listener = {
        ...listener,
        url: `http://127.0.0.1:${listener.port}/receipts/${Math.random().toString(36).slice(2, 12)}`,
      }),
    'receipts.list': ({ match, offset, limit }) => {
      const found = options.scenario === 'live' ? receipts.filter((row) => match === 'all' || row.match === match) : [];
      return { total: found.length, rows: found.slice(offset, offset + limit) };
    },
    'receipts.summary': () => ({
      total: live ? 7_263 : 0,
      unmatched: live ? 14 : 0,
      lastAt: live ? now() - 41_000 : null,
      byMeaning: live
        ? { delivered: 7_240, undelivered: 41, pending: 8, throttled: 0 }
        : { delivered: 0, undelivered: 0, pending: 0, throttled: 0 },
      byHour: Array.from({ length: 24 }, (_, index) => {
        const scale = live
          ? ([0, 0, 0, 0, 0, 0, 0, 0, 40, 310, 120, 20, 0, 0, 60, 800, 410, 90, 12, 0, 0, 0, 1_100, 4_300][index] ?? 0)
          : 0;
        return {
          hour: Math.floor(now() / 3_600_000) * 3_600_000 - (23 - index) * 3_600_000,
          delivered: scale,
          undelivered: Math.round(scale / 90),
          other: Math.round(scale / 300),
        };
      }),
      byReason: live
        ? [
            { reason: 'Handset switched off for too long', count: 22 },
            { reason: 'Absent subscriber', count: 14 },
            { reason: 'Number is barred', count: 5 },
          ]
        : [],
    }),
    'receipts.importFile': () => ({ fileName: 'callbacks.jsonl', read: 310, added: 304, matched: 290, unmatched: 14 }),
    'practice.get': () => practice,
    'practice.set': (next) => (practice = { ...practice, ...(next as Partial<PracticeView>) }),
    'practice.fault': () => practice,
    'practice.refill': () => practice,
    'backups.list': () => backups,
    'backups.make': () => backups,
    'backups.keep': ({ count }) => (backups = { ...backups, kept: count }),
    'backups.restore': () => undefined,
    'backups.startAnew': () => undefined,
  };
}
