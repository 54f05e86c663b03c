import { IconRefresh } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useBalanceWords } from '../shared/accounts/use-balance-words.ts';
import { useNow, useRelativeTime } from '../ui/relative-time.tsx';
import classes from './account-foot.module.css';
import { type Connection, connectionOf, shownAccount, useSession } from './session.ts';

const asking: Connection = { kind: 'asking' };

/** The foot of the sidebar: which account, its balance and that figure's age, and the connection. */
export function AccountFoot() {
  const { t } = useTranslation('app');
  const account = useSession(shownAccount);
  const balance = useSession((session) => (account === null ? null : (session.balances[account.id] ?? null)));
  const connection = useSession((session) => (account === null ? asking : connectionOf(session, account.id)));
  const balanceWords = useBalanceWords();
  const refresh = useSession((session) => session.refreshBalance);
  const ago = useRelativeTime();
  const now = useNow(connection.kind === 'waiting' ? 1_000 : 15_000);
  if (account === null) return null;

  return (
    <section className={classes.foot} aria-label={t('foot.label')}>
      <Link href="/settings" className={classes.account}>
        {account.kind === 'practice' ? t('foot.practice') : account.name}
      </Link>
      <div className={classes.balance}>
        {balance === null || balanceWords(balance) === null ? (
          <span>{t('foot.balanceUnknown')}</span>
        ) : (
          <span title={ago(balance.at, now)}>
            <span className={classes.piece}>{t('foot.balance', { balance: balanceWords(balance) ?? '' })}</span>
            <span className={classes.age}>{ago(balance.at, now)}</span>
          </span>
        )}
      </div>
      <div className={classes.line}>
        <ConnectionChip connection={connection} now={now} />
        <button
          type="button"
          className={classes.refresh}
          aria-label={t('foot.refresh')}
          title={t('foot.refresh')}
          onClick={() => void refresh()}
        >
          <IconRefresh size={14} stroke={1.75} aria-hidden />
        </button>
      </div>
    </section>
  );
}

function ConnectionChip({ connection, now }: { readonly connection: Connection; readonly now: number }) {
  const { t } = useTranslation('app');
  const { tone, words, hint } = describe();
  return (
    <div className={classes.connection} data-tone={tone} role="status" title={hint}>
      <span className={classes.dot} aria-hidden />
      {words}
    </div>
  );

  function describe(): { tone: 'ok' | 'doubt' | 'bad' | 'wait'; words: string; hint?: string } {
    switch (connection.kind) {
      case 'connected':
        return { tone: 'ok', words: t('foot.connected') };
      case 'asking':
        return { tone: 'wait', words: t('foot.asking') };
      case 'offline':
        return { tone: 'bad', words: t('foot.offline'), hint: t('foot.offlineHint') };
      case 'no_key':
        return { tone: 'doubt', words: t('foot.noKey') };
      case 'locked':
        return { tone: 'doubt', words: t('foot.keyLocked') };
      case 'waiting': {
        const seconds = Math.max(0, Math.ceil((connection.until - now) / 1_000));
        return { tone: 'doubt', words: t('foot.waiting', { seconds }), hint: t('foot.waitingHint') };
      }
    }
  }
}
