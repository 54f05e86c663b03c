import { IconSailboat } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { AccountId } from '#core/kernel/ids.ts';
import { useSession } from '../../app/session.ts';
import { Pill } from '../../ui/state-pill.tsx';

/** The one mark of everything that came from practising: nothing of it reaches a phone. */
export function PracticeChip() {
  const { t } = useTranslation('common');
  return (
    <Pill tone="orange" icon={IconSailboat}>
      {t('practice')}
    </Pill>
  );
}

/** The mark, where the account is one for practice. */
export function PracticeChipOf({ account }: { readonly account: AccountId }) {
  return useIsPractice(account) ? <PracticeChip /> : null;
}

/** Whether messages through this account reach no phone. */
export function useIsPractice(id: AccountId | null | undefined): boolean {
  return useSession(({ accounts }) => accounts.find((account) => account.id === id)?.kind === 'practice');
}
