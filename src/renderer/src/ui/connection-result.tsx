import { IconCircleCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ProfileView } from '#contract/accounts.ts';
import classes from './connection-result.module.css';
import { useFocusResult } from './use-focus-result.ts';

/** What the service answered to a test: whose account, its balance, and the address that was called. */
export function ConnectionResult({ profile }: { readonly profile: ProfileView }) {
  const { t } = useTranslation('common');
  const result = useFocusResult<HTMLDivElement>();
  const rows = [
    [t('connection.account'), [profile.name, profile.email].filter((part) => part !== null).join(' · ')],
    [t('connection.balance'), profile.balanceText ?? ''],
    [t('connection.url'), profile.url],
  ] as const;
  return (
    <div ref={result} tabIndex={-1} className={classes.result} role="status">
      <div className={classes.title}>
        <IconCircleCheck size={18} stroke={1.75} aria-hidden />
        {t('connection.works')}
      </div>
      <dl className={classes.rows}>
        {rows.map(([name, value]) => (
          <div key={name} className={classes.row}>
            <dt>{name}</dt>
            <dd>{value === '' ? t('unknown') : value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
