import { ActionIcon, Menu } from '@mantine/core';
import { IconCopy, IconDots, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { CampaignView } from '#contract/campaigns.ts';
import { isUnsent } from '#core/campaigns/campaign.ts';
import { acceptedCount } from '#core/outbox/states.ts';
import { PracticeChipOf } from '../../shared/accounts/practice-chip.tsx';
import type { Column } from '../../ui/data-table.tsx';
import { formatDayTime, formatNumber } from '../../ui/numbers.ts';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { CampaignPill } from '../../ui/state-pill.tsx';
import classes from './columns.module.css';

interface RowActions {
  readonly onCopy: (campaign: CampaignView) => void;
  readonly onDelete: (campaign: CampaignView) => void;
}

export function useColumns(actions: RowActions): readonly Column<CampaignView>[] {
  const { t } = useTranslation('campaigns');
  return [
    {
      id: 'name',
      header: t('column.name'),
      flex: 1,
      minWidth: 190,
      render: (campaign) => <Name campaign={campaign} />,
    },
    {
      id: 'state',
      header: t('column.state'),
      width: 118,
      render: ({ state }) => <CampaignPill state={state} />,
    },
    {
      id: 'people',
      header: t('column.people'),
      width: 76,
      align: 'end',
      render: ({ planned, sealed }) => formatNumber(planned ?? sealed),
    },
    {
      id: 'accepted',
      header: t('column.accepted'),
      width: 82,
      align: 'end',
      render: ({ counts }) => <Count value={acceptedCount(counts)} />,
    },
    {
      id: 'rejected',
      header: t('column.rejected'),
      width: 78,
      align: 'end',
      render: ({ counts }) => <Count value={counts.rejected} tone="bad" />,
    },
    {
      id: 'doubt',
      header: t('column.inDoubt'),
      width: 74,
      align: 'end',
      render: ({ counts }) => <Count value={counts.in_doubt} tone="doubt" />,
    },
    {
      id: 'when',
      header: t('column.when'),
      width: 124,
      align: 'end',
      render: ({ finishedAt, startedAt, updatedAt }) => (
        <span className={classes.quiet}>
          <RelativeTime at={finishedAt ?? startedAt ?? updatedAt} />
        </span>
      ),
    },
    {
      id: 'more',
      header: <span className="visually-hidden">{t('column.actions')}</span>,
      width: 46,
      align: 'end',
      render: (campaign) => <More campaign={campaign} {...actions} />,
    },
  ];
}

/** The name, and under it what is worth knowing first: why it stands still, when it goes, or how its text begins. */
function Name({ campaign }: { readonly campaign: CampaignView }) {
  const { t } = useTranslation(['campaigns', 'progress']);
  const { name, state, pauseReason, scheduleAt, template } = campaign;
  const under =
    state === 'paused' && pauseReason !== null
      ? t(`progress:paused.${pauseReason}.title`)
      : state === 'scheduled' && scheduleAt !== null
        ? t('scheduled', { at: formatDayTime(scheduleAt) })
        : template.trim();
  return (
    <span className={classes.two}>
      <span className={classes.name}>
        {name || t('untitled')} <PracticeChipOf account={campaign.accountId} />
      </span>
      {under !== '' && <span className={classes.under}>{under}</span>}
    </span>
  );
}

function Count({ value, tone }: { readonly value: number; readonly tone?: 'bad' | 'doubt' }) {
  if (value === 0) return <None />;
  return (
    <span data-tone={tone} className={classes.count}>
      {formatNumber(value)}
    </span>
  );
}

/** Nothing to count: a quiet dash reads faster than a zero. */
function None() {
  return (
    <span className={classes.quiet}>
      <span aria-hidden>–</span>
      <span className="visually-hidden">0</span>
    </span>
  );
}

function More({ campaign, onCopy, onDelete }: RowActions & { readonly campaign: CampaignView }) {
  const { t } = useTranslation('campaigns');
  const name = campaign.name || t('untitled');
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          size={28}
          color="gray"
          className={classes.more}
          aria-label={t('more', { name })}
          onClick={(event) => event.stopPropagation()}
        >
          <IconDots size={18} stroke={1.75} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown onClick={(event) => event.stopPropagation()}>
        <Menu.Item leftSection={<IconCopy size={16} stroke={1.75} />} onClick={() => onCopy(campaign)}>
          {t('copy')}
        </Menu.Item>
        {(campaign.state === 'draft' || isUnsent(campaign)) && (
          <Menu.Item color="red" leftSection={<IconTrash size={16} stroke={1.75} />} onClick={() => onDelete(campaign)}>
            {t('delete')}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
