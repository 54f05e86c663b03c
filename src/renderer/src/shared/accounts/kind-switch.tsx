import { SegmentedControl } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { AccountKind } from '#core/accounts/account-kind.ts';
import { accountKinds } from '#core/accounts/account-kind.ts';
import { shownKind, useSession } from '../../app/session.ts';

/** Of which accounts the figures on the screen are: live or practice, never both. */
export function KindSwitch() {
  const { t } = useTranslation('common');
  const kind = useSession(shownKind);
  const showKind = useSession((session) => session.showKind);
  return (
    <SegmentedControl
      size="xs"
      aria-label={t('kind.label')}
      value={kind}
      data={accountKinds.map((value) => ({ value, label: t(`kind.${value}`) }))}
      onChange={(value) => showKind(value as AccountKind)}
    />
  );
}
