import { useTranslation } from 'react-i18next';
import { useUndoToast } from '../../ui/undo-toast.tsx';
import type { Reason } from './figures.ts';
import { importActions } from './use-import.ts';

/** Repairs the rows of one reason, or of all, and tells how many. */
export function useRepair(): (reason: Reason | null) => Promise<void> {
  const { t } = useTranslation('importing');
  const tell = useUndoToast();
  return async (reason) => {
    const count = await importActions().repair(reason);
    if (count > 0) tell({ message: t('problems.repaired', { count }) });
  };
}
