import { SegmentedControl } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { Screen } from '../../ui/screen.tsx';
import { AboutSection } from './about-section.tsx';
import { AccountsSection } from './accounts-section.tsx';
import { BackupsSection } from './backups-section.tsx';
import { GeneralSection } from './general-section.tsx';
import { PracticeSection } from './practice-section.tsx';
import { ReceiptsSection } from './receipts-section.tsx';

const sections = ['accounts', 'general', 'receipts', 'practice', 'backups', 'about'] as const;

/** `section` comes from the address, so that other screens can lead straight to one. */
export function SettingsScreen({ section: asked }: { readonly section: string | null }) {
  const { t } = useTranslation('settings');
  const [, navigate] = useLocation();
  const section = sections.find((one) => one === asked) ?? 'accounts';
  return (
    <Screen title={t('title')} subtitle={t(`subtitle.${section}`)}>
      <div>
        <SegmentedControl
          size="xs"
          aria-label={t('sections')}
          value={section}
          data={sections.map((value) => ({ value, label: t(`section.${value}`) }))}
          onChange={(value) => navigate(`/settings/${value}`, { replace: true })}
        />
      </div>
      {section === 'accounts' && <AccountsSection />}
      {section === 'general' && <GeneralSection />}
      {section === 'receipts' && <ReceiptsSection />}
      {section === 'practice' && <PracticeSection />}
      {section === 'backups' && <BackupsSection />}
      {section === 'about' && <AboutSection />}
    </Screen>
  );
}
