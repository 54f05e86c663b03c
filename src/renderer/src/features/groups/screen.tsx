import { Button, Tabs } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useSearch } from 'wouter';
import type { GroupId } from '#core/kernel/ids.ts';
import { Screen } from '../../ui/screen.tsx';
import { NameDialog } from './name-dialog.tsx';
import classes from './screen.module.css';
import { ServiceTab } from './service-tab.tsx';
import { useGroupWords } from './use-group-words.ts';
import { groupsActions, serviceActions, useGroups } from './use-groups.ts';
import { YourGroups } from './your-groups.tsx';

type Tab = 'here' | 'service';

/** Who messages go to: the groups of this computer, and those that the service keeps. */
export function GroupsScreen() {
  const { t } = useTranslation('groups');
  const count = useGroups((state) => state.groups?.length ?? null);
  const [tab, setTab] = useState<Tab>('here');
  const [pushing, setPushing] = useState<GroupId | null>(null);
  const [creating, setCreating] = useState(false);
  const words = useGroupWords();

  useEffect(() => groupsActions().open(), []);
  useAskedGroup();

  return (
    <Screen
      title={t('title')}
      subtitle={count === null ? '\u00a0' : t('subtitle', { count })}
      actions={
        tab === 'here' &&
        count !== 0 && (
          <Button
            variant="default"
            leftSection={<IconPlus size={18} stroke={1.75} />}
            onClick={() => setCreating(true)}
          >
            {t('create')}
          </Button>
        )
      }
      layout="fill"
    >
      <Tabs value={tab} onChange={(value) => setTab(value as Tab)} keepMounted={false} className={classes.tabs}>
        <Tabs.List className={classes.tabList} aria-label={t('tabs.label')}>
          <Tabs.Tab value="here">{t('tabs.here')}</Tabs.Tab>
          <Tabs.Tab value="service">{t('tabs.service')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="here" className={classes.panel}>
          <YourGroups
            onCreate={() => setCreating(true)}
            onPush={(id) => {
              setPushing(id);
              setTab('service');
            }}
            onResults={(id) => {
              void serviceActions().watch(id);
              setTab('service');
            }}
          />
        </Tabs.Panel>
        <Tabs.Panel value="service" className={classes.panel}>
          <ServiceTab pushing={pushing} onPushed={() => setPushing(null)} />
        </Tabs.Panel>
      </Tabs>
      <NameDialog
        opened={creating}
        onClose={() => setCreating(false)}
        title={t('createDialog.title')}
        label={t('createDialog.label')}
        action={t('createDialog.action')}
        onSave={(name) => words.create(name)}
      />
    </Screen>
  );
}

/** `/groups?id=3` opens that group, once. */
function useAskedGroup() {
  const search = useSearch();
  const [, navigate] = useLocation();
  useEffect(() => {
    const id = Number(new URLSearchParams(search).get('id'));
    if (!Number.isInteger(id) || id <= 0) return;
    groupsActions().show(id as GroupId);
    navigate('/groups?', { replace: true });
  }, [search, navigate]);
}
