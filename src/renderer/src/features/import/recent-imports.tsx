import { ActionIcon, Button, Menu, Progress } from '@mantine/core';
import { IconArrowBackUp, IconDeviceFloppy, IconDots, IconListDetails, IconSend, IconTags } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { ImportRecord } from '#contract/import.ts';
import { Card } from '../../ui/card.tsx';
import { formatShare } from '../../ui/numbers.ts';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { SkeletonLine } from '../../ui/skeletons.tsx';
import { Pill, type Tone } from '../../ui/state-pill.tsx';
import { figuresOfRecord, savableRows } from './figures.ts';
import classes from './recent-imports.module.css';
import type { Undoing } from './state.ts';
import { importActions, useImport } from './use-import.ts';
import { useSaveLeftOut } from './use-save-left-out.ts';
import { useUndoImport } from './use-undo-import.tsx';

const tones: Readonly<Record<ImportRecord['state'], Tone>> = { judged: 'doubt', committed: 'ok', undone: 'wait' };

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
  const undoing = useImport((state) => (state.undoing?.id === record.id ? state.undoing : null));
  const { fileName, summary, at, state } = record;
  const { leftOut } = figuresOfRecord(record);
  return (
    <li className={classes.entry}>
      <div className={classes.text}>
        <span className={classes.name}>{fileName}</span>
        {undoing === null ? (
          <span className={classes.facts}>
            <Pill tone={tones[state]}>{t(`recent.state.${state}`)}</Pill>
            <RelativeTime at={at} />
          </span>
        ) : (
          <span className={classes.undoing} role="status">
            <Progress
              className={classes.bar}
              value={undoing.done * 100}
              size={6}
              radius={3}
              aria-label={t('progress.undo', { fileName })}
              transitionDuration={140}
            />
            {t(undoing.paused ? 'undo.halted' : 'undo.running', { share: formatShare(undoing.done) })}
          </span>
        )}
        <span className={classes.facts}>
          <span>{t('recent.people', { count: summary.accepted })}</span>
          {leftOut > 0 && <span>{t('recent.leftOut', { count: leftOut })}</span>}
        </span>
      </div>
      {undoing === null ? <EntryActions record={record} /> : <Halt undoing={undoing} />}
    </li>
  );
}

function Halt({ undoing: { paused } }: { readonly undoing: Undoing }) {
  const { t } = useTranslation('importing');
  return (
    <Button size="xs" variant="subtle" onClick={() => void importActions().pauseUndo(!paused)}>
      {t(paused ? 'progress.goOn' : 'progress.pause')}
    </Button>
  );
}

function EntryActions({ record }: { readonly record: ImportRecord }) {
  const { t } = useTranslation('importing');
  if (record.state !== 'judged') return <EntryMenu record={record} />;
  return (
    <Button
      size="xs"
      variant="subtle"
      aria-label={t('recent.dropLabel', { fileName: record.fileName })}
      onClick={() => void importActions().discard(record.id)}
    >
      {t('recent.drop')}
    </Button>
  );
}

function EntryMenu({ record }: { readonly record: ImportRecord }) {
  const { t } = useTranslation('importing');
  const [, navigate] = useLocation();
  const save = useSaveLeftOut();
  const undo = useUndoImport();
  const busy = useImport((state) => state.undoing !== null);
  const { fileName, id, groupId, state } = record;
  const inBook = state === 'committed';
  const savable = savableRows(record);
  return (
    <Menu position="bottom-end" width={250}>
      <Menu.Target>
        <ActionIcon variant="subtle" size={30} className={classes.more} aria-label={t('recent.more', { fileName })}>
          <IconDots size={18} stroke={1.75} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconListDetails size={16} stroke={1.75} />}
          onClick={() => importActions().showRecord(record)}
        >
          {t('recent.open')}
        </Menu.Item>
        {inBook && (
          <Menu.Item
            leftSection={<IconSend size={16} stroke={1.75} />}
            onClick={() => navigate(`/compose?import=${id}`)}
          >
            {t('recent.write')}
          </Menu.Item>
        )}
        {inBook && groupId !== null && (
          <Menu.Item
            leftSection={<IconTags size={16} stroke={1.75} />}
            onClick={() => navigate(`/groups?id=${groupId}`)}
          >
            {t('done.openGroup')}
          </Menu.Item>
        )}
        {savable > 0 && (
          <Menu.Item leftSection={<IconDeviceFloppy size={16} stroke={1.75} />} onClick={() => void save(id)}>
            {t('done.saveRows', { count: savable })}
          </Menu.Item>
        )}
        {inBook && (
          <>
            <Menu.Divider />
            <Menu.Item
              leftSection={<IconArrowBackUp size={16} stroke={1.75} />}
              disabled={busy}
              onClick={() => void undo(record)}
            >
              {t('undo.action')}
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
