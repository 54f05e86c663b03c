import { Button, Group, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ApiError, asApiError } from '../../api.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { useUndoToast } from '../../ui/undo-toast.tsx';
import { serviceActions } from './use-groups.ts';

interface ServiceGroupDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Makes a group at the service. There is no way to rename or delete it from here, and the dialog says so. */
export function ServiceGroupDialog({ opened, onClose }: ServiceGroupDialogProps) {
  const { t } = useTranslation('groups');
  return (
    <Dialog opened={opened} onClose={onClose} title={t('service.createDialog.title')} size={440}>
      <Form onClose={onClose} />
    </Dialog>
  );
}

function Form({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation(['groups', 'common']);
  const tell = useUndoToast();
  const [name, setName] = useState('');
  const [description, setDescription] = useState('');
  const [error, setError] = useState<ApiError | null>(null);
  const [saving, setSaving] = useState(false);

  async function create() {
    setSaving(true);
    setError(null);
    try {
      const group = await serviceActions().createGroup(name, description);
      onClose();
      tell({ message: t('service.createdTold', { group: group.name }) });
    } catch (thrown) {
      setError(asApiError(thrown));
      setSaving(false);
    }
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() !== '') void create();
      }}
    >
      <TextInput
        data-autofocus
        label={t('service.createDialog.label')}
        value={name}
        maxLength={200}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <TextInput
        mt="md"
        label={t('service.createDialog.description')}
        description={t('service.createDialog.descriptionHint')}
        value={description}
        maxLength={500}
        onChange={(event) => setDescription(event.currentTarget.value)}
      />
      <Text size="sm" c="var(--ink2)" mt="md" mb={error === null ? 0 : 'md'}>
        {t('service.createDialog.local')}
      </Text>
      {error !== null && <ErrorNote error={error} />}
      <Group justify="flex-end" mt="lg" gap="sm">
        <Button variant="default" onClick={onClose}>
          {t('common:cancel')}
        </Button>
        <Button type="submit" disabled={name.trim() === '' || saving}>
          {t('service.createDialog.action')}
        </Button>
      </Group>
    </form>
  );
}
