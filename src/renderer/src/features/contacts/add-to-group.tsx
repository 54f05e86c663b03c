import { Autocomplete, Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../ui/dialog.tsx';
import { useUndoToast } from '../../ui/undo-toast.tsx';
import { contactsActions, useContacts } from './use-contacts.ts';

interface AddToGroupProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly count: number;
}

/** Puts the chosen people in a group that exists, or in a new one. */
export function AddToGroup({ opened, onClose, count }: AddToGroupProps) {
  const { t } = useTranslation('contacts');
  return (
    <Dialog opened={opened} onClose={onClose} title={t('addToGroup.title', { count })} size={440}>
      <Choose onDone={onClose} />
    </Dialog>
  );
}

function Choose({ onDone }: { readonly onDone: () => void }) {
  const { t } = useTranslation(['contacts', 'common']);
  const tell = useUndoToast();
  const groups = useContacts((state) => state.groups) ?? [];
  const working = useContacts((state) => state.working);
  const [typed, setTyped] = useState('');
  const name = typed.trim();
  const known = groups.find((group) => group.name.toLowerCase() === name.toLowerCase());
  const hint =
    name === ''
      ? t('addToGroup.hint')
      : known === undefined
        ? t('addToGroup.fresh')
        : t('addToGroup.known', { count: known.count });
  const action =
    name === ''
      ? t('addToGroup.actionNone')
      : known === undefined
        ? t('addToGroup.actionNew', { group: name })
        : t('addToGroup.action', { group: known.name });

  async function add() {
    if (name === '') return;
    const done = await contactsActions().addToGroup(known === undefined ? { name } : { id: known.id });
    onDone();
    if (done === null) return;
    const { count, group, undo } = done;
    const message = count === 0 ? t('addToGroup.nobody', { group }) : t('addToGroup.done', { count, group });
    tell(undo === null ? { message } : { message, onUndo: undo });
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <Autocomplete
        data-autofocus
        label={t('addToGroup.label')}
        data={[...new Set(groups.map((group) => group.name))]}
        value={typed}
        maxLength={200}
        maxDropdownHeight={220}
        onChange={setTyped}
      />
      <Text size="sm" c="var(--ink2)" mt={4} aria-live="polite">
        {hint}
      </Text>
      <Group justify="flex-end" mt="lg" gap="sm">
        <Button variant="default" onClick={onDone}>
          {t('common:cancel')}
        </Button>
        <Button type="submit" disabled={name === '' || working}>
          {action}
        </Button>
      </Group>
    </form>
  );
}
