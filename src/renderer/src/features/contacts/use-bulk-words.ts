import { useTranslation } from 'react-i18next';
import type { ContactId } from '#core/kernel/ids.ts';
import { useConfirm } from '../../ui/confirm.tsx';
import { useUndoToast } from '../../ui/undo-toast.tsx';
import { contactsActions, useContacts } from './use-contacts.ts';

/** From here on a slip costs enough to ask first, although Undo is offered. */
const many = 100;

/** The changes to the chosen people, each told afterwards with Undo; large and unforgiving ones ask first. */
export function useBulkWords() {
  const { t } = useTranslation('contacts');
  const tell = useUndoToast();
  const confirm = useConfirm();
  const everyone = useContacts((state) => state.chosen.kind === 'all');
  const groupId = useContacts((state) => state.groupId);
  const groups = useContacts((state) => state.groups);

  const say = (message: string, undo: (() => Promise<void>) | null) =>
    tell(undo === null ? { message } : { message, onUndo: undo });

  return {
    async removeFromGroup(count: number) {
      if (groupId === null) return;
      const group = groups?.find((known) => known.id === groupId)?.name ?? '';
      const sure =
        !everyone ||
        (await confirm({
          title: t('removeFromGroup.ask', { count, group }),
          body: t('removeFromGroup.askBody'),
          action: t('removeFromGroup.action', { count }),
        }));
      if (!sure) return;
      const done = await contactsActions().removeFromGroup(groupId);
      if (done !== null) say(t('removeFromGroup.done', { count: done.count }), done.undo);
    },

    async optOut(reason: string) {
      const done = await contactsActions().setOptOut(true, reason);
      if (done !== null) say(t('optOut.done', { count: done.count }), done.undo);
    },

    async optIn(count: number) {
      const sure = await confirm({
        title: t('optIn.ask', { count }),
        body: t('optIn.askBody'),
        action: t('optIn.action', { count }),
      });
      if (!sure) return;
      const done = await contactsActions().setOptOut(false, '');
      if (done !== null) say(t('optIn.done', { count: done.count }), null);
    },

    async delete(count: number, ids?: readonly ContactId[]) {
      const sure =
        count < many ||
        (await confirm({
          title: t('delete.ask', { count }),
          body: t('delete.askBody'),
          action: t('delete.action', { count }),
          tone: 'danger',
        }));
      if (!sure) return;
      const done = await contactsActions().delete(ids);
      if (done !== null) say(t('delete.done', { count: done.count }), done.undo);
    },
  };
}
