import { useTranslation } from 'react-i18next';
import type { ImportRecord } from '#contract/import.ts';
import { useConfirm } from '../../ui/confirm.tsx';
import { useUndoToast } from '../../ui/undo-toast.tsx';
import type { UndoOutcome } from './state.ts';
import { importActions, importStore } from './use-import.ts';
import classes from './use-undo-import.module.css';

const kinds = ['reverted', 'keptEdited', 'keptMessaged', 'gone'] as const;

/** Asks with the counts of now, then takes an import back, and tells how it went. */
export function useUndoImport(): (record: ImportRecord) => Promise<void> {
  const { t } = useTranslation('importing');
  const confirm = useConfirm();
  const tell = useUndoToast();
  return async (record) => {
    const { fileName } = record;
    const plan = await importActions().undoPlan(record.id);
    if (plan === null) return;
    if (plan.reverted === 0) {
      tell({ message: t('undo.nothing') });
      return;
    }
    const yes = await confirm({
      title: t('undo.title', { fileName }),
      body: <WhatHappens plan={plan} />,
      action: t('undo.button', { count: plan.reverted }),
      tone: 'danger',
    });
    if (!yes) return;
    const undone = await importActions().undo(record);
    // Its own last step says it already.
    const shown = importStore.getState().record?.id === record.id;
    if (undone?.undone != null && !shown)
      tell({ message: t('undo.done', { fileName, count: undone.undone.reverted }) });
  };
}

function WhatHappens({ plan }: { readonly plan: UndoOutcome }) {
  const { t } = useTranslation('importing');
  return (
    <>
      <ul className={classes.list}>
        {kinds.map((kind) => plan[kind] > 0 && <li key={kind}>{t(`undo.${kind}`, { count: plan[kind] })}</li>)}
      </ul>
      <p className={classes.final}>{t('undo.final')}</p>
    </>
  );
}
