import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../app/session.ts';
import { AccountName } from '../../shared/accounts/account-name.tsx';
import { Card } from '../../ui/card.tsx';
import { AudienceField } from './audience-field.tsx';
import { useCompose } from './store.ts';
import classes from './who-card.module.css';

export function WhoCard() {
  const { t } = useTranslation(['compose', 'common']);
  const preview = useCompose((store) => store.preview);
  const skipped = preview?.skipped;
  const left = (['duplicate', 'suppressed', 'invalid'] as const)
    .filter((why) => (skipped?.[why] ?? 0) > 0)
    .map((why) => t(`to.${why}`, { count: skipped?.[why] ?? 0 }));

  return (
    <Card>
      <div className={classes.row}>
        <div className={classes.to}>
          <div className={classes.labels}>
            <span id="compose-to" className={classes.label}>
              {t('to.label')}
            </span>
            <span className={classes.count} role="status">
              {preview === null ? t('to.counting') : t('common:people', { count: preview.people })}
            </span>
          </div>
          <AudienceField labelledBy="compose-to" />
        </div>
        <div className={classes.from}>
          <Sender />
        </div>
      </div>
      {left.length > 0 && <p className={classes.left}>{t('to.skipped', { list: left.join(' · ') })}</p>}
    </Card>
  );
}

const longestName = 11;

function Sender() {
  const { t } = useTranslation('compose');
  const sender = useCompose((store) => store.plan?.senderId ?? '');
  const change = useCompose((store) => store.change);
  const accountId = useCompose((store) => store.plan?.accountId);
  const account = useSession(({ accounts }) => accounts.find(({ id }) => id === accountId));
  const number = /^\+?\d+$/.test(sender);
  const warning = number
    ? null
    : sender.length > longestName
      ? t('from.tooLong', { count: sender.length })
      : /[^\p{L}\d _.&-]/u.test(sender)
        ? t('from.odd')
        : null;
  return (
    <>
      <div className={classes.labels}>
        <label htmlFor="compose-from" className={classes.label}>
          {t('from.label')}
        </label>
      </div>
      <TextInput
        id="compose-from"
        classNames={{ input: classes.sender ?? '' }}
        value={sender}
        maxLength={60}
        title={t('from.hint')}
        spellCheck={false}
        autoComplete="off"
        rightSectionWidth={52}
        rightSection={
          number ? null : (
            <span className={classes.left11} data-over={sender.length > longestName || undefined}>
              {sender.length}/{longestName}
            </span>
          )
        }
        aria-describedby={warning === null ? undefined : 'compose-from-warning'}
        onChange={(event) => change({ senderId: event.currentTarget.value })}
      />
      <p className={classes.account}>
        {t('from.account')} {account !== undefined && <AccountName account={account} />}
      </p>
      {warning !== null && (
        <p id="compose-from-warning" className={classes.warning}>
          {warning}
        </p>
      )}
    </>
  );
}
