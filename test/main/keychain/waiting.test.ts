import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createKeytarKeychain } from '#main/keychain/keytar-keychain.ts';

// A person in front of the system's question cannot be had here; that it is asked, and that quitting gets past it, is
// tried on a real one in test/e2e/key.spec.ts.
const system = vi.hoisted(() => ({ getPassword: vi.fn(), setPassword: vi.fn(), deletePassword: vi.fn() }));
vi.mock('keytar', () => ({ default: system }));

/** A question of the system's that stands until it is answered. */
function question() {
  let answer = (_key: string | null): void => {};
  let refuse = (_words: string): void => {};
  const open = new Promise<string | null>((resolve, reject) => {
    answer = resolve;
    refuse = (words) => reject(new Error(words));
  });
  system.getPassword.mockReturnValueOnce(open);
  return { answer, refuse };
}

const quick = { patienceMs: 20 };
const locked = { ok: false, error: { code: 'keychain_locked' } };

beforeEach(() => {
  vi.resetAllMocks();
  system.getPassword.mockResolvedValue('readable');
});

describe('a question that a person does not answer', () => {
  it('counts as locked, and nothing else is asked while it stands', async () => {
    question();
    const keychain = createKeytarKeychain(quick);
    expect(await keychain.get('one')).toMatchObject(locked);
    expect(await keychain.get('two')).toMatchObject(locked);
    expect(await keychain.state()).toBe('locked');
    expect(system.getPassword).toHaveBeenCalledTimes(1);
  });

  it('answered after all, it is told once', async () => {
    const { answer } = question();
    const onUnlocked = vi.fn();
    const keychain = createKeytarKeychain({ ...quick, onUnlocked });
    await keychain.get('one');
    expect(onUnlocked).not.toHaveBeenCalled();
    answer('secret');
    expect(await keychain.settled(1_000)).toBe(true);
    expect(onUnlocked).toHaveBeenCalledTimes(1);
    expect(await keychain.get('one')).toMatchObject({ ok: true, value: 'readable' });
    expect(onUnlocked).toHaveBeenCalledTimes(1);
  });

  it('closed by that person, nothing is told and nothing is asked again', async () => {
    const { refuse } = question();
    const onUnlocked = vi.fn();
    const keychain = createKeytarKeychain({ ...quick, onUnlocked });
    await keychain.get('one');
    refuse('dismissed');
    expect(await keychain.settled(1_000)).toBe(true);
    expect(onUnlocked).not.toHaveBeenCalled();
    expect(system.getPassword).toHaveBeenCalledTimes(1);
  });

  it('is known to stand until it is answered', async () => {
    const { answer } = question();
    const keychain = createKeytarKeychain(quick);
    expect(await keychain.settled(0), 'nothing was asked yet').toBe(true);
    await keychain.get('one');
    expect(await keychain.settled(20)).toBe(false);
    answer(null);
    expect(await keychain.settled(1_000)).toBe(true);
  });

  it('with all the patience there is, it can be called off', async () => {
    question();
    const stop = new AbortController();
    const keychain = createKeytarKeychain({ stopping: stop.signal });
    const key = keychain.get('one');
    stop.abort();
    expect(await key).toMatchObject(locked);
    expect(await keychain.settled(0)).toBe(false);
  });
});

it('a keychain that refused and then gives a key was unlocked, whoever did it', async () => {
  const onUnlocked = vi.fn();
  const keychain = createKeytarKeychain({ ...quick, onUnlocked });
  // As a locked keyring that cannot ask anybody: nothing to read, nothing to be written.
  system.getPassword.mockResolvedValue(null);
  system.setPassword.mockRejectedValue(new Error('locked'));
  expect(await keychain.get('one')).toMatchObject(locked);
  expect(onUnlocked).not.toHaveBeenCalled();
  system.getPassword.mockResolvedValue('secret');
  expect(await keychain.get('one')).toMatchObject({ ok: true, value: 'secret' });
  expect(onUnlocked).toHaveBeenCalledTimes(1);
});
