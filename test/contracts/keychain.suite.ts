import { afterEach, describe, expect, it } from 'vitest';
import type { Keychain } from '#main/keychain/port.ts';

/** What every keychain that is ready does. `make` gives one; entries are named so that nothing of a person's is touched. */
export function keychainSuite(name: string, make: () => Keychain): void {
  const account = `slipway-test-${process.pid}`;
  const other = `${account}-other`;

  describe(`${name}, ready`, () => {
    const keychain = make();
    afterEach(async () => {
      await keychain.delete(account);
      await keychain.delete(other);
    });

    it('says so', async () => {
      expect(await keychain.state()).toBe('ready');
      expect(await keychain.state()).toBe('ready');
    });

    it('has no key until one is kept', async () => {
      expect(await keychain.get(account)).toEqual({ ok: true, value: null });
    });

    it('gives back what it keeps, to a new instance too', async () => {
      const key = `k3y ü€😀 "quoted" ${'x'.repeat(200)}`;
      expect(await keychain.set(account, key)).toEqual({ ok: true, value: undefined });
      expect(await keychain.get(account)).toEqual({ ok: true, value: key });
    });

    it('keeps accounts apart and replaces a key', async () => {
      await keychain.set(account, 'one');
      await keychain.set(other, 'two');
      await keychain.set(account, 'three');
      expect(await keychain.get(account)).toEqual({ ok: true, value: 'three' });
      expect(await keychain.get(other)).toEqual({ ok: true, value: 'two' });
    });

    it('forgets, also what it never had', async () => {
      await keychain.set(account, 'one');
      expect(await keychain.delete(account)).toEqual({ ok: true, value: undefined });
      expect(await keychain.get(account)).toEqual({ ok: true, value: null });
      expect(await keychain.delete(account)).toEqual({ ok: true, value: undefined });
    });

    it('takes 2,560 bytes and not one more, and no empty key', async () => {
      const longest = 'x'.repeat(2_560);
      expect(await keychain.set(account, longest)).toMatchObject({ ok: true });
      expect(await keychain.get(account)).toEqual({ ok: true, value: longest });
      for (const key of [`${longest}x`, 'ü'.repeat(1_281), '']) {
        expect(await keychain.set(account, key)).toMatchObject({
          ok: false,
          error: { code: 'invalid_input', details: { field: 'key' } },
        });
      }
      expect(await keychain.get(account)).toEqual({ ok: true, value: longest });
    });
  });
}
