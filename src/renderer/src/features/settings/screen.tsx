import { SegmentedControl } from '@mantine/core';
import { create } from 'zustand';
import { useTranslation } from 'react-i18next';
import { Screen } from '../../ui/screen.tsx';
import { AboutSection } from './about-section.tsx';
import { AccountsSection } from './accounts-section.tsx';
import { GeneralSection } from './general-section.tsx';
import { PracticeSection } from './practice-section.tsx';
import { ReceiptsSection } from './receipts-section.tsx';

const sections = ['accounts', 'general', 'receipts', 'practice', 'about'] as const;
type Section = (typeof sections)[number];

/** The section stays open while a person looks elsewhere and comes back. */
const useSection = create<{ readonly section: Section }>(() => ({ section: 'accounts' }));

export function SettingsScreen() {
  const { t } = useTranslation('settings');
  const section = useSection((store) => store.section);
  return (
    <Screen title={t('title')}>
      <div>
        <SegmentedControl
          size="xs"
          aria-label={t('sections')}
          value={section}
          data={sections.map((value) => ({ value, label: t(`section.${value}`) }))}
          onChange={(value) => useSection.setState({ section: value as Section })}
        />
      </div>
      {section === 'accounts' && <AccountsSection />}
      {section === 'general' && <GeneralSection />}
      {section === 'receipts' && <ReceiptsSection />}
      {section === 'practice' && <PracticeSection />}
      {section === 'about' && <AboutSection />}
    </Screen>
  );
}
