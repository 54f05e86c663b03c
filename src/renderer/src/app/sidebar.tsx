import { IconInbox, IconLayoutDashboard, IconSend, IconSettings, IconTags, IconUsers } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import { formatNumber } from '../ui/numbers.ts';
import { AccountFoot } from './account-foot.tsx';
import { places } from './commands.ts';
import { useSession } from './session.ts';
import { ShipMark } from './ship-mark.tsx';
import classes from './sidebar.module.css';

const icons = {
  overview: IconLayoutDashboard,
  campaigns: IconSend,
  contacts: IconUsers,
  groups: IconTags,
  receipts: IconInbox,
  settings: IconSettings,
} as const;

export function Sidebar() {
  const { t } = useTranslation(['app', 'common']);
  const [location] = useLocation();
  const counts = useSession((session) => session.counts);
  const here = placeOf(location);

  return (
    <aside className={classes.sidebar}>
      <div className={classes.brand}>
        <ShipMark />
        <span className={classes.name}>{t('common:appName')}</span>
      </div>
      <nav aria-label={t('nav.label')} className={classes.nav}>
        {places.map(({ command, path }) => {
          const Icon = icons[command];
          // Everyone in the list, whichever kind the figures are of: people of the person's own, or else the sample's.
          const count =
            command === 'contacts'
              ? counts?.ownContacts || counts?.contacts
              : command === 'groups'
                ? counts?.groups
                : undefined;
          const waiting = command === 'campaigns' ? (counts?.needPerson ?? 0) : 0;
          return (
            <Link
              key={command}
              href={path}
              className={classes.item}
              data-here={command === here || undefined}
              aria-current={command === here ? 'page' : undefined}
              title={t(`nav.${command}`)}
            >
              <Icon size={18} stroke={1.75} aria-hidden />
              <span className={classes.label}>{t(`nav.${command}`)}</span>
              {count !== undefined && count > 0 && <span className={classes.count}>{formatNumber(count)}</span>}
              {waiting > 0 && (
                <span className={classes.waiting} title={t('nav.needPerson', { count: waiting })}>
                  {formatNumber(waiting)}
                </span>
              )}
            </Link>
          );
        })}
      </nav>
      <AccountFoot />
    </aside>
  );
}

/** Which entry a path belongs to. */
function placeOf(location: string): string {
  if (location.startsWith('/compose') || location.startsWith('/campaigns')) return 'campaigns';
  if (location.startsWith('/import')) return 'contacts';
  if (location.startsWith('/settings')) return 'settings';
  return places.find(({ path }) => path === location)?.command ?? '';
}
