import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { connectionOf, shownKind, useSession } from '../../app/session.ts';
import { AccountName } from '../../shared/accounts/account-name.tsx';
import { useBalanceWords } from '../../shared/accounts/use-balance-words.ts';
import { Card } from '../../ui/card.tsx';
import { useNow, useRelativeTime } from '../../ui/relative-time.tsx';
import { Pill } from '../../ui/state-pill.tsx';
import classes from './balances.module.css';

/** The balance of each account of the kind shown, with its unit and age. */
export function Balances() {
  const { t } = useTranslation('overview');
  const kind = useSession(shownKind);
  const all = useSession((session) => session.accounts);
  const balances = useSession((session) => session.balances);
  const session = useSession((state) => state.connections);
  const balanceWords = useBalanceWords();
  const ago = useRelativeTime();
  const now = useNow(15_000);
  const accounts = all.filter((account) => account.kind === kind);
  const ids = accounts.map(({ id }) => id).join();

  useEffect(() => {
    for (const id of ids === '' ? [] : ids.split(',')) void useSession.getState().refreshBalance(Number(id) as never);
  }, [ids]);

  return (
    <Card title={t('balance.title')}>
      {accounts.length === 0 && <p className={classes.none}>{t('balance.noAccount')}</p>}
      <ul className={classes.list}>
        {accounts.map((account) => {
          const balance = balances[account.id];
          const connection = connectionOf({ connections: session }, account.id).kind;
          return (
            <li key={account.id} className={classes.account}>
              <span className={classes.name}>
                <AccountName account={account} />
                {account.active && <Pill tone="ok">{t('balance.inUse')}</Pill>}
              </span>
              <span className={classes.value}>{balanceWords(balance) ?? t('balance.unknown')}</span>
              <span className={classes.age}>
                {balance !== undefined
                  ? t('balance.updated', { ago: ago(balance.at, now) })
                  : connection === 'no_key'
                    ? t('balance.none')
                    : '\u00a0'}
              </span>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
