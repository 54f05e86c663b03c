import { useTranslation } from 'react-i18next';
import type { ProfileView } from '#contract/accounts.ts';

/** A balance with its unit, as the service wrote it: `₱427`, `12.50 EUR`, `9,488 units`; null where the service tells none. */
export function useBalanceWords(): (profile: ProfileView | null | undefined) => string | null {
  const { t } = useTranslation('common');
  return (profile) => {
    if (profile?.balanceText == null) return null;
    const { balanceText, unit } = profile;
    if (unit == null || balanceText.includes(unit)) return balanceText;
    return unit === 'units' ? t('balanceUnits', { balance: balanceText }) : `${balanceText} ${unit}`;
  };
}
