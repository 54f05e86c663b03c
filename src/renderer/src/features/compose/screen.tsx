import { Button } from '@mantine/core';
import { IconShieldCheck } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { CampaignId, GroupId, ImportId } from '#core/kernel/ids.ts';
import { api } from '../../api.ts';
import { useScreenAccount } from '../../app/session.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { useNow, useRelativeTime } from '../../ui/relative-time.tsx';
import { Screen } from '../../ui/screen.tsx';
import { SkeletonCard } from '../../ui/skeletons.tsx';
import { MessageCard } from './message-card.tsx';
import { PreviewCard } from './preview-card.tsx';
import classes from './screen.module.css';
import { type StartWith, useCompose } from './store.ts';
import { WhenCard } from './when-card.tsx';
import { WhoCard } from './who-card.tsx';

export function ComposeScreen({ id }: { readonly id: number | null }) {
  const { t } = useTranslation('compose');
  const [, navigate] = useLocation();
  const [start] = useState(() => startFrom(window.location.search));
  const ready = useCompose((store) => store.plan !== null);
  const error = useCompose((store) => store.error);
  useScreenAccount(useCompose((store) => store.plan?.accountId));
  const { open, close, flush } = useCompose.getState();

  useEffect(() => {
    dropSearch();
    void open(id as CampaignId | null, start, t('untitled'));
    const end = api.on('contacts.changed', () => void useCompose.getState().loadLists());
    return () => {
      end();
      close();
    };
  }, [id, start, open, close, t]);

  async function check() {
    const saved = await flush();
    if (saved !== null) navigate(`/campaigns/${saved}/check`);
  }

  return (
    <Screen
      title={<Name />}
      subtitle={<SavedLine />}
      actions={
        <Button
          disabled={!ready}
          leftSection={<IconShieldCheck size={18} stroke={1.75} />}
          onClick={() => void check()}
        >
          {t('check')}
        </Button>
      }
    >
      {error !== null && <ErrorNote error={error} />}
      <div className={classes.columns}>
        <div className={classes.main}>
          {ready ? (
            <>
              <WhoCard />
              <MessageCard />
              <WhenCard />
            </>
          ) : (
            error === null && <SkeletonCard lines={5} />
          )}
        </div>
        <PreviewCard />
      </div>
    </Screen>
  );
}

function Name() {
  const { t } = useTranslation('compose');
  const name = useCompose((store) => store.plan?.name ?? '');
  const change = useCompose((store) => store.change);
  return (
    <span className={classes.name} data-value={name === '' ? t('untitled') : name}>
      <input
        className={classes.nameInput}
        aria-label={t('nameLabel')}
        value={name}
        size={1}
        maxLength={200}
        placeholder={t('untitled')}
        onChange={(event) => change({ name: event.currentTarget.value })}
        onFocus={(event) => event.currentTarget.value === t('untitled') && event.currentTarget.select()}
      />
    </span>
  );
}

function SavedLine() {
  const { t } = useTranslation('compose');
  const saving = useCompose((store) => store.saving);
  const savedAt = useCompose((store) => store.savedAt);
  const error = useCompose((store) => store.error);
  const ago = useRelativeTime();
  const now = useNow(10_000);
  if (error !== null) return t('notSaved');
  if (savedAt === null) return saving ? t('saving') : t('unsaved');
  return t('saved', { ago: ago(savedAt, now) });
}

function startFrom(search: string): StartWith {
  const asked = new URLSearchParams(search);
  const ids = (name: string) =>
    asked
      .getAll(name)
      .map(Number)
      .filter((id) => Number.isInteger(id) && id > 0);
  return { groups: ids('group') as GroupId[], imports: ids('import') as ImportId[] };
}

/** What a new campaign starts with is read once: left in the address it would come back with a reload. */
function dropSearch(): void {
  const address = new URL(window.location.href);
  address.searchParams.delete('group');
  address.searchParams.delete('import');
  window.history.replaceState(window.history.state, '', address);
}
