import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { CampaignId } from '#core/kernel/ids.ts';
import { api } from '../../api.ts';
import { useSession } from '../../app/session.ts';
import { useUndoToast } from '../../ui/undo-toast.tsx';

/** Copies a campaign as a draft on the account in use, opens it, and says which account that is. */
export function useCopyCampaign(): (id: CampaignId) => Promise<void> {
  const { t } = useTranslation('common');
  const [, navigate] = useLocation();
  const toast = useUndoToast();
  return async (id) => {
    const draft = await api.call('campaigns.copy', { id });
    const account = useSession.getState().accounts.find((one) => one.id === draft.accountId);
    navigate(`/campaigns/${draft.id}`);
    toast({ message: t('copiedCampaign', { account: account?.name ?? '' }) });
  };
}
