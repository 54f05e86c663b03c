import { CloseButton, Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { ContactDetail } from '#contract/contacts.ts';
import type { GroupId } from '#core/kernel/ids.ts';
import { useUndoToast } from '../../ui/undo-toast.tsx';
import groupClasses from './contact-groups.module.css';
import classes from './contact-panel.module.css';
import { contactsActions, useContacts } from './use-contacts.ts';

/** The groups a person is in; joining and leaving apply at once. */
export function ContactGroups({ detail }: { readonly detail: ContactDetail }) {
  const { t } = useTranslation('contacts');
  const tell = useUndoToast();
  const groups = useContacts((state) => state.groups);
  const others = (groups ?? []).filter((group) => detail.groups.every((own) => own.id !== group.id));

  async function join(id: GroupId) {
    const done = await contactsActions().addToGroup({ id }, [detail.id]);
    if (done === null) return;
    const message = t('panel.joined', { group: done.group });
    tell(done.undo === null ? { message } : { message, onUndo: done.undo });
  }

  async function leave(id: GroupId, group: string) {
    const done = await contactsActions().removeFromGroup(id, [detail.id]);
    if (done === null) return;
    const message = t('panel.left', { group });
    tell(done.undo === null ? { message } : { message, onUndo: done.undo });
  }

  return (
    <section className={classes.section}>
      <h3 className={classes.heading}>{t('panel.groups')}</h3>
      {detail.groups.length === 0 && <p className={classes.quiet}>{t('panel.noGroups')}</p>}
      <ul className={groupClasses.list}>
        {detail.groups.map(({ id, name }) => (
          <li key={id} className={groupClasses.chip}>
            <Link
              href={`/groups?id=${id}`}
              className={groupClasses.name}
              aria-label={t('panel.openGroup', { group: name })}
            >
              {name}
            </Link>
            <CloseButton
              size={20}
              iconSize={12}
              aria-label={t('panel.leave', { group: name })}
              onClick={() => void leave(id, name)}
            />
          </li>
        ))}
      </ul>
      {others.length > 0 && (
        <Select
          size="xs"
          className={groupClasses.join}
          aria-label={t('panel.join')}
          placeholder={t('panel.join')}
          data={others.map(({ id, name }) => ({ value: String(id), label: name }))}
          value={null}
          searchable
          nothingFoundMessage={t('panel.joinNothing')}
          maxDropdownHeight={220}
          onChange={(value) => value !== null && void join(Number(value) as GroupId)}
        />
      )}
    </section>
  );
}
