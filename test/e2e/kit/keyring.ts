import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import keytar from 'keytar';
import type { AccountId } from '#core/kernel/ids.ts';
import { readKept } from '#main/accounts/kept-key.ts';

/** Where an account's key lies in the keyring: only the database knows it. */
function keyName(dataDir: string, account: AccountId): string {
  const db = new DatabaseSync(join(dataDir, 'slipway.db'), { readOnly: true });
  try {
    const found = db.prepare('SELECT uid FROM accounts WHERE id = ?').get(account) as { uid: string } | undefined;
    if (found === undefined) throw new Error(`there is no account ${account}`);
    return found.uid;
  } finally {
    db.close();
  }
}

/** The key that the system's keyring holds for an account, read past the app; null when there is nothing. */
export async function readKey(dataDir: string, account: AccountId): Promise<string | null> {
  const value = await keytar.getPassword('Slipway', keyName(dataDir, account));
  return value === null ? null : readKept(value).key;
}

/** Locks the keyring of a desktop, as a closed session does. */
export function lockKeyring(env: NodeJS.ProcessEnv): void {
  const service = ['--session', '--print-reply', '--dest=org.freedesktop.secrets', '/org/freedesktop/secrets'];
  const lock = ['org.freedesktop.Secret.Service.Lock', 'array:objpath:/org/freedesktop/secrets/aliases/default'];
  execFileSync('dbus-send', [...service, ...lock], { env });
}
