import { notifications } from '@mantine/notifications';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import { api } from '../api.ts';
import { AccountFoot } from './account-foot.tsx';
import { AccountNotice } from './account-notice.tsx';
import { DropFile } from './drop-file.tsx';
import { useFocusRescue } from './focus-rescue.ts';
import { Palette } from './palette.tsx';
import { shownAccount, useSession } from './session.ts';
import classes from './shell.module.css';
import { Shortcuts } from './shortcuts.tsx';
import { Sidebar } from './sidebar.tsx';

/** The frame around every screen: sidebar, practice strip, drop target, palette, shortcuts. */
export function Shell({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation('app');
  const [location] = useLocation();
  const practising = useSession((session) => shownAccount(session)?.kind === 'practice');
  const welcome = location === '/welcome';

  useRecoveredNote();
  useFocusRescue();

  return (
    <div className={classes.shell} data-welcome={welcome || undefined}>
      <button type="button" className={classes.skip} onClick={focusContent}>
        {t('skip')}
      </button>
      {!welcome && <Sidebar />}
      <div className={classes.main}>
        {!welcome && (
          <div className={classes.narrowAccount}>
            <AccountFoot />
          </div>
        )}
        {practising && !welcome && (
          <div className={classes.strip} role="status">
            <span>{t('practiceStrip')}</span>
            <Link href="/settings" className={classes.stripLink}>
              {t('useKey')}
            </Link>
          </div>
        )}
        {!welcome && <AccountNotice />}
        <main id="content" className={classes.content} tabIndex={-1}>
          {children}
        </main>
      </div>
      <DropFile />
      <Palette />
      <Shortcuts />
    </div>
  );
}

/** Hash routes own the address, so the skip button moves the focus itself. */
function focusContent() {
  document.getElementById('content')?.focus();
}

/** After a crash: says which campaign was interrupted, where it stood and whether it goes on. */
function useRecoveredNote() {
  const { t } = useTranslation('app');
  const [, navigate] = useLocation();
  useEffect(
    () =>
      api.on('app.recovered', ({ campaignId, name, done, sealed, inDoubt, goesOn }) => {
        const id = `recovered-${campaignId}`;
        const open = () => {
          notifications.hide(id);
          navigate(`/campaigns/${campaignId}`);
        };
        notifications.show({
          id,
          autoClose: false,
          withBorder: true,
          title: t('recovered.title', { name }),
          message: (
            <>
              {t(goesOn ? 'recovered.goesOn' : 'recovered.stays', { done, sealed, inDoubt })}{' '}
              <button type="button" className={classes.textButton} onClick={open}>
                {t('recovered.open')}
              </button>
            </>
          ),
        });
      }),
    [navigate, t],
  );
}
