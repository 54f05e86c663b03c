import { useTranslation } from 'react-i18next';
import type { Account } from '#contract/accounts.ts';
import { api } from '../../api.ts';
import { useConfirm } from '../../ui/confirm.tsx';
import { useErrorWords } from '../../ui/error-note.tsx';

/** Puts an account in use. One whose last connection test failed asks first. */
export function useAccountSwitch(): (account: Account) => Promise<void> {
  const { t } = useTranslation('common');
  const confirm = useConfirm();
  const errorWords = useErrorWords();
  return async (account) => {
    const { lastTest } = account;
    if (lastTest !== null && !lastTest.ok) {
      const why = lastTest.code === null ? '' : errorWords({ code: lastTest.code, message: '', details: {} }).title;
      const yes = await confirm({
        title: t('failedTest.title', { account: account.name }),
        body: why === '' ? t('failedTest.body') : `${t('failedTest.body')} ${why}.`,
        action: t('failedTest.action'),
      });
      if (!yes) return;
    }
    await api.call('accounts.activate', { id: account.id });
  };
}
