import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { Screen } from '../../ui/screen.tsx';
import { AboutSection } from './about-section.tsx';
import { AccountsSection } from './accounts-section.tsx';
import { BackupsSection } from './backups-section.tsx';
import { GeneralSection } from './general-section.tsx';
import { PracticeSection } from './practice-section.tsx';
import { ReceiptsSection } from './receipts-section.tsx';
import classes from './settings.module.css';

const sections = ['accounts', 'general', 'receipts', 'practice', 'backups', 'about'] as const;

/** `section` comes from the address, so that other screens can lead straight to one. */
export function SettingsScreen({ section: asked }: { readonly section: string | null }) {
  const { t } = useTranslation('settings');
  const section = sections.find((one) => one === asked) ?? 'accounts';
  return (
    <Screen title={t('title')} subtitle={t(`subtitle.${section}`)} focusKey={section}>
      <nav aria-label={t('sections')} className={classes.sections}>
        {sections.map((one) => (
          <Link
            key={one}
            href={`/settings/${one}`}
            replace
            className={classes.section}
            aria-current={one === section ? 'page' : undefined}
          >
            {t(`section.${one}`)}
          </Link>
        ))}
      </nav>
      {section === 'accounts' && <AccountsSection />}
      {section === 'general' && <GeneralSection />}
      {section === 'receipts' && <ReceiptsSection />}
      {section === 'practice' && <PracticeSection />}
      {section === 'backups' && <BackupsSection />}
      {section === 'about' && <AboutSection />}
    </Screen>
  );
}
