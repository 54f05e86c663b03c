import { useTranslation } from 'react-i18next';
import type { Group } from '#contract/groups.ts';
import type { ContactId } from '#core/kernel/ids.ts';
import { useUndoToast } from '../../ui/undo-toast.tsx';
import type { Done } from './store.ts';
import { groupsActions } from './use-groups.ts';

/** The changes to groups, each told afterwards, with Undo where there is a way back. */
export function useGroupWords() {
  const { t } = useTranslation('groups');
  const tell = useUndoToast();
  const say = (message: string, undo: Done['undo']) => tell(undo === null ? { message } : { message, onUndo: undo });

  return {
    async create(name: string) {
      const group = await groupsActions().create(name);
      tell({ message: t('done.created', { group: group.name }) });
    },
    async rename(group: Group, name: string) {
      const { name: now } = await groupsActions().rename(group.id, name);
      tell({
        message: t('done.renamed', { group: now }),
        onUndo: () => groupsActions().rename(group.id, group.name),
      });
    },
    async delete(group: Group) {
      const done = await groupsActions().delete(group.id);
      if (done !== null) say(t('done.deleted', { group: group.name }), done.undo);
    },
    async empty(group: Group) {
      const done = await groupsActions().empty(group.id);
      if (done !== null) say(t('done.emptied', { count: done.count, group: group.name }), done.undo);
    },
    async add(group: Group, ids: readonly ContactId[]) {
      const done = await groupsActions().add(group.id, ids);
      if (done === null) return;
      const { count, undo } = done;
      say(
        count === 0 ? t('done.addedNobody', { group: group.name }) : t('done.added', { count, group: group.name }),
        undo,
      );
    },
    async removeChosen(group: Group) {
      const done = await groupsActions().removeChosen();
      if (done !== null) say(t('done.removed', { count: done.count, group: group.name }), done.undo);
    },
  };
}
