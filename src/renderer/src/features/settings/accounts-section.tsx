import { Button } from '@mantine/core';
import { IconAlertTriangle, IconKey, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account } from '#contract/accounts.ts';
import { useSession } from '../../app/session.ts';
import { AccountName } from '../../shared/accounts/account-name.tsx';
import { Card } from '../../ui/card.tsx';
import { Pill } from '../../ui/state-pill.tsx';
import { AccountForm } from './account-form.tsx';
import { AccountKey } from './account-key.tsx';
import { AddAccount } from './add-account.tsx';
import { PracticeData } from './practice-data.tsx';
import classes from './settings.module.css';

export function AccountsSection() {
  const { t } = useTranslation('settings');
  const accounts = useSession((session) => session.accounts);
  const [chosen, setChosen] = useState<Account['id'] | null>(null);
  const [adding, setAdding] = useState(false);
  const live = accounts.some(({ kind }) => kind === 'live');
  const open = accounts.find(({ id }) => id === chosen) ?? accounts.find(({ active }) => active) ?? accounts[0];

  return (
    <div className={classes.columns}>
      <Card title={t('accounts.list')} padded={false}>
        <ul className={classes.accounts}>
          {accounts.map((account) => (
            <li key={account.id}>
              <button
                type="button"
                className={classes.account}
                data-open={account.id === open?.id || undefined}
                aria-pressed={account.id === open?.id}
                onClick={() => setChosen(account.id)}
              >
                <span className={classes.accountName}>
                  <AccountName account={account} />
                  {account.active && <Pill tone="ok">{t('accounts.active')}</Pill>}
                </span>
                <span className={classes.keyState}>
                  <IconKey size={14} stroke={1.75} aria-hidden />
                  {t(account.kind === 'practice' ? 'accounts.key.practice' : `accounts.key.${account.key}`)}
                </span>
                {account.lastTest?.ok === false && (
                  <Pill tone="bad" icon={IconAlertTriangle}>
                    {t('accounts.testFailed')}
                  </Pill>
                )}
              </button>
            </li>
          ))}
        </ul>
        <div style={{ padding: '8px 18px 16px' }}>
          <Button
            variant="default"
            size="xs"
            leftSection={<IconPlus size={16} stroke={1.75} />}
            onClick={() => setAdding(true)}
          >
            {t('accounts.add')}
          </Button>
        </div>
      </Card>
      {open !== undefined && (
        <div className={classes.stack} key={open.id}>
          {live && <PracticeData hint={t('practiceData.offer')} />}
          {open.kind === 'live' && <AccountKey account={open} />}
          <AccountForm account={open} />
        </div>
      )}
      <AddAccount
        opened={adding}
        onClose={(added) => {
          setAdding(false);
          if (added !== null) setChosen(added);
        }}
      />
    </div>
  );
}
