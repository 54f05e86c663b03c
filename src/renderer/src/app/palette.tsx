import { Spotlight, type SpotlightActionGroupData } from '@mantine/spotlight';
import {
  IconFileImport,
  IconInbox,
  IconKeyboard,
  IconLayoutDashboard,
  IconSearch,
  IconSend,
  IconSettings,
  IconTags,
  IconUsers,
} from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { CampaignView } from '#contract/campaigns.ts';
import { api } from '../api.ts';
import { CampaignPill } from '../ui/state-pill.tsx';
import { places, runCommand } from './commands.ts';
import classes from './palette.module.css';

const placeIcons = {
  overview: IconLayoutDashboard,
  campaigns: IconSend,
  contacts: IconUsers,
  groups: IconTags,
  receipts: IconInbox,
  settings: IconSettings,
} as const;

/** Ctrl K: every command, every place, the newest campaigns. */
export function Palette() {
  const { t } = useTranslation('app');
  const [, navigate] = useLocation();
  const [campaigns, setCampaigns] = useState<readonly CampaignView[]>([]);

  async function loadCampaigns() {
    const page = await api.call('campaigns.list', { states: null, offset: 0, limit: 20 }).catch(() => null);
    if (page !== null) setCampaigns(page.rows);
  }

  const run = (command: Parameters<typeof runCommand>[0]) => () => runCommand(command, navigate);
  const icon = { size: 18, stroke: 1.75, 'aria-hidden': true } as const;
  const actions: SpotlightActionGroupData[] = [
    {
      group: t('palette.do'),
      actions: [
        {
          id: 'new_campaign',
          label: t('newCampaign'),
          leftSection: <IconSend {...icon} />,
          rightSection: <Keys keys="Ctrl N" />,
          onClick: run('new_campaign'),
        },
        {
          id: 'import',
          label: t('importFile'),
          leftSection: <IconFileImport {...icon} />,
          rightSection: <Keys keys="Ctrl I" />,
          onClick: run('import'),
        },
        {
          id: 'shortcuts',
          label: t('shortcuts.title'),
          leftSection: <IconKeyboard {...icon} />,
          rightSection: <Keys keys="F1" />,
          onClick: run('shortcuts'),
        },
      ],
    },
    {
      group: t('palette.go'),
      actions: places.map(({ command }, index) => {
        const Icon = placeIcons[command];
        return {
          id: command,
          label: t(`nav.${command}`),
          leftSection: <Icon {...icon} />,
          rightSection: <Keys keys={`Ctrl ${index + 1}`} />,
          onClick: run(command),
        };
      }),
    },
    {
      group: t('palette.campaigns'),
      actions: campaigns.map((campaign) => ({
        id: `campaign-${campaign.id}`,
        label: campaign.name,
        leftSection: <IconSend {...icon} />,
        rightSection: <CampaignPill state={campaign.state} />,
        onClick: () => navigate(`/campaigns/${campaign.id}`),
      })),
    },
  ];

  return (
    <Spotlight
      shortcut={['mod + K']}
      actions={actions}
      highlightQuery={false}
      scrollable
      maxHeight={420}
      nothingFound={t('palette.nothing')}
      onSpotlightOpen={() => void loadCampaigns()}
      classNames={{
        action: classes.action ?? '',
        actionSection: classes.section ?? '',
        actionsGroup: classes.group ?? '',
        search: classes.search ?? '',
        content: classes.content ?? '',
      }}
      attributes={{ content: { 'aria-label': t('palette.placeholder') } }}
      overlayProps={{ backgroundOpacity: 0.32, blur: 0 }}
      searchProps={{
        leftSection: <IconSearch {...icon} />,
        placeholder: t('palette.placeholder'),
        'aria-label': t('palette.placeholder'),
      }}
    />
  );
}

function Keys({ keys }: { readonly keys: string }) {
  return <span className={classes.keys}>{keys}</span>;
}
