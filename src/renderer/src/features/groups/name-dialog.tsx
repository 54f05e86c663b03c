import { Button, Group, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asApiError } from '../../api.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { useErrorWords } from '../../ui/error-note.tsx';

interface NameDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly label: string;
  readonly action: string;
  /** What a person should know before choosing a name. */
  readonly note?: string | undefined;
  readonly value?: string;
  /** Throws when the name does not fit; its words are shown below the field. */
  readonly onSave: (name: string) => Promise<void>;
}

/** Asks for a group's name. */
export function NameDialog({ opened, onClose, title, ...rest }: NameDialogProps) {
  return (
    <Dialog opened={opened} onClose={onClose} title={title} size={420}>
      <NameForm onClose={onClose} {...rest} />
    </Dialog>
  );
}

function NameForm({ onClose, label, action, note, value = '', onSave }: Omit<NameDialogProps, 'opened' | 'title'>) {
  const { t } = useTranslation('common');
  const words = useErrorWords();
  const [name, setName] = useState(value);
  const [error, setError] = useState<string | null>(null);
  const [saving, setSaving] = useState(false);
  const wanted = name.trim();

  async function save() {
    if (wanted === value) return onClose();
    setSaving(true);
    try {
      await onSave(wanted);
      onClose();
    } catch (thrown) {
      const { why, fix } = words(asApiError(thrown));
      setError(`${why} ${fix}`);
      setSaving(false);
    }
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (wanted !== '') void save();
      }}
    >
      <TextInput
        data-autofocus
        label={label}
        value={name}
        maxLength={200}
        error={error}
        onChange={(event) => {
          setName(event.currentTarget.value);
          setError(null);
        }}
      />
      {note !== undefined && (
        <Text size="sm" c="var(--ink2)" mt={8}>
          {note}
        </Text>
      )}
      <Group justify="flex-end" mt="lg" gap="sm">
        <Button variant="default" onClick={onClose}>
          {t('cancel')}
        </Button>
        <Button type="submit" disabled={wanted === '' || saving}>
          {action}
        </Button>
      </Group>
    </form>
  );
}
