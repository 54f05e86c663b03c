import { ActionIcon, Button, Menu } from '@mantine/core';
import {
  IconCloudUpload,
  IconDots,
  IconListCheck,
  IconPencil,
  IconSend,
  IconTrash,
  IconUserMinus,
  IconUserPlus,
} from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { Group } from '#contract/groups.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { formatDay } from '../../ui/numbers.ts';
import { AddPeople } from './add-people.tsx';
import classes from './group-detail.module.css';
import { GroupPeople } from './group-people.tsx';
import { NameDialog } from './name-dialog.tsx';
import { useGroupWords } from './use-group-words.ts';
import { useGroups } from './use-groups.ts';

interface GroupDetailProps {
  readonly group: Group;
  readonly onPush: () => void;
  /** Show what came of the last sending. */
  readonly onResults: () => void;
}

/** One group: what it is, what can be done with it, who is in it. */
export function GroupDetail({ group, onPush, onResults }: GroupDetailProps) {
  const { t } = useTranslation('groups');
  const [, navigate] = useLocation();
  const [dialog, setDialog] = useState<'add' | 'rename' | null>(null);
  const error = useGroups((state) => state.actionError);
  const words = useGroupWords();
  const close = () => setDialog(null);
  return (
    <section className={classes.card} aria-label={t('detail.label', { group: group.name })}>
      <header className={classes.header}>
        <h2 className={classes.title}>{group.name}</h2>
        <div className={classes.actions}>
          <GroupMenu group={group} onRename={() => setDialog('rename')} onPush={onPush} onResults={onResults} />
          <Button
            variant="default"
            leftSection={<IconUserPlus size={18} stroke={1.75} />}
            onClick={() => setDialog('add')}
          >
            {t('detail.add')}
          </Button>
          <Button
            leftSection={<IconSend size={18} stroke={1.75} />}
            disabled={group.count === 0}
            onClick={() => navigate(`/compose?group=${group.id}`)}
          >
            {t('detail.write')}
          </Button>
        </div>
        <Facts group={group} />
      </header>
      {error !== null && (
        <div className={classes.error}>
          <ErrorNote error={error} />
        </div>
      )}
      <GroupPeople group={group} onAdd={() => setDialog('add')} />
      <AddPeople opened={dialog === 'add'} onClose={close} group={group} />
      <NameDialog
        opened={dialog === 'rename'}
        onClose={close}
        title={t('renameDialog.title', { group: group.name })}
        label={t('renameDialog.label')}
        action={t('renameDialog.action')}
        note={group.remote === null ? undefined : t('renameDialog.local', { group: group.remote.name })}
        value={group.name}
        onSave={(name) => words.rename(group, name)}
      />
    </section>
  );
}

function Facts({ group }: { readonly group: Group }) {
  const { t } = useTranslation('groups');
  const { count, optedOut, createdAt, remote } = group;
  const facts = [
    t('people', { count }),
    ...(optedOut > 0 ? [t('detail.optedOut', { count: optedOut })] : []),
    remote === null ? t('detail.since', { day: formatDay(createdAt) }) : t('detail.linked', { group: remote.name }),
    ...(remote === null || remote.pushedAt === null ? [] : [t('detail.pushedAt', { day: formatDay(remote.pushedAt) })]),
  ];
  return (
    <ul className={classes.facts}>
      {facts.map((fact) => (
        <li key={fact}>{fact}</li>
      ))}
    </ul>
  );
}

interface GroupMenuProps {
  readonly group: Group;
  readonly onRename: () => void;
  readonly onPush: () => void;
  readonly onResults: () => void;
}

function GroupMenu({ group, onRename, onPush, onResults }: GroupMenuProps) {
  const { t } = useTranslation('groups');
  const words = useGroupWords();
  const icon = { size: 16, stroke: 1.75 };
  return (
    <Menu position="bottom-end" width={260}>
      <Menu.Target>
        <ActionIcon variant="default" size={34} aria-label={t('detail.more')}>
          <IconDots size={18} stroke={1.75} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconPencil {...icon} />} onClick={onRename}>
          {t('detail.rename')}
        </Menu.Item>
        <Menu.Item leftSection={<IconCloudUpload {...icon} />} disabled={group.count === 0} onClick={onPush}>
          {t('detail.toService')}
        </Menu.Item>
        {group.remote !== null && (
          <Menu.Item leftSection={<IconListCheck {...icon} />} onClick={onResults}>
            {t('push.showLast')}
          </Menu.Item>
        )}
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconUserMinus {...icon} />}
          disabled={group.count === 0}
          onClick={() => void words.empty(group)}
        >
          {t('detail.emptyIt')}
        </Menu.Item>
        <Menu.Item color="red" leftSection={<IconTrash {...icon} />} onClick={() => void words.delete(group)}>
          {t('detail.delete')}
        </Menu.Item>
        {group.remote !== null && <p className={classes.local}>{t('detail.local')}</p>}
      </Menu.Dropdown>
    </Menu>
  );
}
