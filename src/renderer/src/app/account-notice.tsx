import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useAccountSwitch } from '../shared/accounts/use-account-switch.ts';
import { activeAccount, shownAccount, useSession } from './session.ts';
import classes from './shell.module.css';

/** On the screens of a campaign on another account than the one in use: which is which, and a way to put the campaign's in use. */
export function AccountNotice() {
  const { t } = useTranslation('common');
  const shown = useSession(shownAccount);
  const active = useSession(activeAccount);
  const switchAccount = useAccountSwitch();
  if (shown === null || active === null || shown.id === active.id) return null;
  return (
    <div className={classes.notice} role="status">
      <IconAlertTriangle size={16} stroke={1.75} aria-hidden />
      <span>{t('otherAccount.text', { account: shown.name, active: active.name })}</span>
      <button type="button" className={classes.textButton} onClick={() => void switchAccount(shown)}>
        {t('otherAccount.switch')}
      </button>
    </div>
  );
}
