import { useTranslation } from 'react-i18next';
import type { ImportRecord } from '#contract/import.ts';
import { useUndoToast } from '../../ui/undo-toast.tsx';
import { importActions } from './use-import.ts';

/** Saves the left-out rows where the person says, and tells what was saved. */
export function useSaveLeftOut(): (id: ImportRecord['id']) => Promise<void> {
  const { t } = useTranslation('importing');
  const tell = useUndoToast();
  return async (id) => {
    const saved = await importActions().saveLeftOut(id);
    if (saved !== null) tell({ message: t('done.saved', { count: saved.rows, fileName: saved.fileName }) });
  };
}
