import { Button, Group, Select, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { GroupId } from '#core/kernel/ids.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { formatNumber } from '../../ui/numbers.ts';
import { serviceActions, useGroups, useService } from './use-groups.ts';

interface PushDialogProps {
  readonly opened: boolean;
  /** The local group to begin with. */
  readonly from: GroupId | null;
  readonly onClose: () => void;
}

/** Which local group goes to which group of the service. */
export function PushDialog({ opened, from, onClose }: PushDialogProps) {
  const { t } = useTranslation('groups');
  return (
    <Dialog opened={opened} onClose={onClose} title={t('push.dialogTitle')} size={480}>
      <Form key={from ?? 'none'} from={from} onClose={onClose} />
    </Dialog>
  );
}

/** A group of the service as this form needs it. */
interface Target {
  readonly uid: string;
  readonly name: string;
}

function Form({ from, onClose }: { readonly from: GroupId | null; readonly onClose: () => void }) {
  const { t } = useTranslation(['groups', 'common']);
  const groups = useGroups((state) => state.groups) ?? [];
  const open = useService((state) => state.open);
  const page = useService((state) => state.groups.shown);
  const [groupId, setGroupId] = useState<GroupId | null>(from);
  const group = groups.find((known) => known.id === groupId) ?? null;
  const linked: Target | null = group?.remote ?? null;
  const [chosen, setChosen] = useState<string | null>(open?.uid ?? null);

  // The linked group first, then the open one, then the page that is shown: each once.
  const targets = new Map<string, Target>();
  for (const target of [linked, open, ...(page?.items ?? [])]) if (target !== null) targets.set(target.uid, target);
  const uid = chosen ?? linked?.uid ?? null;
  const target = uid === null ? undefined : targets.get(uid);
  const ready = group !== null && group.count > 0 && target !== undefined;

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (!ready) return;
        onClose();
        void serviceActions().push(group, target);
      }}
    >
      <Select
        label={t('push.from')}
        data={groups.map(({ id, name, count }) => ({
          value: String(id),
          label: `${name} · ${formatNumber(count)}`,
          disabled: count === 0,
        }))}
        value={groupId === null ? null : String(groupId)}
        searchable
        nothingFoundMessage={t('push.fromNothing')}
        maxDropdownHeight={240}
        onChange={(value) => setGroupId(value === null ? null : (Number(value) as GroupId))}
      />
      <Select
        mt="md"
        label={t('push.to')}
        description={t('push.toHint')}
        data={[...targets.values()].map(({ uid: value, name }) => ({ value, label: name }))}
        value={uid}
        searchable
        nothingFoundMessage={t('push.toNothing')}
        maxDropdownHeight={240}
        onChange={setChosen}
      />
      <Text size="sm" c="var(--ink2)" mt="md">
        {t('push.note')}
      </Text>
      <Group justify="flex-end" mt="lg" gap="sm">
        <Button variant="default" onClick={onClose}>
          {t('common:cancel')}
        </Button>
        <Button type="submit" disabled={!ready}>
          {group === null ? t('push.actionNone') : t('push.action', { count: group.count })}
        </Button>
      </Group>
    </form>
  );
}
