import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconDeviceFloppy, IconDots, IconSend, IconTags } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { ImportRecord } from '#contract/import.ts';
import { Card } from '../../ui/card.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { SkeletonLine } from '../../ui/skeletons.tsx';
import { Pill } from '../../ui/state-pill.tsx';
import classes from './recent-imports.module.css';
import { importActions, useImport } from './use-import.ts';
import { useSaveLeftOut } from './use-save-left-out.ts';

/** What was imported before: to write to those people again, or to fetch the rows that were left out. */
export function RecentImports() {
  const { t } = useTranslation('importing');
  const recent = useImport((state) => state.recent);
  return (
    <Card title={t('recent.title')} padded={false} fill>
      <div className={classes.scroll}>
        {recent === null && <Waiting />}
        {recent?.length === 0 && <p className={classes.empty}>{t('recent.empty')}</p>}
        <ul className={classes.list}>
          {recent?.map((record) => (
            <Entry key={record.id} record={record} />
          ))}
        </ul>
      </div>
    </Card>
  );
}

function Waiting() {
  return (
    <div className={classes.waiting} aria-busy>
      <SkeletonLine width="62%" />
      <SkeletonLine width="48%" />
      <SkeletonLine width="56%" />
    </div>
  );
}

function Entry({ record }: { readonly record: ImportRecord }) {
  const { t } = useTranslation('importing');
  const { fileName, summary, at, state } = record;
  const leftOut = summary.invalid + summary.duplicate;
  return (
    <li className={classes.entry}>
      <div className={classes.text}>
        <span className={classes.name}>{fileName}</span>
        <span className={classes.facts}>
          {state === 'judged' && <Pill tone="doubt">{t('recent.unfinished')}</Pill>}
          <span>{t('recent.people', { count: summary.accepted })}</span>
          {leftOut > 0 && <span>{t('recent.leftOut', { count: leftOut })}</span>}
          <RelativeTime at={at} />
        </span>
      </div>
      {state === 'judged' ? (
        <Button
          size="xs"
          variant="subtle"
          aria-label={t('recent.dropLabel', { fileName })}
          onClick={() => void importActions().discard(record.id)}
        >
          {t('recent.drop')}
        </Button>
      ) : (
        <EntryMenu record={record} leftOut={leftOut} />
      )}
    </li>
  );
}

function EntryMenu({ record, leftOut }: { readonly record: ImportRecord; readonly leftOut: number }) {
  const { t } = useTranslation('importing');
  const [, navigate] = useLocation();
  const save = useSaveLeftOut();
  const { fileName, id, groupId } = record;
  return (
    <Menu position="bottom-end" width={230}>
      <Menu.Target>
        <ActionIcon variant="subtle" size={30} className={classes.more} aria-label={t('recent.more', { fileName })}>
          <IconDots size={18} stroke={1.75} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconSend size={16} stroke={1.75} />} onClick={() => navigate(`/compose?import=${id}`)}>
          {t('recent.write')}
        </Menu.Item>
        {groupId !== null && (
          <Menu.Item
            leftSection={<IconTags size={16} stroke={1.75} />}
            onClick={() => navigate(`/groups?id=${groupId}`)}
          >
            {t('done.openGroup')}
          </Menu.Item>
        )}
        {leftOut > 0 && (
          <Menu.Item leftSection={<IconDeviceFloppy size={16} stroke={1.75} />} onClick={() => void save(id)}>
            {t('done.saveRows', { count: leftOut })}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
