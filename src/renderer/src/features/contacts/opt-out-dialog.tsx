import { Button, Group, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../ui/dialog.tsx';

interface OptOutDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly action: string;
  readonly onConfirm: (reason: string) => Promise<void>;
}

const reasons = ['stop', 'phone', 'mail', 'desk'] as const;

/** Asks why somebody no longer wants messages; the mark itself can be taken back. */
export function OptOutDialog({ opened, onClose, title, action, onConfirm }: OptOutDialogProps) {
  const { t } = useTranslation(['contacts', 'common']);
  const [reason, setReason] = useState('');
  return (
    <Dialog opened={opened} onClose={onClose} title={title} size={480}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onClose();
          void onConfirm(reason);
          setReason('');
        }}
      >
        <Text c="var(--ink2)" mb="md">
          {t('optOut.body')}
        </Text>
        <TextInput
          data-autofocus
          label={t('optOut.reason')}
          description={t('optOut.reasonHint')}
          value={reason}
          maxLength={500}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Group gap={6} mt={8} role="group" aria-label={t('optOut.reasonsLabel')}>
          {reasons.map((key) => (
            <Button key={key} size="xs" variant="light" onClick={() => setReason(t(`optOut.reasons.${key}`))}>
              {t(`optOut.reasons.${key}`)}
            </Button>
          ))}
        </Group>
        <Group justify="flex-end" mt="lg" gap="sm">
          <Button variant="default" onClick={onClose}>
            {t('common:cancel')}
          </Button>
          <Button type="submit">{action}</Button>
        </Group>
      </form>
    </Dialog>
  );
}
