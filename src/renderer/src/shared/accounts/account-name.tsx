import { useTranslation } from 'react-i18next';
import type { Account } from '#contract/accounts.ts';
import { PracticeChip } from './practice-chip.tsx';

/** An account's name, with the practice mark where it is one; a practice account of that very name is the mark alone. */
export function AccountName({ account }: { readonly account: Account }) {
  const { t } = useTranslation('common');
  if (account.kind === 'live') return <>{account.name}</>;
  return (
    <>
      {account.name !== t('practice') && `${account.name} `}
      <PracticeChip />
    </>
  );
}
