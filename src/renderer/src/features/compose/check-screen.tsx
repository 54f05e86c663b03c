import { Button } from '@mantine/core';
import { IconLock, IconSend } from '@tabler/icons-react';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { CampaignView } from '#contract/campaigns.ts';
import type { Output } from '#contract/contract.ts';
import type { CampaignId } from '#core/kernel/ids.ts';
import { type ApiError, api, asApiError } from '../../api.ts';
import { useScreenAccount } from '../../app/session.ts';
import { useSendQuestion } from '../../shared/accounts/use-send-question.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Screen } from '../../ui/screen.tsx';
import { SkeletonCard } from '../../ui/skeletons.tsx';
import { CheckList } from './check-list.tsx';
import classes from './check-screen.module.css';
import { CheckSummary } from './check-summary.tsx';
import { RecipientsCard } from './recipients-card.tsx';

type Check = Output<'campaigns.check'>;

export function CheckScreen({ id }: { readonly id: number }) {
  const { t } = useTranslation('compose');
  const [, navigate] = useLocation();
  const askToSend = useSendQuestion();
  const campaignId = id as CampaignId;
  const [campaign, setCampaign] = useState<CampaignView | null>(null);
  const [check, setCheck] = useState<Check | null>(null);
  const [error, setError] = useState<ApiError | null>(null);
  const [round, setRound] = useState('');
  const [busy, setBusy] = useState<'check' | 'seal' | 'send' | null>('check');
  useScreenAccount(campaign?.accountId);

  const look = useCallback(async () => {
    setBusy('check');
    setError(null);
    try {
      const found = await api.call('campaigns.get', { id: campaignId });
      setCampaign(found);
      if (found.state === 'draft') {
        setCheck(await api.call('campaigns.check', { id: campaignId }));
        setRound(`${campaignId} ${Date.now()}`);
      } else navigate(`/campaigns/${id}`, { replace: true });
    } catch (thrown) {
      setError(asApiError(thrown));
    } finally {
      setBusy(null);
    }
  }, [campaignId, id, navigate]);

  useEffect(() => void look(), [look]);

  const people = check?.preview.people ?? 0;
  const blocked = check === null || people === 0 || check.items.some(({ level }) => level === 'stop');

  /** Freezes the texts; with `send`, starts at once as well. */
  async function go(send: boolean) {
    if (campaign === null) return;
    if (send) {
      if (!(await askToSend({ campaign, count: people, action: actionWords() }))) return;
    }
    setBusy(send ? 'send' : 'seal');
    setError(null);
    try {
      await api.call('campaigns.seal', { id: campaignId });
      if (send) await api.call('campaigns.launch', { id: campaignId });
      navigate(`/campaigns/${id}`);
    } catch (thrown) {
      setError(asApiError(thrown));
      setBusy(null);
    }
  }

  function actionWords(): string {
    if (campaign?.scheduleAt == null) return t('checking.send', { count: people });
    return t(campaign.scheduleBy === 'app' ? 'checking.schedule' : 'checking.hand', { count: people });
  }

  return (
    <Screen
      title={campaign === null ? t('checking.title') : campaign.name || t('untitled')}
      subtitle={t('checking.subtitle')}
      back={{ label: t('checking.back'), onClick: () => navigate(`/campaigns/${id}`) }}
      actions={
        <>
          <Button
            variant="default"
            disabled={blocked || busy !== null}
            loading={busy === 'seal'}
            title={t('checking.sealHint')}
            leftSection={<IconLock size={18} stroke={1.75} />}
            onClick={() => void go(false)}
          >
            {t('checking.seal')}
          </Button>
          <Button
            disabled={blocked || busy !== null}
            loading={busy === 'send'}
            leftSection={<IconSend size={18} stroke={1.75} />}
            onClick={() => void go(true)}
          >
            {actionWords()}
          </Button>
        </>
      }
    >
      {error !== null && (
        <ErrorNote
          error={error}
          action={
            <Button size="xs" onClick={() => void look()}>
              {t('checking.again')}
            </Button>
          }
        />
      )}
      {check === null || campaign === null ? (
        error === null && <SkeletonCard lines={5} />
      ) : (
        <div className={classes.columns}>
          <div className={classes.main}>
            <CheckList
              items={check.items}
              onFix={(where) => navigate(where === 'account' ? '/settings' : `/campaigns/${id}`)}
            />
            {people > 0 && check.preview.error === null && <RecipientsCard campaign={campaign} round={round} />}
          </div>
          <CheckSummary campaign={campaign} preview={check.preview} blocked={blocked} />
        </div>
      )}
    </Screen>
  );
}
